"""`make test` and `make bench`: the same preparation, then the tests with their own database and browser."""

import os
import shutil
import signal
import subprocess
from contextlib import ExitStack

from . import environment
from .application import ROOM, django_environment
from .console import Problem, say, step
from .locks import in_turn, only_one
from .places import PYTHON, ROOT, need_space
from .processes import Child, Command
from .programs import postgres_program, redis_program
from .services import Services, services

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MAC_BROWSERS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)


def starts(browser: str) -> bool:
    """Whether the program really is a browser; Ubuntu's `chromium-browser` may only point to a snap."""
    try:
        said = subprocess.run([browser, "--version"], capture_output=True, timeout=30, check=True)
    except (OSError, subprocess.SubprocessError):
        return False
    return b"Chrom" in said.stdout


def find_browser() -> str | None:
    """Path of a Chromium: CHROMIUM_PATH, or one that is installed."""
    names = [shutil.which(name) for name in BROWSERS]
    candidates = [os.environ.get("CHROMIUM_PATH"), *names, *MAC_BROWSERS]
    return next((path for path in candidates if path and starts(path)), None)


def browser() -> str | None:
    """As `find_browser`, installed with apt where we may; None after saying how to get one."""
    if found := find_browser():
        return found
    if os.geteuid() == 0 and shutil.which("apt-get"):
        try:
            need_space(600)
            with step("Chromium, with apt"):
                environment.apt_install("chromium")
        except Problem as problem:
            say(f"  {problem}")
        if found := find_browser():
            return found
    say("  Chromium is missing: the browser tests are skipped. Get it with your package manager")
    say("  (Debian: sudo apt install chromium; macOS: brew install --cask chromium), or set CHROMIUM_PATH.")
    return None


def test_environment(found: Services) -> dict[str, str]:
    """The environment variables for tests, and for what the tests of `dev` start themselves."""
    env = django_environment(found, 8000) | {
        "DJANGO_SETTINGS_MODULE": "casework.settings.test",
        # Browser tests run beside Playwright's own event loop.
        "DJANGO_ALLOW_ASYNC_UNSAFE": "1",
        "POSTGRES_BIN": str(postgres_program().folder),
        "REDIS_SERVER": str(redis_program().path),
    }
    # Tests never use the keys of the development database.
    for name in ("SECRET_KEY", "FIELD_KEYS", "MAIL_FOLDER"):
        del env[name]
    return env


def run_with_services(purpose: str, command: Command, *, with_browser: bool, durable: bool) -> int:
    """Run a program with services of its own, which end with it; gives its exit code."""
    with ExitStack() as stack:
        busy = f"`make {purpose}` is already running in this checkout (process {{pid}})."
        stack.enter_context(only_one(purpose, busy))
        need_space(ROOM)
        with in_turn("prepare"):
            environment.prepare(dev=True)
        chromium = browser() if with_browser else None
        found = stack.enter_context(services(purpose, durable=durable))
        env = test_environment(found)
        if chromium:
            env["CHROMIUM_PATH"] = chromium
        child = Child(purpose, command, env=env, shown=True, stop_signal=signal.SIGINT, grace=5)
        stack.callback(child.stop)
        return child.process.wait()


def test(arguments: list[str]) -> int:
    """`make test ARGS="…"`: every test, or what ARGS says; exit code as pytest's."""
    # On two cores two workers take little more than half the time; TEST_WORKERS=0 means one process, as a debugger
    # needs.
    workers = os.environ.get("TEST_WORKERS", "") or "2"
    parallel = ["-n", workers, "--dist", "loadgroup"] if workers != "0" else []
    command: Command = [PYTHON, "-m", "pytest", *parallel, *arguments]
    return run_with_services("test", command, with_browser=True, durable=False)


# Who may see what, what is written when, and what is due on which day.
RULES = (
    *("core/access.py", "core/idempotency.py", "core/conflicts.py", "core/models/record.py", "core/models/change.py"),
    *("followup/cadence.py", "followup/calendar.py", "*/actions.py", "*/actions/*.py"),
)


def mutants(arguments: list[str]) -> int:
    """`make mutants ARGS="core/conflicts.py tests/core"`: tries small faults in these modules against these tests.

    By default the modules that hold the rules, and the tests of their apps.
    """
    tests = [each for each in arguments if each.startswith("tests")]
    modules = [each for each in arguments if each not in tests] or list(RULES)
    files = sorted(path.relative_to(ROOT) for pattern in modules for path in ROOT.glob(pattern))
    tests = tests or sorted({f"tests/{file.parts[0]}" for file in files})
    chosen = [f"--mutate={file}" for file in files]
    command: Command = [PYTHON, "-m", "pytest", "-p", "dev.mutants", "-p", "no:randomly", "-q", "-s"]
    return run_with_services("mutants", [*command, *chosen, *tests], with_browser=False, durable=False)


def bench(arguments: list[str]) -> int:
    """`make bench ARGS="…"`: speed, on data of its own and with writes that reach the disk."""
    command: Command = [PYTHON, "-m", "bench", *arguments]
    return run_with_services("bench", command, with_browser=False, durable=True)
