"""What is told of what somebody did: news to one person, at once."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class NewsKind:
    """One kind of news, with its words."""

    rule: str
    label: Any
    # May take ``%(day)s`` and ``%(what)s``.
    text: Any


ITEM_SHARED = NewsKind("item_shared", _("Noget er delt med dig"), _("Der er delt noget med dig i forløbet."))
CASE_HANDED_OVER = NewsKind(
    "case_handed_over",
    _("Et forløb er overdraget til dig"),
    _("Du er nu læringskoordinator for forløbet. Læs overdragelsen."),
)
NEWS = {kind.rule: kind for kind in (ITEM_SHARED, CASE_HANDED_OVER)}
