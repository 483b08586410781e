"""A user's children in phase 3: the last sparring, the next one's deadline, and open agreements."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from children.caseheader import case_url, class_words
from children.models import Case, NetworkMember, Schooling
from children.models.relation import active_on
from core import access
from core.collation import DanishSort
from goals.models import Agreement

from .deadline import NONE_YET, SOON, Due, sparring_due, state_of
from .models import Sparring

OF_TEACHERS = (NetworkMember.Kind.SCHOOL_PROFESSIONAL, NetworkMember.Kind.SUPERVISOR)


def my_children(user: User, setting: str) -> list[dict[str, Any]]:
    """The open cases of a user's children in Danish order, with the last and the next sparring. Three queries.

    ``home``: the same for home sparring, where this user spars there too.
    """
    cases = list(
        Case.objects.visible_to(user)
        .open()
        .select_related("child")
        .annotate(last_on=_last_at(setting), last_home_on=_last_at(Sparring.Setting.HOME))
        .order_by(DanishSort("child__first_name"), DanishSort("child__last_name"), "pk")
    )
    due = sparring_due(case.pk for case in cases)
    schooling = _schooling_of([case.child_id for case in cases])
    return [
        {
            "case": str(case.pk),
            "child_id": case.child_id,
            "first_name": case.child.first_name,
            "full_name": case.child.full_name,
            **schooling.get(case.child_id, {"class_name": "", "school": ""}),
            "last_on": case.last_on,
            **_deadline(due.get(case.pk, NONE_YET).at(setting)),
            "url": case_url(case.pk),
            "log_url": reverse("case-sparring-new", args=[case.pk]),
            "home": _at_home(case, due.get(case.pk, NONE_YET)) if access.may_write(user, access.E, case) else None,
        }
        for case in cases
    ]


def _last_at(setting: str) -> Subquery:
    held = Sparring.objects.filter(case=OuterRef("pk"), setting=setting).counting().newest_first()
    return Subquery(held.values("held_on")[:1])


def _at_home(case: Any, due: Due) -> dict[str, Any]:
    is_first = due.home is not None and due.home < (due.school or dt.date.max)
    log_url = reverse("case-sparring-new", args=[case.pk], query={"setting": Sparring.Setting.HOME.value})
    return {"last_on": case.last_home_on, **_deadline(due.home), "is_first": is_first, "log_url": log_url}


def _deadline(due_on: dt.date | None) -> dict[str, Any]:
    return {"due_on": due_on, "state": state_of(due_on, timezone.localdate())}


def due_first(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The most overdue first; those without a deadline last, in their given order."""
    return sorted(rows, key=_first_due)


def _first_due(row: dict[str, Any]) -> dt.date:
    days = [row["due_on"], row["home"] and row["home"]["due_on"]]
    return min(filter(None, days), default=dt.date.max)


def _schooling_of(child_ids: list[UUID]) -> dict[UUID, dict[str, str]]:
    rows = Schooling.objects.filter(active_on(timezone.localdate()), child__in=child_ids).select_related("school")
    return {row.child_id: {"class_name": class_words(row), "school": row.school.name} for row in rows}


def promised_by_teachers(user: User) -> list[dict[str, Any]]:
    """Open agreements at school owned by teachers, overdue or due soon, oldest first. One query."""
    today = timezone.localdate()
    rows = (
        Agreement.objects.visible_to(user)
        .due(today + SOON)
        .filter(case__closed_on=None, owner__kind__in=OF_TEACHERS)
        .exclude(place=Agreement.Place.HOME)
        .select_related("owner", "child")
        .order_by("due_on", "pk")
    )
    return [
        {
            "id": str(row.pk),
            "what": row.what,
            "owner": row.owner.name,
            "child_id": row.child_id,
            "first_name": row.child.first_name,
            **_deadline(row.due_on),
            "url": case_url(row.case_id, "case-goals"),
        }
        for row in rows
    ]


def schools_of(rows: list[dict[str, Any]]) -> list[str]:
    """The schools of the rows, each once, in their given order."""
    return list(dict.fromkeys(row["school"] for row in rows if row["school"]))
