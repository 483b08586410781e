"""What is sent to a guest: the link, and apart from it the code. Nothing in it says who it is about."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from core import outbox
from core.models import OutboxMessage
from core.outgoing import MessageKind
from core.tasks import wake
from core.textmessages import TextMessage

from .models import Link
from .registry import tasks

LINK, CODE = "guest_link", "guest_code"
# Guests read Danish, whatever the language of whoever gives the link.
LANGUAGE = "da"


def address_of(link: Link) -> str:
    """The link itself."""
    return f"{settings.SITE_URL}{reverse('guest-link', args=[link.token])}"


def queue_link(link: Link) -> None:
    """Send the link, where it is not given on paper, and the code where it goes by text message."""
    if link.way != Link.Way.LETTER:
        outbox.queue_message(LINK, link.pk, occasion=f"{LINK}/{link.pk}", by_text=link.way == Link.Way.TEXT)
        transaction.on_commit(wake)
    queue_code(link)


def queue_code(link: Link) -> None:
    """Send the present code, where it goes by text message."""
    if link.code_way == Link.CodeWay.TEXT:
        outbox.queue_message(CODE, link.pk, occasion=f"{CODE}/{link.pk}/{link.code_number}", by_text=True)
        transaction.on_commit(wake)


def _live(row: OutboxMessage) -> Link | None:
    links = Link.objects.live().select_related("case__municipality", "case__child", "member__adult")
    return links.filter(pk=row.record_id).exclude(member=None).first()


def the_link(row: OutboxMessage) -> EmailMessage | TextMessage | None:
    """The message with the link, by mail or text message; None where the link is ended."""
    link = _live(row)
    if link is None or link.member is None:
        return None
    with translation.override(LANGUAGE):
        said = {"who": link.case.municipality.name, "asks": tasks()[link.task].asks, "url": address_of(link)}
        if row.by_text:
            body = _("%(who)s %(asks)s: %(url)s\nDu får en kode på en anden måde.") % said
            return TextMessage(link.member.contact["phone"], body)
        body = (
            _(
                "Hej\n\n%(who)s %(asks)s. Åbn linket her:\n%(url)s\n\n"
                "Du skal bruge en kode, som du får på en anden måde. Linket er kun til dig.\n\nVenlig hilsen\n%(who)s"
            )
            % said
        )
        subject = _("%(who)s %(asks)s") % said
        return EmailMessage(subject, body, to=[link.member.contact["email"]])


def the_code(row: OutboxMessage) -> TextMessage | None:
    """The text message with the code."""
    link = _live(row)
    if link is None or link.member is None:
        return None
    with translation.override(LANGUAGE):
        body = _("Koden er %(code)s. Du får linket på en anden måde.") % {"code": link.code}
        return TextMessage(link.member.contact["phone"], body)


KINDS = (MessageKind(LINK, the_link), MessageKind(CODE, the_code))
