"""The letter with a link: an accessible PDF with a QR code, and no code."""

from pathlib import Path

import segno
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from core import danish
from core.pdf import LANGUAGE, drawn

from .models import Link
from .registry import tasks
from .sending import address_of

HERE = Path(__file__).resolve().parent


def letter(link: Link) -> bytes:
    """The letter as PDF/UA-1 in Danish. It holds the receiver's name and the link, and nothing about the child."""
    with override(LANGUAGE):
        url, who = address_of(link), link.case.municipality.name
        content = {
            "title": f"{who} {tasks()[link.task].asks}",
            "to": _("Til %(name)s") % {"name": link.name},
            "how": _("Ret telefonens kamera mod QR-koden, eller skriv adressen i en browser."),
            "alt": _("QR-kode med adressen %(url)s") % {"url": url},
            "url": url,
            "code": _("Du skal bruge en kode. Den får du på en anden måde, ikke i dette brev."),
            "until": _("Linket virker til og med %(day)s og er kun til dig.")
            % {"day": danish.date_words(timezone.localdate(link.expires_at))},
            "qr": segno.make(url, error="m").svg_inline(border=4),
            "footer": "",
            "page": _("Side"),
            "of": _("af"),
        }
        return drawn((HERE / "letter.typ").read_bytes(), content)
