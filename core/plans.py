"""How PostgreSQL answers a web process: by itself, without helpers and without compiling.

A page's questions are about some children. Among those of a whole country the server still plans helpers for a few, and
starting two processes takes ten times as long as the answer itself; compiling a plan takes longer too.
"""

from typing import Any

from django.db.backends.signals import connection_created

ALONE = "SELECT set_config('max_parallel_workers_per_gather', '0', false), set_config('jit', 'off', false)"


def answer_alone() -> None:
    """For a web server's process: each of its connections begins so.

    In SQL, because a pooler in between may refuse options of a connection.
    """
    connection_created.connect(begin, dispatch_uid="core.plans")


def begin(sender: Any, connection: Any, **kwargs: Any) -> None:
    """Tell the server, once for each connection."""
    with connection.cursor() as cursor:
        cursor.execute(ALONE)
