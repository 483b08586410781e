"""Initial data of the forms around a meeting: whom to choose, what is open, and the last meeting's values."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from children.api.forms import options
from children.models import Case, CaseEvent, NetworkMember
from core import access
from goals.areas import assessed_areas
from goals.models import Agreement, Goal, data_class_of
from goals.places import place_options
from goals.responsibility import coordinator_stands_for

from ..agenda import agenda_for
from ..models import Meeting
from ..parents import asked_about
from ..usual import LastTime, is_new_since, is_usual

Choices = list[dict[str, str]]
AFTER_LESSONS = "14:00"


def meeting_choices(
    case: Case, user: Any, meeting: Meeting | None = None, last: Meeting | None = None
) -> dict[str, Choices]:
    """The options of a meeting's fields: the present network, and everybody on the meeting already.

    ``last``: the meeting held before, for a form that invites: whoever is new since is marked.
    """
    there = {row.member_id: row.member for row in meeting.attendances.all()} if meeting else {}
    members = _adults(case, there.values())
    adults = [_option(member, _part_of(member)) for member in members]
    one_of = [{"value": "", "label": _("Vælg")}, *adults]
    last_time = LastTime.of(last)
    return {
        "invited": [_option(member, _before_inviting(member, last_time, user)) for member in members],
        "attended": adults,
        "represented_by": one_of,
        "prepared_by": one_of,
        "sits_next_to": one_of,
        "owner": one_of,
    }


def present(case: Case) -> list[NetworkMember]:
    """The adults around the child today."""
    return list(NetworkMember.objects.active(timezone.localdate()).filter(child=case.child_id))


def _adults(case: Case, also: Iterable[NetworkMember] = ()) -> list[NetworkMember]:
    adults = {member.pk: member for member in present(case)}
    adults |= {member.pk: member for member in also}
    return sorted(adults.values(), key=lambda member: member.name)


def _option(member: NetworkMember, hint: str) -> dict[str, str]:
    return {"value": str(member.pk), "label": member.name, "hint": hint}


def _part_of(member: NetworkMember) -> str:
    return str(member.part or member.get_kind_display())


def _before_inviting(member: NetworkMember, last: LastTime | None, user: Any) -> str:
    """What to know about an adult before inviting them: the part, whether they are new, what a parent needs."""
    known = [_part_of(member), _("ny siden sidst") if is_new_since(member, last) else ""]
    words = ", ".join(filter(None, known))
    to_ask = asked_about(member, user)
    return f"{words}. {to_ask}" if to_ask else words


def last_held(case: Case) -> Meeting | None:
    """The last start-up or follow-up meeting held, with its people."""
    held = Meeting.objects.filter(case=case).held().of_the_cycle().prefetch_related("attendances__member")
    return held.order_by("-held_on", "-starts_at").first()


def booking_values(case: Case, last: Meeting | None, kind: str = "") -> dict[str, Any]:
    """The usual values of a new meeting: the next kind, and the last meeting's people, place, hour and length."""
    kind = kind if kind in Meeting.Kind.values else Meeting.Kind.FOLLOW_UP if last else Meeting.Kind.START_UP
    last_time = LastTime.of(last)
    values: dict[str, Any] = {
        "case": str(case.pk),
        "kind": str(kind),
        "minutes_planned": last.minutes_planned if last else 60,
        "place": last.place if last else "",
        "agenda": agenda_for(kind),
        "at": _usual_hour(case),
        "invited": [str(member.pk) for member in present(case) if is_usual(member, last_time)],
    }
    return values


def _usual_hour(case: Case) -> str:
    """The hour of the last meeting whose hour is known, or else one when lessons are over and teachers can come.

    A meeting recorded afterwards is stored at noon, so noon counts only for a meeting that was booked.
    """
    was_booked = Exists(CaseEvent.objects.filter(record_id=OuterRef("pk"), kind=CaseEvent.Kind.MEETING_BOOKED))
    meetings = Meeting.objects.filter(case=case).exclude(state=Meeting.State.CANCELLED).annotate(was_booked=was_booked)
    rows = meetings.order_by("-starts_at").values_list("starts_at", "was_booked")[:10]
    hours = ((f"{timezone.localtime(moment):%H:%M}", was_booked) for moment, was_booked in rows)
    return next((hour for hour, was_booked in hours if was_booked or hour != "12:00"), AFTER_LESSONS)


def _is_advised_against(member: NetworkMember, meeting: Meeting | None) -> bool:
    """Whether the authority advises against a parent, on the whole or at this meeting: never chosen beforehand."""
    at_meeting = meeting is not None and meeting.parents_authority_asked == Meeting.Answer.NO
    return member.is_advised_against or (at_meeting and member.kind == NetworkMember.Kind.PARENT)


