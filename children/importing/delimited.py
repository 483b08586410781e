"""CSV as Danish programs write it: semicolons, commas or tabs; UTF-8, UTF-16 or Windows-1252."""

import codecs
import csv
import io
import re
from collections.abc import Callable
from typing import Final

from django.utils.translation import gettext as _

from children.importing.errors import NO_SHEET, ReadingError

DELIMITERS: Final = (";", ",", "\t")
# Excel's own first line that names the separator.
SEPARATOR_LINE: Final = re.compile(r"sep=(.)\r?\n")


def table(content: bytes, known: Callable[[str], bool]) -> list[list[str]]:
    """The cells of a file, one list for each row, empty rows included. `known` tells our headers from other text.

    Raises ReadingError.
    """
    text = decoded(content)
    if "\x00" in text:
        raise ReadingError(str(NO_SHEET))
    said = SEPARATOR_LINE.match(text)
    rows = _split(text, said[1] if said else _delimiter(text, known))
    return [[], *rows[1:]] if said else rows


def decoded(content: bytes) -> str:
    """The text of a file in any of the three encodings."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _in("utf-16", content) or ""
    # Windows-1252 lacks five bytes of Latin-1; a file with one of them is read as Latin-1.
    return _in("utf-8-sig", content) or _in("cp1252", content) or content.decode("latin-1")


def _in(encoding: str, content: bytes) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _delimiter(text: str, known: Callable[[str], bool]) -> str:
    """The separator that reveals most of our headers, not the most frequent one: a note is full of commas.

    Without any of our headers, the one that splits the first line with one into most cells.
    """
    beginning = text.splitlines()[:10]

    def headers(delimiter: str) -> tuple[int, int]:
        """The number of our headers with this separator, and of all cells, to compare separators."""
        try:
            rows = list(csv.reader(beginning, delimiter=delimiter))
        except csv.Error:
            return 0, 0
        ours = max((sum(known(cell) for cell in row) for row in rows), default=0)
        return ours, next((len(row) for row in rows if len(row) > 1), 0)

    return max(DELIMITERS, key=headers)


def _split(text: str, delimiter: str) -> list[list[str]]:
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            rows.append(row)
    except csv.Error as error:
        raise ReadingError(
            _("Række %(row)d kan ikke læses; måske mangler et anførselstegn. Ret rækken, eller gem som .xlsx.")
            % {"row": len(rows) + 1}
        ) from error
    return rows
