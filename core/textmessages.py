"""Text messages to telephones: one message, sent through the provider the site has chosen.

A provider is a function ``(to, body) -> None`` that raises where the message was not taken; ``TEXT_MESSAGE_PROVIDER``
names it. Without one, nothing is offered by text message.
"""

import json
import re
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from .models.ids import uuid7

# Seconds a gateway has to answer.
PATIENCE = 10
# What the tests have sent: telephone and text.
sent: list[tuple[str, str]] = []


@dataclass(frozen=True)
class TextMessage:
    """A text to one telephone number."""

    to: str
    body: str

    def send(self) -> None:
        """Send it now. Raises whatever the provider raises."""
        import_string(settings.TEXT_MESSAGE_PROVIDER)(international(self.to), self.body)


def is_offered() -> bool:
    """Whether the site can send text messages."""
    return bool(settings.TEXT_MESSAGE_PROVIDER)


def international(number: str) -> str:
    """A telephone number as providers want it: ``+4512345678``. Eight digits are a Danish number."""
    digits = re.sub(r"[^\d+]", "", number)
    if digits.startswith("00"):
        digits = f"+{digits[2:]}"
    return f"+45{digits}" if re.fullmatch(r"\d{8}", digits) else digits


def is_number(number: str) -> bool:
    """Whether a message can be sent to it: a plus and 8 to 15 digits, after ``international``."""
    return re.fullmatch(r"\+\d{8,15}", international(number)) is not None


def to_memory(to: str, body: str) -> None:
    """Provider for tests."""
    sent.append((to, body))


def to_folder(to: str, body: str) -> None:
    """Provider for development: a file in ``TEXT_MESSAGE_FOLDER``, beside the mails."""
    folder = Path(settings.TEXT_MESSAGE_FOLDER)
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{timezone.localtime():%Y%m%d-%H%M%S}-{uuid7()}.text.log"
    (folder / name).write_text(f"To: {to}\n\n{body}\n", encoding="utf-8")


def to_gateway(to: str, body: str) -> None:
    """Provider for production: ``POST {"to": ..., "text": ...}`` as JSON, with a bearer key, to the site's gateway.

    Raises OSError where the gateway is away or refuses.
    """
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {settings.TEXT_GATEWAY_KEY}"}
    body_sent = json.dumps({"to": to, "text": body}).encode()
    # The address is the site's own setting; production takes https only.
    asked = urllib.request.Request(settings.TEXT_GATEWAY_URL, data=body_sent, headers=headers)  # noqa: S310
    with urllib.request.urlopen(asked, timeout=PATIENCE):  # noqa: S310
        pass
