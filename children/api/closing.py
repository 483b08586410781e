"""Closing a case, a manager's approval of it, and reopening: the verbs, and the data of their pages."""

import datetime as dt
from functools import lru_cache
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from children import actions, openends
from core import access
from core.access import Role
from core.prepared import CompiledQuery, StandIn
from core.schema import for_page, from_version

from .. import serializers as own
from ..models import Case, Closing, NetworkMember
from ..serializers import closing_answers as answers
from ..serializers.answers import HandOverForm

State = Closing.State
# Kinds whose access ends with the case.
LOSE_ACCESS = (NetworkMember.Kind.SUPERVISOR, NetworkMember.Kind.PSYCHOLOGIST)


class ClosedAndReopened:
    """The verbs of closing, for the cases' view set."""

    @from_version
    @extend_schema(request=own.CloseSerializer, responses=own.CaseSerializer)
    @action(detail=True, methods=["post"], serializer_class=own.CloseSerializer)
    def close(self: Any, request: Request, pk: Any = None) -> Response:
        """Close the case, or ask the manager to where the municipality wants it, from the version in If-Match."""
        return self.act(_close)  # type: ignore[no-any-return]

    @for_page(answers.CloseForm)
    @action(detail=True, methods=["get"], url_path="close-form")
    def close_form(self: Any, request: Request, pk: Any = None) -> Response:
        """The closing page: open work and how it can end, and who can be notified."""
        case = self.get_object()
        self._only_the_coordinator()
        # The page shows agreements at home, and the note of an earlier request.
        self.saw([case.child_id], [access.A, access.E, access.F])
        rows = _open_ends(case)
        closing = Closing.objects.filter(case=case).exclude(state=State.DONE).first()
        return self.page_about(  # type: ignore[no-any-return]
            case,
            rows=rows,
            closing=closing_row(case),
            needs_approval=case.municipality.closing_needs_approval,
            values={"version": case.version, **_begun(case, closing), "open_ends": _chosen(rows, closing)},
            choices={"told": _people(case, request.user)},
        )

    @for_page(answers.ClosingToApprove)
    @action(detail=True, methods=["get"])
    def closing(self: Any, request: Request, pk: Any = None) -> Response:
        """The closing a manager is asked to approve, masked: the case's number, the day and the reason."""
        case = self._case_of_unit()
        self.saw([case.child_id], access.A)
        return Response(
            {
                "id": str(case.pk),
                "number": case.number,
                "closing": closing_row(case),
                "values": {"version": case.version},
            }
        )

    @from_version
    @extend_schema(request=own.ActionSerializer, responses=answers.Decided)
    @action(detail=True, methods=["post"], url_path="approve-closing", serializer_class=own.ActionSerializer)
    def approve_closing(self: Any, request: Request, pk: Any = None) -> Response:
        """Approve and close a case of the manager's unit, from the version in If-Match."""
        return self._decide(actions.approve_closing)  # type: ignore[no-any-return]

    @from_version
    @extend_schema(request=own.ReturnClosingSerializer, responses=answers.Decided)
    @action(detail=True, methods=["post"], url_path="return-closing", serializer_class=own.ReturnClosingSerializer)
    def return_closing(self: Any, request: Request, pk: Any = None) -> Response:
        """Send a closing back with a note of what is missing, from the version in If-Match; a manager does."""
        return self._decide(actions.return_closing)  # type: ignore[no-any-return]

    def _decide(self: Any, decide: Any) -> Response:
        case = self._case_of_unit()
        self.saw([case.child_id], access.A)
        self.write_once(
            case,
            lambda **sent: decide(case=case, by=self.request.user, **sent),
            sent=self.get_serializer(data=self.request.data),
            find=lambda _case_id: case,
        )
        return Response({"number": case.number})

    @from_version
    @extend_schema(request=own.ReopenSerializer, responses=own.CaseSerializer)
    @action(detail=True, methods=["post"], serializer_class=own.ReopenSerializer)
    def reopen(self: Any, request: Request, pk: Any = None) -> Response:
        """Open a closed case again, from the version in If-Match. The psychologists named get their access again."""
        return self.act(_reopen)  # type: ignore[no-any-return]

    @for_page(HandOverForm)
    @action(detail=True, methods=["get"], url_path="reopen-form")
    def reopen_form(self: Any, request: Request, pk: Any = None) -> Response:
        """The reopening page: the header, and the psychologists who had access at the closing."""
        case = self.get_object()
        self._only_the_coordinator()
        had_access = actions.psychologists_at_closing(case)
        return self.page_about(  # type: ignore[no-any-return]
            case,
            values={"version": case.version, "psychologists": [str(user.pk) for user in had_access]},
            choices={"psychologists": [{"value": str(user.pk), "label": user.name} for user in had_access]},
        )


