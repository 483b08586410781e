"""The initial data of phase 2's forms: values, choices of the case, and examples for the child's age."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.http import Http404
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import Principle
from children.api.base import PageView
from children.api.forms import options
from children.models import Case, NetworkMember
from core import access, danish
from core.queries import Query
from core.schema import for_page

from .. import answers, examples
from ..areas import assessed_areas
from ..models import Agreement, Dream, Goal
from ..places import place_options, places_of
from ..serializers import AgreementSerializer, DreamSerializer, GoalSerializer

Choices = list[dict[str, str]]
# About the time until people meet again and it is natural to look back.
NEXT_LOOK = dt.timedelta(weeks=6)


class BeginQuery(Query):
    """The values a new record starts from."""

    dream = serializers.UUIDField(required=False)
    goal = serializers.UUIDField(required=False)
    place = serializers.ChoiceField(choices=Agreement.Place.choices, required=False)


class FormResource(PageView):
    """A form's page: a new record of a case (``pk`` is the case), or a change of one (``pk`` is the record)."""

    asks = {"get": BeginQuery}
    is_new = True
    model: Any
    serializer: Any
    examples: dict[str, Any]
    written_class = access.A

    @for_page(answers.GoalsForm)
    def get(self, request: Request, pk: Any) -> Response:
        """Header, values, choices, examples, and whether this user writes the child's words."""
        record = None if self.is_new else self._record(pk)
        case = self.case_of(record.case_id if record else pk)
        values = (
            self.shown(self.serializer, record, many=False) if record else {"case": str(case.pk), **self.begin(case)}
        )
        group = examples.age_group(danish.age(case.child.born_on))
        header = self.header_of(case)
        return Response(
            {
                "case": header,
                "may_write": case.may_be_written(request.user, self.class_of(record)),
                "writes_words": access.may_write(request.user, access.I, case),
                "perspective": str(Principle.PERSPECTIVE.label) if case.intervention.has_perspective else "",
                "ask": header["coordinator"],
                "age_group": group,
                "examples": self.examples[group],
                "values": values,
                "choices": self.choices(case, record),
            }
        )

    def class_of(self, record: Any) -> str:
        """The data class this form writes."""
        return self.written_class

    def begin(self, case: Case) -> dict[str, Any]:
        """The initial values of a new record."""
        return {}

    def choices(self, case: Case, record: Any) -> dict[str, Choices]:
        """The options that depend on the case."""
        return {}

    def _record(self, pk: Any) -> Any:
        record = self.model.objects.visible_to(self.request.user).select_related("case").filter(pk=pk).first()
        if record is None:
            raise Http404
        return record

    def asked_for(self, model: Any, name: str, case: Case) -> str:
        """The id of a record of this case that the query names as a start, or ""."""
        given = self.request.GET.get(name, "")
        return (
            given if given in {str(pk) for pk in model.objects.filter(case=case).values_list("pk", flat=True)} else ""
        )

    def people(self, case: Case, current: Any = None) -> list[tuple[Any, str]]:
        """The adults around the child today, and the one chosen earlier even if the part has ended."""
        active = NetworkMember.objects.active(timezone.localdate()).filter(child=case.child_id)
        if current is not None:
            active = active | NetworkMember.objects.filter(pk=current)
        return [(member.pk, str(member)) for member in active.order_by("kind", "name")]


class DreamForm(FormResource):
    """The form of a dream."""

    model = Dream
    serializer = DreamSerializer
    examples = examples.DREAM
    written_class = access.I

    def begin(self, case: Case) -> dict[str, Any]:
        return {"told_on": timezone.localdate()}

    def choices(self, case: Case, record: Dream | None) -> dict[str, Choices]:
        people = self.people(case, record.told_to_id if record else None)
        return {"told_to": options(people, blank=_("Ikke angivet"))}


