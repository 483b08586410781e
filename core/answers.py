"""The answers of operations that are more than one record: classes that describe them but do not build them.

A view returns plain data; the class beside its serializers describes it in the API's description. Tests compare every
answer with its description, so a name added in one place and not in the other is found at once.
"""

from functools import cache
from typing import Any

from drf_spectacular.utils import extend_schema_field, extend_schema_serializer
from rest_framework import serializers


@extend_schema_serializer(many=False)
class Answer(serializers.Serializer[Any]):
    """Base of all answers. Fields that may be absent have ``required=False``, those that may be null
    ``allow_null=True``.
    """


class Choice(Answer):
    """One option of a field in a form."""

    value = serializers.CharField(allow_blank=True)
    label = serializers.CharField()  # type: ignore[assignment]
    hint = serializers.CharField(required=False)


class FilterChoice(Choice):
    """One choice of a filter."""

    chosen = serializers.BooleanField()


class FilterOffer(Answer):
    """A filter of a list for a page. One without a label is in use, and the page keeps it."""

    name = serializers.CharField()
    label = serializers.CharField(allow_blank=True)  # type: ignore[assignment]
    value = serializers.CharField(allow_blank=True)
    choices = FilterChoice(many=True)


class Choices(serializers.DictField):
    """The options of a form's fields, by the field's name."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(child=serializers.ListField(child=Choice()), **kwargs)


@extend_schema_field({"type": "object", "additionalProperties": {}}, component_name="Values")
class Values(serializers.DictField):
    """The initial values of a form, by field name. Its shape varies: a new record has a few of its fields, a changed
    one all of them.
    """


class Texts(serializers.DictField):
    """Texts by name."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(child=serializers.CharField(), **kwargs)


class Abilities(serializers.DictField):
    """What this user may do, by ability name."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(child=serializers.BooleanField(), **kwargs)


@cache
def paged(row: type[Answer], name: str = "") -> type[Answer]:
    """The answer class of a page of rows, for a list that has further data."""
    whole = {key: serializers.IntegerField() for key in ("count", "page", "pages", "page_size")}
    turns = {key: serializers.CharField(allow_null=True) for key in ("next", "previous")}
    return type(name or f"{row.__name__}Page", (Answer,), {**whole, **turns, "results": row(many=True)})


def with_more(base: Any, name: str, **more: Any) -> Any:
    """The answer class of a serializer's record with further fields, for one page."""
    classes = {**getattr(base.Meta, "classes", {}), **dict.fromkeys(more)}
    meta = type("Meta", (base.Meta,), {"fields": [*base.Meta.fields, *more], "classes": classes})
    return type(base)(name, (base,), {**more, "Meta": meta, "__doc__": base.__doc__, "__module__": base.__module__})
