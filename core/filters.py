"""Filters of lists. A reference is filtered by its id alone: whether a thing one may not see exists is not told."""

from typing import Any

from django.db import models
from django_filters import rest_framework as filters
from django_filters.rest_framework import DjangoFilterBackend


class ByIds(filters.FilterSet):  # type: ignore[misc]
    """Filter sets made from ``filterset_fields``."""

    FILTER_DEFAULTS: dict[Any, Any] = {
        **filters.FilterSet.FILTER_DEFAULTS,
        models.ForeignKey: {"filter_class": filters.UUIDFilter},
        models.OneToOneField: {"filter_class": filters.UUIDFilter},
    }


class ById(DjangoFilterBackend):  # type: ignore[misc]
    """The filter backend of the API."""

    filterset_base = ByIds
