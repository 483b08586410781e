"""The adults around a child, and who gets or loses access."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from children import actions
from core import access
from core.access import Role
from core.acts import current_act
from core.api import Changed, Created, Listed, Shown
from core.filters import by_columns
from core.models import Change, LookUp
from core.problems import Refused
from core.schema import from_version

from .. import serializers as own
from ..models import Child, NetworkMember
from ..models.network import GIVEN_WITH_CASE_OR_SCHOOL
from ..serializers import answers
from .base import ChildRecordViewSet


class NetworkMemberViewSet(Listed, Shown, Created, Changed, ChildRecordViewSet):
    """The adults around the child. Nobody is deleted: a part ends."""

    queryset = (
        NetworkMember.objects.exclude(kind=NetworkMember.Kind.OVERSIGHT)
        .select_related("child__municipality")
        .order_by("kind", "name", "pk")
    )
    serializer_class = record_serializer = own.NetworkMemberSerializer
    filters = by_columns("child")
    sorts = ("from_on", "until_on")

    def create_record(self, data: dict[str, Any]) -> NetworkMember:
        member = actions.add_member(by=self.request.user, **data)
        self._note_written([member])
        return member

    def may_change(self, serializer: Any, record: Any) -> bool:
        # Checked before the fields: otherwise the errors would blame the dates of a part that ended the day it began.
        may = super().may_change(serializer, record)
        if may and record.was_empty:
            raise Refused(
                _("Rollen er afsluttet og kan ikke rettes. Skal den voksne være med igen, så giv en ny rolle.")
            )
        return may

    def change_record(self, record: Any, data: dict[str, Any], expected: int) -> Any:
        if record.gives_access:
            raise exceptions.PermissionDenied(GIVEN_WITH_CASE_OR_SCHOOL)
        actions.change_member(record, by=self.request.user, expected_version=expected, **data)
        self._note_written([record])
        return record

    def _note_written(self, members: Iterable[NetworkMember]) -> None:
        """Note, for the look-up log, the other children whose members were written too.

        A correction is written for all of the adult's children, also where the user has no relation to the child;
        nothing of that child is shown. Each such write has its own row in the log, with the relation it rests on.
        """
        adults = {member.adult_id for member in members} - {None}
        parts = NetworkMember.objects.filter(adult__in=adults).values("pk")
        written = Change.objects.filter(record_id__in=parts, act=current_act())
        children = set(written.values_list("child_id", flat=True))
        seen = set(Child.objects.visible_to(self.request.user).filter(pk__in=children).values_list("pk", flat=True))
        self.saw(seen, access.A)
        if children - seen:
            LookUp.objects.create(
                user=self.request.user,
                role=self.request.user.role,
                relation=access.Relation.SAME_ADULT,
                action=LookUp.Action.WRITE,
                result=LookUp.Result.GIVEN,
                route=self.request.resolver_match.view_name,
                child_ids=sorted(children - seen),
                classes=access.A,
            )

    @extend_schema(request=own.AddSeveralSerializer, responses={201: answers.AddedAdults})
    @action(detail=False, methods=["post"], serializer_class=own.AddSeveralSerializer)
    def several(self, request: Request) -> Response:
        """Add several adults to a child's network: all of them, or none."""
        asked = self.get_serializer(data=request.data)
        if not access.may_write(request.user, access.A):
            raise exceptions.PermissionDenied(access.MAY_NOT_CREATE)
        first = self.write_once(None, lambda expected_version, **sent: self._add(**sent)[0], sent=asked)
        return self._added(_written_with(first))

    def _add(self, **sent: Any) -> list[NetworkMember]:
        added = actions.add_several(by=self.request.user, **sent)
        self._note_written(added)
        return added

    def _added(self, members: Iterable[NetworkMember]) -> Response:
        rows = list(members)
        child = rows[0].child_id
        self.saw([child], [])
        at = f"{reverse('api:networkmember-list')}?child={child}"
        data = {"child": child, "results": self.shown(own.NetworkMemberSerializer, rows)}
        return Response(data, status=201, headers={"Location": at})

    @from_version
    @extend_schema(request=own.EndPartSerializer, responses=own.NetworkMemberSerializer)
    @action(detail=True, methods=["post"], serializer_class=own.EndPartSerializer)
    def end(self, request: Request, pk: Any = None) -> Response:
        """End an adult's part, from the version in If-Match. The coordinator ends a psychologist's."""
        return self.act(lambda member, **asked: actions.end_member(member=member, **asked))

    def demand_may_act(self, record: Any, asked: Any) -> None:
        super().demand_may_act(record, asked)
        if record.gives_access and self.request.user.role != Role.COORDINATOR:
            raise exceptions.PermissionDenied(access.MAY_NOT_CHANGE)

    @extend_schema(request=own.GiveAccessSerializer, responses={201: own.NetworkMemberSerializer})
    @action(detail=False, methods=["post"], url_path="give-access", serializer_class=own.GiveAccessSerializer)
    def give_access(self, request: Request) -> Response:
        """Give a PPR psychologist access to a child's record; the coordinator does."""
        if request.user.role != Role.COORDINATOR:
            raise exceptions.PermissionDenied(_("Det er læringskoordinatoren, der giver adgang. Spørg koordinatoren."))
        asked = self.get_serializer(data=request.data)
        asked.is_valid(raise_exception=True)
        member = actions.give_access(by=request.user, **asked.validated_data)
        return self.answer_record(member, status=201)


def _written_with(member: NetworkMember) -> Any:
    """The adults added to the child's network in one act with this one, in their order."""
    made = Change.objects.filter(child_id=member.child_id, model=member._meta.label, kind=Change.Kind.CREATED)
    act = made.filter(record_id=member.pk).values("act")
    rows = NetworkMember.objects.filter(pk__in=made.filter(act__in=act).values("record_id"))
    return rows.order_by("created_at", "pk")
