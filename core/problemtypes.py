"""The API's kinds of problems: a code for programs, an address with its description, and words."""

from typing import Any, NamedTuple

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class ProblemType(NamedTuple):
    """One kind of problem. ``meaning`` is for programmers; the title is for users."""

    code: str
    status: int
    title: str | Promise
    meaning: str

    @property
    def address(self) -> str:
        """The address of its description: the ``type`` of a problem document."""
        return settings.SITE_URL + reverse("api:problem-detail", args=[self.code])


KINDS = [
    ProblemType("unreadable", 400, _("Det lykkedes ikke"), "The body is no JSON object, or the request is broken."),
    ProblemType("invalid", 400, _("Noget skal rettes"), "Fields or query names are wrong: errors says which and why."),
    ProblemType("not-signed-in", 401, _("Log ind først"), "No session and no valid token came with the request."),
    ProblemType("not-allowed", 403, _("Det har du ikke adgang til"), "The user may know of it, but not do this."),
    ProblemType("not-found", 404, _("Ikke fundet"), "It does not exist, or the user may not know that it does."),
    ProblemType("no-such-method", 405, _("Det lykkedes ikke"), "The resource has no such method."),
    ProblemType("not-acceptable", 406, _("Det lykkedes ikke"), "The answer is JSON; Accept asks for something else."),
    ProblemType("too-slow", 408, _("Det lykkedes ikke"), "The body came too slowly, or stopped halfway."),
    ProblemType("refused", 409, _("Det kan ikke lade sig gøre nu"), "The state of things does not allow it."),
    ProblemType("length-required", 411, _("Det lykkedes ikke"), "Content-Length is missing: no chunked bodies."),
    ProblemType(
        "stale-version",
        412,
        _("Rettet af en anden imens"),
        "If-Match is not the record's version. conflicts, taken and version say what is there now.",
    ),
    ProblemType("too-large", 413, _("For stort"), "The body is larger than is taken."),
    ProblemType("wrong-media-type", 415, _("Det lykkedes ikke"), "The body is not of a type that is read here."),
    ProblemType("key-reused", 422, _("Det lykkedes ikke"), "The Idempotency-Key has come before with another body."),
    ProblemType("version-required", 428, _("Det lykkedes ikke"), "If-Match is missing: send the record's ETag."),
    ProblemType("too-many", 429, _("For mange forsøg"), "Too many requests: wait for as long as Retry-After says."),
    ProblemType("failed", 500, _("Det lykkedes ikke"), "The application failed. It is noted; nothing was written."),
    ProblemType("unavailable", 503, _("Vi er tilbage om lidt"), "The application is not able to answer just now."),
]
BY_CODE = {kind.code: kind for kind in KINDS}
BY_STATUS = {kind.status: kind for kind in KINDS}


def kind_of(status: int, code: str = "") -> ProblemType:
    """The kind for a status, or for a code where a status has several."""
    return BY_CODE[code] if code else BY_STATUS.get(status, BY_CODE["failed"])


def schema() -> dict[str, Any]:
    """The problem document in the API's description."""
    text = {"type": "string"}
    return {
        "type": "object",
        "description": "RFC 9457 problem document, in the user's language. A program reads code and errors.",
        "required": ["type", "code", "title", "status", "detail"],
        "properties": {
            "type": {"type": "string", "format": "uri"},
            "code": {"type": "string", "enum": [kind.code for kind in KINDS]},
            "title": text,
            "status": {"type": "integer"},
            "detail": text,
            "errors": {"type": "array", "items": _object(field=text, message=text, code=text)},
            "conflicts": {
                "type": "array",
                "items": _object(field=text, label=text, yours=text, theirs=text),
            },
            "taken": {"type": "object", "additionalProperties": _object(label=text, value={}, text=text)},
            "version": {"type": "integer"},
        },
    }


def _object(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "required": [*properties], "properties": properties}


def describe_errors(result: dict[str, Any], generator: Any, request: Any, public: Any) -> dict[str, Any]:
    """Add to every operation of the API's description the problems it may answer with."""
    components = result.setdefault("components", {})
    components.setdefault("schemas", {})["Problem"] = schema()
    content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    components["responses"] = {
        kind.code: {"description": f"{kind.code}: {kind.meaning}", "content": content} for kind in BY_STATUS.values()
    }
    components["responses"]["problem"] = {"description": "Any other problem.", "content": content}
    for method, operation in ((m, o) for path in result["paths"].values() for m, o in path.items()):
        for status in sorted(_statuses(method, operation)):
            reference = {"$ref": f"#/components/responses/{BY_STATUS[status].code}"}
            operation["responses"].setdefault(str(status), reference)
        if "201" in operation["responses"]:
            location = {"schema": {"type": "string"}, "required": True, "description": "The address of what was made."}
            operation["responses"]["201"]["headers"] = {"Location": location}
        operation["responses"]["default"] = {"$ref": "#/components/responses/problem"}
    return result


def _statuses(method: str, operation: dict[str, Any]) -> set[int]:
    """The error statuses of an operation, by its input. A caller without permission gets 404, which every operation
    has.
    """
    asked = {(each["in"], each["name"]) for each in operation.get("parameters", ())}
    found = {400, 401, 403, 404, 429}
    if method != "get":
        found |= {409, 413, 415}
    elif operation.get("x-internal"):
        # For the page of a form that the present state does not allow.
        found.add(409)
    if ("header", "If-Match") in asked:
        found |= {412, 428}
    if ("header", "Idempotency-Key") in asked:
        found.add(422)
    return found
