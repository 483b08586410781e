"""Hidden parts of a workbook: filtered or folded rows, and columns. Read from the sheets' XML, like their size."""

import re
from collections.abc import Iterator, Mapping
from html import unescape
from pathlib import PurePosixPath
from typing import Final


def _element(name: bytes) -> re.Pattern[bytes]:
    """A pattern for a start tag with its attributes, whose values may hold a >."""
    return re.compile(rb"<(?:[\w.-]+:)?" + name + rb"(?=[\s/>])((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>")


SHEET: Final = _element(b"sheet")
RELATION: Final = _element(b"Relationship")
ROW: Final = _element(b"row")
COLUMN: Final = _element(b"col")
ATTRIBUTE: Final = re.compile(rb"(?:[\w.-]+:)?(\w+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
YES: Final = ("1", "true")
# Excel writes "all other columns" as the last possible one.
LAST_COLUMN: Final = 16_384


def sheet_parts(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The XML of each sheet, by the sheet's name."""
    lower = {name.lower(): content for name, content in parts.items()}
    targets = {
        relation["Id"]: _path(relation["Target"])
        for relation in _elements(RELATION, lower.get("xl/_rels/workbook.xml.rels", b""))
        if "Id" in relation and "Target" in relation
    }
    sheets = _elements(SHEET, lower.get("xl/workbook.xml", b""))
    return {each.get("name", ""): lower.get(targets.get(each.get("id", ""), ""), b"") for each in sheets}


def hidden_rows(xml: bytes) -> frozenset[int]:
    """Numbers of the hidden rows, counted from 1; a row without a number follows the one before."""
    found, number = set(), 0
    for row in _elements(ROW, xml):
        number = _number(row.get("r")) or number + 1
        if row.get("hidden") in YES:
            found.add(number)
    return frozenset(found)


def hidden_columns(xml: bytes) -> frozenset[int]:
    """Indexes of the hidden columns, counted from 0."""
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
    """A part's path in the workbook: targets are relative to the root, or to the workbook's own folder."""
    return str(PurePosixPath("xl", target) if not target.startswith("/") else target[1:]).lower()


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 8 else 0
