"""How the OpenAPI description is made from the views."""

from typing import Any, Literal

from drf_spectacular.openapi import AutoSchema


class ResourceSchema(AutoSchema):
    """Names operations by resource and verb, and describes the headers every write takes."""

    global_params = ()

    def get_override_parameters(self) -> list[Any]:
        from drf_spectacular.utils import OpenApiParameter

        header: Literal["header"] = "header"
        if self.method in {"PATCH", "DELETE"}:
            return [
                OpenApiParameter(
                    "If-Match", str, header, required=True, description="The version the change was made from."
                )
            ]
        if self.method == "POST":
            return [
                OpenApiParameter(
                    "Idempotency-Key", str, header, description="The same key and body make one record only."
                )
            ]
        return []


PROBLEM: dict[str, Any] = {
    "type": "object",
    "description": "RFC 9457 problem document, in the user's language.",
    "required": ["type", "title", "status"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {key: {"type": "string"} for key in ("field", "message", "code")},
            },
        },
        "conflicts": {"type": "array", "items": {"type": "object", "additionalProperties": True}},
        "version": {"type": "integer"},
    },
}


def describe_errors(result: dict[str, Any], generator: Any, request: Any, public: Any) -> dict[str, Any]:
    """Add the problem document as every operation's error answer."""
    result.setdefault("components", {}).setdefault("schemas", {})["Problem"] = PROBLEM
    content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    for path in result["paths"].values():
        for operation in path.values():
            operation["responses"].setdefault("default", {"description": "A problem.", "content": content})
    return result
