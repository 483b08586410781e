"""The initial values of a sparring's form: today, the last one's people and form, the open goals."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from children.models import Case, NetworkMember
from core import access
from core.access import Role
from goals.models import Goal

from .athome import activity_choices
from .models import Sparring, data_class_of

Choices = list[dict[str, str]]
Kind = NetworkMember.Kind
Form = Sparring.Form
SCHOOL, HOME = Sparring.Setting.SCHOOL, Sparring.Setting.HOME

# The usual receivers come first, adults of the other setting last.
USUAL = {SCHOOL: [Kind.SCHOOL_PROFESSIONAL, Kind.SUPERVISOR], HOME: [Kind.CAREGIVER, Kind.FOSTER_CONSULTANT]}
LAST = {SCHOOL: [Kind.CAREGIVER, Kind.PARENT], HOME: [Kind.SCHOOL_PROFESSIONAL, Kind.PARENT]}
FORMS = {
    SCHOOL: [Form.TALK, Form.TEAM, Form.OBSERVATION, Form.TEACHING_TOGETHER, Form.STAFF_MEETING, Form.PHONE],
    HOME: [Form.HOME_VISIT, Form.PHONE, Form.TALK, Form.TEAM],
}
Focus = Sparring.Focus
FOCUS = {
    SCHOOL: [Focus.WELLBEING, Focus.SUBJECT, Focus.BOTH],
    HOME: [Focus.READING, Focus.HOMEWORK, Focus.ACTIVITIES, Focus.WELLBEING],
}
MINUTES = [10, 20, 30, 45, 60, 90]


def usual_setting(user: User) -> str:
    """A coordinator spars with the home, a supervisor at the school."""
    return HOME if user.role == Role.COORDINATOR and access.may_write(user, access.E) else SCHOOL


def settings_of(case: Case, user: User) -> list[str]:
    """The settings this user may log a sparring for: school, and home where the case's model gives it to this role."""
    return [each.value for each in Sparring.Setting if case.may_be_written(user, data_class_of(each))]


def people_of(case: Case, user: User) -> list[NetworkMember]:
    """The adults around the child today, without the user."""
    active = NetworkMember.objects.active(timezone.localdate()).filter(child=case.child_id)
    return list(active.exclude(user=user).order_by("name"))


def values_for(case: Case, setting: str, people: Iterable[NetworkMember]) -> dict[str, Any]:
    """The most likely values of a new sparring: the last one's people, or the only person of the usual kind."""
    people = list(people)
    last = Sparring.objects.filter(case=case, setting=setting).newest_first().prefetch_related("receivers").first()
    there = {member.pk for member in people}
    receivers = [member.pk for member in last.receivers.all() if member.pk in there] if last else []
    return {
        "case": str(case.pk),
        "setting": setting,
        "held_on": timezone.localdate().isoformat(),
        "receivers": [str(pk) for pk in receivers or _only_one(people, setting)],
        "form": last.form if last else FORMS[Sparring.Setting(setting)][0],
    }


def _only_one(people: Iterable[NetworkMember], setting: str) -> list[Any]:
    first_kind = USUAL[Sparring.Setting(setting)][0]
    usual = [member.pk for member in people if member.kind == first_kind]
    return usual if len(usual) == 1 else []


def choices_for(case: Case, setting: str, people: Iterable[NetworkMember], also: Sparring | None = None) -> Any:
    """The options of the form's fields. ``also`` adds those an earlier sparring has chosen, even if they have ended."""
    at = Sparring.Setting(setting)
    people = _with_chosen(sorted(people, key=lambda member: _rank(member, at)), also, "receivers")
    goals = _with_chosen(list(Goal.objects.open().filter(case=case).order_by("agreed_on", "pk")), also, "goals")
    return {
        "receivers": [person_choice(member) for member in people],
        "form": _labelled(FORMS[at], Form, also.form if also else ""),
        "focus": _labelled(FOCUS[at], Focus, also.focus if also else ""),
        "minutes": [
            {"value": str(each), "label": _("%(count)s min.") % {"count": each}}
            for each in sorted({*MINUTES, *([also.minutes] if also and also.minutes else [])})
        ],
        "goals": [{"value": str(goal.pk), "label": goal.title} for goal in goals],
        "owner": [{"value": "", "label": _("Den, der fik sparring")}, *[person_choice(member) for member in people]],
        **activity_choices(case, setting),
    }


def _with_chosen(offered: list[Any], also: Sparring | None, name: str) -> list[Any]:
    chosen = list(getattr(also, name).all()) if also else []
    return [*offered, *[each for each in chosen if each not in offered]]


def _rank(member: NetworkMember, setting: Sparring.Setting) -> int:
    if member.kind in USUAL[setting]:
        return USUAL[setting].index(Kind(member.kind))
    return 9 if member.kind in LAST[setting] else 5


def usual_first(
    choices: Choices, people: Iterable[NetworkMember], setting: str, ticked: Iterable[str]
) -> tuple[Choices, Choices]:
    """The usual people and those of the last sparring; and, separately, the rest."""
    kinds = USUAL[Sparring.Setting(setting)]
    near = {*ticked, *[str(member.pk) for member in people if member.kind in kinds]}
    usual = [choice for choice in choices if choice["value"] in near]
    others = [choice for choice in choices if choice["value"] not in near]
    return (usual, others) if usual else (others, [])


def person_choice(member: NetworkMember) -> dict[str, str]:
    """An adult as an option of a form: name and part."""
    return {"value": str(member.pk), "label": str(member)}


def _labelled(offered: Iterable[Any], kinds: Any, chosen: str) -> Choices:
    values = [*offered, *([kinds(chosen)] if chosen and chosen not in offered else [])]
    return [{"value": value.value, "label": str(value.label)} for value in values]
