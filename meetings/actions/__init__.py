"""Writings around meetings. Each names who does it (``by``) and is one transaction."""

from .booking import book, cancel, change
from .holding import hold, log_held, write_minutes

__all__ = ["book", "cancel", "change", "hold", "log_held", "write_minutes"]
