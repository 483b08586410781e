"""A change of nothing is no change: whatever is sent as it stands makes no new version, at every route."""

from pathlib import Path

import pytest
import yaml
from django.urls import reverse

from .routes import routes
from .world import populate

DESCRIBED = yaml.safe_load((Path(__file__).parents[2] / "openapi.yaml").read_text())
PATCHED = [route for route in routes() if route.method == "patch"]
# Who may change each, tried in this order.
WRITERS = ("anna", "petra", "adam")


def writable(schema):
    properties = DESCRIBED["components"]["schemas"][schema.rpartition("/")[2]]["properties"]
    return {name for name, each in properties.items() if not each.get("readOnly")}


def fields_of(path):
    """The names a route takes, from the API's description."""
    template = next(each for each in DESCRIBED["paths"] if matches(each, path) and "patch" in DESCRIBED["paths"][each])
    content = DESCRIBED["paths"][template]["patch"]["requestBody"]["content"]["application/json"]
    return writable(content["schema"]["$ref"])


def matches(template, path):
    pairs = list(zip(template.strip("/").split("/"), path.strip("/").split("/"), strict=False))
    return template.count("/") == path.count("/") and all(t.startswith("{") or t == p for t, p in pairs)


@pytest.fixture
def world(cast):
    return populate(cast)


@pytest.mark.parametrize("route", PATCHED, ids=str)
def test_what_is_sent_as_it_stands_makes_no_version(world, client_of, route):
    path = reverse(route.name, kwargs=world.arguments(route.pattern))
    tried = []
    for who in WRITERS:
        client = client_of(getattr(world.cast, who))
        before = client.get(path).json()
        whole = {name: before[name] for name in fields_of(path) & set(before) - set(before.get("restricted", ()))}
        for sent in ({}, whole):
            headers = {"If-Match": str(before.get("version", 1))}
            answer = client.patch(path, sent, "application/json", headers=headers)
            tried.append((who, answer.status_code, answer.json().get("errors")))
            if answer.status_code == 200:
                assert answer.json()["version"] == before["version"], (who, sent)
        if answer.status_code == 200:
            return
    raise AssertionError(f"nobody could change it: {tried}")
