"""A coordinator's spreadsheet as rows of text: CSV as Danish programs write it, or XLSX.

Nothing is understood here but which column is which; children/importing/values.py says what the cells mean. Row
numbers are the spreadsheet's own, so that a message can be found again in it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

from children.importing import delimited, workbook
from children.importing.columns import EXAMPLE, HEADERS, headers_of, key_of
from children.importing.errors import ReadingError
from children.importing.tables import Table
from core.danish import listing, number
from core.letters import composed

MAX_BYTES: Final = 10 * 1024 * 1024
MAX_ROWS: Final = 20_000
# The headers are looked for among the first rows: people put a title and a date above them.
ROWS_ABOVE: Final = 10
REQUIRED: Final = ("first_name", "last_name")

__all__ = ["ReadingError", "Row", "Sheet", "read"]


# A row where there is one, a column's key or "", and a message.
Remark = tuple[int | None, str, str]


@dataclass(frozen=True, slots=True)
class Row:
    """One row under the headers. `cells` holds every known column of the file; `error` says why it cannot be read."""

    number: int
    cells: dict[str, str]
    error: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What was read: the keys of the columns in the file's order, headers nobody knows, and the rows.

    `remarks` tell what of the file was left out or was hidden.
    """

    columns: tuple[str, ...]
    ignored: tuple[str, ...]
    rows: list[Row]
    remarks: tuple[Remark, ...] = ()

    def as_data(self) -> dict[str, Any]:
        """Plain lists, to be kept until the file is carried out."""
        rows = [[row.number, row.cells, row.error] for row in self.rows]
        return {"columns": self.columns, "ignored": self.ignored, "rows": rows, "remarks": self.remarks}

    @classmethod
    def of_data(cls, data: dict[str, Any]) -> "Sheet":
        """The sheet that gave these."""
        remarks = tuple((row, key, message) for row, key, message in data["remarks"])
        rows = [Row(*row) for row in data["rows"]]
        return cls(tuple(data["columns"]), tuple(data["ignored"]), rows, remarks)


def read(content: bytes, filename: str) -> Sheet:
    """The rows of a CSV or XLSX file. Raises ReadingError, whose text says what to do.

    The content decides, not the name: a workbook called .csv is still read as a workbook.
    """
    if not content.strip():
        raise ReadingError(_("Filen er tom. Vælg den fil, børnene står i."))
    if len(content) > MAX_BYTES:
        raise ReadingError(_("Filen er større end 10 MB. Del den i flere filer."))
    tables: Iterable[Table]
    if workbook.is_workbook(content):
        tables = workbook.tables(content, MAX_ROWS)
    elif workbook.is_old_or_locked(content):
        raise ReadingError(
            _("Filen er gemt i et ældre format eller er beskyttet med en adgangskode. Gem den som .xlsx uden kode.")
        )
    elif filename.lower().endswith((".csv", ".txt", ".tsv")):
        tables = [Table(delimited.table(content, known=lambda header: key_of(header) is not None))]
    else:
        raise ReadingError(_("Filen kan ikke læses som et regneark. Gem den som .xlsx eller .csv."))
    return _sheet(tables)


def _sheet(tables: Iterable[Table]) -> Sheet:
    """The first table with headers we know: a workbook may have a sheet of notes before or after the children."""
    tables = list(tables)
    for table in tables:
        at = None if table.is_hidden else _header_at(table.rows)
        if at is not None:
            return _under_headers(table, at, [each for each in tables if each is not table])
    raise ReadingError(
        _("Vi kan ikke finde overskrifterne. Den første række skal have overskrifter som Fornavn og Efternavn.")
    )


def _header_at(rows: Sequence[Sequence[str]]) -> int | None:
    known = [sum(key_of(cell) is not None for cell in row) for row in rows[:ROWS_ABOVE]]
    return known.index(max(known)) if known and max(known) >= len(REQUIRED) else None


