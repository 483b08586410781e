"""Size limits: a file is about one noun. Only a check like this keeps files short."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from .places import ROOT

SKIPPED = {".venv", ".local", ".git", "node_modules", "migrations", "vendor", "staticfiles", "__pycache__"}
PYTHON_CODE = 300
TEMPLATE = 150
PAGES_CORE = 150
JAVASCRIPT = 600


@dataclass(frozen=True)
class Limit:
    """At most `lines` lines in `where`, which has `found`."""

    where: str
    lines: int
    found: int

    def __str__(self) -> str:
        return f"{self.where}: {self.found} lines, at most {self.lines}"


def source(folder: Path, pattern: str) -> Iterator[Path]:
    """Our own files that match, without generated, vendored or installed ones."""
    for path in sorted(folder.rglob(pattern)):
        if not SKIPPED & set(path.relative_to(ROOT).parts):
            yield path


def code_lines(path: Path, comment: str = "#") -> int:
    """Lines that are neither empty nor only a comment."""
    lines = (line.strip() for line in path.read_text().splitlines())
    return sum(1 for line in lines if line and not line.startswith(comment))


def all_lines(path: Path) -> int:
    """The number of lines."""
    return len(path.read_text().splitlines())


def limits() -> Iterator[Limit]:
    """Every file that has a limit, with its size."""
    for path in source(ROOT, "*.py"):
        yield Limit(str(path.relative_to(ROOT)), PYTHON_CODE, code_lines(path))
    for path in source(ROOT / "templates", "*.*"):
        yield Limit(str(path.relative_to(ROOT)), TEMPLATE, all_lines(path))
    yield Limit("static/**/*.js together", JAVASCRIPT, sum(code_lines(path, "//") for path in scripts()))
    pages = ROOT / "core" / "pages.py"
    if pages.exists():
        yield Limit("core/pages.py", PAGES_CORE, code_lines(pages))


def scripts() -> Iterable[Path]:
    """Our own JavaScript files."""
    return source(ROOT / "static", "*.js")


def check() -> tuple[bool, str]:
    """Whether every file is within its limit."""
    broken = [str(limit) for limit in limits() if limit.found > limit.lines]
    return not broken, "\n".join(broken)
