"""The remarks on a file: for each column and message, the rows they are about.

A message never repeats a cell's content, except the names of schools and institutions.
"""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from children.importing.columns import FULL_NAME, HEADERS

ERROR, WARNING = "error", "warning"
ORDER: Final = {key: at for at, key in enumerate(["", FULL_NAME.key, *HEADERS])}
# The characters a spreadsheet takes for the start of a formula.
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


@dataclass(slots=True)
class Report:
    """Remarks in the order they were made; `as_data` sorts them."""

    remarks: dict[tuple[str, str, str], list[int]] = field(default_factory=dict)

    def error(self, row: int | None, key: str, message: str | Promise) -> None:
        """Add an error to correct before anything is imported; `row` is None for the whole file."""
        self._add(ERROR, row, key, message)

    def warn(self, row: int | None, key: str, message: str | Promise) -> None:
        """Add a warning, which does not stop the import."""
        self._add(WARNING, row, key, message)

    def _add(self, level: str, row: int | None, key: str, message: str | Promise) -> None:
        rows = self.remarks.setdefault((level, key, str(message)), [])
        if row is not None and row not in rows[-1:]:
            rows.append(row)

    def count(self, level: str) -> int:
        """The number of cells (or rows, or the file) with a remark of this level."""
        return sum(len(rows) or 1 for (each, _key, _message), rows in self.remarks.items() if each == level)

    def as_data(self) -> list[dict[str, Any]]:
        """The remarks as plain data for the job: errors first, then by column and row."""
        remarks = [
            {"level": level, "key": key, "message": message, "rows": sorted(set(rows))}
            for (level, key, message), rows in self.remarks.items()
        ]
        return sorted(remarks, key=lambda each: (each["level"] != ERROR, ORDER.get(each["key"], 99), each["rows"][:1]))


def column_label(key: str, labels: Mapping[str, str]) -> str:
    """The column as the file names it, otherwise as the template does; "" for a remark on a row or the file."""
    return labels.get(key) or HEADERS.get(key, "")


def row_numbers(rows: Iterable[int], longest: int = 12) -> str:
    """`2-5, 8, 11`: runs combined, and at most `longest` of them."""
    runs: list[list[int]] = []
    for row in rows:
        if runs and row == runs[-1][1] + 1:
            runs[-1][1] = row
        else:
            runs.append([row, row])
    shown = [str(first) if first == last else f"{first}-{last}" for first, last in runs[:longest]]
    return ", ".join(shown) + (" …" if len(runs) > longest else "")


def as_csv(remarks: Iterable[dict[str, Any]], labels: Mapping[str, str]) -> bytes:
    """One line for each row and column, for Danish spreadsheets: semicolons, and UTF-8 with a byte-order mark."""
    text = io.StringIO()
    lines = csv.writer(text, delimiter=";", lineterminator="\r\n")
    lines.writerow([_("Række"), _("Kolonne"), _("Hvad"), _("Besked")])
    for remark in remarks:
        kind = _("Skal rettes") if remark["level"] == ERROR else _("Godt at vide")
        for row in remark["rows"] or [""]:
            lines.writerow([row, harmless(column_label(remark["key"], labels)), kind, harmless(remark["message"])])
    return "\ufeff".encode() + text.getvalue().encode()


def harmless(text: str) -> str:
    """The text, changed so that no spreadsheet takes it for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text
