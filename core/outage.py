"""While the database is unavailable: every request gets a clear answer, and the log is not flooded."""

import logging
import time

from django.db import InterfaceError, OperationalError
from django.utils.translation import gettext as _
from rest_framework import exceptions, status

RETRY_AFTER = 10
LOG_EVERY = 30.0
# The server ends the connection, does not accept one yet, or has no room for one (PostgreSQL, appendix A).
GONE = {"57P01", "57P02", "57P03", "53300"}


class DatabaseUnavailable(exceptions.APIException):
    """The database does not answer."""

    status_code, wait = status.HTTP_503_SERVICE_UNAVAILABLE, RETRY_AFTER

    def __init__(self) -> None:
        super().__init__(_("Vi kan ikke hente noget lige nu. Prøv igen om lidt."))


def is_database_unavailable(error: BaseException | None) -> bool:
    """Whether an error means that the database cannot be reached, rather than that it refused something."""
    while error is not None and not isinstance(error, OperationalError | InterfaceError):
        error = error.__cause__
    if error is None:
        return False
    code = getattr(error.__cause__, "sqlstate", None)
    return code is None or code.startswith("08") or code in GONE


class OutageFilter(logging.Filter):
    """Logs one line now and then about an unavailable database, in place of a stack trace for each request."""

    logged_at = float("-inf")

    def filter(self, record: logging.LogRecord) -> bool:
        if not (record.exc_info and is_database_unavailable(record.exc_info[1])):
            return True
        if time.monotonic() - self.logged_at < LOG_EVERY:
            return False
        self.logged_at = time.monotonic()
        record.msg, record.args = "The database does not answer; requests are given 503", ()
        record.exc_info = record.exc_text = None
        return True
