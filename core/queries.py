"""What an address may ask: a view declares the names it knows, the API's description tells them, others are refused."""

from collections.abc import Iterable
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from rest_framework import exceptions, serializers


class Query(serializers.Serializer[Any]):
    """The names a resource can be asked with: a view's ``asks``, by its action or method."""

    def to_internal_value(self, data: Any) -> Any:
        # A filter left empty in a form is no filter.
        if isinstance(data, QueryDict):
            kept = data.copy()
            for name in [name for name in kept if not any(kept.getlist(name))]:
                del kept[name]
            return super().to_internal_value(kept)
        return super().to_internal_value({name: value for name, value in data.items() if value != ""})


class Paged(Query):
    """A list that is turned page by page."""

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
    """Every name a query may have: those of ``asks`` or of the list's filters, and of a list its pages'."""
    asked = query_class(view, method)
    names = set(asked().fields) if asked else set()
    if getattr(view, "action", None) == "list" and getattr(view, "lists_records", False):
        names |= {view.paginator.page_query_param, view.paginator.page_size_query_param}
    return names


def unknown(names: Iterable[str]) -> exceptions.ValidationError:
    """The refusal of names that are not known here, or not to this user."""
    told = _("Navnet kendes ikke her. Fjern det fra adressen, eller ret stavningen.")
    return exceptions.ValidationError({name: [told] for name in sorted(names)}, code="unknown")


def refuse_unknown(view: Any, request: Any) -> None:
    """Raises ValidationError for names nobody knows here, and for what the known ones cannot be."""
    query = request.query_params
    if not query or getattr(request._request, "is_of_a_page", False):
        # A page's address may carry names of the page's own.
        return
    others = set(query) - names_of(view, request.method)
    if others:
        raise unknown(others)
    asked = query_class(view, request.method)
    # A list reads its own.
    if asked and not hasattr(asked, "listing"):
        asked(data=query).is_valid(raise_exception=True)
