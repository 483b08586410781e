"""What a brief holds back: named by kind, never by content."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from core.access import DataClass
from core.danish import counted, listing

DREAM, TALK, GOAL_WORDS, WISHES, GOAL = "dream", "talk", "goal_words", "wishes", "goal"
# By data class: those at home are told from the others.
AGREEMENT = {DataClass.COORDINATION.value: "agreement", DataClass.HOME.value: "home_agreement"}
SPARRING = {DataClass.SCHOOLING.value: "school_sparring", DataClass.HOME.value: "home_sparring"}
# One and many of each kind, in the order of the brief.
KINDS: dict[str, tuple[Any, Any]] = {
    WISHES: (gettext_lazy("oplysning om barnets deltagelse"), gettext_lazy("oplysninger om barnets deltagelse")),
    DREAM: (gettext_lazy("drøm"), gettext_lazy("drømme")),
    TALK: (gettext_lazy("møde med barnets ord"), gettext_lazy("møder med barnets ord")),
    GOAL_WORDS: (gettext_lazy("mål med barnets ord"), pgettext_lazy("several", "mål med barnets ord")),
    "agreement": (gettext_lazy("aftale"), gettext_lazy("aftaler")),
    "home_agreement": (gettext_lazy("aftale hjemme"), gettext_lazy("aftaler hjemme")),
    GOAL: (gettext_lazy("mål"), pgettext_lazy("several", "mål")),
    "school_sparring": (gettext_lazy("sparring i skolen"), gettext_lazy("sparringer i skolen")),
    "home_sparring": (gettext_lazy("sparring hjemme"), gettext_lazy("sparringer hjemme")),
}


def words_about(withheld: Mapping[str, int], recipients: int) -> str:
    """The sentence that names what is held back; empty where nothing is. ``recipients``: 0 for a brief of one's own."""
    kinds = listing(counted(withheld[kind], *words) for kind, words in KINDS.items() if withheld.get(kind))
    if not kinds:
        return ""
    if not recipients:
        return _("%(kinds)s vises ikke for dig.") % {"kinds": kinds}
    text = ngettext("%(kinds)s vises ikke for denne modtager.", "%(kinds)s vises ikke for disse modtagere.", recipients)
    return text % {"kinds": kinds}
