"""What an address may ask: a view declares the names it knows, the API's description tells them, others are refused."""

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
    return asks.get(getattr(view, "action", None) or method.lower())


def names_of(view: Any, method: str) -> set[str]:
    """Every name a query may have: those of ``asks``, and of a list its filters' and its pages'."""
    asked = query_class(view, method)
    names = set(asked().fields) if asked else set()
    if getattr(view, "action", None) == "list" and getattr(view, "lists_records", False):
        names |= {view.paginator.page_query_param, view.paginator.page_size_query_param}
        names = names.union(*(backend().names(view) for backend in view.filter_backends))
    return names


def refuse_unknown(view: Any, request: Any) -> None:
    """Raises ValidationError for names nobody knows here, and for what the known ones cannot be."""
    query = request.query_params
    if not query or getattr(request._request, "is_of_a_page", False):
        # A page's address may carry names of the page's own.
        return
    unknown = set(query) - names_of(view, request.method)
    if unknown:
        told = _("Navnet kendes ikke her. Fjern det fra adressen, eller ret stavningen.")
        raise exceptions.ValidationError({name: [told] for name in sorted(unknown)}, code="unknown")
    asked = query_class(view, request.method)
    if asked:
        asked(data=query).is_valid(raise_exception=True)