def hold_form(case: Case, user: Any, meeting: Meeting | None = None) -> dict[str, Any]:
    """Open goals and agreements to review, and the form's initial values."""
    goals = list(Goal.objects.filter(case=case).open().order_by("agreed_on", "pk"))
    still_open = Agreement.objects.filter(case=case).open().select_related("owner").order_by("due_on", "pk")
    # Only users who may write an agreement record its outcome: for agreements at home the coordinator.
    agreements = [row for row in still_open if access.may_write(user, row.data_class, case)]
    choices = meeting_choices(case, user, meeting)
    choices["goal"] = options([(goal.pk, goal.title) for goal in goals], blank=_("Uden mål"))
    choices["place"] = place_options(case, user)
    # The form does not draw this choice: each agreement has a row, and errors in a row are named by this label.
    choices["agreement"] = [{"value": str(row.pk), "label": row.what} for row in agreements]
    choices["areas"] = assessed_areas(case)
    # Without "not agreed yet": the meeting is held, so the child took part in some way, or did not.
    choices["child_part"] = [{"value": part.value, "label": str(part.label)} for part in Meeting.ChildPart if part]
    return {
        "goals": [_goal(goal, user) for goal in goals],
        "to_follow_up": [_agreement(agreement) for agreement in agreements],
        "left_to_coordinator": len(still_open) - len(agreements),
        "choices": choices,
        "values": {
            **(_held_values(meeting, user) if meeting else booking_values(case, last_held(case))),
            "goal_reviews": [{"goal": str(goal.pk)} for goal in goals],
            "agreement_reviews": [{"agreement": str(agreement.pk)} for agreement in agreements],
        },
    }


def shown_in_form(user: Any, to_follow_up: Choices) -> set[str]:
    """The data classes that the minutes' form shows a user, with these agreements to review."""
    always = {data_class for data_class in (access.D, access.I) if access.may_read(user, data_class)}
    return always | shown_of(to_follow_up)


def shown_of(agreements: Any) -> set[str]:
    """The data classes of the shown agreements."""
    return {data_class_of(row["place"]) for row in agreements if row["what"] is not None}


def _held_values(meeting: Meeting, user: Any) -> dict[str, Any]:
    today = timezone.localdate()
    # Initial values count as a look: no user gets words to edit that they may not read.
    hears, reads = access.may_read(user, access.I), access.may_read(user, access.D)
    return {
        "version": meeting.version,
        "held_on": min(timezone.localdate(meeting.starts_at), today).isoformat(),
        "attended": [str(member.pk) for member in meeting.invited if not _is_advised_against(member, meeting)],
        "child_part": meeting.child_part,
        "represented_by": str(meeting.represented_by_id or ""),
        "child_words": meeting.child_words if hears else "",
        "minutes": meeting.minutes if reads else "",
    }


def _goal(goal: Goal, user: Any) -> dict[str, Any]:
    reads = access.may_read(user, access.D)
    return {
        "id": str(goal.pk),
        "title": goal.title if reads else "",
        "academic_goal": goal.academic_goal if reads else "",
        "wellbeing_goal": goal.wellbeing_goal if reads else "",
        "child_words": goal.child_words if access.may_read(user, access.I) else "",
    }


def _agreement(agreement: Agreement) -> dict[str, Any]:
    return {
        "id": str(agreement.pk),
        "what": agreement.what,
        "place": agreement.place,
        "owner": agreement.owner.name,
        "place_label": str(agreement.get_place_display()),
        "rhythm_label": str(agreement.get_rhythm_display()),
        "due_on": agreement.due_on,
        "is_overdue": agreement.is_overdue(timezone.localdate()),
    }


def _agreed(agreement: Agreement, user: Any, released: frozenset[Any]) -> dict[str, Any]:
    if agreement.is_readable_by(user, released):
        return {**_agreement(agreement), "restricted": False}
    return {**_agreement(agreement), "what": None, "rhythm_label": None, "restricted": True}


def followed_up(meeting: Meeting, user: Any, released: frozenset[Any]) -> dict[str, Any]:
    """The agreements made at a held meeting, and whether the next follow-up is still to be booked."""
    made = Agreement.objects.filter(case=meeting.case_id, origin_id=meeting.pk).select_related("owner")
    booked = Meeting.objects.filter(case=meeting.case_id).planned().of_the_cycle().exists()
    is_over = meeting.state != Meeting.State.PLANNED and meeting.is_of_the_cycle
    return {
        "agreements": [_agreed(agreement, user, released) for agreement in made.order_by("due_on", "pk")],
        "book_next": is_over and not booked and meeting.case.may_be_written(user, access.A),
        "coordinator_stands_for": coordinator_stands_for(meeting.case, user) if meeting.held_on else None,
    }
