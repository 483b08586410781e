"""A list of records, built from its filters and sorts: its query names, and what a page offers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from django.db import models
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework import exceptions, serializers

from . import access
from .columns import classes_of
from .filters import NOT_DRAWN, Filter
from .models import Record
from .queries import Query, unknown

# A filter of every list of records.
SINCE = Filter("changed_at__gte", label=NOT_DRAWN)
ON_RECORDS = ("changed_at", "created_at")


@dataclass(frozen=True)
class Sort:
    """One sort of a list: the arguments of ``order_by()``, and its words on a page, or NOT_DRAWN."""

    order: tuple[Any, ...]
    label: Any = None


def sorted_by(*columns: str) -> dict[str, Sort]:
    """A sort by each column, ascending and descending ("-held_on")."""
    names = [sign + column for column in columns for sign in ("", "-")]
    return {name: Sort((name, "pk"), NOT_DRAWN) for name in names}


class Listing:
    """The filters and sorts of one list.

    ``sort`` is the default; without it the queryset keeps its own order.
    """

    def __init__(
        self, model: type[models.Model], filters: Mapping[str, Filter], sorts: Mapping[str, Sort], sort: str = ""
    ) -> None:
        self.model, self.filters, self.sorts, self.sort = model, filters, sorts, sort

    @cached_property
    def query(self) -> type[Query]:
        """The query names of the list, also for the API's description."""
        fields = {name: each.field_for(self.model) for name, each in self.filters.items()}
        if self.sorts:
            fields["sort"] = serializers.ChoiceField(choices=list(self.sorts), required=False)
        return type(f"{self.model.__name__}ListQuery", (Query,), {**fields, "listing": self})

    @cached_property
    def defaults(self) -> dict[str, Any]:
        """The values that apply without a query."""
        sort = {"sort": self.sort} if self.sort else {}
        return {name: each.default for name, each in self.filters.items() if each.default is not None} | sort

    def asked(self, query: Any, role: str, *, masked: bool = False) -> dict[str, Any]:
        """The requested filters and sort, with defaults. Raises ValidationError for unreadable values, and for those
        not allowed to the role.

        Names that belong to no filter or sort are the caller's.
        """
        names = [name for name in (*self.filters, *(["sort"] if self.sorts else [])) if query.get(name)]
        if not names:
            return self.defaults
        closed = [name for name in names if name != "sort" and not self.may_use(name, role, masked=masked)]
        if closed:
            raise unknown(closed)
        if "sort" in names:
            self._demand_sort(query["sort"], role, masked=masked)
        wanted = self.query(data=query, partial=True)
        wanted.is_valid(raise_exception=True)
        found = {name: value for name, value in wanted.validated_data.items() if value not in ("", None, set())}
        return {**self.defaults, **found}

    def _demand_sort(self, sort: str, role: str, *, masked: bool) -> None:
        """Raises ValidationError for a sort that does not exist, or is not allowed to the role."""
        offered = [name for name in self.sorts if self.may_sort(name, role, masked=masked)]
        if sort not in offered:
            message = _("Der kan ikke sorteres sådan. Vælg en af: %(names)s.")
            raise exceptions.ValidationError({"sort": [message % {"names": ", ".join(offered)}]})

    def narrowed(self, queryset: Any, asked: Mapping[str, Any]) -> Any:
        """The queryset with the requested filters applied."""
        today = timezone.localdate()
        for name, each in self.filters.items():
            if name in asked:
                queryset = queryset.filter(each.asks(asked[name], today))
        return queryset

    def sorted(self, queryset: Any, asked: Mapping[str, Any]) -> Any:
        """The queryset in the requested order."""
        return queryset.order_by(*self.sorts[asked["sort"]].order) if "sort" in asked else queryset

    def may_use(self, name: str, role: str, *, masked: bool = False) -> bool:
        """Whether a role may use a filter of the list."""
        return access.may_narrow(role, self.filters[name].classes(self.model), masked=masked)

    def may_sort(self, name: str, role: str, *, masked: bool = False) -> bool:
        """Whether a role may use a sort of the list."""
        return access.may_narrow(role, _classes_of_order(self.model, self.sorts[name]), masked=masked)

    def offered(self, asked: Mapping[str, Any], role: str, *, masked: bool = False) -> list[dict[str, Any]]:
        """The filters and sorts a page offers this role, with the chosen values, as ``answers.FilterOffer``
        describes.

        A filter that is not drawn is included only where it is in use, for the page to keep it. Raises ValueError where
        a filter or sort does not say what the page makes of it.
        """
        self._demand_words()
        rows = [
            _offer(name, each.label, asked.get(name), each.options(self.model), each.unset)
            for name, each in self.filters.items()
            if (each.label or name in asked) and self.may_use(name, role, masked=masked)
        ]
        named = [(name, each.label) for name, each in self.sorts.items() if each.label]
        sorts = [(name, label) for name, label in named if self.may_sort(name, role, masked=masked)]
        return [*rows, _offer("sort", _("Sortér efter"), asked.get("sort"), sorts)] if sorts else rows

    def _demand_words(self) -> None:
        """Raises ValueError for a filter or sort with neither a label nor NOT_DRAWN, and for a drawn filter without a
        choice that leaves the list whole.
        """
        rows: dict[str, Filter | Sort] = {**self.filters, **self.sorts}
        undecided = [name for name, each in rows.items() if each.label is None]
        if undecided:
            raise ValueError(f"{undecided}: give a label, or NOT_DRAWN, as a page offers this list")
        endless = [name for name, each in self.filters.items() if each.label and not (each.unset or each.default)]
        if endless:
            raise ValueError(f"{endless}: give a default, or the words of no choice (unset)")


def _offer(name: str, label: Any, asked: Any, options: Iterable[tuple[str, Any]], unset: Any = "") -> dict[str, Any]:
    chosen = asked if isinstance(asked, set) else {str(asked or "")}
    offered = [("", unset), *options] if unset else options
    choices = [{"value": value, "label": str(words), "chosen": value in chosen} for value, words in offered]
    return {"name": name, "label": str(label), "value": str(asked or "") if not choices else "", "choices": choices}


@cache
def _classes_of_order(model: Any, sort: Sort) -> frozenset[str]:
    return classes_of(QuerySet(model).order_by(*sort.order))


@cache
def listing_of(view: Any) -> Listing:
    """The listing of a ``Listed`` view set: its ``filters``, its ``sorts``, and those of every record."""
    model = view.queryset.model
    is_record = issubclass(model, Record)
    filters = {**view.filters, **({"changed_since": SINCE} if is_record else {})}
    return Listing(model, filters, sorted_by(*(ON_RECORDS if is_record else ()), *view.sorts))
