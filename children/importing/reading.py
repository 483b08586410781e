"""A coordinator's spreadsheet as rows of text: CSV as Danish programs write it, or XLSX.

Only the headers are located here; children/importing/matching.py tells what each column is, and
children/importing/values.py what the cells mean. Row numbers are the spreadsheet's own, so that a message can be found
in it.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from django.utils.translation import gettext as _

from children.importing import delimited, workbook
from children.importing.columns import EXAMPLE, NAMES
from children.importing.errors import NO_SHEET, TOO_LARGE, ReadingError
from children.importing.matching import Remembered, key_for, match
from children.importing.sheet import Remark, Sheet, cleaned
from children.importing.tables import Table
from core.danish import number

MAX_BYTES: Final = 10 * 1024 * 1024
MAX_ROWS: Final = 20_000
# The headers are looked for in the first rows: people put a title and a date above them.
ROWS_ABOVE: Final = 10
# The fewest known headers, or filled cells where none is known, in a row of headers.
FEWEST: Final = 2

__all__ = ["ReadingError", "read"]


def read(content: bytes, filename: str, remembered: Remembered | None = None) -> Sheet:
    """The rows of a CSV or XLSX file. Raises ReadingError, whose text says what to do.

    The content decides, not the name: a workbook named .csv is still read as a workbook. `remembered` is the
    municipality's own meaning of headers.
    """
    remembered = remembered or {}
    if not content.strip():
        raise ReadingError(_("Filen er tom. Vælg den fil, børnene står i."))
    if len(content) > MAX_BYTES:
        raise ReadingError(str(TOO_LARGE))
    tables: Iterable[Table]
    if workbook.is_workbook(content):
        tables = workbook.tables(content, MAX_ROWS)
    elif workbook.is_old_or_locked(content):
        raise ReadingError(
            _("Filen er gemt i et ældre format eller er beskyttet med en adgangskode. Gem den som .xlsx uden kode.")
        )
    elif filename.lower().endswith((".csv", ".txt", ".tsv")):
        tables = [Table(delimited.table(content, known=lambda header: key_for(header, remembered) is not None))]
    else:
        raise ReadingError(str(NO_SHEET))
    return _sheet(list(tables), remembered)


def _sheet(tables: Sequence[Table], remembered: Remembered) -> Sheet:
    """The first table with headers we know, because a workbook may have a sheet of notes first; otherwise the first
    with something like headers.
    """
    seen = [table for table in tables if not table.is_hidden]
    places = [(table, _known_at(table, remembered)) for table in seen] + [(table, _any_at(table)) for table in seen]
    table, at = next(((table, at) for table, at in places if at is not None), (None, 0))
    if table is None or at is None:
        raise ReadingError(
            _("Vi kan ikke finde overskrifterne. Den første række skal have overskrifter som Fornavn og Efternavn.")
        )
    others = [(each, _known_at(each, remembered) is not None) for each in tables if each is not table]
    return _under_headers(table, at, tuple(_not_read(others)), remembered)


def _known_at(table: Table, remembered: Remembered) -> int | None:
    """The index of the row with most known headers, or None."""
    known = [sum(key_for(cell, remembered) is not None for cell in row) for row in table.rows[:ROWS_ABOVE]]
    return known.index(max(known)) if known and max(known) >= FEWEST else None


def _any_at(table: Table) -> int | None:
    """The index of the first row with several texts, or None."""
    filled = [sum(bool(cell.strip()) for cell in row) >= FEWEST for row in table.rows[:ROWS_ABOVE]]
    return filled.index(True) if True in filled else None


def _under_headers(table: Table, at: int, not_read: tuple[Remark, ...], remembered: Remembered) -> Sheet:
    headers = tuple(cleaned(cell) for cell in table.rows[at])
    keys = match(headers, remembered)
    filled = [
        (index + 1, list(cells))
        for index, cells in enumerate(table.rows)
        if index > at and any(cell.strip() for cell in cells)
    ]
    lines = [(row, cells) for row, cells in filled if row not in table.hidden_rows and not _is_example(keys, cells)]
    if not lines:
        raise ReadingError(_("Der står ingen børn under overskrifterne. Udfyld mindst én række."))
    if len(lines) > MAX_ROWS:
        raise ReadingError(
            _("Filen har flere end %(count)s rækker. Del den i flere filer.") % {"count": number(MAX_ROWS)}
        )
    hidden = _("Rækken er skjult i regnearket og er ikke læst. Vis den, hvis barnet skal med.")
    # As a user sees the sheet: a hidden row is not there, a hidden column belongs to each visible row.
    left_out = (*not_read, *((row, "", hidden) for row, _cells in filled if row in table.hidden_rows))
    return Sheet(
        headers, lines, keys, left_out, tuple(sorted(each for each in table.hidden_columns if each < len(keys)))
    )


def _is_example(keys: Sequence[str | None], cells: Sequence[str]) -> bool:
    at = keys.index(NAMES[0]) if NAMES[0] in keys else len(cells)
    return at < len(cells) and cleaned(cells[at]).casefold() == EXAMPLE.casefold()


def _not_read(others: Iterable[tuple[Table, bool]]) -> Iterator[Remark]:
    """The other sheets, without empty ones and the template's own guide."""
    for table, looks_like_children in others:
        if not table.holds_something or table.name == _("Vejledning"):
            continue
        if looks_like_children:
            message = _(
                "Arket »%(name)s« ser også ud til at rumme børn, men er ikke læst. Prøv det som en fil for sig."
            )
        else:
            message = _("Arket »%(name)s« er ikke læst.")
        yield None, "", message % {"name": table.name}
