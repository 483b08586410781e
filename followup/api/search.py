"""Search over names and case numbers, in Danish."""

from typing import Any

from django.db.models import Case as Either
from django.db.models import F, Value, When
from django.urls import reverse
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from children.models import Child
from core.access import A, B, Role
from core.api import Logged
from core.collation import DanishFold, DanishSort, fold

from .caselist import cases_for

SHORTEST, MOST = 2, 10


class SearchedFor(serializers.Serializer[Any]):
    """What is searched for."""

    q = serializers.CharField(allow_blank=True, max_length=100)


class SearchView(Logged):
    """Finds the cases a user may see by child's name or case number; a manager by number only.

    Asked by POST: a name in an address would stay in histories and access logs.
    """

    only_reads = True

    @extend_schema(request=SearchedFor, responses=OpenApiTypes.OBJECT)
    def post(self, request: Request) -> Response:
        """Up to ten, names that begin with what was typed first."""
        asked = SearchedFor(data=request.data)
        asked.is_valid(raise_exception=True)
        typed = asked.validated_data["q"]
        if len(typed) < SHORTEST:
            return Response({"q": typed, "results": []})
        masked = request.user.role == Role.MANAGER
        rows = _numbered(request.user, typed) if masked else _named(request.user, typed)
        self.saw([row["child_id"] for row in rows], A if masked else A + B)
        return Response({"q": typed, "results": [_result(row, masked=masked) for row in rows]})


def _columns(cases: Any) -> Any:
    return cases.values(
        "id",
        "number",
        "child_id",
        "closed_on",
        first_name=F("child__first_name"),
        last_name=F("child__last_name"),
        class_name=F("status__schooling__class_name"),
        school=F("status__schooling__school__name"),
    )


def _numbered(user: Any, typed: str) -> list[dict[str, Any]]:
    return list(_columns(cases_for(user).filter(number__startswith=typed).order_by("-number"))[:MOST])


def _named(user: Any, typed: str) -> list[dict[str, Any]]:
    if typed[0].isdecimal():
        return _numbered(user, typed)
    begins = When(begin__startswith=fold(typed), then=Value(0))
    cases = (
        cases_for(user)
        .filter(child__in=Child.objects.named(typed))
        .annotate(begin=DanishFold("child__first_name"), rank=Either(begins, default=Value(1)))
        .order_by("rank", DanishSort("child__first_name"), DanishSort("child__last_name"), "-number")
    )
    return list(_columns(cases)[:MOST])


def _result(row: dict[str, Any], *, masked: bool) -> dict[str, Any]:
    parts = [row["number"]] if masked else [row["class_name"] or "", row["school"] or "", row["number"]]
    if row["closed_on"]:
        parts.append(_("afsluttet"))
    return {
        "id": row["id"],
        "number": row["number"],
        "label": row["number"] if masked else f"{row['first_name']} {row['last_name']}",
        "detail": " · ".join(part for part in parts if part),
        "url": reverse("case-masked" if masked else "case", args=[row["id"]]),
    }
