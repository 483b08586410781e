"""The form pages about a child: whose form it is, initial values, and choices."""

import datetime as dt
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import Institution, School, User
from core import access
from core.access import Role
from core.collation import DanishSort
from core.queries import Query
from core.schema import for_page

from .. import serializers as own
from ..grades import grade_words
from ..models import Case, Child, Diagnosis, NetworkMember, OtherMeasure, Placement, Schooling
from ..models.relation import active_on
from ..models.schooling import HIGHEST_GRADE
from ..serializers import answers
from .base import PageView
from .people import NOBODY, known_people, taken_over

# The forms about adults around the child: one, and several at once.
OF_ADULTS = {"network", "adults"}
Kind = NetworkMember.Kind
AROUND_MOST = (Kind.CAREGIVER, Kind.CAREGIVER, Kind.SCHOOL_PROFESSIONAL, Kind.CASEWORKER, Kind.PARENT)


class ChildFormQuery(Query):
    """The record to change; whether to start from the next class; the member whose person is taken over."""

    record = serializers.UUIDField(required=False)
    same_as = serializers.UUIDField(required=False)
    next = serializers.ChoiceField(choices=["class"], required=False)


class ChildFormView(PageView):
    """A form about a child: ``kind`` names the record's kind, ``?record=`` the one to change.

    ``?same_as=`` names a member of another network whose person is taken over, ``?next=class`` asks for the next class.
    """

    asks = {"get": ChildFormQuery}

    @for_page(answers.ChildForm)
    def get(self, request: Request, pk: UUID, kind: str) -> Response:
        """Values, choices, the present period that a new one may end, and the case to go back to."""
        if kind not in FORMS:
            raise Http404
        model, serializer_class, written_class, choices = FORMS[kind]
        if not access.may_write(request.user, written_class):
            raise Http404
        child = self.child_of(pk)
        record = child if model is Child else self._record(model, child)
        present = _present(model, child) if record is None else None
        shown = self.shown(serializer_class, record, many=False) if record else self._begun(kind, present, child)
        case = Case.objects.open().filter(child=child).first()
        people = known_people(self, child, record) if kind in OF_ADULTS else NOBODY
        return Response(
            {
                **people,
                "child": {"id": str(child.pk), "first_name": child.first_name, "age": child.age_on(_today())},
                "case_id": case.pk if case else None,
                "case_number": case.number if case else "",
                "values": shown,
                "present": str(present) if present else "",
                "choices": choices(request.user),
                "is_new": record is None,
                "today": _today(),
            }
        )

    def _record(self, model: Any, child: Child) -> Any | None:
        asked = self.request.query_params.get("record")
        if not asked:
            return None
        try:
            return get_object_or_404(model, pk=UUID(asked), child=child)
        except ValueError:
            raise Http404 from None

    def _begun(self, kind: str, present: Any, child: Child) -> dict[str, Any]:
        """The initial values of a new record."""
        values: dict[str, Any] = {"child": str(child.pk), "end_present": present is not None, "affects_learning": True}
        if kind in OF_ADULTS:
            values |= {"from_on": _today(), **taken_over(self)}
        if kind == "adults":
            values["adults"] = _expected(child)
        if isinstance(present, Schooling):
            moves_up = self.request.query_params.get("next") == "class"
            values.update(next_class(present) if moves_up else {"grade": present.grade})
        elif isinstance(present, Placement):
            values["placing_municipality"] = present.placing_municipality
        else:
            values["placing_municipality"] = child.municipality.name
        return values


def _expected(child: Child) -> list[dict[str, str]]:
    """A row for each adult that almost every child has, while the network has no adult without an account."""
    if NetworkMember.objects.filter(child=child, user=None).exists():
        return []
    return [{"kind": kind} for kind in AROUND_MOST]


def next_class(present: Schooling) -> dict[str, Any]:
    """The class after this one at the same school, from 1 August, when a Danish school year begins.

    This is the next 1 August within four months, otherwise the last one.
    """
    today = _today()
    year = today.year if today.month >= 4 else today.year - 1
    grade, class_name = present.next_class()
    return {
        "school": str(present.school_id),
        "grade": grade,
        "class_name": class_name,
        "provision": present.provision,
        "from_on": dt.date(year, 8, 1),
    }


def _today() -> dt.date:
    return timezone.localdate()


def _present(model: Any, child: Child) -> Any | None:
    if model not in (Placement, Schooling):
        return None
    return model.objects.filter(active_on(_today()), child=child).order_by("-from_on").first()


def options(pairs: Any, *, blank: str = "") -> list[dict[str, str]]:
    """Choices for a form, by default with a first one that chooses nothing."""
    return [
        {"value": "", "label": blank or _("Vælg")},
        *({"value": str(value), "label": str(label)} for value, label in pairs if value != ""),
    ]


def of_placement(user: Any) -> dict[str, Any]:
    """The options of a placement's fields."""
    institutions = Institution.objects.visible_to(user).order_by(DanishSort("name"))
    return {
        "kind": options(Placement.Kind.choices),
        "basis": options(Placement.Basis.choices, blank=_("Ikke oplyst")),
        "institution": options(institutions.values_list("pk", "name"), blank=_("Ingen af dem")),
    }


def of_schooling(user: Any) -> dict[str, Any]:
    """The options of a schooling's fields."""
    # Closed schools are included: a child's history holds them.
    schools = School.objects.visible_to(user).order_by(DanishSort("name")).values_list("pk", "name", "closed")
    named = [(pk, _("%(name)s (nedlagt)") % {"name": name} if closed else name) for pk, name, closed in schools]
    grades = [(grade, grade_words(grade)) for grade in range(HIGHEST_GRADE + 1)]
    return {"school": options(named), "grade": options(grades)}


def _of_measure(user: Any) -> dict[str, Any]:
    return {"kind": options(OtherMeasure.Kind.choices)}


def _of_member(user: Any) -> dict[str, Any]:
    typed = [pair for pair in NetworkMember.Kind.choices if pair[0] not in NetworkMember.WITH_ACCESS]
    return {"kind": options(typed)}


def _of_access(user: Any) -> dict[str, Any]:
    return {"user": options(psychologists(user))}


def psychologists(user: Any) -> Any:
    """Ids and names of the municipality's psychologists who still work there."""
    still_here = User.objects.visible_to(user).filter(role=Role.PSYCHOLOGIST, is_active=True)
    return still_here.order_by("name").values_list("pk", "name")


def _of_diagnosis(user: Any) -> dict[str, Any]:
    return {}


def of_identity(user: Any) -> dict[str, Any]:
    """The options of the form about the child itself."""
    return {"parents_contact": options(Child._meta.get_field("parents_contact").choices)}


# For each kind: its model, its serializer, the class a user must write, its choices.
FORMS: dict[str, tuple[Any, Any, str, Callable[[Any], dict[str, Any]]]] = {
    "identity": (Child, own.ChildSerializer, access.B, of_identity),
    "placements": (Placement, own.PlacementSerializer, access.B, of_placement),
    "schoolings": (Schooling, own.SchoolingSerializer, access.B, of_schooling),
    "diagnoses": (Diagnosis, own.DiagnosisSerializer, access.G, _of_diagnosis),
    "other-measures": (OtherMeasure, own.OtherMeasureSerializer, access.F, _of_measure),
    "network": (NetworkMember, own.NetworkMemberSerializer, access.A, _of_member),
    "adults": (NetworkMember, own.NetworkMemberSerializer, access.A, _of_member),
    "psychologist": (NetworkMember, own.NetworkMemberSerializer, access.B, _of_access),
}
