"""Passing items on to people in the child's network, and withdrawing them."""

from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from children import actions
from children.actions.releases import ITEM_CLASSES, may_release
from core import danish
from core.access import Role
from core.api import Listed, Shown
from core.filters import by_columns
from core.queries import Query
from core.schema import for_page, from_version

from .. import serializers as own
from ..caseheader import case_header
from ..models import Case, NetworkMember, Release
from ..models.person import person_id
from ..serializers import answers
from ..serializers.release import NOT_YOURS
from .base import ChildRecordViewSet, PageView


class ReleaseViewSet(Listed, Shown, ChildRecordViewSet):
    """Releases. The coordinator sees all of them, others those they gave or got."""

    queryset = Release.objects.select_related("to_member", "released_by", "case").order_by("-released_at", "pk")
    serializer_class = record_serializer = own.ReleaseSerializer
    filters = by_columns("case", "item_id", "to_member")
    sorts = ("released_at",)

    def get_queryset(self) -> Any:
        visible = super().get_queryset()
        user = self.request.user
        if getattr(self, "swagger_fake_view", False) or user.role == Role.COORDINATOR:
            return visible
        return visible.filter(Q(released_by=user) | Q(to_member__user=user))

    def get_serializer_class(self) -> Any:
        asked = {"create": own.PassOnSerializer, "several": own.PassOnSeveralSerializer}
        return asked.get(self.action, self.serializer_class)

    @extend_schema(request=own.PassOnSerializer, responses={201: answers.PassedOnItem})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Pass an item on. Sending the same again changes nothing."""
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        asked = serializer.validated_data
        if not may_release(request.user, asked["item_kind"], asked["item"]):
            raise exceptions.PermissionDenied(NOT_YOURS)
        given = actions.release(
            case=asked["case"],
            item_kind=asked["item_kind"],
            item_id=asked["item_id"],
            to_members=asked["to_members"],
            by=request.user,
        )
        self.saw([asked["case"].child_id], [ITEM_CLASSES[asked["item_kind"]]])
        at = f"{reverse('api:release-list')}?case={asked['case'].pk}&item_id={asked['item_id']}"
        data = {"case": str(asked["case"].pk), "results": self._rows(given)}
        return Response(data, status=201, headers={"Location": at})

    @extend_schema(request=own.PassOnSeveralSerializer, responses={201: answers.PassedOnSeveral})
    @action(detail=False, methods=["post"])
    def several(self, request: Request) -> Response:
        """Pass several items on to several people, all or none. Sending the same again changes nothing."""
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        asked = serializer.validated_data
        items = [(row["item_kind"], row["item_id"]) for row in asked["items"]]
        given = actions.release_several(
            case=asked["case"], items=items, to_members=asked["to_members"], by=request.user
        )
        self.saw([asked["case"].child_id], {ITEM_CLASSES[kind] for kind, _id in items})
        had = (
            Release.objects.standing()
            .to_people(asked["to_members"])
            .filter(item_id__in=[item_id for _kind, item_id in items])
            .exclude(pk__in=[row.pk for row in given])
            .select_related("to_member", "released_by", "case")
        )
        already = self._rows(had.order_by("released_at", "pk"))
        data = {"case": str(asked["case"].pk), "results": self._rows(given), "already": already}
        at = f"{reverse('api:release-list')}?case={asked['case'].pk}"
        return Response(data, status=201, headers={"Location": at})

    def _rows(self, releases: Any) -> Any:
        return own.ReleaseSerializer(releases, many=True, context=self.get_serializer_context()).data

    @from_version
    @extend_schema(request=own.ActionSerializer, responses=own.ReleaseSerializer)
    @action(detail=True, methods=["post"], serializer_class=own.ActionSerializer)
    def withdraw(self, request: Request, pk: Any = None) -> Response:
        """Withdraw an item, from the version in If-Match. The coordinator does, or the giver."""
        return self.act(_withdraw)

    def demand_may_act(self, record: Any, asked: Any) -> None:
        if self.request.user.role != Role.COORDINATOR and record.released_by_id != self.request.user.pk:
            raise exceptions.PermissionDenied(NOT_YOURS)
        if record.item_kind not in ITEM_CLASSES:
            raise exceptions.PermissionDenied(_("Del afdækningen på siden Afdækning, eller tag den tilbage dér."))


def _withdraw(released: Release, **asked: Any) -> Release:
    actions.withdraw(released=released, **asked)
    return released


class ItemQuery(Query):
    """The item to pass on."""

    item = serializers.CharField(max_length=40)
    id = serializers.UUIDField()


class CaseShareView(PageView):
    """The page Del for one item of a case."""

    asks = {"get": ItemQuery}

    @for_page(answers.CaseShare)
    def get(self, request: Request, pk: UUID) -> Response:
        """The item, who has it, and who in the network may get it. 404 for users who may not pass it on."""
        case = self.case_of(pk)
        kind, item = self._item(case)
        self.saw([case.child_id], [ITEM_CLASSES[kind]])
        standing = Release.objects.standing().filter(case=case, item_id=item.pk)
        standing = standing.select_related("to_member", "released_by", "case").order_by("released_at")
        having = {person_id(released.to_member) for released in standing}
        read = set(Release.objects.in_force(timezone.localdate()).filter(item_id=item.pk).values_list("pk", flat=True))
        return Response(
            {
                "case": case_header(case, request.user),
                "item": {"kind": kind, "kind_label": str(Release.Item(kind).label), "label": _label(item)},
                "values": {"case": str(case.pk), "item_kind": kind, "item_id": str(item.pk)},
                "released": [
                    # A person who has left cannot read it now, but can again after coming back.
                    {**row, "has_left": released.pk not in read}
                    for row, released in zip(self.shown(own.ReleaseSerializer, standing), standing, strict=True)
                ],
                "choices": {
                    "item_kind": [{"value": kind, "label": kind}],
                    "to_members": [
                        choice_of(member)
                        for member in may_be_given(case, request.user)
                        if person_id(member) not in having
                    ],
                },
            }
        )

    def _item(self, case: Any) -> tuple[str, Any]:
        kind, asked = self.request.query_params.get("item", ""), self.request.query_params.get("id", "")
        try:
            item = Release.find_item(kind, UUID(asked), case=case)
        except ValueError:
            raise Http404 from None
        if item is None or not may_release(self.request.user, kind, item):
            raise Http404
        return kind, item


def _label(item: Any) -> str:
    """The item in words: its day where it has one, otherwise its name."""
    day = next((getattr(item, name) for name in ("held_on", "told_on", "starts_at") if hasattr(item, name)), None)
    return danish.date_words(day) if day else str(item)


def may_be_given(case: Case, user: Any) -> Any:
    """The people around the child today to whom ``user`` can pass something on. The coordinator has it already."""
    around = NetworkMember.objects.active(timezone.localdate()).filter(child=case.child_id)
    return around.exclude(user=user).exclude(kind=NetworkMember.Kind.COORDINATOR).order_by("name")


def choice_of(member: NetworkMember) -> dict[str, str]:
    """A member as an option of a form."""
    hint = "" if member.user_id else _("Har ikke selv adgang til Rød Tråd: giv det videre på anden måde.")
    return {"value": str(member.pk), "label": str(member), "hint": hint}
