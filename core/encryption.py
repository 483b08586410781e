"""Encryption of single fields at rest; each value holds its key id, so that keys can be changed."""

import base64
import hashlib
import hmac
import os
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import models


class UnknownKey(Exception):
    """A stored value was encrypted with a key that is missing in FIELD_KEYS."""


def _keys() -> dict[str, bytes]:
    pairs = (entry.partition(":") for entry in settings.FIELD_KEYS)
    return {name: base64.b64decode(key) for name, _, key in pairs}


def encrypt(text: str) -> str:
    """AES-256-GCM with the newest key: ``<key id>:<base64 of nonce and ciphertext>``."""
    name, key = next(iter(_keys().items()))
    nonce = os.urandom(12)
    sealed = AESGCM(key).encrypt(nonce, text.encode(), name.encode())
    return f"{name}:{base64.b64encode(nonce + sealed).decode()}"


def decrypt(stored: str) -> str:
    """The text that ``encrypt`` encrypted. Raises UnknownKey, and InvalidTag where the value was tampered with."""
    name, _, body = stored.partition(":")
    try:
        key = _keys()[name]
    except KeyError:
        raise UnknownKey(name) from None
    raw = base64.b64decode(body)
    return AESGCM(key).decrypt(raw[:12], raw[12:], name.encode()).decode()


def fingerprint(text: str) -> str:
    """A keyed digest to look up an encrypted value by. Uses the oldest key, which always stays in the list."""
    key = list(_keys().values())[-1]
    return hmac.new(hashlib.sha256(b"fingerprint" + key).digest(), text.encode(), hashlib.sha256).hexdigest()


class EncryptedField(models.TextField):  # type: ignore[type-arg]
    """Text that is encrypted in the database. The empty string stays empty."""

    def get_prep_value(self, value: Any) -> Any:
        return encrypt(value) if value else value

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        """The text. Raises as ``decrypt`` does."""
        return decrypt(value) if value else value
