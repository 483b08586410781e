"""Every answer of the API, in any test, is checked against the API's own description."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import jsonschema_rs
import orjson
from drf_spectacular.generators import SchemaGenerator
from rest_framework.views import APIView

from core.renderers import dumps

HOW = (
    "Declare what the operation answers: a class on core.answers.Answer beside the view's serializers, named with "
    "@extend_schema(responses=…), or with @for_page(…) for what one page alone asks for. See docs/api.md."
)
# Moments are given in UTC, everywhere in the same form.
MOMENT = r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?\+00:00$"

found: list[str] = []


@cache
def description() -> dict[str, Any]:
    """The API's description as the code gives it now; `make check` compares openapi.yaml with it."""
    made: dict[str, Any] = SchemaGenerator().get_schema(request=None, public=True)
    return made


def operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every operation: its method, its path, and its description."""
    for path, methods in description()["paths"].items():
        for method, operation in methods.items():
            yield method.upper(), path, operation


def shape(path: str) -> str:
    """A path without its parameter names, which differ between routes and description."""
    return re.sub(r"<[^>]+>|\{[^}]+\}", "{}", "/" + path.lstrip("/"))


@cache
def _by_shape() -> dict[tuple[str, str], dict[str, Any]]:
    return {(method, shape(path)): operation for method, path, operation in operations()}


@cache
def _components() -> dict[str, Any]:
    return {name: _closed(schema) for name, schema in description()["components"]["schemas"].items()}


def _closed(node: Any) -> Any:
    """A JSON Schema that allows no undeclared property."""
    if isinstance(node, list):
        return [_closed(each) for each in node]
    if not isinstance(node, dict):
        return node
    # An empty text matches several kinds of text, which oneOf would refuse.
    made = {("anyOf" if name == "oneOf" else name): _closed(value) for name, value in node.items()}
    made.pop("nullable", None)
    if "properties" in made and isinstance(made.get("properties"), dict) and "additionalProperties" not in made:
        made["additionalProperties"] = False
    if made.get("format") == "date-time":
        made["pattern"] = MOMENT
    if node.get("nullable") is not True:
        return made
    if isinstance(made.get("type"), str) and "enum" not in made:
        return {**made, "type": [made["type"], "null"]}
    return {"anyOf": [made, {"type": "null"}]}


@cache
def _validator(method: str, path: str, status: str, media: str) -> Any:
    """The validator of one kind of answer; None where the body has no schema."""
    told = _response(_by_shape()[method, path], status)
    schema = told.get("content", {}).get(media, {}).get("schema")
    if schema is None or schema.get("format") == "binary":
        return None
    return _compiled(orjson.dumps(_closed(schema)))


@cache
def _compiled(schema: bytes) -> Any:
    """The validator of a schema, with only the components that it names: all of them are 3 MB when compiled, and a run
    compares some 800 kinds of answers, many with the same schema.
    """
    named = {name: _components()[name] for name in _reached(schema)}
    return jsonschema_rs.validator_for({**orjson.loads(schema), "components": {"schemas": named}})


def _reached(schema: bytes) -> set[str]:
    """The names of the components that a schema leads to."""
    found, waiting = set(), _names(schema)
    while waiting:
        found.add(name := waiting.pop())
        waiting |= _names(orjson.dumps(_components()[name])) - found
    return found


def _names(schema: bytes) -> set[str]:
    return set(re.findall(r'"#/components/schemas/([^"]+)"', schema.decode()))


def _response(operation: dict[str, Any], status: str) -> dict[str, Any]:
    told: dict[str, Any] = operation["responses"].get(status, {})
    name = told.get("$ref", "").rpartition("/")[2]
    return description()["components"]["responses"][name] if name else told


def problems_of(method: str, route: str, response: Any) -> list[str]:
    """Where an answer and its description disagree."""
    path, status = shape(route), str(response.status_code)
    operation = _by_shape().get((method, path))
    if operation is None:
        # The schema does not describe itself, and refusals before a view need no declaration.
        untold = path.endswith("/schema/") or status in {"405", "404", "403", "401"}
        return [] if untold else [f"no such operation is described. {HOW}"]
    if status == "405":
        return []
    if status not in operation["responses"]:
        return [f"the answer {status} is not described: has it a body, a query, a version (@from_version)? {HOW}"]
    media = _media(response)
    content = _response(operation, status).get("content", {})
    if content and media not in content:
        return [f"{status} came as {media}, described as {', '.join(content)}"]
    lacking = [name for name in _required_headers(operation, status) if not response.headers.get(name)]
    if lacking:
        return [f"{status} lacks the header {', '.join(lacking)}, which its description requires"]
    data = getattr(response, "data", None)
    check = _validator(method, path, status, media) if content else None
    if check is None or data is None:
        return []
    wrong = list(check.iter_errors(orjson.loads(dumps(data))))
    return [f"{'.'.join(map(str, each.instance_path)) or 'the answer'}: {each.message[:300]}" for each in wrong[:4]]


def _required_headers(operation: dict[str, Any], status: str) -> list[str]:
    headers = _response(operation, status).get("headers", {})
    return [name for name, told in headers.items() if told.get("required")]


def _media(response: Any) -> str:
    """The media type of an answer, also before it is rendered."""
    told = getattr(response, "content_type", None) or getattr(response, "accepted_media_type", None)
    return str(told or response.headers["Content-Type"]).partition(";")[0]


def watch() -> None:
    """From now on, note in ``found`` every API answer that does not match its description."""
    answer = APIView.dispatch

    def dispatch(self: Any, request: Any, *args: Any, **kwargs: Any) -> Any:
        response = answer(self, request, *args, **kwargs)
        match = request.resolver_match
        if match is not None and match.route.startswith("api/v1/") and request.method not in {"HEAD", "OPTIONS"}:
            label = f"{request.method} /{match.route} for {getattr(self.request.user, 'role', '') or 'nobody'}"
            found.extend(f"{label}: {problem}" for problem in problems_of(request.method, match.route, response))
        return response

    APIView.dispatch = dispatch  # type: ignore[method-assign]
