"""Secrets for development: made once for this checkout, kept beside its database, never in the repository."""

import base64
import json
import os
import secrets
from pathlib import Path

from .places import services_home


def keys() -> dict[str, str]:
    """SECRET_KEY, FIELD_KEYS and the passwords of the database and the broker."""
    file = services_home() / "keys.json"
    if file.exists():
        known: dict[str, str] = json.loads(file.read_text())
        return known
    made = {
        "SECRET_KEY": secrets.token_urlsafe(50),
        "FIELD_KEYS": "1:" + base64.b64encode(secrets.token_bytes(32)).decode(),
        "DATABASE_PASSWORD": secrets.token_hex(16),
        "REDIS_PASSWORD": secrets.token_hex(16),
    }
    write_private(file, json.dumps(made))
    return made


def write_private(file: Path, text: str) -> None:
    """Write a file that only we can read, completely or not at all."""
    new = file.with_name(file.name + ".new")
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as handle:
        handle.write(text)
    new.replace(file)
