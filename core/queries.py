"""The query names of an address: a view declares them, the API's description lists them, others are refused."""

from collections.abc import Iterable
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from rest_framework import exceptions, serializers


class Query(serializers.Serializer[Any]):
    """The query names of a resource: a view's ``asks``, by its action or method."""

    def to_internal_value(self, data: Any) -> Any:
        # An empty filter of a form is no filter.
        if isinstance(data, QueryDict):
            kept = data.copy()
            for name in [name for name in kept if not any(kept.getlist(name))]:
                del kept[name]
            return super().to_internal_value(kept)
        return super().to_internal_value({name: value for name, value in data.items() if value != ""})


class Paged(Query):
    """The page numbers of a list."""

    page = serializers.IntegerField(min_value=1, required=False)
    page_size = serializers.IntegerField(min_value=1, max_value=100, required=False)


def query_class(view: Any, method: str) -> Any:
    """The query that a view's action or method takes, or None."""
    asks: dict[str, Any] = getattr(view, "asks", {})
    action = getattr(view, "action", None) or method.lower()
    if action == "list" and action not in asks and getattr(view, "lists_records", False):
        return view.list_query()
    return asks.get(action)


def names_of(view: Any, method: str) -> set[str]:
    """Every name a query may have: those of ``asks`` or of the list's filters, and a list's page numbers."""
    asked = query_class(view, method)
    names = set(asked().fields) if asked else set()
    if getattr(view, "action", None) == "list" and getattr(view, "lists_records", False):
        names |= {view.paginator.page_query_param, view.paginator.page_size_query_param}
    return names


def unknown(names: Iterable[str]) -> exceptions.ValidationError:
    """The error for names that are unknown here, or not allowed to this user."""
    message = _("Navnet kendes ikke her. Fjern det fra adressen, eller ret stavningen.")
    return exceptions.ValidationError({name: [message] for name in sorted(names)}, code="unknown")


def refuse_unknown(view: Any, request: Any) -> None:
    """Raises ValidationError for unknown names, and for invalid values of known ones."""
    query = request.query_params
    if not query or getattr(request._request, "is_of_a_page", False):
        # A page's address may hold names of the page's own.
        return
    others = set(query) - names_of(view, request.method)
    if others:
        raise unknown(others)
    asked = query_class(view, request.method)
    # A list parses its own query.
    if asked and not hasattr(asked, "listing"):
        asked(data=query).is_valid(raise_exception=True)