class GoalForm(FormResource):
    """The form of a goal."""

    model = Goal
    serializer = GoalSerializer
    examples = examples.GOAL
    written_class = access.D

    def begin(self, case: Case) -> dict[str, Any]:
        return {"agreed_on": timezone.localdate(), "dream": self.asked_for(Dream, "dream", case)}

    def choices(self, case: Case, record: Goal | None) -> dict[str, Choices]:
        dreams = self.shown(
            DreamSerializer, Dream.objects.filter(case=case).select_related("case").order_by("-told_on")
        )
        return {
            "dream": options([(row["id"], _named(row)) for row in dreams], blank=_("Ingen drøm endnu")),
            "areas": assessed_areas(case, record.areas if record else ()),
        }


class AgreementForm(FormResource):
    """The form of an agreement."""

    model = Agreement
    serializer = AgreementSerializer
    examples = examples.AGREEMENT

    def class_of(self, record: Agreement | None) -> str:
        return record.data_class if record else super().class_of(record)

    def begin(self, case: Case) -> dict[str, Any]:
        asked = self.request.GET.get("place", "")
        place = asked if asked in Agreement.Place.values else Agreement.Place.SCHOOL.value
        # Activities at home work when they are fixed: half an hour's reading a day.
        at_home = place == Agreement.Place.HOME
        return {
            "from_on": timezone.localdate(),
            "goal": self.asked_for(Goal, "goal", case),
            "rhythm": (Agreement.Rhythm.DAILY if at_home else Agreement.Rhythm.ONCE).value,
            "place": place,
        }

    def choices(self, case: Case, record: Agreement | None) -> dict[str, Choices]:
        goals = Goal.objects.filter(case=case).open()
        if record is not None and record.goal_id:
            goals = goals | Goal.objects.filter(pk=record.goal_id)
        titles = goals.order_by("agreed_on").values_list("pk", "title")
        self.saw([], [access.D])
        return {
            "owner": options(self.people(case, record.owner_id if record else None), blank=_("Vælg, hvem der gør det")),
            "goal": options(titles, blank=_("Uden mål")),
            "place": place_options(case, self.request.user),
            "activity": self._activities(case),
        }

    def _activities(self, case: Case) -> Choices:
        """Kinds of activity, which only agreements at home have."""
        if Agreement.Place.HOME not in places_of(case, self.request.user):
            return []
        return options(Agreement.Activity.choices, blank=_("Ikke en aktivitet hjemme"))


class FollowUpForm(AgreementForm):
    """The follow-up form of an agreement, with its next date filled in."""

    is_new = False

    @for_page(answers.FollowUpForm)
    def get(self, request: Request, pk: Any) -> Response:
        """The agreement, and a form for its outcome."""
        response = super().get(request, pk)
        response.data["choices"] |= {"tried": _answers(Agreement.Tried), "helped": _answers(Agreement.Helped)}
        agreement = response.data["values"]
        response.data["agreement"] = agreement
        response.data["values"] = {
            "version": agreement["version"],
            "tried": "",
            "helped": "",
            "outcome": "",
            "due_on": None if agreement["due_on"] is None else self._goes_on_to(agreement["due_on"], pk),
        }
        return response

    def _goes_on_to(self, due_on: str, agreement_id: Any) -> Any:
        """The agreement's own date while it lies ahead, else some weeks from now, outside the holidays."""
        today = timezone.localdate()
        if due_on > today.isoformat():
            return due_on
        return import_string(settings.NEXT_MEETING_DAY)(self._record(agreement_id).case, today + NEXT_LOOK)


def _answers(choices: Any) -> Choices:
    """The possible answers; none chosen means not answered."""
    return [{"value": value, "label": str(label)} for value, label in choices.choices if value]


def _named(dream: dict[str, Any]) -> str:
    """The name of a dream in a list: its first words, or only its day for users who may not read it."""
    if dream["words"] is None:
        return _("Drømmen fra %(day)s") % {"day": danish.date_words(dream["told_on"])}
    words = " ".join(dream["words"].split())
    return words if len(words) <= 80 else f"{words[:79]}…"
