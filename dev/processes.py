"""Programs we start: each in its own process group, its output in a file, and none left behind."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from .console import Problem, explain
from .places import LOGS, ROOT, ServiceUser

PR_SET_PDEATHSIG = 1
Command = Sequence[str | Path]


def die_with_parent(stop_signal: int) -> Callable[[], None] | None:
    """A function for the new process to call first, so that Linux stops it when we are killed and cannot do it
    ourselves.
    """
    if not sys.platform.startswith("linux"):
        return None
    prctl = ctypes.CDLL(None).prctl

    def ask() -> None:
        prctl(PR_SET_PDEATHSIG, stop_signal)

    return ask


class Child:
    """One running program."""

    def __init__(
        self,
        name: str,
        command: Command,
        *,
        env: Mapping[str, str] | None = None,
        cwd: Path = ROOT,
        user: ServiceUser | None = None,
        stdin: Path = Path(os.devnull),
        stop_signal: int = signal.SIGTERM,
        grace: float = 10.0,
        shown: bool = False,
        at_terminal: bool = False,
    ) -> None:
        """Start `command`. The output goes to the log `name`; with `shown` to the person; with `at_terminal` the
        program gets the keyboard and Ctrl-C and shares our process group.
        """
        self.name, self.stop_signal, self.grace, self.at_terminal = name, stop_signal, grace, at_terminal
        self.command = [str(part) for part in command]
        self.visible, self.stdin = shown or at_terminal, stdin
        self.log = LOGS / f"{name}.log"
        LOGS.mkdir(parents=True, exist_ok=True)
        self.options: dict[str, Any] = {
            "env": dict(os.environ if env is None else env),
            "cwd": cwd,
            # A process group of its own: Ctrl-C reaches only us, and we stop the others in order.
            "start_new_session": not at_terminal,
            "preexec_fn": die_with_parent(stop_signal),
            **(user.identity() if user else {}),
        }
        self.process = self._started("wb")

    def _started(self, mode: str) -> "subprocess.Popen[bytes]":
        with self.log.open(mode) as output, self.stdin.open("rb") as source:
            return subprocess.Popen(
                self.command,
                stdin=None if self.at_terminal else source,
                stdout=None if self.visible else output,
                stderr=None if self.visible else subprocess.STDOUT,
                **self.options,
            )

    def start_again(self) -> None:
        """Start a program that has ended once more; its log is continued."""
        self.stop()
        self.process = self._started("ab")

    @property
    def exit_code(self) -> int | None:
        """The exit code, or None while the program runs."""
        return self.process.poll()

    def output(self) -> str:
        """The output of the program so far."""
        return self.log.read_text(errors="replace")

    def last_lines(self, count: int) -> str:
        """The end of the output, indented to stand below a message."""
        return "\n".join(f"    {line}" for line in self.output().rstrip().splitlines()[-count:])

    def signal_group(self, number: int) -> None:
        """Signal the whole process group. Does nothing for a program at the terminal, which shares ours."""
        if self.at_terminal:
            return
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, number)

    def stop(self) -> None:
        """Ask it to stop, kill it after its grace period, and leave no process of its group behind."""
        if self.exit_code is None:
            with suppress(ProcessLookupError):
                self.process.send_signal(self.stop_signal)
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(self.grace)
        self.signal_group(signal.SIGKILL)
        self.process.kill()
        self.process.wait()


def complete(title: str, child: Child) -> str:
    """Wait for the program to end and return its output. Raises Problem with its last lines if it fails."""
    try:
        code = child.process.wait()
    finally:
        child.stop()
    said = child.output()
    if code:
        raise explain(title, child.log, said)
    return said


def wait_for(child: Child, ready: Callable[[], bool], *, title: str, seconds: float) -> None:
    """Wait until `ready`. Raises Problem when the program ends first or the time is up."""
    end = time.monotonic() + seconds
    while not ready():
        if child.exit_code is not None:
            raise explain(title, child.log, child.output())
        if time.monotonic() > end:
            raise Problem(f"{title} was not ready after {seconds:.0f} s. Its log: {child.log}")
        time.sleep(0.03)
