"""`make check`: every check but the tests. All of them run even when one fails, and a summary follows."""

import difflib
import os
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from . import environment, sizes, tracked
from .application import django_environment
from .console import say
from .locks import in_turn
from .places import LOCAL, PYTHON, ROOT, VENV
from .processes import Command

BIN = VENV / "bin"
OPENAPI = ROOT / "openapi.yaml"
# A check's outcome: whether it holds, and what to show when it does not (or why it did not run).
Outcome = tuple[bool, str]


def environment_for_checks() -> dict[str, str]:
    """Django's settings without a database: no check needs one, and none may wait for one."""
    env = django_environment(None, 8000) | {"DJANGO_SETTINGS_MODULE": "casework.settings.test"}
    del env["FIELD_KEYS"]
    return {"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none", **env}


def program(*command: str | Path) -> Callable[[], Outcome]:
    """A check that runs a program and holds when the exit code is 0."""

    def run() -> Outcome:
        done = subprocess.run(
            command, env=environment_for_checks(), cwd=ROOT, capture_output=True, text=True, check=False,
            stdin=subprocess.DEVNULL,
        )  # fmt: skip
        return done.returncode == 0, done.stdout + done.stderr

    return run


def openapi() -> Outcome:
    """Check that the committed description of the API matches the code."""
    new = LOCAL / "openapi.yaml"
    made, said = program(PYTHON, "manage.py", "spectacular", "--validate", "--file", new)()
    if not made:
        return False, said
    old = OPENAPI.read_text() if OPENAPI.exists() else ""
    difference = list(
        difflib.unified_diff(old.splitlines(), new.read_text().splitlines(), "openapi.yaml", "the code", lineterm="")
    )
    hint = 'Write it anew: make manage ARGS="spectacular --file openapi.yaml"'
    return not difference, "\n".join([*difference[:60], hint])


def vulnerabilities() -> Outcome:
    """Check that no package has a known vulnerability. Not knowing, without a network, is no failure."""
    command: Command = [BIN / "pip-audit", "--require-hashes", "--disable-pip", "-r", "requirements.txt"]
    env = dict(os.environ)
    if certificates := environment.uv_environment().get("SSL_CERT_FILE"):
        env.setdefault("REQUESTS_CA_BUNDLE", certificates)
    try:
        done = subprocess.run(
            [*command, "--progress-spinner", "off", "--timeout", "15"],
            env=env,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
            timeout=180,
            stdin=subprocess.DEVNULL,
        )
    except subprocess.TimeoutExpired:
        return True, "not made: no answer in time"
    return audited(done.returncode, done.stdout + done.stderr)


def audited(code: int, said: str) -> Outcome:
    """What pip-audit found: a vulnerability fails; no network, or an index without such data, is only reported."""
    if "known vulnerabilit" in said and "No known vulnerabilit" not in said:
        return False, said
    if code:
        return True, "not made: " + (said.strip().splitlines() or ["no answer"])[-1][:100]
    unknown = said.count("could not be audited")
    return True, f"not made: {unknown} packages are unknown to the index that was asked" if unknown else ""


CHECKS: dict[str, Callable[[], Outcome]] = {
    "ruff check": program(BIN / "ruff", "check", "."),
    "ruff format": program(BIN / "ruff", "format", "--check", "."),
    "mypy": program(PYTHON, "-m", "mypy"),
    "import-linter": program(BIN / "lint-imports", "--no-cache"),
    "migrations": program(PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"),
    "openapi.yaml": openapi,
    "djlint": program(PYTHON, "-m", "djlint", "templates", "--lint", "--quiet"),
    "sizes": sizes.check,
    "tracked files": tracked.check,
    "pip-audit": vulnerabilities,
}


def check() -> int:
    """`make check`: 1 if any check fails."""
    LOCAL.mkdir(exist_ok=True)
    with in_turn("prepare"):
        environment.prepare(dev=True)
    failed = [name for name, made in CHECKS.items() if not report(name, made)]
    say(
        f"\n{len(CHECKS) - len(failed)} of {len(CHECKS)} checks hold"
        + (f"; not: {', '.join(failed)}" if failed else "")
    )
    return 1 if failed else 0


def format_code() -> int:
    """`make format`: what ruff can fix by itself, and the layout; 1 if something is left to fix by hand."""
    with in_turn("prepare"):
        environment.prepare(dev=True)
    left = subprocess.call([BIN / "ruff", "check", "--fix", "."], cwd=ROOT)
    return subprocess.call([BIN / "ruff", "format", "."], cwd=ROOT) or left


def report(name: str, made: Callable[[], Outcome]) -> bool:
    """Run one check, print its line, and its output if it fails."""
    started = time.monotonic()
    holds, said = made()
    word = "ok" if holds else "FAILED"
    note = f"  {said}" if holds and said.startswith("not made") else ""
    say(f"  {name + ' ':.<24} {time.monotonic() - started:5.1f} s  {word}{note}")
    if not holds:
        lines = said.rstrip().splitlines()
        shown = lines if os.environ.get("CI") else lines[-60:]
        say("\n".join(f"    {line}" for line in shown))
    return holds
