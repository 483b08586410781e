"""The cost of a request: its queries and its transactions."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.test.utils import CaptureQueriesContext


class Asked:
    """The statements inside. A test runs in a transaction, so a request's transactions are savepoints here."""

    def __init__(self, context: CaptureQueriesContext) -> None:
        self.context = context

    @property
    def statements(self) -> list[str]:
        """The queries, without transaction statements."""
        said = [query["sql"] for query in self.context.captured_queries]
        return [sql for sql in said if not sql.startswith(("SAVEPOINT", "RELEASE"))]

    @property
    def transactions(self) -> int:
        return sum(query["sql"].startswith("SAVEPOINT") for query in self.context.captured_queries)

    @property
    def lookups(self) -> int:
        """Rows written in the look-up log."""
        return sum(sql.startswith('INSERT INTO "core_lookup"') for sql in self.statements)


@contextmanager
def asked() -> Iterator[Asked]:
    """Count the statements sent to the database inside."""
    with CaptureQueriesContext(connection) as context:
        yield Asked(context)
