"""Writes about meetings. Each takes the acting user (``by``) and runs in one transaction."""

from .answering import answer
from .booking import book, book_together, cancel, change
from .holding import hold, log_held, write_minutes

__all__ = ["answer", "book", "book_together", "cancel", "change", "hold", "log_held", "write_minutes"]
