"""The common base of phase 1's resources: refusals, page resources, and passing an item on."""

from typing import Any, cast
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import User
from assessments import actions
from children.api.base import ChildRecordViewSet
from children.api.forms import options, psychologists
from children.models import Case, NetworkMember
from core.schema import from_version

from ..serializers import PassToPeopleSerializer, TakeBackSerializer, leads
from ..sharing import people_to_share_with


class AssessmentRecordViewSet(ChildRecordViewSet):
    """Records of phase 1. The record's abilities decide who may use a verb."""

    # Abilities with another name than their verb.
    ability_of = {"pass_on": "share", "take_back": "share"}

    @property
    def actor(self) -> User:
        """The signed-in user."""
        return cast(User, self.request.user)

    def one(self, record: Any) -> Any:
        """The resource's own record, as this user may see it. Raises Http404."""
        return self.shown(self.record_serializer, record, many=False)

    def demand_may_act(self, record: Any, asked: Any) -> None:
        self.able(record, self.ability_of.get(self.action, self.action))

    def able(self, record: Any, ability: str) -> Any:
        """The record, if this user may do this with it now. Raises PermissionDenied, ReadOnlyRecord."""
        serializer = self.record_serializer(record, context=self.get_serializer_context())
        if not serializer.abilities_of(record)[ability]:
            raise exceptions.PermissionDenied(_("Det kan du ikke gøre her. Spørg læringskoordinatoren."))
        record.case.demand_open()
        return record

    def require_lead(self) -> None:
        """Raises PermissionDenied for everybody but the coordinator."""
        if not leads(self.request.user):
            raise exceptions.PermissionDenied(
                _("Det er læringskoordinatoren, der står for afdækningen. Spørg koordinatoren.")
            )

    def asked(self) -> dict[str, Any]:
        """The validated input of an action. Raises ValidationError."""
        serializer = self.get_serializer(data=self.request.data)
        serializer.is_valid(raise_exception=True)
        return dict(serializer.validated_data)


class PassedOn:
    """The verbs that pass the record on to people in the child's network, and withdraw it."""

    @from_version
    @extend_schema(request=PassToPeopleSerializer)
    @action(detail=True, methods=["post"], url_path="pass-on", serializer_class=PassToPeopleSerializer)
    def pass_on(self: Any, request: Request, pk: Any = None) -> Response:
        """Pass it on to these people. Nothing changes for those who have it already."""
        return self.act(_passed_on)  # type: ignore[no-any-return]

    @from_version
    @extend_schema(request=TakeBackSerializer)
    @action(detail=True, methods=["post"], url_path="take-back", serializer_class=TakeBackSerializer)
    def take_back(self: Any, request: Request, pk: Any = None) -> Response:
        """Withdraw it from one person. The record that it was given, and when, stays."""
        return self.act(_taken_back)  # type: ignore[no-any-return]

    @action(detail=True, methods=["get"])
    def sharing(self: Any, request: Request, pk: Any = None) -> Response:
        """The sharing page: the people around the child by place, and who has it already."""
        item = self.able(self.get_object(), "share")
        groups = people_to_share_with(item)
        return self.page_about(  # type: ignore[no-any-return]
            item.case,
            item=self.one(item),
            groups=groups,
            is_given=any(person["release"] for group in groups for person in group["people"]),
            values={"version": item.version},
        )


def _passed_on(item: Any, **asked: Any) -> Any:
    actions.pass_on(item=item, **asked)
    return item


def _taken_back(item: Any, *, release: UUID, **asked: Any) -> Any:
    actions.take_back(item=item, release_id=release, **asked)
    return item


def choices_of_members(case: Case) -> list[dict[str, str]]:
    """The people in a child's network today, as options of a form."""
    members = NetworkMember.objects.active(timezone.localdate()).filter(child=case.child_id)
    return options([(member.pk, member) for member in members.order_by("name")], blank=_("Ikke valgt endnu"))


def choices_of_psychologists(user: Any) -> list[dict[str, str]]:
    """The municipality's psychologists, as options of a form."""
    return options(psychologists(user), blank=_("Ikke valgt endnu"))
