"""`python -m door casework.wsgi:served --host … --port …`: the web server of `make run`, the container and the bench.

All its settings are here.
"""

import os
import resource
import sys
from collections.abc import Sequence

SETTINGS = (
    # The bridge reads bodies in the event loop: see door/bridge.py.
    "--interface", "rsgi", "--http", "1", "--no-ws",
    # Each process has one thread for the application.
    "--workers", "2",
    # A worker that dies is started again; meanwhile the other one answers.
    "--respawn-failed-workers", "--respawn-interval", "0.5",
    # A worker that does not stop is killed, before whoever waits for us loses patience.
    "--workers-kill-timeout", "6",
    # A connection that has sent no complete header within this time is closed, idle ones too.
    "--http1-header-read-timeout", "15000", "--http1-buffer-size", "65536",
    # Sockets are cheap: this many slow senders may wait without keeping others out.
    "--backlog", "4096", "--backpressure", "2048",
)  # fmt: skip


def command(arguments: Sequence[str]) -> list[str]:
    """The complete command line of the web server."""
    return [sys.executable, "-m", "granian", *SETTINGS, *arguments]


def main() -> None:
    """Replace this process with the web server."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != hard:
        # Every socket is a file, and many systems start with a limit of 1024.
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 65536) if hard >= 0 else 65536, hard))
    started = command(sys.argv[1:])
    os.execv(started[0], started)  # noqa: S606


main()
