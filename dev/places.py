"""Where things are: the checkout, its git-ignored folder, and a folder that PostgreSQL's own user can reach."""

import hashlib
import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from .console import Problem

ROOT = Path(__file__).resolve().parent.parent
LOCAL = ROOT / ".local"
LOGS = LOCAL / "log"
MAIL = LOCAL / "mail"
# ROEDTRAAD_VENV names an environment to use as it is; then nothing is installed.
GIVEN_VENV = os.environ.get("ROEDTRAAD_VENV")
VENV = Path(GIVEN_VENV or ROOT / ".venv")
PYTHON = VENV / "bin" / "python"
MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class ServiceUser:
    """The account PostgreSQL runs as when we are root, because it refuses to run as root."""

    name: str
    uid: int
    gid: int

    def identity(self) -> dict[str, Any]:
        """The arguments for subprocess: this account and none of our groups."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []}


@cache
def service_user() -> ServiceUser | None:
    """The account to use for PostgreSQL, or None where we are an ordinary user."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return ServiceUser(name, entry.pw_uid, entry.pw_gid)
    raise Problem("PostgreSQL does not run as root, and this machine has neither the user postgres nor nobody.")


def reachable(folder: Path, user: ServiceUser) -> bool:
    """Whether `user` may enter `folder`. The system is asked, because it also knows access lists and mounts."""
    command = ["/bin/sh", "-c", 'cd "$0"', str(folder)]
    quiet = subprocess.DEVNULL
    return not subprocess.call(command, cwd="/", stdout=quiet, stderr=quiet, **user.identity())


def other_home() -> Path:
    """The folder outside a checkout whose path PostgreSQL's user cannot enter (below /root, for example)."""
    key = hashlib.sha256(str(ROOT).encode()).hexdigest()[:12]
    base = Path("/var/tmp") if os.access("/var/tmp", os.W_OK) else Path("/tmp")  # noqa: S108
    return base / f"roedtraad-{key}"


@cache
def services_home() -> Path:
    """The folder of databases, their passwords and the keys: `.local`, or `other_home()` where root needs it.

    Keys lie beside the database, because one is worthless without the other.
    """
    LOCAL.mkdir(exist_ok=True)
    user = service_user()
    if user is None or reachable(LOCAL, user):
        return LOCAL
    folder = other_home()
    folder.mkdir(mode=0o711, exist_ok=True)
    if folder.is_symlink() or folder.stat().st_uid != os.geteuid():
        raise Problem(f"{folder} belongs to somebody else. Remove it, or put the checkout where others may enter it.")
    return folder


def need_space(megabytes: int) -> None:
    """Raises Problem when a disk we write to has too little room."""
    for folder in {LOCAL.parent, services_home()}:
        free = shutil.disk_usage(folder).free // MEGABYTE
        if free < megabytes:
            raise Problem(f"The disk is too full: {free} MB free in {folder}, {megabytes} MB needed.")
