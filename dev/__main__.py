"""`python -m dev COMMAND`: one command for each target of the Makefile."""

import os
import shlex
import sys

from . import application, checks, cleaning, interruption, locking, testing
from .console import Problem, disk_is_full, warn

COMMANDS = {
    "run": application.run,
    "services": application.only_services,
    "manage": lambda: application.run_manage(shlex.split(os.environ.get("ARGS", ""))),
    "test": lambda: testing.test(shlex.split(os.environ.get("ARGS", ""))),
    "mutants": lambda: testing.mutants(shlex.split(os.environ.get("ARGS", ""))),
    "bench": lambda: testing.bench(shlex.split(os.environ.get("ARGS", ""))),
    "format": checks.format_code,
    "check": checks.check,
    "lock": locking.lock,
    "clean": cleaning.clean,
}


def main() -> int:
    """Exit code: 0 done or stopped on request, 1 a problem, else that of the program that ran."""
    if len(sys.argv) != 2 or sys.argv[1] not in COMMANDS:
        warn(f"Usage: python -m dev {'|'.join(COMMANDS)}")
        return 2
    interruption.listen()
    # Compiled modules make every start after the first one twice as fast; they are git-ignored.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    try:
        return COMMANDS[sys.argv[1]]()
    except interruption.Stopped:
        return 0 if sys.argv[1] in {"run", "services"} else 130
    except Problem as problem:
        warn(f"\n{problem}")
        return 1
    except OSError as error:
        if not disk_is_full(error):
            raise
        warn("\nThe disk is full. Free some space and start again.")
        return 1


sys.exit(main())
