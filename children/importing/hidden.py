"""What a workbook hides: rows filtered or folded away, and columns. Read from the sheets' XML, as their size is."""

import re
from collections.abc import Iterator, Mapping
from html import unescape
from pathlib import PurePosixPath
from typing import Final


def _element(name: bytes) -> re.Pattern[bytes]:
    """A start tag with its attributes, in whose texts a > may stand."""
    return re.compile(rb"<(?:[\w.-]+:)?" + name + rb"(?=[\s/>])((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>")


SHEET: Final = _element(b"sheet")
RELATION: Final = _element(b"Relationship")
ROW: Final = _element(b"row")
COLUMN: Final = _element(b"col")
ATTRIBUTE: Final = re.compile(rb"(?:[\w.-]+:)?(\w+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
YES: Final = ("1", "true")
# Excel says "all the rest" of columns by the last there can be.
LAST_COLUMN: Final = 16_384


def sheet_parts(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The XML of each sheet by the sheet's name."""
    lower = {name.lower(): content for name, content in parts.items()}
    targets = {
        relation["Id"]: _path(relation["Target"])
        for relation in _elements(RELATION, lower.get("xl/_rels/workbook.xml.rels", b""))
        if "Id" in relation and "Target" in relation
    }
    sheets = _elements(SHEET, lower.get("xl/workbook.xml", b""))
    return {each.get("name", ""): lower.get(targets.get(each.get("id", ""), ""), b"") for each in sheets}


def hidden_rows(xml: bytes) -> frozenset[int]:
    """Numbers of the rows that are hidden, counted from 1; a row without a number comes after the one before."""
    found, number = set(), 0
    for row in _elements(ROW, xml):
        number = _number(row.get("r")) or number + 1
        if row.get("hidden") in YES:
            found.add(number)
    return frozenset(found)


def hidden_columns(xml: bytes) -> frozenset[int]:
    """Places of the columns that are hidden, counted from 0."""
    found: set[int] = set()
    for column in _elements(COLUMN, xml):
        if column.get("hidden") in YES:
            first, last = _number(column.get("min")), _number(column.get("max"))
            found.update(range(max(first, 1) - 1, min(last, LAST_COLUMN)))
    return frozenset(found)


def _elements(pattern: re.Pattern[bytes], xml: bytes) -> Iterator[dict[str, str]]:
    for element in pattern.finditer(xml):
        yield {
            name.decode(): unescape((double or single).decode(errors="replace"))
            for name, double, single in ATTRIBUTE.findall(element[1])
        }


def _path(target: str) -> str:
    """A part's path in the workbook: targets are said from the root, or from the workbook's own folder."""
    return str(PurePosixPath("xl", target) if not target.startswith("/") else target[1:]).lower()


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 8 else 0
