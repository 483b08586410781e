"""A field nobody knows is refused and named, at every operation that takes a body."""

import pytest
from django.db import transaction

from tests.description.described import operations

from .test_any_input import resolved_ids
from .world import populate

# Who writes most of it, tried in this order.
WRITERS = ("anna", "adam", "petra", "lars")
UNKNOWN = "findes_ikke"
JSON = "application/json"


def taking_json():
    return [(m, path) for m, path, told in operations() if JSON in told.get("requestBody", {}).get("content", {})]


def refusal(client, method, path):
    """What is said of a body with an unknown field; None where this user gets no further than the door."""
    headers = {"If-Match": "1"}
    with transaction.atomic():
        answer = client.generic(method, path, f'{{"{UNKNOWN}": 1}}', JSON, headers=headers)
        transaction.set_rollback(True)
    assert answer.status_code >= 400, f"{method} {path} took it: {answer.status_code}"
    if answer.status_code != 400:
        return None
    return {error["field"] for error in answer.json().get("errors", ())}


@pytest.mark.timeout(300)
def test_an_unknown_field_is_refused_and_named(cast, client_of):
    world = populate(cast)
    clients = [client_of(getattr(cast, who)) for who in WRITERS]
    untold = []
    for method, template in taking_json():
        path = template.format(**resolved_ids(template, world))
        said = [each for each in (refusal(client, method, path) for client in clients) if each is not None]
        if said and not any(UNKNOWN in fields for fields in said):
            untold.append((method, template, said[0]))
    assert untold == []


def test_an_unknown_field_of_one_school_year_is_named_at_its_row(cast, api_of):
    years = [{"starts_in": 2030, "version": None, UNKNOWN: 1}]
    answer = api_of(cast.adam).post("school-years/save-all/", {"years": years})
    assert [error["field"] for error in answer.json()["errors"]] == [f"years.0.{UNKNOWN}"]