def _under_headers(table: Table, at: int, others: Sequence[Table]) -> Sheet:
    headers = [_clean(cell) for cell in table.rows[at]]
    keys = [key_of(header) for header in headers]
    _check_headers(headers, keys)
    filled = [
        (index + 1, cells)
        for index, cells in enumerate(table.rows)
        if index > at and any(cell.strip() for cell in cells)
    ]
    rows = [_row(number, keys, cells) for number, cells in filled if number not in table.hidden_rows]
    rows = [row for row in rows if row.cells["first_name"].casefold() != EXAMPLE.casefold()]
    if not rows:
        raise ReadingError(_("Der står ingen børn under overskrifterne. Udfyld mindst én række."))
    if len(rows) > MAX_ROWS:
        raise ReadingError(
            _("Filen har flere end %(count)s rækker. Del den i flere filer.") % {"count": number(MAX_ROWS)}
        )
    ignored = tuple(header for header, key in zip(headers, keys, strict=True) if header and key is None)
    remarks = (*_not_read(others), *_hidden(table, keys, [number for number, _cells in filled]))
    return Sheet(tuple(key for key in keys if key), ignored, rows, remarks)


def _not_read(others: Sequence[Table]) -> Iterator[Remark]:
    """The sheets beside the one that is read, but for empty ones and the template's own guide."""
    for table in others:
        if not table.holds_something or table.name == _("Vejledning"):
            continue
        if _header_at(table.rows) is not None:
            message = _(
                "Arket »%(name)s« ser også ud til at rumme børn, men er ikke læst. Prøv det som en fil for sig."
            )
        else:
            message = _("Arket »%(name)s« er ikke læst.")
        yield None, "", message % {"name": table.name}


def _hidden(table: Table, keys: Sequence[str | None], filled: Sequence[int]) -> Iterator[Remark]:
    """Hidden rows stay out, as they do for who looks at the sheet; a hidden column belongs to each row seen."""
    for row in filled:
        if row in table.hidden_rows:
            yield row, "", _("Rækken er skjult i regnearket og er ikke læst. Vis den, hvis barnet skal med.")
    for at, key in enumerate(keys):
        if key in HEADERS and at in table.hidden_columns:
            yield None, key, _("Kolonnen er skjult i regnearket, men bliver læst med.")


def _check_headers(headers: Sequence[str], keys: Sequence[str | None]) -> None:
    missing = headers_of(key for key in REQUIRED if key not in keys)
    if "cpr" not in keys and "born_on" not in keys:
        missing.append(_("CPR-nummer eller Fødselsdato"))
    if missing:
        raise ReadingError(
            _("Der mangler en kolonne: %(columns)s. Skriv overskriften i filen.") % {"columns": listing(missing)}
        )
    for key in HEADERS:
        twice = [header for header, found in zip(headers, keys, strict=True) if found == key]
        if len(twice) > 1:
            raise ReadingError(
                _("Kolonnerne %(columns)s betyder det samme. Slet den ene.") % {"columns": listing(twice)}
            )


def _row(row_number: int, keys: Sequence[str | None], cells: Sequence[str]) -> Row:
    padded = [*cells, *[""] * (len(keys) - len(cells))]
    named = {key: _clean(cell) for key, cell in zip(keys, padded, strict=False) if key}
    if "cpr" in named:
        named["cpr"] = _with_leading_zero(named["cpr"])
    surplus = any(cell.strip() for cell in cells[len(keys) :])
    return Row(row_number, named, _("Rækken har flere felter end overskrifter. Ret rækken i filen.") if surplus else "")


def _clean(cell: str) -> str:
    """Without what no one can see or has meant to write: control characters, odd spaces, a stray byte-order mark."""
    kept = (letter for letter in cell.replace("\u00a0", " ") if letter.isprintable() or letter in "\n\t")
    return composed("".join(kept)).strip()


def _with_leading_zero(cpr: str) -> str:
    """A spreadsheet takes a CPR number for a number, and drops the 0 of children born on the first nine of a month."""
    digits = cpr.replace(" ", "")
    return f"0{digits}" if len(digits) == 9 and digits.isdecimal() else cpr
