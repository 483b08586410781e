"""Closing a case and opening it again: the verbs, and what their pages need."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from children import actions

from .. import serializers as own
from ..models import Case


class ClosedAndReopened:
    """For the cases' view set."""

    @extend_schema(request=own.CloseSerializer, responses=own.CaseSerializer)
    @action(detail=True, methods=["post"], serializer_class=own.CloseSerializer)
    def close(self: Any, request: Request, pk: Any = None) -> Response:
        """Close the case with its reason, from the version in If-Match."""
        return self.act(_close)  # type: ignore[no-any-return]

    @extend_schema(request=own.ReopenSerializer, responses=own.CaseSerializer)
    @action(detail=True, methods=["post"], serializer_class=own.ReopenSerializer)
    def reopen(self: Any, request: Request, pk: Any = None) -> Response:
        """Open a closed case again, from the version in If-Match. Psychologists named are let in again."""
        return self.act(_reopen)  # type: ignore[no-any-return]

    @extend_schema(responses=OpenApiTypes.OBJECT)
    @action(detail=True, methods=["get"], url_path="reopen-form")
    def reopen_form(self: Any, request: Request, pk: Any = None) -> Response:
        """What the page of opening again needs: the header, and the psychologists who had access at the closing."""
        case = self.get_object()
        self._only_the_coordinator()
        had_access = actions.psychologists_at_closing(case)
        return self.page_about(  # type: ignore[no-any-return]
            case,
            values={"version": case.version, "psychologists": [str(user.pk) for user in had_access]},
            choices={"psychologists": [{"value": str(user.pk), "label": user.name} for user in had_access]},
        )


def _close(case: Case, *, close_reason: str, closing_note: str = "", **asked: Any) -> Case:
    return actions.close_case(case=case, reason=close_reason, note=closing_note, **asked)


def _reopen(case: Case, **asked: Any) -> Case:
    return actions.reopen_case(case=case, **asked)
