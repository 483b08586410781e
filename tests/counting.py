"""What a request costs: how often the database is asked, and how many transactions it took."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.test.utils import CaptureQueriesContext


class Asked:
    """What was asked inside. A test runs in a transaction, so those of a request are savepoints here."""

    def __init__(self, context: CaptureQueriesContext) -> None:
        self.context = context

    @property
    def statements(self) -> list[str]:
        """The questions, without where transactions begin and end."""
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
    """Count what is asked of the database inside."""
    with CaptureQueriesContext(connection) as context:
        yield Asked(context)
