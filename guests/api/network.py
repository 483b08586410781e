"""The page Netværk with the links given to the adults around the child, and the form that gives one."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework import exceptions, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from children.api.base import PageView
from children.api.network_page import CaseNetworkView
from children.models import NetworkMember
from children.serializers import answers as around
from children.serializers.header import AboutCase
from core import access
from core.access import Role
from core.answers import Choices, Values
from core.queries import Query
from core.schema import for_page

from .. import serializers as own
from ..models import Link
from ..serializers.link import offers


class CaseNetworkWithLinks(around.CaseNetwork):
    """The adults around the child; the links that work, newest first, and those that have ended."""

    links = own.LinkSerializer(many=True)
    ended_links = own.LinkSerializer(many=True)
    # Who may be given one: members, and whether the child.
    may_get_link = serializers.ListField(child=serializers.UUIDField())
    child_may_get_link = serializers.BooleanField()


class CaseNetworkWithLinksView(CaseNetworkView):
    """The network of the case's child, with its links for the coordinator."""

    @for_page(CaseNetworkWithLinks)
    def get(self, request: Request, pk: UUID) -> Response:
        """Present members grouped by kind, former members, managers' oversight, links, and what this user may do."""
        response = super().get(request, pk)
        leads = request.user.role == Role.COORDINATOR
        rows = self._links(pk) if leads else []
        may_give = leads and response.data["case"]["is_open"]
        response.data |= {
            "links": [row for row in rows if row["abilities"]["end"]],
            "ended_links": [row for row in rows if not row["abilities"]["end"]],
            "may_get_link": _without_account(response.data) if may_give else [],
            "child_may_get_link": may_give,
        }
        return response

    def _links(self, case_id: UUID) -> list[dict[str, Any]]:
        found = Link.objects.with_standing().filter(case=case_id).select_related("case__child", "member__adult")
        return list(self.shown(own.LinkSerializer, found.order_by("-created_at", "pk")))


def _without_account(data: dict[str, Any]) -> list[str]:
    present = [member for group in data["groups"] for member in group["members"]]
    today = str(timezone.localdate())
    return [
        each["id"]
        for each in present
        if each["kind"] in access.GuestKind.values and not each["has_account"] and each["from_on"] <= today
    ]


class LinkFormQuery(Query):
    """Who gets the link; without one the child."""

    member = serializers.UUIDField(required=False)


class LinkForm(AboutCase):
    """The initial data of the form that gives a link."""

    name = serializers.CharField()
    values = Values()
    choices = Choices()


class LinkFormView(PageView):
    """The form that gives a link to a member, or to the child."""

    roles = frozenset({Role.COORDINATOR})
    asks = {"get": LinkFormQuery}

    @for_page(LinkForm)
    def get(self, request: Request, pk: UUID) -> Response:
        """Who gets it, what it can be for, and how it can be sent."""
        case = self.case_of(pk)
        member = self._member(case)
        purposes, ways = offers(case, member), ways_to(member)
        return self.page_about(
            case,
            name=member.name if member else case.child.first_name,
            values={
                "case": str(case.pk),
                "member": str(member.pk) if member else "",
                "purpose": purposes[0]["value"] if len(purposes) == 1 else "",
                "way": ways["way"][0]["value"],
                "code_way": Link.CodeWay.TOLD.value,
            },
            choices={"purpose": purposes, **ways},
        )

    def _member(self, case: Any) -> NetworkMember | None:
        if not (asked := self.request.query_params.get("member")):
            return None
        try:
            member: NetworkMember = get_object_or_404(
                NetworkMember.objects.select_related("adult"), pk=UUID(asked), child=case.child_id
            )
        except ValueError:
            raise exceptions.NotFound from None
        return member


def ways_to(member: NetworkMember | None) -> dict[str, list[dict[str, str]]]:
    """The ways a link and a code can come to a member: as the network knows them."""
    contact = member.contact if member else {}
    ways = Link.ways_to(contact)
    codes = Link.code_ways_to(contact)
    return {
        "way": [{"value": way.value, "label": str(way.label), "hint": _hint(way, contact)} for way in ways],
        "code_way": [{"value": way.value, "label": str(way.label)} for way in codes],
    }


def _hint(way: Link.Way, contact: dict[str, str]) -> str:
    if way == Link.Way.MAIL:
        return contact["email"]
    return contact["phone"] if way == Link.Way.TEXT else _("Du skriver et brev ud og giver det videre.")
