"""Being stopped: the first signal unwinds everything in order, and later signals do not disturb that."""

import ctypes
import os
import signal
import sys
from types import FrameType

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stopped(BaseException):
    """Raised when we are asked to stop."""


def _stop(number: int, frame: FrameType | None) -> None:
    for each in SIGNALS:
        signal.signal(each, signal.SIG_IGN)
    raise Stopped(signal.Signals(number).name)


def listen() -> None:
    """From now on a signal raises Stopped. Make's death counts as a signal, because then none would reach us."""
    for each in SIGNALS:
        signal.signal(each, _stop)
    if os.environ.get("MAKELEVEL") and sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)
