"""The values of a posted form, as the data the API takes."""

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict
from rest_framework import serializers

from .formkinds import kind_of

# The page counts the rows' numbers up; a longer number is not from it.
MOST_DIGITS = 6
NO_FILES: Mapping[str, Any] = {}


def typed(post: QueryDict, serializer: Any, files: Mapping[str, Any] = NO_FILES, prefix: str = "") -> dict[str, Any]:
    """A posted form as the data the API takes, by the serializer's fields, with its uploaded ``files``.

    Browsers send only checked boxes, so ``<name>-shown`` tells that one was on the page. Empty rows are dropped. A
    nested record is read whole, so that its values can be drawn again; ``without_empty_parts`` then leaves out the
    optional ones without input.
    """
    data: dict[str, Any] = {}
    places: dict[str, dict[int, int]] = {}
    for name, source in serializer.fields.items():
        key = prefix + name
        if source.read_only:
            continue
        if isinstance(source, serializers.ListSerializer):
            rows = {n: typed(post, source.child, files, f"{key}-{n}-") for n in _row_numbers(post, key)}
            kept = {n: row for n, row in rows.items() if _is_begun(row, source.child)}
            if rows or f"{key}-shown" in post:
                data[name] = list(kept.values())
                places[name] = {n: place for place, n in enumerate(kept)}
        elif isinstance(source, serializers.Serializer):
            if any(sent.startswith(f"{key}-") for sent in post):
                data[name] = typed(post, source, files, f"{key}-")
        elif isinstance(source, serializers.FileField):
            if key in files:
                data[name] = files[key]
        elif _fits(post, key) or f"{key}-shown" in post:
            data[name] = _typed_value(post, key, source)
    _name_rows_anew(data, serializer, places)
    return data


def _name_rows_anew(data: dict[str, Any], serializer: Any, places: Mapping[str, Mapping[int, int]]) -> None:
    """Renumber references to another group's rows (``goals.2``) after its empty rows are dropped.

    A field has them by ``style={"names_a_row_of": "goals"}``. A reference to an empty row gets the number after the
    last.
    """
    for name in places:
        child = serializer.fields[name].child
        for field_name, source in getattr(child, "fields", {}).items():
            group = source.style.get("names_a_row_of")
            for row in data[name] if group else ():
                of, _dot, number = str(row.get(field_name, "")).partition(".")
                if of == group and number.isdecimal():
                    found = places.get(group, {})
                    row[field_name] = f"{group}.{found.get(int(number), len(found))}"


def without_empty_parts(data: dict[str, Any], serializer: Any) -> dict[str, Any]:
    """The typed values without optional nested records that have no input."""
    optional = {
        name: source
        for name, source in serializer.fields.items()
        if isinstance(source, serializers.Serializer) and not source.required
    }
    return {name: value for name, value in data.items() if name not in optional or _is_begun(value, optional[name])}


def _is_begun(typed_in: dict[str, Any], serializer: Any) -> bool:
    """Whether a row or part of the form has input.

    The first value of a list or a date is a default and does not count. A serializer says of a field that differs from
    its kind whether it counts: ``style={"begins": True}``.
    """
    own = (serializers.ChoiceField, serializers.BooleanField, serializers.DateField)
    fields = serializer.fields
    begins = {name for name in typed_in if fields[name].style.get("begins", not isinstance(fields[name], own))}
    return any(value not in ("", [], None) for name, value in typed_in.items() if name in begins)


def _row_numbers(post: QueryDict, name: str) -> list[int]:
    numbers = {key.split("-")[1] for key in post if key.startswith(f"{name}-")}
    return sorted(int(number) for number in numbers if number.isdecimal() and len(number) < MOST_DIGITS)


def _typed_value(post: QueryDict, key: str, source: Any) -> Any:
    return kind_of(source).read(_texts(post, key), source)


def _fits(post: QueryDict, key: str) -> bool:
    """Whether a field was sent with a possible value: a draft may hold any JSON."""
    return key in post and (not post.getlist(key) or bool(_texts(post, key)))


def _texts(post: QueryDict, key: str) -> list[str]:
    """The typed texts of a field, without values that no control can send."""
    values: list[Any] = post.getlist(key)
    return [str(value).lower() if isinstance(value, bool) else str(value) for value in values if _is_plain(value)]


def _is_plain(value: Any) -> bool:
    return isinstance(value, str | int | float)
