"""A plugin of pytest, for `make mutants`: makes small faults, one at a time, and names those that no test notices.

Every test runs once, to learn which tests reach which line. Then each fault is put into a forked copy of this process,
where all is loaded already, and the quickest tests that reach it run there until one fails.

Why not a library: mutmut leaves out every function with a decorator, and so all actions; cosmic-ray starts Python,
Django and a database anew for each fault, ten times as long as a fault takes here.

``not_tried.txt`` lists faults that are left out, each with the reason: nobody could notice, or a test that commits.
"""

import gc
import os
import time
from collections import defaultdict
from functools import lru_cache
from pathlib import Path
from types import FunctionType
from typing import Any

import coverage
import pytest
from django.db import connections

from .mutations import Mutant, mutants
from .places import ROOT

# Faults that only many tests together notice are noticed by few of them; the quickest come first.
MOST_TESTS = 40
NOT_TRIED = ROOT / "dev" / "not_tried.txt"
CACHE: Any = type(lru_cache(int))
OURS = {package.parent.name for package in ROOT.glob("*/__init__.py")} - {"tests"}
Tests = dict[int, list[pytest.Item]]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds ``--mutate`` to pytest."""
    parser.addoption("--mutate", action="append", default=[], help="a module to put faults into: core/access.py")


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool:
    """In place of running the tests: learn which lines they reach, then try every fault."""
    files = [ROOT / name for name in session.config.getoption("mutate")]
    reached = learn(session, files)
    if session.testsfailed:
        raise pytest.UsageError("Tests fail without any fault: mend them first.")
    connections.close_all()
    tried = noticed = 0
    left_out = not_tried(NOT_TRIED.read_text())
    for file in files:
        functions = loaded_functions(file)
        for mutant in mutants(file.read_text(), str(file)):
            function = f"{file.relative_to(ROOT)} {mutant.function}"
            if function in left_out or f"{function}: {mutant.done}" in left_out:
                continue
            tests = reached[file].get(mutant.line, [])
            killed = bool(tests) and is_noticed(session, mutant, functions[mutant.function], tests)
            tried, noticed = tried + 1, noticed + killed
            if not killed:
                why = f"survives {min(len(tests), MOST_TESTS)} tests" if tests else "no test reaches it"
                print(f"\n{file.relative_to(ROOT)}:{mutant.line} {mutant.function}: {mutant.done} ({why})", flush=True)
    print(f"\n{noticed} of {tried} faults are noticed.")
    return True


def not_tried(listed: str) -> set[str]:
    """The faults listed, as ``file function: fault`` or a whole ``file function``; the reason stands after a #."""
    lines = [line.partition(" # ") for line in listed.splitlines() if line.strip()]
    unexplained = [fault for fault, _sign, reason in lines if not reason.strip()]
    if unexplained:
        raise pytest.UsageError(f"Say why these are not tried: {', '.join(unexplained)}")
    return {fault.strip() for fault, _sign, _reason in lines}


def learn(session: pytest.Session, files: list[Path]) -> dict[Path, Tests]:
    """Run every test once; gives, by file and line, the tests that reach it, quickest first."""
    watched = coverage.Coverage(data_file=None, include=[str(file) for file in files], config_file=False)
    # A test that empties the database would leave the next without the cast that it counts on.
    items = [item for item in session.items if not empties_the_database(item)]
    took: dict[str, float] = {}
    watched.start()
    for item in items:
        watched.switch_context(item.nodeid)
        started = time.monotonic()
        run(item, session)
        took[item.nodeid] = time.monotonic() - started
    watched.stop()
    by_id = {item.nodeid: item for item in items}
    found: dict[Path, Tests] = {}
    for file in files:
        lines = watched.get_data().contexts_by_lineno(str(file))
        found[file] = {
            line: [by_id[name] for name in sorted(set(names) & took.keys(), key=took.__getitem__)]
            for line, names in lines.items()
        }
    return found


def empties_the_database(item: Any) -> bool:
    """Whether a test commits, and so leaves a database without the cast."""
    marker = item.get_closest_marker("django_db")
    is_marked = marker is not None and marker.kwargs.get("transaction", False)
    return is_marked or not {"transactional_db", "live_server"}.isdisjoint(item.fixturenames)


def run(item: pytest.Item, session: pytest.Session) -> None:
    """Run one test."""
    # The session's own fixtures, the database among them, stay for the next test.
    item.config.hook.pytest_runtest_protocol(item=item, nextitem=session)


def loaded_functions(file: Path) -> dict[str, list[FunctionType]]:
    """The module's functions as loaded, decorated or not, by qualified name."""
    found: dict[str, list[FunctionType]] = defaultdict(list)
    for each in gc.get_objects():
        if type(each) is FunctionType and each.__code__.co_filename == str(file):
            found[each.__qualname__].append(each)
    return found


def is_noticed(
    session: pytest.Session, mutant: Mutant, functions: list[FunctionType], tests: list[pytest.Item]
) -> bool:
    """Whether a test fails with the fault in place; run in a copy of this process."""
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1] != 0
    session.config.pluginmanager.unregister(name="terminalreporter")
    silence()
    for function in functions:
        function.__code__ = mutant.code
    forget()
    for item in tests[:MOST_TESTS]:
        run(item, session)
        if session.testsfailed:
            os._exit(1)
    os._exit(0)


def silence() -> None:
    """Send what this process prints nowhere: the tracebacks of faults would hide the survivors."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)


def forget() -> None:
    """Clear the caches of our functions from tests without the fault."""
    # By exact type: reading the class of a lazy Django object would evaluate it.
    for each in gc.get_objects():
        if type(each) is CACHE and str(each.__module__).partition(".")[0] in OURS:
            each.cache_clear()
