"""Search by name or case number, in Danish."""

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from children.models import Child, NetworkMember
from core.access import A, B, Role
from core.answers import Answer
from core.api import Logged
from core.bodies import Body

from .. import finding
from .caselist import cases_for

SHORTEST = 2


class SearchedFor(Body):
    """The text to search for."""

    q = serializers.CharField(allow_blank=True, max_length=100)


class Found(Answer):
    """One result: its kind, what tells it from others of the same name, and its page."""

    kind = serializers.ChoiceField(choices=["case", "adult", "school"])
    id = serializers.UUIDField()
    number = serializers.CharField(allow_blank=True)
    label = serializers.CharField()  # type: ignore[assignment]
    detail = serializers.CharField(allow_blank=True)
    url = serializers.CharField()


class SearchAnswer(Answer):
    """The text searched for, and the results. ``is_guess`` is true where no name matches and similar ones are given."""

    q = serializers.CharField()
    is_guess = serializers.BooleanField()
    results = Found(many=True)


class SearchView(Logged):
    """Finds children by name or case number, the adults around them and their schools, among what a user may see.

    A manager finds cases by number only. Sent by POST: a name in an address would stay in histories and access logs.
    """

    only_reads = True

    @extend_schema(request=SearchedFor, responses=SearchAnswer)
    def post(self, request: Request) -> Response:
        """Cases first, then adults, then schools; the name holds each word typed, or one with a single slip."""
        asked = SearchedFor(data=request.data)
        asked.is_valid(raise_exception=True)
        typed = asked.validated_data["q"]
        is_guess, results = False, []
        if len(typed) >= SHORTEST and (request.user.role == Role.MANAGER or typed[0].isdecimal()):
            results = self._numbered(typed)
        elif len(typed) >= SHORTEST:
            results = self._named(typed)
            if not results:
                results = self._named(typed, slips=True)
                is_guess = bool(results)
        return Response({"q": typed, "is_guess": is_guess, "results": results})

    def _numbered(self, typed: str) -> list[dict[str, Any]]:
        masked = self.request.user.role == Role.MANAGER
        rows = finding.numbered(cases_for(self.request.user), typed)
        self.saw([row["child_id"] for row in rows], A if masked else A + B)
        return [_masked(row) if masked else _case(row) for row in rows]

    def _named(self, typed: str, *, slips: bool = False) -> list[dict[str, Any]]:
        children, adults, schools = finding.named(cases_for, self.request.user, typed, slips=slips)
        self.saw([row["child_id"] for row in (*children, *adults)], A + B)
        return [*map(_case, children), *map(_adult, adults), *map(_school, schools)]


def _masked(row: dict[str, Any]) -> dict[str, Any]:
    address = reverse("case-masked", args=[row["id"]])
    return _found("case", row["id"], row["number"], [row["number"], _closed(row)], address, number=row["number"])


def _case(row: dict[str, Any]) -> dict[str, Any]:
    """Age and school tell two children of the same name apart."""
    age = Child(born_on=row["born_on"]).age_on(timezone.localdate())
    years = ngettext("%(count)s år", "%(count)s år", age) % {"count": age}
    detail = [years, row["class_name"], row["school"], row["number"], _closed(row)]
    return _found("case", row["id"], _name(row), detail, reverse("case", args=[row["id"]]), number=row["number"])


def _adult(row: dict[str, Any]) -> dict[str, Any]:
    role = row["part"] or NetworkMember.Kind(row["kind"]).label
    around = _("%(role)s for %(child)s") % {"role": role, "child": _name(row)}
    address = reverse("case-network", args=[row["case_id"]])
    return _found("adult", row["case_id"], row["name"], [around, row["organisation"]], address)


def _school(row: dict[str, Any]) -> dict[str, Any]:
    count = ngettext("Skole · %(count)s forløb", "Skole · %(count)s forløb", row["cases"]) % {"count": row["cases"]}
    return _found("school", row["school_id"], row["name"], [count], f"{reverse('case-list')}?school={row['school_id']}")


def _found(kind: str, pk: Any, label: str, detail: list[str | None], url: str, *, number: str = "") -> dict[str, Any]:
    detail_text = " · ".join(part for part in detail if part)
    return {"kind": kind, "id": pk, "number": number, "label": label, "detail": detail_text, "url": url}


def _name(row: dict[str, Any]) -> str:
    return f"{row['first_name']} {row['last_name']}"


def _closed(row: dict[str, dt.date]) -> str:
    return _("afsluttet") if row["closed_on"] else ""
