"""An id the user may not know of is answered like one that does not exist: in addresses, queries and draft names."""

import json
import re
import uuid

import pytest
from django.urls import resolve

from tests.access.routes import routes
from tests.access.world import populate

from .described import operations

UNKNOWN = uuid.UUID("01900000-0000-7000-8000-000000000000")
WHO = ["anna", "vera", "petra", "lars", "adam"]


def asked_by_id():
    """Every operation with a query parameter that is an id."""
    for method, path, operation in operations():
        for each in operation.get("parameters", ()):
            if each["in"] == "query" and each["schema"].get("format") == "uuid":
                yield path, each["name"], method


@pytest.mark.parametrize("who", WHO)
def test_a_query_answers_a_hidden_id_like_an_unknown_one(cast, client_of, who):
    world, client = populate(cast), client_of(getattr(cast, who))
    foreign = [cast.noras_case.pk, cast.noras_child.pk, cast.nora.pk, cast.karls_case.pk, cast.karls_child.pk]
    asked = list(asked_by_id())
    assert len(asked) > 10
    for path, name, _method in asked:
        match = resolve(path.replace("{id}", str(UNKNOWN)).replace("{kind}", "placements"))
        url = world.url(f"api:{match.url_name}", world.arguments(match.route))
        ids = re.compile("|".join(map(str, [UNKNOWN, *foreign])))
        told = {ids.sub("id", str(client.get(url, {name: each}).content)) for each in [UNKNOWN, *foreign]}
        assert len(told) == 1, f"{path}?{name}= tells ids apart"


@pytest.mark.parametrize("who", WHO)
def test_a_drafts_name_does_not_tell_a_foreign_id_from_an_unknown_one(cast, client_of, who):
    foreign = [cast.noras_case.pk, cast.noras_child.pk, cast.nora.pk, cast.nora.municipality_id]
    client, forms = client_of(getattr(cast, who)), {route.name.removeprefix("api:") for route in routes()}
    for form in sorted(each for each in forms if each.endswith(("-list", "-detail")))[::4]:
        for method in ("get", "put", "delete"):
            told = {_draft(client, method, f"drafts/{form}.{each}/") for each in [UNKNOWN, *foreign]}
            assert len(told) == 1, f"{method} {form}"


def _draft(client, method, path):
    body = json.dumps({"data": {"title": "x"}}) if method == "put" else ""
    answer = client.generic(method.upper(), f"/api/v1/{path}", body, "application/json")
    return answer.status_code, answer.content


def test_a_draft_about_a_visible_record_is_kept(cast, api_of):
    goal_form, school_form = f"drafts/goal-list.{cast.case.pk}/", f"drafts/school-detail.{cast.school_a.pk}/"
    assert api_of(cast.anna).put(goal_form, {"data": {"title": "x"}}).status_code == 200
    assert api_of(cast.adam).put(school_form, {"data": {"name": "x"}}).status_code == 200
