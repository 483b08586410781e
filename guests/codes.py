"""The secret parts of a link: its token, which stands in the address, and the code that opens it.

Both are computed from the link's id with a key that is not in the database, and only keyed digests are stored. So a
message written minutes later can name them, and a copy of the database opens nothing.
"""

import base64
import hashlib
import hmac
from uuid import UUID

from django.conf import settings
from django.utils.crypto import constant_time_compare

CODE_LENGTH = 6


def _key(purpose: str) -> bytes:
    # The oldest key of the encrypted fields, which always stays: a new SECRET_KEY must not end every link.
    oldest = base64.b64decode(settings.FIELD_KEYS[-1].partition(":")[2])
    return hmac.new(oldest, purpose.encode(), hashlib.sha256).digest()


def _sealed(purpose: str, text: str) -> bytes:
    return hmac.new(_key(purpose), text.encode(), hashlib.sha256).digest()


def token_of(link_id: UUID) -> str:
    """The token in the address of a link: 256 bits."""
    return base64.urlsafe_b64encode(_sealed("guest token", str(link_id))).decode().rstrip("=")


def code_of(link_id: UUID, nth: int) -> str:
    """The nth code of a link: six digits."""
    number = int.from_bytes(_sealed("guest code", f"{link_id}/{nth}"), "big")
    return f"{number % 10**CODE_LENGTH:0{CODE_LENGTH}}"


def digest(text: str) -> str:
    """What is stored of a token or a code."""
    return _sealed("guest digest", text).hex()


def is_code(said: str, stored: str) -> bool:
    """Whether this is the code, with spaces and hyphens as people write them. Takes the same time for any answer."""
    plain = "".join(each for each in said if each.isalnum())
    return constant_time_compare(digest(plain), stored)


# Compared with where there is no link, so that this takes the same time.
NO_CODE = "0" * 64
