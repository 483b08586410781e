"""PostgreSQL and Redis for this checkout: created, started on a free loopback port, stopped again."""

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from .console import Problem, explain, step
from .keys import keys, write_private
from .places import LOGS, service_user, services_home
from .processes import Child, Command, complete, wait_for
from .programs import Program, postgres_program, redis_program

ROLE = "roedtraad"
# PostgreSQL needs none of our environment, and its messages are parsed below.
PLAIN = {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"}


@dataclass
class Services:
    """The addresses of database and broker, and the processes that are ours to watch."""

    database_url: str
    redis_url: str
    children: list[Child]

    def environment(self) -> dict[str, str]:
        """The variables that lead the application to these services."""
        return {"DATABASE_URL": self.database_url, "REDIS_URL": self.redis_url}


def free_port() -> int:
    """A free loopback port at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def answers(port: int) -> bool:
    """Whether something accepts connections at a loopback port."""
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False


@contextmanager
def services(purpose: str, *, durable: bool = True) -> Iterator[Services]:
    """Both services while the block runs. Those named by DATABASE_URL and REDIS_URL are used as they are.

    `purpose` names the data folder; without `durable` the data are thrown away and writes do not wait for the disk.
    """
    database_url, redis_url = os.environ.get("DATABASE_URL", ""), os.environ.get("REDIS_URL", "")
    running: list[Child] = []
    try:
        if not database_url:
            database_url, child = start_postgres(purpose, durable=durable)
            running.append(child)
        if not redis_url:
            redis_url, child = start_redis(purpose)
            running.append(child)
        yield Services(database_url, redis_url, running)
    finally:
        for child in reversed(running):
            child.stop()
        if not durable:
            shutil.rmtree(services_home() / f"{purpose}-throwaway", ignore_errors=True)


def start_postgres(purpose: str, *, durable: bool) -> tuple[str, Child]:
    """Start a server with our role and database; gives its address and process."""
    program = postgres_program()
    home = services_home() / (purpose if durable else f"{purpose}-throwaway")
    data = home / f"postgres-{program.version}"
    user = service_user()
    with step(f"PostgreSQL {program.version}") as current:
        home.mkdir(mode=0o711, exist_ok=True)
        if not durable:
            shutil.rmtree(data, ignore_errors=True)
        if not (data / "PG_VERSION").exists():
            create_cluster(program, data)
        clear_leftover(data)
        child, port = serve_postgres(program, data, purpose, durable=durable)
        as_user = f", as {user.name}" if user else ""
        current.note = f"{program.origin}{as_user}, port {port}, {data}"
    password = keys()["DATABASE_PASSWORD"]
    return f"postgresql://{ROLE}:{password}@127.0.0.1:{port}/{ROLE}", child


def create_cluster(program: Program, data: Path) -> None:
    """A new, empty cluster with the application's role (no superuser) and its database."""
    user = service_user()
    making = data.with_name(data.name + ".making")
    shutil.rmtree(making, ignore_errors=True)
    making.mkdir(mode=0o700)
    if user:
        os.chown(making, user.uid, user.gid)
    title = "Making the database cluster"
    options = ["-U", "postgres", "--encoding=UTF8", "--locale=C", "--auth=trust", "--no-sync"]
    initdb: Command = [program.folder / "initdb", "-D", making, *options]
    complete(title, Child("initdb", initdb, env=PLAIN, cwd=making, user=user))
    # Only the role made here has a password, so nobody else can sign in.
    (making / "pg_hba.conf").write_text("host all all 127.0.0.1/32 scram-sha-256\n")
    statements = data.parent / "role.sql"
    role = f"CREATE ROLE {ROLE} LOGIN CREATEDB PASSWORD '{keys()['DATABASE_PASSWORD']}';\n"
    write_private(statements, f"{role}CREATE DATABASE {ROLE} OWNER {ROLE};\n")
    single: Command = [program.path, "--single", "-D", making, "postgres"]
    said = complete(title, Child("initdb-role", single, env=PLAIN, cwd=making, user=user, stdin=statements))
    statements.unlink()
    if "ERROR" in said:
        raise explain(title, LOGS / "initdb-role.log", said)
    making.rename(data)


def clear_leftover(data: Path) -> None:
    """After a crash: stop a server that still uses `data`, or remove the pid file of one that is gone.

    PostgreSQL itself would refuse to start if any process happened to have the old one's number.
    """
    pid_file = data / "postmaster.pid"
    try:
        pid = int(pid_file.read_text().splitlines()[0])
    except (OSError, ValueError, IndexError):
        pid_file.unlink(missing_ok=True)
        return
    for attempt in range(150):
        if not serves(pid, data):
            pid_file.unlink(missing_ok=True)
            return
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGINT if attempt < 100 else signal.SIGQUIT)
        time.sleep(0.1)
    raise Problem(f"A PostgreSQL (process {pid}) still uses {data} and does not stop.")


def serves(pid: int, data: Path) -> bool:
    """Whether the process is a PostgreSQL server on `data`."""
    try:
        command = Path(f"/proc/{pid}/cmdline").read_text()
    except OSError:
        if Path("/proc/self").exists():
            return False
        ps = ["ps", "-o", "args=", "-p", str(pid)]
        command = subprocess.run(ps, capture_output=True, text=True, check=False).stdout
    return "postgres" in command and str(data) in command


def serve_postgres(program: Program, data: Path, purpose: str, *, durable: bool) -> tuple[Child, int]:
    """Start the server; if its port is taken in the meantime, once more at another."""
    # Our queries are short: compiling one (JIT) takes longer than running it.
    settings = ["listen_addresses=127.0.0.1", "unix_socket_directories=", "logging_collector=off", "jit=off"]
    if not durable:
        settings += ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]
    options = [part for setting in settings for part in ("-c", setting)]
    tries = 3
    while True:
        port, tries = free_port(), tries - 1
        child = Child(
            f"{purpose}-postgres",
            [program.path, "-D", data, "-p", str(port), *options],
            env=PLAIN,
            cwd=data,
            user=service_user(),
            stop_signal=signal.SIGINT,
            grace=15,
        )
        try:
            wait_for(child, partial(accepts_connections, child), title="PostgreSQL", seconds=60)
            return child, port
        except BaseException as error:
            child.stop()
            if not (tries and isinstance(error, Problem) and "Address already in use" in child.output()):
                raise


def accepts_connections(child: Child) -> bool:
    """Whether the server's log says that it is up."""
    return "ready to accept connections" in child.output()


def start_redis(purpose: str) -> tuple[str, Child]:
    """Start a broker that keeps nothing on disk: due work lies in the database."""
    program = redis_program()
    folder = services_home() / f"{purpose}-redis"
    with step(f"{program.path.name} {program.version}") as current:
        folder.mkdir(mode=0o700, exist_ok=True)
        password, port = keys()["REDIS_PASSWORD"], free_port()
        lines = ["bind 127.0.0.1", f"port {port}", f"requirepass {password}", f"dir {folder}"]
        lines += ['save ""', "appendonly no", "daemonize no", "databases 16"]
        write_private(folder / "redis.conf", "\n".join(lines) + "\n")
        child = Child(f"{purpose}-redis", [program.path, folder / "redis.conf"], cwd=folder)
        try:
            wait_for(child, lambda: answers(port), title=program.path.name, seconds=20)
        except BaseException:
            child.stop()
            raise
        current.note = f"{program.origin}, port {port}"
    return f"redis://:{password}@127.0.0.1:{port}/0", child
