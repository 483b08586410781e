"""Generates the OpenAPI description from the views."""

import re
from collections.abc import Callable
from typing import Any, Literal, TypeVar

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers

from .answers import Answer
from .queries import query_class

HEADER: Literal["header"] = "header"
IF_MATCH = OpenApiParameter(
    "If-Match", str, HEADER, required=True, description="The version the change is made from, as ETag gave it."
)
ONCE = OpenApiParameter(
    "Idempotency-Key", str, HEADER, description="The same key and body write once, however often they are sent."
)
# The verbs of a resource, in the words of its summary.
VERBS = {
    "list": "List",
    "retrieve": "Get",
    "create": "Create",
    "partial_update": "Change",
    "destroy": "Delete",
}
PAGES = "pages"
INTERNAL = "Made for one of the application's own pages: it changes with the page, without notice."
Method = TypeVar("Method", bound=Callable[..., Any])


def for_page(answer: Any, **options: Any) -> Callable[[Method], Method]:
    """Describe an operation for one page alone: its answer, and its place apart from the public resources."""
    extensions = {"x-internal": True, **options.pop("extensions", {})}
    return extend_schema(responses=answer, tags=[PAGES], extensions=extensions, **options)


def from_version(method: Method) -> Method:
    """Mark a verb of a view set as one on a record's version: it takes If-Match, as PATCH and DELETE do."""
    method.from_version = True  # type: ignore[attr-defined]
    return method


class ResourceSchema(AutoSchema):
    """Names operations by resource and verb, and describes the headers of writes and the nullable fields of answers."""

    global_params = ()

    def get_override_parameters(self) -> list[Any]:
        action = getattr(self.view, str(getattr(self.view, "action", None)), None)
        asked = query_class(self.view, self.method)
        found: list[Any] = [asked] if asked else []
        is_of_a_record = hasattr(self.view, "expected_version")
        if (is_of_a_record and self.method in {"PATCH", "DELETE"}) or getattr(action, "from_version", False):
            found.append(IF_MATCH)
        if self.method == "POST":
            found.append(ONCE)
        return found

    def get_summary(self) -> str:
        """The first sentence of the method's docstring; else verb and resource."""
        action = getattr(self.view, "action", None)
        method: Any = getattr(self.view, action or self.method.lower(), None)
        said = (method.__doc__ or "").strip().partition("\n\n")[0] if method else ""
        if action not in VERBS or (said and method.__qualname__.startswith(type(self.view).__name__)):
            return re.split(r"(?<=[a-z])[.:;]", " ".join(said.split()), maxsplit=1)[0].strip().rstrip(".")
        many = self.get_tags()[0].replace("-", " ")
        return f"{VERBS[action]} {many if action == 'list' else self._one()}"

    def _one(self) -> str:
        """The name of a single record of the resource: its model's name, in words."""
        model = getattr(getattr(self.view, "queryset", None), "model", None)
        name = model.__name__ if model else self.get_tags()[0]
        return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()

    def _map_serializer_field(self, field: Any, direction: str, bypass_extensions: bool = False) -> Any:
        if direction == "response":
            field = _as_answered(field)
        return super()._map_serializer_field(field, direction, bypass_extensions)  # type: ignore[no-untyped-call]

    def _get_serializer_field_meta(self, field: Any, direction: str) -> dict[str, Any]:
        meta: dict[str, Any] = super()._get_serializer_field_meta(field, direction)  # type: ignore[no-untyped-call]
        # A default of None is used where the source of a field does not exist.
        if direction == "response" and (_may_be_closed(field) or getattr(field, "default", "") is None):
            meta["nullable"] = True
        return meta

    def _map_basic_serializer(self, serializer: Any, direction: str) -> dict[str, Any]:
        schema: dict[str, Any] = super()._map_basic_serializer(serializer, direction)  # type: ignore[no-untyped-call]
        if direction == "response" and not isinstance(serializer, Answer):
            # A record's answer has all of its fields, also those that are optional in a request.
            schema["required"] = sorted(schema.get("properties", {}))
        return schema


def _as_answered(field: Any) -> Any:
    """A read-only field with its possible answers: DRF forgets there that the model allows null and empty choices."""
    parent = getattr(field, "parent", None)
    if isinstance(parent, serializers.ModelSerializer) and field.read_only and field.source in _columns(parent):
        column = _columns(parent)[field.source]
        field.allow_null = field.allow_null or column.null
        if isinstance(field, serializers.ChoiceField):
            field.allow_blank = field.allow_blank or column.blank
    return field


def _columns(serializer: Any) -> dict[str, Any]:
    return {column.name: column for column in serializer.Meta.model._meta.concrete_fields}


def _may_be_closed(field: Any) -> bool:
    """Whether a reader of the record may get null in this field (see ``restricted``)."""
    asked = getattr(getattr(field, "parent", None), "may_be_closed", None)
    return bool(asked and asked(field.field_name))
