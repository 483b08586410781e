"""What the person at the terminal reads: one line for each step with its seconds, and one clear line on a failure."""

import errno
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO


class Problem(Exception):
    """A problem the person can fix; the text is one line that says what is wrong and what to do."""


class Step:
    """A step in progress; `note` is printed after its seconds."""

    def __init__(self) -> None:
        self.note = ""


@contextmanager
def step(title: str) -> Iterator[Step]:
    """Print `title`, then how long the block took. When the block fails, say so and let the error pass."""
    started = time.monotonic()
    current = Step()
    say(f"  {title + ' ':.<42} ", end="")
    try:
        yield current
    except BaseException:
        say(f"stopped after {time.monotonic() - started:.1f} s")
        raise
    note = f"  {current.note}" if current.note else ""
    say(f"{time.monotonic() - started:5.1f} s{note}")


def say(text: str = "", *, end: str = "\n", to: TextIO | None = None) -> None:
    """Print a line. A closed terminal or pipe raises nothing, so that everything is still stopped in order."""
    try:
        print(text, end=end, file=to, flush=True)
    except OSError as error:
        if error.errno not in {errno.EPIPE, errno.EIO}:
            raise
        os.dup2(os.open(os.devnull, os.O_WRONLY), (to or sys.stdout).fileno())


def warn(text: str) -> None:
    """Print a line on standard error."""
    say(text, to=sys.stderr)


def disk_is_full(error: OSError) -> bool:
    """Whether an error means a full disk (or an exhausted quota)."""
    return error.errno in {errno.ENOSPC, errno.EDQUOT}


FULL_DISK_WORDS = ("No space left on device", "os error 28", "Disk quota exceeded")


def explain(title: str, log: Path, text: str) -> Problem:
    """The one-line Problem for a failed program: a full disk by name, else the log's last lines below it."""
    if any(words in text for words in FULL_DISK_WORDS):
        return Problem(f"{title} stopped: the disk is full. Free some space and start again.")
    tail = "\n".join(f"    {line}" for line in text.rstrip().splitlines()[-20:])
    return Problem(f"{title} failed. Its last lines (all of them in {log}):\n{tail}")
