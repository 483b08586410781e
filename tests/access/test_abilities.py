"""The abilities in a resource agree with what the API allows, for every record, verb and reader."""

from typing import Any

import pytest
from django.db import transaction

from casework.api import router
from children.models import Case

from .world import World, populate

READERS = ["anna", "vera", "petra", "lars", "adam"]
REFUSED = {403, 404, 405, 409}
# These abilities are not one request to the record itself: a page or another resource does it.
ELSEWHERE = {
    "share": "releases, which ask for who it is shared with",
    "write": "new records in the case",
    "agree": "an agreement for the goal",
    "order": "asked with who it is ordered from",
    "make_report": "a report of the assessment",
}


def verbs(basename: str, viewset: Any) -> dict[str, tuple[str, str]]:
    """For each ability: the method and the path below the record that carries it out."""
    found = {"change": ("patch", ""), "remove": ("delete", "")}
    for each in viewset.get_extra_actions():
        if each.detail and "post" in each.mapping:
            found[each.mapping["post"]] = ("post", f"{each.url_path}/")
    return found


def told_and_done(world: World, client: Any, basename: str, viewset: Any, path: str) -> list[str]:
    """Where the abilities of a record disagree with what the API does."""
    shown = client.get(path)
    if shown.status_code != 200 or "abilities" not in shown.json():
        return []
    abilities, version, wrong = shown.json()["abilities"], shown.json().get("version", 1), []
    known = verbs(basename, viewset)
    for ability, may in abilities.items():
        if ability in ELSEWHERE or ability not in known:
            continue
        method, below = known[ability]
        with transaction.atomic():
            answer = client.generic(
                method.upper(), path + below, "{}", "application/json", headers={"If-Match": str(version)}
            )
            transaction.set_rollback(True)
        refused = answer.status_code in REFUSED
        # An empty body may be refused for missing fields (400), which is no refusal of the action. An action that is
        # not allowed never succeeds.
        if refused if may else answer.status_code < 400:
            wrong.append(f"{basename} {ability}: says {may}, answers {answer.status_code}")
    return wrong


@pytest.mark.parametrize("state", ["open", "closed"])
@pytest.mark.parametrize("reader", READERS)
def test_abilities_match_what_the_api_allows(cast, client_of, reader, state):
    world = populate(cast)
    if state == "closed":
        Case.objects.filter(pk=cast.case.pk).update(closed_on="2026-11-01", close_reason="moved")
    client = client_of(getattr(cast, reader))
    client.raise_request_exception = False
    wrong: list[str] = []
    for prefix, viewset, basename in router.registry:
        record = world.objects.get(prefix)
        if record is not None:
            wrong += told_and_done(world, client, basename, viewset, f"/api/v1/{prefix}/{record.pk}/")
    assert wrong == []
