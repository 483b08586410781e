"""The user's reminders in the API; their words are made when they are shown."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from children.models import Case
from core.access import A, B, Role
from core.api import Logged
from core.danish import date_words
from core.filters import MomentInAddress
from core.listing import ON_RECORDS, sorted_by
from core.pagination import NumberedPages
from core.queries import Paged
from followup.answers import MarkedRead, NoticeRow, Notices, Opens, Unread
from followup.models import Notice
from followup.newskinds import NEWS
from followup.rules import RULES
from followup.sharing import shared_in


class NoticesQuery(Paged):
    """Whether to include reminders that are done, in which order, and only those made, read or done since a moment."""

    done = serializers.ChoiceField(choices=["1"], required=False)
    sort = serializers.ChoiceField(choices=list(sorted_by(*ON_RECORDS)), required=False)
    changed_since = MomentInAddress(required=False)


class NoticesView(Logged):
    """The user's reminders, newest first: the open ones, with ``?done=1`` also those that are done."""

    asks = {"get": NoticesQuery}

    @extend_schema(operation_id="notices_list", responses=Notices)
    def get(self, request: Request) -> Response:
        """A page of reminders."""
        query = NoticesQuery(data=request.query_params)
        query.is_valid(raise_exception=True)
        asked, mine = query.validated_data, Notice.objects.visible_to(request.user)
        rows = mine.changed_since(asked.get("changed_since")).sorted_by(asked.get("sort", "-created_at"))
        if not asked.get("done"):
            rows = rows.standing()
        rows = rows.select_related("case__child")
        pages = NumberedPages()
        page = pages.paginate_queryset(rows, request, view=self) or []
        opens = _opens(page, request.user)
        self.saw([row.case.child_id for row in page], A + B if Opens.RECORD in opens.values() else A)
        shared = shared_in(page, request.user)
        answer = pages.get_paginated_response([notice_row(row, opens=opens, shared=shared) for row in page])
        answer.data["unread"] = mine.unread().count()
        answer.data["done"] = mine.exclude(done_at=None).count()
        return answer


class NoticeCountView(Logged):
    """The number of unread reminders, for the bell."""

    @extend_schema(responses=Unread)
    def get(self, request: Request) -> Response:
        """The number."""
        return Response({"unread": Notice.objects.visible_to(request.user).unread().count()})


class NoticeReadView(Logged):
    """Marks one reminder as read."""

    @extend_schema(request=None, responses=NoticeRow)
    def post(self, request: Request, pk: UUID) -> Response:
        """Mark it as read; repeating it changes nothing."""
        notice = get_object_or_404(Notice.objects.visible_to(request.user).select_related("case__child"), pk=pk)
        if notice.read_at is None:
            notice.read_at = timezone.now()
            notice.save(update_fields=["read_at"])
        opens = _opens([notice], request.user)
        self.saw([notice.case.child_id], A + B if Opens.RECORD in opens.values() else A)
        return Response(notice_row(notice, opens=opens, shared=shared_in([notice], request.user)))


class NoticesReadView(Logged):
    """Marks all reminders as read."""

    @extend_schema(operation_id="notices_read_all", request=None, responses=MarkedRead)
    def post(self, request: Request) -> Response:
        """Gives how many were unread."""
        unread = Notice.objects.visible_to(request.user).unread()
        return Response({"read": unread.update(read_at=timezone.now())})


def _opens(notices: Iterable[Notice], user: Any) -> dict[UUID, Opens]:
    """By case: what these reminders may lead this user to. Cases in which the user's part has ended are absent."""
    cases = {notice.case_id for notice in notices}
    known = Case.objects.visible_to(user).filter(pk__in=cases).values_list("pk", flat=True)
    found = dict.fromkeys(known, Opens.RECORD)
    if user.role == Role.MANAGER:
        led = Case.objects.of_unit(user).filter(pk__in=cases - found.keys()).values_list("pk", flat=True)
        found |= dict.fromkeys(led, Opens.MASKED)
    return found


def notice_row(notice: Notice, *, opens: Mapping[UUID, Opens], shared: Mapping[UUID, str]) -> dict[str, Any]:
    """One reminder as data. A child the user has no relation to appears as a case number only.

    ``opens``: by case, what it may lead to. ``shared``: for notices of several things shared together, what they were.
    """
    declared, leads_to = RULES[notice.rule], opens.get(notice.case_id, Opens.NOTHING)
    named = leads_to == Opens.RECORD
    return {
        "id": notice.pk,
        "rule": notice.rule,
        "label": str(declared.label),
        "text": _text(notice, shared.get(notice.pk, "")),
        "about": notice.case.child.first_name if named else notice.case.number,
        "named": named,
        "opens": leads_to,
        "case": notice.case_id,
        "record": notice.record_id,
        "kind": notice.about,
        "due_on": notice.due_on,
        "created_at": notice.created_at,
        "changed_at": notice.changed_at,
        "read_at": notice.read_at,
        "done_at": notice.done_at,
    }


def _text(notice: Notice, shared: str) -> str:
    news = NEWS.get(notice.rule)
    params = {"day": date_words(notice.due_on), "what": shared or (news.what(notice.about) if news else "")}
    return str(RULES[notice.rule].text) % params
