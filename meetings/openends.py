"""The booked meetings of a case: cancelled when it closes."""

import datetime as dt
from typing import Any

from django.db.models import Max, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from children.models import Case
from children.openends import OpenEnd
from core.danish import date_words

from .actions import cancel
from .models import Meeting


def _booked(case: Case) -> QuerySet[Meeting]:
    return Meeting.objects.planned().filter(case=case).select_related("case__child").order_by("starts_at")


def _cancel(meeting: Meeting, *, way: str, note: str, by: Any) -> None:
    cancel(meeting, by=by, expected_version=meeting.version, reason=note or _("Forløbet er afsluttet."))


def _last_held_on(case: Case) -> dt.date | None:
    last: dt.date | None = Meeting.objects.held().filter(case=case).aggregate(last=Max("held_on"))["last"]
    return last


def _remark(meeting: Meeting) -> str:
    """A note that a meeting whose day has passed may have been held."""
    if meeting.starts_at > timezone.now():
        return ""
    return _("Dagen er gået. Er mødet holdt, så skriv referat, før du afslutter.")


MEETINGS = OpenEnd(
    key="meeting",
    title=gettext_lazy("Bookede møder"),
    open_in=_booked,
    describe=lambda meeting: f"{meeting.get_kind_display()} {date_words(timezone.localdate(meeting.starts_at))}",
    whose=lambda meeting: "",
    ways=(("cancelled", gettext_lazy("Aflyses")),),
    end=_cancel,
    remark=_remark,
    last_held_on=_last_held_on,
    at_place=lambda case, place: _booked(case),
)
