"""XLSX as rows of text, with limits that protect the server's memory.

A workbook is a zip of XML. Two kinds of small files unpack to something enormous: a zip whose parts are larger than
they say, and a sheet with one cell in the far corner, for which the reader would create every cell before it. So the
parts are unpacked here with a limit and packed again, and the sheets' cells are counted, before the reader sees them.
"""

import datetime as dt
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from children.importing.errors import ReadingError
from children.importing.hidden import hidden_columns, hidden_rows, sheet_parts
from children.importing.tables import Table
from core.danish import number

MAX_UNPACKED: Final = 100 * 1024 * 1024
MAX_COLUMNS: Final = 256
CHUNK: Final = 1024 * 1024
ZIP: Final = b"PK\x03\x04"
# The format of Excel before 2007, and of every version's workbook with a password.
COMPOUND: Final = b"\xd0\xcf\x11\xe0"
# The parts the reader needs; drawings, caches and calculation chains are left out.
PARTS: Final = re.compile(
    r"(\[Content_Types\]\.xml|_rels/\.rels|xl/(workbook|sharedStrings|styles)\.xml"
    r"|xl/_rels/workbook\.xml\.rels|xl/worksheets/[^/]+\.xml)$",
    re.IGNORECASE,
)
ELEMENT: Final = re.compile(rb"<(?:[\w.-]+:)?(row|c)(?=[\s/>])")
REFERENCE: Final = re.compile(rb"\br\s*=\s*[\"']([A-Za-z]*)(\d+)[\"']")

Cell = str | float | int | bool | dt.date | dt.datetime | dt.time | dt.timedelta


def is_workbook(content: bytes) -> bool:
    """Whether the bytes are a zip, as every XLSX is."""
    return content.startswith(ZIP)


def is_old_or_locked(content: bytes) -> bool:
    """Whether the bytes are an .xls, or a workbook with a password."""
    return content.startswith(COMPOUND)


def tables(content: bytes, max_rows: int) -> Iterator[Table]:
    """Every sheet's cells as text, hidden sheets included: they are named, but not imported. Raises ReadingError."""
    parts = _unpacked(content)
    for name, xml in parts.items():
        if "/worksheets/" in name.lower():
            _check_size(xml, max_rows)
    try:
        sheets = sheet_parts(parts)
        with CalamineWorkbook.from_filelike(_packed(parts)) as book:
            for sheet in book.sheets_metadata:
                if sheet.typ != SheetTypeEnum.WorkSheet:
                    continue
                rows = book.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
                xml = sheets.get(sheet.name, b"")
                yield Table(
                    [[as_text(cell) for cell in row] for row in rows],
                    name=sheet.name,
                    is_hidden=sheet.visible != SheetVisibleEnum.Visible,
                    hidden_rows=hidden_rows(xml),
                    hidden_columns=hidden_columns(xml),
                )
    except CalamineError as error:
        raise _unreadable() from error


def as_text(cell: Cell) -> str:
    """A cell as it would be typed: dates as ISO, whole numbers without a decimal point."""
    if isinstance(cell, bool):
        return _("ja") if cell else _("nej")
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(sep=" ")
    return cell.isoformat() if isinstance(cell, dt.date | dt.time) else str(cell)


def _unpacked(content: bytes) -> dict[str, bytes]:
    parts: dict[str, bytes] = {}
    left = MAX_UNPACKED
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for part in archive.infolist():
                if PARTS.match(part.filename) and part.filename not in parts:
                    parts[part.filename] = _read(archive, part, left)
                    left -= len(parts[part.filename])
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        raise _unreadable() from error
    return parts


def _read(archive: zipfile.ZipFile, part: zipfile.ZipInfo, left: int) -> bytes:
    """A part's bytes, at most `left` of them whatever its header claims. Raises ReadingError."""
    with archive.open(part) as packed:
        content = packed.read(left + 1)
    if len(content) > left:
        raise ReadingError(_("Filen fylder for meget, når den pakkes ud. Gem arket som .csv, og prøv igen."))
    return content


def _packed(parts: dict[str, bytes]) -> io.BytesIO:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    packed.seek(0)
    return packed


def _check_size(xml: bytes, max_rows: int) -> None:
    """Refuse a sheet with cells farther down or to the right than a list of children can have. Raises ReadingError."""
    if b"\x00" in xml:
        raise _unreadable()
    rows, columns = _extent(xml)
    # Some room for titles and empty rows; the exact limit counts the filled rows.
    if rows > max_rows + 1000:
        raise ReadingError(
            _("Arket når ned til række %(row)s. Slet de tomme rækker under den sidste, eller del filen i flere.")
            % {"row": number(rows)}
        )
    if columns > MAX_COLUMNS:
        raise ReadingError(_("Arket har for mange kolonner. Slet de tomme kolonner til højre for den sidste."))


def _extent(xml: bytes) -> tuple[int, int]:
    """The last row and column of a sheet; a cell without a reference follows the one before."""
    rows = columns = in_row = 0
    for element in ELEMENT.finditer(xml):
        if element[1] == b"row":
            rows, in_row = rows + 1, 0
        else:
            in_row += 1
            columns = max(columns, in_row)
    for letters, digits in set(REFERENCE.findall(xml)):
        rows = max(rows, int(digits[:10]))
        columns = max(columns, _column_number(letters))
    return rows, columns


def _column_number(letters: bytes) -> int:
    place = 0
    for letter in letters.upper()[:5]:
        place = place * 26 + letter - ord("A") + 1
    return place


def _unreadable() -> ReadingError:
    return ReadingError(_("Regnearket kan ikke læses. Åbn det, gem det igen som .xlsx, og prøv en gang til."))
