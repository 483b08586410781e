"""Errors as RFC 9457 problem documents, in the user's language, with a message for each field."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.core.exceptions import ValidationError as ModelValidationError
from django.db import IntegrityError
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import exceptions, status
from rest_framework.response import Response
from rest_framework.views import set_rollback

from . import races
from .models import Conflict, ReadOnlyRecord
from .problemtypes import kind_of
from .renderers import dumps

PROBLEM = "application/problem+json"


class StaleVersion(exceptions.APIException):
    """Somebody else changed the record first. Holds both texts, and the fields only the other has changed."""

    status_code = status.HTTP_412_PRECONDITION_FAILED

    def __init__(
        self, conflicts: list[dict[str, Any]], version: int, taken: dict[str, dict[str, Any]] | None = None
    ) -> None:
        if conflicts:
            detail = _("En anden har rettet det samme, mens du skrev. Se begge tekster, ret din egen, og gem igen.")
        elif taken:
            detail = _("En anden har rettet noget andet her, mens du skrev. Det er taget med. Se det, og gem igen.")
        else:
            detail = _("En anden har gemt noget her, mens du skrev. Se, hvad der står nu, og prøv igen.")
        super().__init__(detail)
        self.conflicts, self.version, self.taken = conflicts, version, taken or {}


class VersionRequired(exceptions.APIException):
    """A change was sent without the version it is based on."""

    status_code = status.HTTP_428_PRECONDITION_REQUIRED
    default_detail = gettext_lazy("Der mangler en version at rette ud fra (If-Match). Hent siden igen, og ret derfra.")


class KeyReused(exceptions.APIException):
    """An Idempotency-Key was sent again with another body."""

    status_code = status.HTTP_422_UNPROCESSABLE_ENTITY
    default_detail = gettext_lazy("Formularen er sendt før med et andet indhold. Hent siden igen, og send den derfra.")


class Refused(exceptions.APIException):
    """The present state does not allow it (409)."""

    status_code = status.HTTP_409_CONFLICT


def handle(error: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's exception handler: every expected error as a problem document; others propagate."""
    error = _foreseen(error)
    if not isinstance(error, exceptions.APIException):
        return None
    set_rollback()
    headers = {}
    if challenge := getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = challenge
    if wait := getattr(error, "wait", None):
        headers["Retry-After"] = str(int(wait))
    return Response(_document(error), status=error.status_code, headers=headers, content_type=PROBLEM)


def _foreseen(error: Exception) -> Exception:
    """An error of Django or a model as DRF's; any other unchanged."""
    if isinstance(error, Http404):
        return exceptions.NotFound()
    if isinstance(error, PermissionDenied):
        return exceptions.PermissionDenied(str(error) or None)
    if isinstance(error, ModelValidationError):
        return exceptions.ValidationError(from_model(error))
    if isinstance(error, IntegrityError) and (broken := races.broken_rule(error)):
        return exceptions.ValidationError(from_model(broken.wrong), code=broken.code)
    if isinstance(error, Conflict):
        return StaleVersion([], error.current.version)
    if isinstance(error, ReadOnlyRecord):
        return Refused(str(error))
    if isinstance(error, RequestDataTooBig):
        return TooLarge()
    return error


def outside_views(error: exceptions.APIException) -> HttpResponse:
    """A problem document outside the API's views: an unknown address, or a failure."""
    return HttpResponse(dumps(_document(error)), status=error.status_code, content_type=PROBLEM)


class TooLarge(exceptions.APIException):
    """The body is larger than the limit."""

    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE

    def __init__(self) -> None:
        super().__init__(_("Det, du sendte, er for stort. Forkort teksten, eller del filen op."))


def from_model(error: ModelValidationError) -> dict[str, list[str]]:
    """A model's validation error as DRF's: field to messages, ``__all__`` as ``non_field_errors``."""
    if not hasattr(error, "error_dict"):
        return {"non_field_errors": list(error.messages)}
    return {"non_field_errors" if key == "__all__" else key: value for key, value in error.message_dict.items()}


def _document(error: exceptions.APIException) -> dict[str, Any]:
    is_unreadable = error.status_code == 400 and not isinstance(error, exceptions.ValidationError)
    kind = kind_of(error.status_code, "unreadable" if is_unreadable else "")
    document: dict[str, Any] = {
        "type": kind.address,
        "code": kind.code,
        "title": str(kind.title),
        "status": error.status_code,
        "detail": str(error.detail),
    }
    if isinstance(error, exceptions.ValidationError):
        document["detail"] = _("Ret de felter, der er nævnt, og send igen.")
        document["errors"] = list(_flat(error.detail))
    if isinstance(error, exceptions.NotFound):
        document["detail"] = _("Du har ikke adgang, eller siden findes ikke.")
    if isinstance(error, StaleVersion):
        document["conflicts"], document["version"] = error.conflicts, error.version
        # For a client that sends whole forms: the values to put in place of those it read before.
        document["taken"] = error.taken
    return document


def _flat(detail: Any, prefix: str = "") -> Iterator[dict[str, str]]:
    """Messages with the path of their field: ``agreements.0.what``. The field of the whole record is ""."""
    if isinstance(detail, dict):
        for key, value in detail.items():
            name = "" if key == "non_field_errors" else str(key)
            yield from _flat(value, f"{prefix}.{name}".strip("."))
    elif isinstance(detail, list):
        for index, value in enumerate(detail):
            nested = isinstance(value, dict | list)
            yield from _flat(value, f"{prefix}.{index}".strip(".") if nested else prefix)
    else:
        yield {"field": prefix, "message": str(detail), "code": getattr(detail, "code", "invalid")}
