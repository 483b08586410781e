"""Errors of a whole file."""


class ReadingError(ValueError):
    """An unreadable file; `str()` of it says what to do, in the user's language."""
