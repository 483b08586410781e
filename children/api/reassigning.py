"""A manager gives all cases of a coordinator who is away, or has left, to another. No child is named."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import User
from children import actions
from core import access
from core.access import Role
from core.api import RecordViewSet
from core.problems import Refused
from core.schema import for_page

from .. import serializers as own
from ..models import Handover
from ..models.leading import coordinators_led_by
from ..serializers import answers


def next_coordinators(user: User, *, but: UUID | None) -> dict[str, list[dict[str, str]]]:
    """The options for who takes over: the municipality's active coordinators, without the present one."""
    others = User.objects.visible_to(user).filter(role=Role.COORDINATOR, is_active=True).exclude(pk=but)
    rows = others.order_by("name").values_list("pk", "name")
    return {"to_user": [{"value": str(pk), "label": name} for pk, name in rows]}


def on_behalf_of(name: str) -> str:
    """The note to the next coordinator where the manager adds none."""
    return _("Lederen har overdraget forløbet på vegne af %(name)s.") % {"name": name}


class CoordinatorViewSet(RecordViewSet):
    """Coordinators, for a manager, as people whose cases others can take over."""

    roles = frozenset({Role.MANAGER})
    serializer_class = own.ReassignSerializer

    def get_queryset(self) -> Any:
        if getattr(self, "swagger_fake_view", False):
            return User.objects.none()
        return coordinators_led_by(self.request.user)

    @extend_schema(request=own.ReassignSerializer, responses=answers.HandedOverAll)
    @action(detail=True, methods=["post"])
    def reassign(self, request: Request, pk: Any = None) -> Response:
        """Give every open case to another coordinator: all of them, or none."""
        coordinator = self.get_object()
        first: Handover = self.write_once(
            coordinator,
            lambda expected_version, **sent: self._hand_over(coordinator, **sent)[0],
            sent=self.get_serializer(data=request.data),
            versioned=False,
            lock=User.objects.select_for_update(no_key=True).filter(pk=coordinator.pk).get,
            find=lambda handover_id: Handover.objects.get(pk=handover_id),
        )
        self.saw([first.child_id], [access.A, access.F])
        return Response({"from": first.from_user.name, "to": first.to_user.name})

    def _hand_over(self, coordinator: User, **sent: Any) -> list[Handover]:
        handed = actions.hand_over_all(coordinator=coordinator, by=self.request.user, **sent)
        if not handed:
            raise Refused(_("Der er ingen åbne forløb at overdrage."))
        self.saw([row.child_id for row in handed], [access.A, access.F])
        return handed

    @for_page(answers.ReassignAllForm)
    @action(detail=True, methods=["get"], url_path="reassign-form")
    def reassign_form(self, request: Request, pk: Any = None) -> Response:
        """The page that hands over all cases: the cases by number, and who can take over."""
        coordinator = self.get_object()
        cases = list(actions.led_in_unit(coordinator, manager=request.user).order_by("number"))
        self.saw([case.child_id for case in cases], access.A)
        return Response(
            {
                "coordinator": coordinator.name,
                "numbers": [case.number for case in cases],
                "values": {"promised": "", "due": "", "must_know": on_behalf_of(coordinator.name)},
                "choices": next_coordinators(request.user, but=coordinator.pk),
            }
        )
