"""Addresses that are secrets themselves, as a guest's link and a user's calendar feed are, stand in no log line."""

import logging
import re

SECRET = re.compile(r"(/guest/link/|/calendar/)[\w-]+")


class SecretPathFilter(logging.Filter):
    """Blots the secret part of an address in a line about a failed request."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(SECRET.sub(r"\1…", each) if isinstance(each, str) else each for each in record.args)
        record.msg = SECRET.sub(r"\1…", str(record.msg))
        return True
