"""Cases: opened, changed, handed over, and a manager's access with a reason."""

from typing import Any

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from children import actions
from core import access
from core.access import Role
from core.api import Changed, Created, Shown
from core.models import Conflict
from core.problems import StaleVersion
from core.schema import for_page, from_version

from .. import serializers as own
from ..models import Case, Handover, NetworkMember
from ..serializers import answers, closing_answers
from .base import ChildRecordViewSet
from .closing import ClosedAndReopened
from .moving import MovedOn
from .orphaned import Orphaned
from .reassigning import next_coordinators, on_behalf_of


class CaseViewSet(ClosedAndReopened, Orphaned, MovedOn, Shown, Created, Changed, ChildRecordViewSet):
    """Cases of the children the user has a relation to. A subclass in an app above adds what spans the whole cycle."""

    queryset = Case.objects.select_related("child__municipality", "municipality").order_by("-opened_on", "-number")
    serializer_class = record_serializer = own.CaseSerializer
    # Only coordinators, who write a child's identity, open a case.
    create_class = access.B

    def create_record(self, data: dict[str, Any]) -> Case:
        return actions.open_case(by=self.request.user, **data)

    def change_record(self, record: Case, data: dict[str, Any], expected: int) -> Case:
        self._only_the_coordinator()
        return super().change_record(record, data, expected)  # type: ignore[no-any-return]

    def _only_the_coordinator(self) -> None:
        if self.request.user.role != Role.COORDINATOR:
            message = _("Det er læringskoordinatoren, der leder forløbet. Spørg koordinatoren.")
            raise exceptions.PermissionDenied(message)

    def _asked(self) -> dict[str, Any]:
        serializer = self.get_serializer(data=self.request.data)
        serializer.is_valid(raise_exception=True)
        return dict(serializer.validated_data)

    def demand_may_act(self, record: Any, asked: Any) -> None:
        self._only_the_coordinator()

    def moved_on(self, conflict: Conflict) -> StaleVersion:
        if self.action == "partial_update":
            return super().moved_on(conflict)
        # An action's input is not the case's fields, so the answer only says that the case has a newer version.
        return StaleVersion([], conflict.current.version)

    @from_version
    @extend_schema(request=own.HandOverSerializer, responses=answers.HandedOver)
    @action(detail=True, methods=["post"], url_path="hand-over", serializer_class=own.HandOverSerializer)
    def hand_over(self, request: Request, pk: Any = None) -> Response:
        """Give the case to another coordinator. The former one no longer sees it, so the answer is short."""
        if (done := self.already_written_id()) is not None:
            return self._handed_over(Handover.objects.get(pk=done))
        case = self.get_object()
        self._only_the_coordinator()
        return self._hand_over_once(case)

    def _hand_over_once(self, case: Case) -> Response:
        handover = self.write_once(
            case,
            lambda **sent: actions.hand_over(case=case, by=self.request.user, **sent),
            sent=self.get_serializer(data=self.request.data),
            lock=Case.objects.select_for_update().filter(pk=case.pk).get,
            find=lambda handover_id: Handover.objects.get(pk=handover_id),
        )
        return self._handed_over(handover)

    def _handed_over(self, handover: Handover) -> Response:
        self.saw([handover.child_id], [access.A, access.F])
        return Response({"number": handover.case.number, "to": handover.to_user.name})

    @for_page(answers.HandOverForm)
    @action(detail=True, methods=["get"], url_path="hand-over-form")
    def hand_over_form(self, request: Request, pk: Any = None) -> Response:
        """The handover page: the header, who can take over, and initial texts."""
        case = self.get_object()
        self._only_the_coordinator()
        values = {"promised": "", "due": "", "must_know": "", **self.open_ends(case), "version": case.version}
        return self.page_about(case, values=values, choices=next_coordinators(request.user, but=request.user.pk))

    def open_ends(self, case: Case) -> dict[str, str]:
        """Initial texts for ``promised`` and ``due``. Empty here; an app above fills them from open work."""
        return {}

    @for_page(answers.CaseAlone)
    @action(detail=True, methods=["get"])
    def header(self, request: Request, pk: Any = None) -> Response:
        """Only the case's header, for pages that ask one thing about the case itself."""
        case = self.get_object()
        return self.page_about(case, values=self.get_serializer(case).data, today=timezone.localdate())

    @extend_schema(request=own.OverseeSerializer, responses={201: own.CaseSerializer})
    @action(detail=True, methods=["post"], serializer_class=own.OverseeSerializer)
    def oversee(self, request: Request, pk: Any = None) -> Response:
        """Give a manager access to one child's record for a fortnight, with a reason that stays."""
        case = self._case_of_unit()
        actions.oversee(case=case, manager=request.user, reason=self._asked()["reason"])
        self.relation = access.Relation.OVERSIGHT
        return self.answer_record(case, status=201)

    @extend_schema(request=own.ActionSerializer, responses=closing_answers.Decided)
    @action(detail=True, methods=["post"], url_path="end-oversight", serializer_class=own.ActionSerializer)
    def end_oversight(self, request: Request, pk: Any = None) -> Response:
        """End a manager's access to the record as of now."""
        if request.user.role != Role.MANAGER:
            raise Http404
        case = self.get_object()
        actions.end_oversight(case=case, manager=request.user)
        self.saw([case.child_id], access.A)
        return Response({"number": case.number})

    @from_version
    @extend_schema(request=own.ReassignSerializer, responses=answers.HandedOver)
    @action(detail=True, methods=["post"], serializer_class=own.ReassignSerializer)
    def reassign(self, request: Request, pk: Any = None) -> Response:
        """Give a case to another coordinator where its own is away, as a manager. The child stays unknown to them."""
        self.relation = access.Relation.UNIT
        if (done := self.already_written_id()) is not None:
            return self._handed_over(Handover.objects.get(pk=done))
        return self._hand_over_once(self._case_of_unit())

    @for_page(answers.ReassignForm)
    @action(detail=True, methods=["get"], url_path="reassign-form")
    def reassign_form(self, request: Request, pk: Any = None) -> Response:
        """The manager's handover page: the case's number, its coordinator, and who can take over."""
        case = self._case_of_unit()
        self.saw([case.child_id], access.A)
        leads = NetworkMember.objects.filter(child=case.child_id, kind=NetworkMember.Kind.COORDINATOR, until_on=None)
        now = leads.get()
        return Response(
            {
                "id": str(case.pk),
                "number": case.number,
                "is_open": case.is_open,
                "other_is_open": not case.is_open and Case.objects.open().filter(child=case.child_id).exists(),
                "coordinator": now.name,
                "values": {"promised": "", "due": "", "must_know": on_behalf_of(now.name), "version": case.version},
                "choices": next_coordinators(request.user, but=now.user_id),
            }
        )

    def _case_of_unit(self) -> Case:
        """A case of the manager's unit. Raises Http404 for everybody else."""
        if self.request.user.role != Role.MANAGER:
            raise Http404
        case = self.queryset.of_unit(self.request.user).filter(pk=self.kwargs["pk"]).first()
        if case is None:
            raise Http404
        self.relation = access.Relation.UNIT
        return case  # type: ignore[no-any-return]
