"""Every write of a record uses one sequence: it is refused without a version, and with an outdated one too."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.db import transaction
from django.urls import resolve

from .world import populate

ROOT = Path(__file__).parents[2]
ANY_ID = "01900000-0000-7000-8000-000000000000"
# The users with the most rights: what one may not do, another may.
WRITERS = ["anna", "vera", "petra", "lars", "adam"]
APPS = ["accounts", "assessments", "children", "followup", "goals", "insight", "meetings", "support"]


def from_a_version() -> Iterator[tuple[str, str]]:
    """The method and path of every operation that requires a version."""
    described = yaml.safe_load((ROOT / "openapi.yaml").read_text())
    for path, operations in described["paths"].items():
        for method, operation in operations.items():
            if any(each.get("name") == "If-Match" for each in operation.get("parameters", ())):
                yield method, path


def address(world: Any, path: str) -> str:
    """The path with the ids of existing records."""
    names = [part.partition("}")[0] for part in path.split("{")[1:]]
    somewhere = path
    for name in names:
        somewhere = somewhere.replace(f"{{{name}}}", ANY_ID)
    match = resolve(somewhere)
    ids = world.arguments(match.route)
    return str(world.url(match.view_name, ids))


def answers(client: Any, method: str, url: str, headers: dict[str, str]) -> int:
    with transaction.atomic():
        status: int = client.generic(method.upper(), url, "{}", "application/json", headers=headers).status_code
        transaction.set_rollback(True)
    return status


@pytest.mark.timeout(600)
@pytest.mark.parametrize(("headers", "refusal"), [({}, 428), ({"If-Match": "999"}, 412)])
def test_no_record_is_written_without_its_version(cast, client_of, headers, refusal):
    world = populate(cast)
    clients = [client_of(getattr(cast, who)) for who in WRITERS]
    wrong = []
    for method, path in from_a_version():
        told = {answers(client, method, address(world, path), headers) for client in clients} - {403, 404, 409}
        # Nobody gets past the version check, and for users who get that far it is the refusal.
        if not told <= {refusal}:
            wrong.append(f"{method} {path}: {sorted(told)}")
    assert wrong == []


# Only called by the one write sequence; a write that takes the record away looks for its repetition first.
STEPS = re.compile(r"\.(already_written|remember_written)\(|except Conflict")
ROWS = re.compile(r"(?<!class )\bChange\(|Change\.objects\.create")


def sources(*folders: str) -> Iterator[Path]:
    return (path for folder in folders for path in (ROOT / folder).rglob("*.py") if "migrations" not in path.parts)


def test_no_view_has_an_order_of_its_own():
    # Many school years in one body, each with its own version.
    allowed = {"followup/api/schoolyears.py"}
    found = {str(path.relative_to(ROOT)) for path in sources(*APPS) if STEPS.search(path.read_text())}
    assert found <= allowed


def test_rows_of_the_history_are_made_in_one_place():
    folders = (*APPS, "casework", "core")
    assert [path for path in sources(*folders) if ROWS.search(path.read_text())] == []
