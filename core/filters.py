"""Filters of lists. A reference is filtered by its id alone: whether a thing one may not see exists is not told."""

import re
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django_filters import rest_framework as filters
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework import exceptions
from rest_framework.filters import BaseFilterBackend

from .fields import MomentField

# An address has a space where the plus of "+00:00" was not written as %2B.
LOST_PLUS = re.compile(r" (?=\d\d:\d\d$)")
ALWAYS = ("changed_at", "created_at")


class ByIds(filters.FilterSet):  # type: ignore[misc]
    """Filter sets made from ``filterset_fields``; the base of all others: none asks for a reference's record."""

    FILTER_DEFAULTS: dict[Any, Any] = {
        **filters.FilterSet.FILTER_DEFAULTS,
        models.ForeignKey: {"filter_class": filters.UUIDFilter},
        models.OneToOneField: {"filter_class": filters.UUIDFilter},
    }


class ById(DjangoFilterBackend):  # type: ignore[misc]
    """Narrows a list by its fields."""

    filterset_base = ByIds

    def names(self, view: Any) -> set[str]:
        """The names of the filters of a view's list."""
        made = self.get_filterset_class(view, view.queryset)
        return set(made.base_filters) if made else set()


class SortedAndSince(BaseFilterBackend):
    """``?sort=-changed_at`` and ``?changed_since=…`` on lists of records; a view's ``sorts`` names more columns."""

    def names(self, view: Any) -> set[str]:
        """The two names."""
        return {"sort", "changed_since"}

    def filter_queryset(self, request: Any, queryset: Any, view: Any) -> Any:
        asked, since = request.query_params.get("sort"), request.query_params.get("changed_since")
        if since:
            queryset = queryset.filter(changed_at__gte=moment(since))
        if asked:
            if asked not in sorts_of(view):
                told = _("Der kan ikke sorteres sådan. Vælg en af: %(names)s.")
                raise exceptions.ValidationError({"sort": [told % {"names": ", ".join(sorts_of(view))}]})
            queryset = queryset.order_by(asked, "pk")
        return queryset

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        """As the API's description has them."""
        since = "Only what was made or changed from this moment on. What was deleted is not told."
        return [
            {"name": "sort", "in": "query", "schema": {"type": "string", "enum": sorts_of(view)}},
            {
                "name": "changed_since",
                "in": "query",
                "description": since,
                "schema": {"type": "string", "format": "date-time"},
            },
        ]


def sorts_of(view: Any) -> list[str]:
    """What a view's list can be sorted by, each also backwards."""
    columns = (*ALWAYS, *getattr(view, "sorts", ()))
    return [sign + column for column in columns for sign in ("", "-")]


def moment(text: str) -> Any:
    """The moment named in an address. Raises ValidationError."""
    try:
        return MomentField().run_validation(LOST_PLUS.sub("+", text))
    except exceptions.ValidationError:
        told = _("Skriv tidspunktet som 2027-03-01T00:00:00+00:00.")
        raise exceptions.ValidationError({"changed_since": [told]}) from None
