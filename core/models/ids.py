"""The primary keys of all records."""

from uuid import UUID

from uuid_utils.compat import uuid7 as _uuid7


def uuid7() -> UUID:
    """A time-ordered UUID (RFC 9562, version 7): unpredictable to a reader, and efficient for the index."""
    return _uuid7()