def _close(case: Case, *, close_reason: str, closing_note: str = "", open_ends: Any = None, **asked: Any) -> Case:
    return actions.ask_to_close(case=case, reason=close_reason, note=closing_note, chosen=open_ends, **asked)


def _reopen(case: Case, **asked: Any) -> Case:
    return actions.reopen_case(case=case, **asked)


def closing_row(case: Case) -> dict[str, Any] | None:
    """The closing that waits for the manager or was sent back, without its note; None where there is none."""
    closing = (
        Closing.objects.filter(case=case).exclude(state=State.DONE).select_related("asked_by", "decided_by").first()
    )
    if closing is None:
        return None
    return {
        "state": closing.state,
        "state_label": closing.get_state_display(),  # type: ignore[attr-defined]
        "closed_on": closing.closed_on,
        "reason_label": closing.get_reason_display(),  # type: ignore[attr-defined]
        "asked_by": closing.asked_by.name if closing.asked_by else "",
        "asked_on": timezone.localdate(closing.changed_at),
        "decided_by": closing.decided_by.name if closing.decided_by else "",
        "word": closing.word,
    }


def _open_ends(case: Case) -> list[dict[str, Any]]:
    return [
        {
            "id": openends.name_of(kind, record),
            "kind": kind.key,
            "title": str(kind.title),
            "text": kind.describe(record),
            "whose": kind.whose(record),
            "remark": kind.remark(record),
            "ways": [{"value": way, "label": str(label)} for way, label in kind.ways],
            "takes_note": kind.takes_note,
        }
        for kind, record in openends.open_in(case)
    ]


def _begun(case: Case, closing: Closing | None) -> dict[str, Any]:
    """The form's initial values: today, and those who lose access to be notified; or the earlier request."""
    if closing is None:
        losing = _around(case).filter(kind__in=LOSE_ACCESS, user__isnull=False)
        return {"closed_on": timezone.localdate(), "told": [str(member.pk) for member in losing]}
    return {
        "closed_on": closing.closed_on,
        "close_reason": closing.reason,
        "closing_note": closing.note,
        "told": [str(pk) for pk in closing.told.values_list("pk", flat=True)],
    }


def _chosen(rows: list[dict[str, Any]], closing: Closing | None) -> list[dict[str, str]]:
    before = closing.chosen if closing else {}
    return [
        {"what": row["id"], "way": row["ways"][0]["value"], "note": "", **before.get(row["id"], {})} for row in rows
    ]


def _around(case: Case) -> Any:
    return NetworkMember.objects.active(timezone.localdate()).filter(child=case.child_id).order_by("name")


def _people(case: Case, user: Any) -> list[dict[str, str]]:
    """The people around the child today who can be notified, and how; without the user."""
    around = _around(case).exclude(user=user).select_related("user")
    return [{"value": str(member.pk), "label": str(member), "hint": _reached(member)} for member in around]


def _reached(member: NetworkMember) -> str:
    if _is_told_here(member):
        return _("Får besked i Rød Tråd.")
    return member.email or member.phone or _("Ingen e-mail eller telefon.")


def _is_told_here(member: NetworkMember) -> bool:
    return member.user is not None and member.user.is_active


def told_of_closing(case: Case) -> dict[str, list[str]] | None:
    """The people chosen to be told of a closed case: those with a notice, and those the coordinator writes to."""
    closing = None if case.is_open else Closing.objects.filter(case=case, state=State.DONE).order_by("-pk").first()
    if closing is None:
        return None
    members = list(closing.told.select_related("user").order_by("name"))
    by_hand = [member for member in members if not _is_told_here(member)]
    return {
        "here": [str(member) for member in members if member not in by_hand],
        "by_hand": [str(member) for member in by_hand],
        "emails": sorted({member.email for member in by_hand if member.email}),
    }


def waiting_closings(manager: Any) -> list[dict[str, Any]]:
    """The closings of a manager's unit that wait for approval, oldest first; masked. Empty for other roles."""
    if manager.role != Role.MANAGER:
        return []
    return [{"id": pk, "number": number} for pk, number in _waiting(timezone.localdate()).rows(manager)]


@lru_cache(maxsize=2)
def _waiting(today: dt.date) -> CompiledQuery:
    """Compiled anew each day, because which cases a unit leads depends on it: 0.1 ms of the process, and 5.4 as a
    queryset.
    """
    somebody = StandIn.of(Role.MANAGER)
    cases = Case.objects.of_unit(somebody).open()
    asked = Closing.objects.filter(case__in=cases, state=State.ASKED).order_by("changed_at")
    return CompiledQuery(asked.values_list("case", "case__number"), somebody)
