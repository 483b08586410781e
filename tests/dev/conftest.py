"""A checkout in an empty folder, with small stand-ins for the application, to start and stop for real."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MIGRATE = """
import os
from django.core.management.commands.migrate import Command as Migrate

class Command(Migrate):
    requires_system_checks = []

    def handle(self, **options):
        if os.environ.get("FAILING"):
            raise RuntimeError("No such table: child")
"""
WSGI = """
from door.bridge import Bridge

def application(environ, start):
    start("200 OK", [])
    return [b"here"]

served = Bridge(application)
"""
STAND_INS = {
    "manage.py": "import sys\nprint('managed', sys.argv[1:])\nsys.exit(7)\n",
    "casework/management/commands/migrate.py": MIGRATE,
    "casework/__init__.py": "",
    "casework/settings/__init__.py": "",
    "casework/settings/development.py": "SECRET_KEY = 'x'\nINSTALLED_APPS = ['casework']\nUSE_TZ = True\n",
    "casework/settings/test.py": "from .development import *\n",
    "tests/test_long.py": "import time\ndef test_long():\n    open('begun', 'w').close()\n    time.sleep(60)\n",
    "tests/test_wrong.py": "def test_wrong():\n    assert 1 == 2\n",
    "casework/celery.py": "import os\nfrom celery import Celery\napp = Celery('x', broker=os.environ['REDIS_URL'])\n",
    "casework/wsgi.py": WSGI,
}


class Checkout:
    """A copy of the files `make run` needs, and the runs started in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.runs: list[subprocess.Popen[str]] = []

    def environment(self, **more: str) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "POSTGRES_BIN", "REDIS_SERVER") if name in os.environ}
        return {**kept, "HOME": str(self.folder), "ROEDTRAAD_VENV": sys.prefix, **more}

    def start(self, command: str, **more: str) -> subprocess.Popen[str]:
        run = subprocess.Popen(
            [sys.executable, "-m", "dev", command],
            cwd=self.folder,
            env=self.environment(**more),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.runs.append(run)
        return run

    def until(self, run: subprocess.Popen[str], words: str) -> str:
        """Read the run's output up to the line with `words`."""
        said = ""
        assert run.stdout
        for line in run.stdout:
            said += line
            if words in line:
                return said
        raise AssertionError(f"It ended before saying {words!r}:\n{said}")

    def running(self, command: str = "run", **more: str) -> subprocess.Popen[str]:
        run = self.start(command, **more)
        self.until(run, "Ctrl-C stops")
        return run

    def stop(self, run: subprocess.Popen[str]) -> str:
        run.send_signal(signal.SIGTERM)
        return run.communicate(timeout=40)[0]

    def pid(self, name: str, *, within: float = 0, but: int = 0) -> int:
        """The process id of the first program with this name on its command line, other than `but`."""
        end = time.monotonic() + within
        while True:
            found = [pid for pid, command in sorted(self.processes().items()) if name in command and pid != but]
            if found or time.monotonic() > end:
                return found[0]
            time.sleep(0.1)

    def processes(self) -> dict[int, str]:
        """Every living process started from this checkout, and its command line."""
        found = {}
        for entry in Path("/proc").glob("[0-9]*"):
            try:
                command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
                traces = command + os.readlink(entry / "cwd") + (entry / "environ").read_text(errors="replace")
            except OSError:
                continue
            if command and str(self.folder) in traces:
                found[int(entry.name)] = command
        return found

    def nothing_left(self, within: float = 15) -> bool:
        end = time.monotonic() + within
        while self.processes() and time.monotonic() < end:
            time.sleep(0.1)
        return not self.processes()

    def close(self) -> None:
        for run in self.runs:
            if run.poll() is None:
                self.stop(run)
            assert run.stdout
            run.stdout.close()
        subprocess.run([sys.executable, "-m", "dev", "clean"], cwd=self.folder, env=self.environment(), check=True)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture(scope="module")
def checkout() -> Iterator[Checkout]:
    folder = Path(tempfile.mkdtemp(prefix="checkout-"))
    # PostgreSQL's own user may enter, as in an ordinary checkout.
    folder.chmod(0o755)
    for package in ("dev", "door"):
        shutil.copytree(ROOT / package, folder / package, ignore=shutil.ignore_patterns("__pycache__"))
    for name, text in STAND_INS.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    shutil.copy(ROOT / "casework" / "demo_signins.py", folder / "casework")
    made = Checkout(folder)
    yield made
    made.close()
    shutil.rmtree(folder)


@pytest.fixture
def port() -> str:
    return str(free_port())
