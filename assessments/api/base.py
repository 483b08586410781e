"""What the resources of phase 1 share: refusing, page resources, and passing an item on to people."""

from typing import Any, cast

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import User
from assessments import actions
from children.api.base import ChildRecordViewSet
from children.caseheader import HEADER_CLASSES, case_header
from children.models import Case, NetworkMember
from core.access import Role
from core.models import Conflict

from ..serializers import PassToPeopleSerializer, TakeBackSerializer, leads
from ..sharing import people_to_share_with


class AssessmentRecordViewSet(ChildRecordViewSet):
    """Records of phase 1. ``record_serializer`` shows the record where an action reads something else."""

    record_serializer: Any = None

    @property
    def actor(self) -> User:
        """Who is signed in: nobody else gets this far."""
        return cast(User, self.request.user)

    def page(self, case: Case, **parts: Any) -> Response:
        """A page's resource: the case's header and the page's own parts, logged."""
        self.saw([case.child_id], HEADER_CLASSES)
        return Response({"case": case_header(case, self.request.user), **parts})

    def shown(self, record: Any, serializer: Any = None, **options: Any) -> Any:
        """A record, or many, as this user may see it."""
        made = (serializer or self.record_serializer)(record, context=self.get_serializer_context(), **options)
        return made.data

    def answer_record(self, record: Any, *, status: int = 200) -> Response:
        """The record after one of its actions."""
        self.serializer_class = self.record_serializer
        return self.answer(record, status=status)

    def able(self, record: Any, ability: str) -> Any:
        """The record, for whoever may do this with it. Raises PermissionDenied."""
        serializer = self.record_serializer(record, context=self.get_serializer_context())
        if not serializer.get_abilities(record)[ability]:
            raise exceptions.PermissionDenied(_("Det kan du ikke gøre her. Spørg læringskoordinatoren."))
        return record

    def require_lead(self) -> None:
        """Raises PermissionDenied for others than the coordinator."""
        if not leads(self.request.user):
            raise exceptions.PermissionDenied(_("Det er læringskoordinatoren, der står for afdækningen. Spørg koordinatoren."))

    def asked(self) -> dict[str, Any]:
        """What an action was told. Raises ValidationError."""
        serializer = self.get_serializer(data=self.request.data)
        serializer.is_valid(raise_exception=True)
        return dict(serializer.validated_data)

    def version_if_given(self) -> int | None:
        """The version in If-Match, where one was sent."""
        return self.expected_version() if self.request.headers.get("If-Match") else None

    def moved_on(self, conflict: Conflict) -> Exception:
        """412 for an action: its own words are not the record's fields, so only that it has changed is told."""
        self.serializer_class = self.record_serializer
        return self.stale(conflict, {})


class PassedOn:
    """Passing the record on to people in the child's network, and taking it back."""

    @extend_schema(request=PassToPeopleSerializer, responses=OpenApiTypes.OBJECT)
    @action(detail=True, methods=["post"], url_path="pass-on", serializer_class=PassToPeopleSerializer)
    def pass_on(self: Any, request: Request, pk: Any = None) -> Response:
        """Pass it on to the people named. Those who have it already are left as they are."""
        item = self.able(self.get_object(), "share")
        asked = self.asked()
        try:
            actions.pass_on(
                item=item,
                by=self.actor,
                to_members=asked["to_members"],
                expected_version=self.version_if_given(),
            )
        except Conflict as conflict:
            raise self.moved_on(conflict) from None
        return self.answer_record(item)  # type: ignore[no-any-return]

    @extend_schema(request=TakeBackSerializer, responses=OpenApiTypes.OBJECT)
    @action(detail=True, methods=["post"], url_path="take-back", serializer_class=TakeBackSerializer)
    def take_back(self: Any, request: Request, pk: Any = None) -> Response:
        """Take it back from one person. That it was given, and when, stays."""
        item = self.able(self.get_object(), "share")
        actions.take_back(item=item, by=self.actor, release_id=self.asked()["release"])
        return self.answer_record(item)  # type: ignore[no-any-return]

    @extend_schema(responses=OpenApiTypes.OBJECT)
    @action(detail=True, methods=["get"])
    def sharing(self: Any, request: Request, pk: Any = None) -> Response:
        """What the page that shares it needs: the people around the child by where they are, and who has it already."""
        item = self.able(self.get_object(), "share")
        groups = people_to_share_with(item)
        return self.page(  # type: ignore[no-any-return]
            item.case,
            item=self.shown(item),
            groups=groups,
            is_given=any(person["release"] for group in groups for person in group["people"]),
            values={"version": item.version},
        )


def choices_of_members(case: Case) -> list[dict[str, str]]:
    """The people in a child's network today, as the choices of a form."""
    members = NetworkMember.objects.active(timezone.localdate()).filter(child=case.child_id)
    return [nobody(), *({"value": str(member.pk), "label": str(member)} for member in members.order_by("name"))]


def choices_of_psychologists(user: Any) -> list[dict[str, str]]:
    """The municipality's psychologists, as the choices of a form."""
    rows = User.objects.visible_to(user).filter(role=Role.PSYCHOLOGIST, is_active=True).order_by("name")
    return [nobody(), *({"value": str(pk), "label": name} for pk, name in rows.values_list("pk", "name"))]


def nobody() -> dict[str, str]:
    """The choice that leaves it open."""
    return {"value": "", "label": _("Ikke valgt endnu")}
