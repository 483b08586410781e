"""Waiting for another transaction, in tests of two users at once."""

import time

from django.db import connection


def wait_until_somebody_waits():
    """Wait until another connection waits for this transaction to end."""
    for _try in range(200):
        with connection.cursor() as cursor:
            cursor.execute("SELECT FROM pg_locks WHERE NOT granted AND transactionid = pg_current_xact_id()::xid")
            if cursor.rowcount:
                return
        time.sleep(0.05)
    raise AssertionError("nobody waits")
