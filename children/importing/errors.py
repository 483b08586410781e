"""What can be wrong with a file as a whole."""


class ReadingError(ValueError):
    """A file that cannot be read; `str()` of it says what to do, in the user's language."""
