"""One table of a file: a sheet of a workbook, or the whole of a CSV file."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of text from the first on. Hidden rows are counted from 1, like their names, hidden columns from 0."""

    rows: Sequence[Sequence[str]]
    name: str = ""
    is_hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()

    @property
    def holds_something(self) -> bool:
        """Whether any cell has a text."""
        return any(cell.strip() for row in self.rows for cell in row)
