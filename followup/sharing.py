"""The items of a case that can be passed on together, and items passed on together, in words."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from textwrap import shorten
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from children.actions.releases import releasable
from children.models import Case, Release
from children.models.release import shared_with
from core.danish import counted, date_words, inside, listing
from goals.models import Agreement
from support.models import Sparring

from .models import Notice
from .newskinds import ITEM_SHARED

Item = Release.Item
# The newest of each kind: older ones are passed on from their own pages.
NEWEST = 30
LONGEST = 110


@dataclass(frozen=True)
class Offered:
    """A kind of item in the list of choices."""

    kind: str
    title: Any
    # An item's name, the field that sorts items newest first, and the condition for items that can be shared.
    label: Callable[[Any], str]
    newest: str
    among: Q | None = None
    # What the label reads of other records, read for all rows at once.
    related: tuple[str, ...] = ()

    def rows(self, case: Case) -> Any:
        """All there is of the kind in a case."""
        return Release.items_in(case, self.kind).prefetch_related(*self.related)


def _short(words: str) -> str:
    return shorten(words, LONGEST, placeholder="…")


def _said(words: str, day: Any) -> str:
    return f"{_short(words)} ({date_words(day)})"


def _sparring(sparring: Sparring) -> str:
    day, names = date_words(sparring.held_on), listing(member.name for member in sparring.receivers.all())
    return str(_("%(day)s med %(names)s") % {"day": day, "names": names}) if names else day


OFFERED = (
    Offered(Item.DREAM, _("Barnets drømme"), lambda dream: _said(dream.words, dream.told_on), "told_on"),
    Offered(Item.GOAL, _("Barnets ord om målene"), lambda goal: goal.title, "agreed_on", ~Q(child_words="")),
    Offered(
        Item.MEETING,
        _("Barnets ord fra møder"),
        lambda meeting: _said(meeting.child_words, meeting.held_on or meeting.starts_at),
        "starts_at",
        ~Q(child_words=""),
    ),
    Offered(
        Item.AGREEMENT,
        _("Aftaler hjemme"),
        lambda agreement: _short(agreement.what),
        "from_on",
        Q(place=Agreement.Place.HOME, status=Agreement.Status.OPEN),
    ),
    Offered(
        Item.SPARRING,
        _("Sparring hjemme"),
        _sparring,
        "held_on",
        Q(setting=Sparring.Setting.HOME),
        ("receivers",),
    ),
    Offered(Item.DIAGNOSIS, _("Diagnoser"), lambda diagnosis: diagnosis.name, "created_at"),
    Offered(Item.OTHER_MEASURE, _("Andre indsatser"), lambda measure: str(measure), "from_on"),
)

# Shared from its own page; listed here for its receivers.
PART = Offered(Item.PART, _("Dele af afdækningen"), lambda part: inside(str(part)), "received_on")


def shareable(case: Case, user: Any) -> list[dict[str, Any]]:
    """What ``user`` may pass on in a case, kind by kind, with the names of those who have it. Two queries for each
    kind.
    """
    items = [item for offered in OFFERED for item in _of_kind(offered, case, user)]
    given = shared_with([item["id"] for item in items])
    return [{**item, "id": str(item["id"]), "shared_with": given.get(item["id"], [])} for item in items]


def _of_kind(offered: Offered, case: Case, user: Any) -> list[dict[str, Any]]:
    there = offered.rows(case).filter(offered.among or Q())
    rows = list(there.order_by(f"-{offered.newest}", "pk")[:NEWEST])
    yours = releasable(user, offered.kind, [row.pk for row in rows], case)
    return [
        {
            "id": row.pk,
            "kind": str(offered.kind),
            "group": str(offered.title),
            "label": offered.label(row),
        }
        for row in rows
        if row.pk in yours
    ]


def item_labels(given: Iterable[Release], case: Case) -> dict[UUID, str]:
    """By item: its name among others of its kind, as its receiver may read it. One query for each kind."""
    wanted: dict[str, set[UUID]] = defaultdict(set)
    for row in given:
        wanted[row.item_kind].add(row.item_id)
    return {
        item.pk: offered.label(item)
        for offered in (*OFFERED, PART)
        if offered.kind in wanted
        for item in offered.rows(case).filter(pk__in=wanted[offered.kind])
    }


COUNTED: dict[str, tuple[Any, Any]] = {
    Item.PART: (_("del af afdækningen"), _("dele af afdækningen")),
    Item.REPORT: (_("afdækningsrapport"), _("afdækningsrapporter")),
    Item.DREAM: (_("drøm"), _("drømme")),
    Item.GOAL: (_("mål med barnets ord"), pgettext_lazy("several", "mål med barnets ord")),
    Item.MEETING: (_("møde med barnets ord"), _("møder med barnets ord")),
    Item.AGREEMENT: (_("aftale hjemme"), _("aftaler hjemme")),
    Item.SPARRING: (_("sparring"), _("sparringer")),
    Item.DIAGNOSIS: (_("diagnose"), _("diagnoser")),
    Item.OTHER_MEASURE: (_("anden indsats"), _("andre indsatser")),
}


def shared_in(notices: Iterable[Notice], user: Any) -> dict[UUID, str]:
    """By notice of several things shared with ``user`` together: the kinds, and how many of each."""
    acts = {UUID(row.occurrence): row.pk for row in notices if row.rule == ITEM_SHARED.rule and not row.about}
    by_notice: dict[UUID, list[str]] = defaultdict(list)
    if acts:
        rows = Release.objects.filter(act__in=acts, to_member__user=user).values_list("act", "item_kind")
        for act, kind, number in rows.annotate(number=Count("pk")).order_by("act", "item_kind"):
            one, many = COUNTED[kind]
            by_notice[acts[act]].append(counted(number, one, many))
    return {notice: listing(kinds) for notice, kinds in by_notice.items()}
