"""What may be in the repository: no generated files, and no package index's address."""

import re
import subprocess
from pathlib import PurePath

from .places import ROOT

MADE = (".mo", ".pyc", ".sqlite3", ".log", ".pid", ".egg-info", ".whl")
# An address of a registry differs from place to place and does not belong in a lock file or a setting.
LOCKS = ("requirements*.txt", "*.lock", "*lock.json", "*lock.toml", ".npmrc", "pip.conf", "uv.toml", "pyproject.toml")
REGISTRY = re.compile(
    r"index-url|--find-links|resolved\W+https?://|https?://[^\s\"']*/(simple|pypi|npm)\b", re.IGNORECASE
)


def files() -> list[str]:
    """Every tracked file; empty in a copy without git."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    return [name for name in listed.stdout.split("\0") if name]


def faults(names: list[str]) -> list[str]:
    """One line for each file that breaks a rule."""
    found = [f"{name}: is made, not written; it belongs in .gitignore" for name in names if name.endswith(MADE)]
    for name in names:
        if any(PurePath(name).match(pattern) for pattern in LOCKS):
            lines = (ROOT / name).read_text(errors="replace").splitlines()
            found += [
                f"{name}:{number}: names a package index"
                for number, line in enumerate(lines, 1)
                if REGISTRY.search(line)
            ]
    return found


def check() -> tuple[bool, str]:
    """Whether every tracked file may be there."""
    found = faults(files())
    return not found, "\n".join(found)
