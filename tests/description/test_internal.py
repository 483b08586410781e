"""What is made for one page is marked internal; every other resource is a record's own, or stands in docs/api.md."""

import ast
from pathlib import Path

from casework import api
from core.schema import PAGES

from .described import operations, shape

ROOT = Path(__file__).parents[2]
# Pages make these names from the kind of record.
MADE_NAMES = {"assessmentpart-sharing", "assessmentreport-sharing"}


def gets():
    """The GET operations of the API, by the shape of their path."""
    return {shape(path): operation for method, path, operation in operations() if method == "GET"}


def paths_by_route():
    """The paths of each route of the API, by its name."""
    found = {}
    for route in api.urlpatterns:
        found.setdefault(route.name, set()).add(shape(f"api/v1/{route.pattern}"))
    return found


def paths_of_records():
    """The lists and the records of the router's view sets."""
    routes = [(route, route.callback.actions.get("get")) for route in api.router.urls]
    return {shape(f"api/v1/{route.pattern}") for route, verb in routes if verb in {"list", "retrieve"}}


def paths_asked_by_pages():
    """The paths whose route a page module names."""
    routes, names = paths_by_route(), set(MADE_NAMES)
    for module in ROOT.glob("*/**/*.py"):
        if "pages" in module.stem or module.parent.name == "pages":
            names |= {node.value for node in ast.walk(ast.parse(module.read_text())) if _is_text(node)}
    return set().union(*(paths for name, paths in routes.items() if name in names))


def _is_text(node):
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def paths_in_the_guide():
    """The paths listed in docs/api.md under "Beside the records"."""
    guide = (ROOT / "docs" / "api.md").read_text()
    listed = guide.partition("## Beside the records")[2].partition("\n## ")[0]
    return {shape(f"api/v1/{line.split('`')[1]}") for line in listed.splitlines() if line.startswith("- `")}


def internal():
    """The paths of the internal GET operations."""
    return {path for path, operation in gets().items() if operation.get("x-internal")}


def test_a_resource_is_internal_or_a_records_own_or_in_the_guide():
    unmarked = set(gets()) - internal() - paths_of_records() - paths_in_the_guide()
    assert not unmarked, "mark what one page asks for with @for_page, or tell others of it in docs/api.md"


def test_the_guide_names_public_resources_that_exist():
    assert paths_in_the_guide() <= set(gets()) - internal() - paths_of_records()


def test_a_page_asks_for_every_internal_resource():
    assert internal() <= paths_asked_by_pages(), "no page asks for it: remove it, or make it public"


def test_what_is_internal_stands_apart_from_the_public_resources():
    assert {path for path, operation in gets().items() if operation["tags"] == [PAGES]} == internal()
