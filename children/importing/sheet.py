"""One sheet as it was read, and the meaning of each column: rows of known cells for the plan."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from children.importing.columns import COLUMNS, EITHER_DAY, FULL_NAME, HEADERS, NAMES, headers_of
from core.danish import listing
from core.letters import nfc

# A row (or None), a column's key or "", and a message.
Remark = tuple[int | None, str, str]


@dataclass(frozen=True, slots=True)
class Row:
    """One row under the headers. `cells` holds every known column of the file; `error` says why it cannot be read."""

    number: int
    cells: dict[str, str]
    error: str = ""


@dataclass(frozen=True)
class Sheet:
    """Headers and rows of the file. `keys` gives each column's key, None for one that is left out.

    `left_out` lists the sheets and rows that were not read, `hidden` the hidden columns.
    """

    headers: tuple[str, ...]
    lines: list[tuple[int, list[str]]]
    keys: tuple[str | None, ...]
    left_out: tuple[Remark, ...] = ()
    hidden: tuple[int, ...] = ()

    def with_keys(self, keys: Sequence[str | None]) -> "Sheet":
        """The same sheet with other keys for its columns."""
        return replace(self, keys=tuple(keys))

    @property
    def columns(self) -> tuple[str, ...]:
        """The keys of the columns that are read, in the file's order."""
        return tuple(key for key in self.keys if key)

    @property
    def ignored(self) -> tuple[str, ...]:
        """Headers of the columns that are left out."""
        return tuple(header for header, key in zip(self.headers, self.keys, strict=True) if header and not key)

    @cached_property
    def rows(self) -> list[Row]:
        """The rows, with cells by key."""
        return [_row(number, self.keys, cells) for number, cells in self.lines]

    @property
    def labels(self) -> dict[str, str]:
        """The file's own headers of the columns that are read, by key."""
        own = {key: header for header, key in zip(self.headers, self.keys, strict=True) if key}
        return own | dict.fromkeys(NAMES, own[FULL_NAME.key]) if FULL_NAME.key in own else own

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """What was left out, what is hidden, and names that were split by guess."""
        return (*self.left_out, *self._hidden(), *self._guessed())

    @property
    def problem(self) -> str:
        """Why the rows cannot be read with these columns, and what to do; "" if they can."""
        present = {*self.keys, *(NAMES if FULL_NAME.key in self.keys else ())}
        missing = headers_of(key for key in NAMES if key not in present)
        if not present & EITHER_DAY:
            missing.append(_("CPR-nummer eller Fødselsdato"))
        if missing:
            return _("Der mangler en kolonne: %(columns)s. Vælg den herunder, eller skriv overskriften i filen.") % {
                "columns": listing(missing)
            }
        return self._said_twice()

    def _said_twice(self) -> str:
        for each in (FULL_NAME, *COLUMNS):
            named = {each.key, FULL_NAME.key} if each.key in NAMES else {each.key}
            twice = [header for header, key in zip(self.headers, self.keys, strict=True) if key in named]
            if len(twice) > 1:
                return _("Kolonnerne %(columns)s betyder det samme. Vælg kun den ene.") % {"columns": listing(twice)}
        return ""

    def _hidden(self) -> Iterator[Remark]:
        for at in self.hidden:
            if self.keys[at] in {*HEADERS, FULL_NAME.key}:
                yield None, str(self.keys[at]), _("Kolonnen er skjult i regnearket, men bliver læst med.")

    def _guessed(self) -> Iterator[Remark]:
        message = _("Det sidste ord i navnet er læst som efternavn. Passer det ikke, så ret det under stamdata.")
        for row in self.rows if FULL_NAME.key in self.keys else ():
            whole = row.cells[FULL_NAME.key]
            if "," not in whole and len(whole.split()) > len(NAMES):
                yield row.number, FULL_NAME.key, message

    def as_data(self) -> dict[str, Any]:
        """Plain lists, to be stored until the import."""
        return {name: getattr(self, name) for name in ("headers", "lines", "keys", "left_out", "hidden")}

    @classmethod
    def of_data(cls, data: dict[str, Any]) -> "Sheet":
        """The sheet from which ``as_data`` made these."""
        lines = [(number, cells) for number, cells in data["lines"]]
        left_out = tuple((row, key, message) for row, key, message in data["left_out"])
        return cls(tuple(data["headers"]), lines, tuple(data["keys"]), left_out, tuple(data["hidden"]))


def cleaned(cell: str) -> str:
    """The text without invisible and unintended characters: control characters, odd spaces, a stray byte-order mark."""
    kept = (letter for letter in cell.replace("\u00a0", " ") if letter.isprintable() or letter in "\n\t")
    return nfc("".join(kept)).strip()


def parted(name: str) -> tuple[str, str]:
    """First and last name of `Ida Marie Prøve` or `Prøve, Ida Marie`."""
    if "," in name:
        last, _comma, first = name.partition(",")
        return first.strip(), last.strip()
    *first_names, last = name.split() or [""]
    return (" ".join(first_names), last) if first_names else (last, "")


def _row(number: int, keys: Sequence[str | None], cells: Sequence[str]) -> Row:
    padded = [*cells, *[""] * (len(keys) - len(cells))]
    named = {key: cleaned(cell) for key, cell in zip(keys, padded, strict=False) if key}
    if "cpr" in named:
        named["cpr"] = _with_leading_zero(named["cpr"])
    if FULL_NAME.key in named:
        named.update(zip(NAMES, parted(named[FULL_NAME.key]), strict=True))
    surplus = any(cell.strip() for cell in cells[len(keys) :])
    return Row(number, named, _("Rækken har flere felter end overskrifter. Ret rækken i filen.") if surplus else "")


def _with_leading_zero(cpr: str) -> str:
    """A spreadsheet reads a CPR number as a number and drops the leading 0 of children born on the 1st to the 9th."""
    digits = cpr.replace(" ", "")
    return f"0{digits}" if len(digits) == 9 and digits.isdecimal() else cpr
