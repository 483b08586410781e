"""A published school calendar as a file, iCalendar or CSV: parsed, interpreted, and compared with the present years."""

from .events import MAX_BYTES, TOO_LARGE, Event, ReadingError
from .reading import read
from .years import Reading, understood

__all__ = ["MAX_BYTES", "TOO_LARGE", "Event", "Reading", "ReadingError", "read", "understood"]
