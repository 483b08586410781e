"""`make run`: the whole application on this machine, watched until it is stopped."""

import json
import os
import runpy
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from . import environment, interruption
from .console import Problem, say, step
from .keys import keys, write_private
from .locks import in_turn, only_one, running_environment
from .places import LOCAL, LOGS, MAIL, PYTHON, ROOT, need_space
from .processes import Child, wait_for
from .services import Services, services

BUSY = "This checkout is already running (process {pid}). Stop that one first, or use another checkout."
ROOM = 100
# The most programs that may end by themselves within this many seconds; more than that, a restart does not help.
ENDS_IN_A_WHILE, A_WHILE = 5, 60.0


def chosen_port() -> int:
    """The port of the web server, from PORT. Raises Problem where it is no port or not free."""
    text = os.environ.get("PORT") or "8000"
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise Problem(f"PORT={text} is no port: choose a number from 1024 to 65535.")
    another = "Choose another: make run PORT=8001"
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(text)))
        except PermissionError:
            raise Problem(f"Port {text} is the administrator's. {another}") from None
        except OSError:
            raise Problem(f"Port {text} is taken by another program. {another}") from None
    return int(text)


def django_environment(found: Services | None, port: int) -> dict[str, str]:
    """The environment variables of the application in development."""
    own = {
        "DJANGO_SETTINGS_MODULE": "casework.settings.development",
        "SECRET_KEY": keys()["SECRET_KEY"],
        "FIELD_KEYS": keys()["FIELD_KEYS"],
        "MAIL_FOLDER": str(MAIL),
        "LOCAL_DIR": str(LOCAL),
        "PORT": str(port),
        "PYTHONUNBUFFERED": "1",
    }
    return {**os.environ, **own, **(found.environment() if found else {})}


def prepare_database(env: dict[str, str]) -> None:
    """Migrations, translations and, in an empty database, the demo municipality: see dev/database.py."""
    child = Child("database", [PYTHON, "-m", "dev.database"], env=env, shown=True)
    try:
        if code := child.process.wait():
            raise SystemExit(code)
    finally:
        child.stop()


@contextmanager
def machine(purpose: str, *, dev: bool = False) -> Iterator[Services]:
    """The environment and the services, for one `make run` or `make services` at a time."""
    with only_one("run", BUSY):
        need_space(ROOM)
        with in_turn("prepare"):
            environment.prepare(dev=dev)
        with services(purpose) as found:
            write_private(LOCAL / "running.json", json.dumps(found.environment()))
            try:
                yield found
            finally:
                (LOCAL / "running.json").unlink(missing_ok=True)


def web_answers(port: int) -> bool:
    """Whether the web server serves requests; any answer but a server error counts."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2):
            return True
    except urllib.error.HTTPError as error:
        return error.code < 500
    except OSError:
        return False


def start_programs(stack: ExitStack, env: dict[str, str], port: int) -> list[Child]:
    """Start worker, web server and beat and wait until they answer; they stop in the opposite order."""

    def start(name: str, *command: str | Path) -> Child:
        child = Child(name, [PYTHON, "-m", *command], env=env, grace=8)
        stack.callback(child.stop)
        return child

    celery = ("celery", "-A", "casework")
    # There is no second worker to ask at the start, and asking takes a second.
    alone = ("--without-mingle", "--without-gossip")
    worker = start("worker", *celery, "worker", "--concurrency", "2", "--loglevel", "INFO", *alone)
    web = start("web", "door", "--host", "127.0.0.1", "--port", str(port), "casework.wsgi:served")
    wait_for(web, lambda: web_answers(port), title="The web server", seconds=60)
    wait_for(worker, lambda: " ready." in worker.output(), title="The worker", seconds=60)
    # Last: it has nothing to do in the first minute, and the others want both cores.
    return [worker, web, start("beat", *celery, "beat", "--schedule", LOCAL / "beat-schedule", "--pidfile", "")]


def watch(services: list[Child], programs: Sequence[Child] = ()) -> None:
    """Start a program again when it ends by itself. Raises Problem when a service ends, or a program ends again and
    again.
    """
    ended: list[float] = []
    while True:
        for child in [*services, *programs]:
            if (code := child.exit_code) is None:
                continue
            how = f"exit code {code}" if code >= 0 else f"signal {-code}"
            ended = [at for at in ended if at > time.monotonic() - A_WHILE] + [time.monotonic()]
            if child in services or len(ended) > ENDS_IN_A_WHILE:
                message = f"{child.name} stopped by itself ({how}), so everything is stopped. From {child.log}:"
                raise Problem(f"{message}\n{child.last_lines(12)}")
            say(f"{child.name} stopped by itself ({how}) and is started again. Its log: {child.log}")
            child.start_again()
        time.sleep(0.2)


def run() -> int:
    """`make run`."""
    started = time.monotonic()
    port = chosen_port()
    say("Rød Tråd")
    with ExitStack() as stack:
        found = stack.enter_context(machine("run"))
        env = django_environment(found, port)
        MAIL.mkdir(parents=True, exist_ok=True)
        prepare_database(env)
        with step("Web server, worker and beat"):
            children = start_programs(stack, env, port)
        welcome(port, time.monotonic() - started)
        try:
            watch(found.children, children)
        except interruption.Stopped:
            say("\nStopping …")
            raise
    return 0


def welcome(port: int, seconds: float) -> None:
    """Print the address, who can sign in, and where mails and logs are."""
    # By its path, because the package around it needs Django.
    demo = runpy.run_path(str(ROOT / "casework" / "demo_signins.py"))
    say(f"\nRunning after {seconds:.1f} s:  http://localhost:{port}/\n")
    say(f"Sign in with one of these, password {demo['PASSWORD']}")
    for email, person in demo["SIGNINS"]:
        say(f"  {email:<27} {person}")
    say(f"\nMails and text messages:  {MAIL}\nLogs:   {LOGS}\nCtrl-C stops everything.")


def only_services() -> int:
    """`make services`: only database and broker, for developers."""
    with machine("run", dev=True) as found:
        say()
        for name, value in found.environment().items():
            say(f"export {name}={value}")
        say("\nCtrl-C stops them.")
        watch(found.children)
    return 0


def run_manage(arguments: list[str]) -> int:
    """`make manage ARGS="…"`: a management command, beside a running application or with services of its own."""
    with ExitStack() as stack:
        if running := running_environment():
            found = Services(running["DATABASE_URL"], running["REDIS_URL"], [])
        else:
            found = stack.enter_context(machine("run"))
        env = django_environment(found, int(os.environ.get("PORT") or 8000))
        child = Child("manage", [PYTHON, "manage.py", *arguments], env=env, at_terminal=True)
        stack.callback(child.stop)
        return child.process.wait()
