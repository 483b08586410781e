"""Being stopped: the first signal unwinds everything in order, the next ones are not allowed to disturb that."""

import ctypes
import os
import signal
import sys
from types import FrameType

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stopped(BaseException):
    """We were asked to stop."""


def _stop(number: int, frame: FrameType | None) -> None:
    for each in SIGNALS:
        signal.signal(each, signal.SIG_IGN)
    raise Stopped(signal.Signals(number).name)


def listen() -> None:
    """From now on a signal raises Stopped. Under make, its death counts as one: nobody would hear us any more."""
    for each in SIGNALS:
        signal.signal(each, _stop)
    if os.environ.get("MAKELEVEL") and sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)
