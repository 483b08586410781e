"""`python -m dev.database`, inside the environment: tables, translations and demo in one start of Django."""

import contextlib
import io
import sys
import traceback

from . import interruption
from .console import Problem, explain, step, warn
from .places import LOGS

STEPS: tuple[tuple[str, str, list[str]], ...] = (
    ("Database tables", "migrate", ["--no-input"]),
    ("Translations", "compile_translations", []),
    ("Demo municipality", "load_demo", ["--children", "68", "--seed", "1", "--if-empty"]),
    # Reminders and a mail are there from the first minute.
    ("Reminders", "sweep", []),
)


def prepare() -> None:
    """Run each command that this version of the application has. Raises Problem with the output of a failed one."""
    for title, name, arguments in STEPS:
        said = io.StringIO()
        try:
            with step(title), contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
                call(name, arguments)
        except Exception:
            said.write(traceback.format_exc())
            log = LOGS / f"manage-{name}.log"
            log.write_text(said.getvalue())
            raise explain(title, log, said.getvalue()) from None


def call(name: str, arguments: list[str]) -> None:
    """Call one management command; the first call also starts Django."""
    import django
    from django.core.management import call_command, get_commands

    django.setup()
    if name in get_commands():
        call_command(name, *arguments)


def main() -> int:
    """Exit code: 0, or 1 after saying what is wrong."""
    interruption.listen()
    try:
        prepare()
    except interruption.Stopped:
        return 130
    except Problem as problem:
        warn(f"\n{problem}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
