"""Reading settings from the environment, or from files named by ``<NAME>_FILE`` (container secrets)."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit


class MissingSetting(Exception):
    """A setting without a safe default is missing."""


def text(name: str, default: str | None = None) -> str:
    """The value of ``name``, or the content of the file that ``<name>_FILE`` names. Raises MissingSetting."""
    if path := os.environ.get(f"{name}_FILE"):
        return Path(path).read_text().strip()
    value = os.environ.get(name, default)
    if value is None:
        raise MissingSetting(f"{name} is not set (nor {name}_FILE)")
    return value


def words(name: str, default: str | None = None) -> list[str]:
    """A comma-separated setting as a list. Raises MissingSetting."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def number(name: str, default: int) -> int:
    """A setting as a whole number. Raises ValueError where it is none."""
    return int(text(name, str(default)))


def database(url: str) -> dict[str, Any]:
    """Django's database settings for ``postgresql://user:password@host:port/name?option=value``.

    ``?host=/folder`` names a Unix socket.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"postgresql", "postgres"}:
        raise MissingSetting("DATABASE_URL must start with postgresql://")
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", unquote(parts.hostname or "")),
        "PORT": query.pop("port", str(parts.port or "")),
        "OPTIONS": query,
    }
