"""The description of the API is complete: every operation declares its purpose, its answers and its errors."""

from collections.abc import Iterator
from typing import Any

from .described import HOW, description, operations

# Operations not typed yet. The list may only shrink: a new operation is typed from the start.
NOT_YET: set[str] = set()
# Objects without a fixed shape: a draft holds the values of any form, a form's values those of its fields.
FREE = {"DraftData", "Values"}


def _free(node: Any, path: str, seen: tuple[str, ...] = ()) -> Iterator[str]:
    """The places of a schema that declare nothing about their content."""
    if "$ref" in node:
        name = node["$ref"].rpartition("/")[2]
        if name not in {*seen, *FREE}:
            yield from _free(description()["components"]["schemas"][name], f"{path}<{name}>", (*seen, name))
        return
    says_nothing = not {"type", "allOf", "oneOf", "anyOf", "enum"} & set(node)
    holds_anything = (
        node.get("type") == "object" and not node.get("properties") and not node.get("additionalProperties")
    )
    if says_nothing or holds_anything:
        yield path
    for name, property in node.get("properties", {}).items():
        yield from _free(property, f"{path}.{name}", seen)
    for each in [*node.get("allOf", ()), *node.get("oneOf", ()), *node.get("anyOf", ())]:
        yield from _free(each, path, seen)
    for inner in ("items", "additionalProperties"):
        if isinstance(node.get(inner), dict):
            yield from _free(node[inner], f"{path}[]", seen)


def _untyped(operation: dict[str, Any]) -> list[str]:
    contents = [body for told in operation["responses"].values() for body in told.get("content", {}).values()]
    return [place for body in contents for place in _free(body["schema"], "")]


def _label(method: str, path: str) -> str:
    return f"{method} {path.removeprefix('/api/v1/')}"


def test_every_operation_declares_its_answer():
    untyped = {_label(method, path) for method, path, operation in operations() if _untyped(operation)}
    assert not untyped - NOT_YET, f"{sorted(untyped - NOT_YET)} answer an untyped object. {HOW}"
    assert not NOT_YET - untyped, f"{sorted(NOT_YET - untyped)} are typed now: take them off the list."


def test_every_operation_has_a_summary_in_one_line():
    told = {_label(method, path): operation.get("summary", "") for method, path, operation in operations()}
    wrong = {name: words for name, words in told.items() if not 3 <= len(words) <= 120 or words.endswith(".")}
    assert not wrong, "The first sentence of the method's docstring is its summary: give it one."


def test_no_two_operations_have_one_summary_in_one_resource():
    told = [(operation["tags"][0], operation["summary"], path) for _method, path, operation in operations()]
    twice = {each[:2] for each in told if sum(each[:2] == other[:2] for other in told) > 1}
    assert not {each for each in twice if each[0] != "pages"}


def test_every_operation_declares_its_errors():
    for method, path, operation in operations():
        told = set(operation["responses"])
        assert {"400", "401", "404", "default"} <= told, f"{method} {path}"
        assert any(status.startswith("2") for status in told), f"{method} {path}"


def test_resources_made_for_pages_are_marked():
    apart = {path for _method, path, operation in operations() if operation.get("x-internal")}
    assert apart == {path for _method, path, operation in operations() if operation["tags"] == ["pages"]}
