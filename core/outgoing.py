"""The kinds of messages the outbox sends, and how each is written at the moment it is sent.

A row of the outbox holds ids only. The kind's ``compose`` reads the record behind it anew, so that a message withdrawn
or changed since it was queued is not sent with old content. The site lists the kinds (``OUTGOING_REGISTER``).
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import translation
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from .models import OutboxMessage
from .textmessages import TextMessage


@dataclass(frozen=True)
class MessageKind:
    """One kind of message."""

    key: str
    # The message for a row, or None where there is nothing to send any more.
    compose: Callable[[OutboxMessage], EmailMessage | TextMessage | None]


@cache
def message_kinds() -> dict[str, MessageKind]:
    """All kinds of the site, by key."""
    kinds: tuple[MessageKind, ...] = import_string(settings.OUTGOING_REGISTER)
    return {kind.key: kind for kind in kinds}


def compose(row: OutboxMessage) -> Any:
    """The message for a row, or None where there is nothing to send any more. Raises KeyError for an unknown kind."""
    return message_kinds()[row.kind].compose(row)


def news_to_read(row: OutboxMessage) -> EmailMessage | None:
    """The mail to a user that there is something to read, and where. It says nothing about anybody."""
    user = row.user
    if user is None or not (user.is_active and user.wants_mail):
        return None
    with translation.override(user.language):
        body = _(
            "Hej\n\nDer er nyt til dig i Rød Tråd. Log ind for at læse det:\n%(url)s\n\n"
            "Du får højst én sådan e-mail om dagen. Du kan slå den fra under Min konto.\n\nVenlig hilsen\nRød Tråd"
        ) % {"url": f"{settings.SITE_URL}/notices/"}
        return EmailMessage(_("Der er nyt til dig i Rød Tråd"), body, to=[user.email])


NOTICE = MessageKind("notice", news_to_read)
