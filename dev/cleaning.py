"""`make clean`: remove everything that can be made again, the demo's data included."""

import shutil

from .console import Problem, say
from .locks import is_held
from .places import LOCAL, ROOT, other_home

CACHES = (".pytest_cache", ".mypy_cache", ".ruff_cache", ".import_linter_cache", ".hypothesis", "staticfiles")


def clean() -> int:
    """Remove environment, local data and caches; refused while the application runs."""
    if LOCAL.exists() and is_held("run"):
        raise Problem("This checkout is running. Stop it first.")
    # Only `.venv`: an environment lent to us (ROEDTRAAD_VENV) is not ours to remove.
    for folder in (LOCAL, other_home(), ROOT / ".venv", *(ROOT / name for name in CACHES)):
        if folder.exists():
            shutil.rmtree(folder)
            say(f"  removed {folder}")
    return 0
