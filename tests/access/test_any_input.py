"""Any input made from the API's own description gets a proper answer: the API never breaks."""

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from django.db import transaction
from django.test import Client
from django.urls import resolve
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.core import NOT_SET
from schemathesis.generation import GenerationMode

from .world import World, populate

SCHEMA = schemathesis.openapi.from_path(Path(__file__).parents[2] / "openapi.yaml")
ANY_ID = "01900000-0000-7000-8000-000000000000"
# Allauth answers these; the tests of sign-in read them in words.
WHO = ("anna", "vera")


def _by_resource() -> dict[str, list[Any]]:
    found = defaultdict(list)
    for each in SCHEMA.get_all_operations():
        operation = each.ok()
        if not operation.body or "application/json" in operation.get_request_payload_content_types():
            found[operation.path.split("/")[3]].append(operation)
    return found


OPERATIONS = _by_resource()


def resolved_ids(template: str, world: World) -> dict[str, Any]:
    """The ids of existing records, so that a request gets as far as it can."""
    names = [part.partition("}")[0] for part in template.split("{")[1:]]
    path = template
    for name in names:
        path = path.replace(f"{{{name}}}", "some-form" if name == "key" else ANY_ID)
    match = resolve(path)
    given_ids = world.arguments(match.route)
    return {name: str(value) for name, value in zip(names, given_ids.values(), strict=True)}


def _send(client: Client, case: Any) -> Any:
    # A signed-in session and a version, so that the body is read at all.
    headers = {"If-Match": '"1"'} | {
        name: str(value)
        for name, value in dict(case.headers or {}).items()
        if name != "Authorization" and str(value).isascii() and str(value).isprintable()
    }
    body = "" if case.body is NOT_SET else json.dumps(case.body, default=str)
    query = {name: str(value) for name, value in dict(case.query or {}).items()}
    with transaction.atomic():
        response = client.generic(
            case.method, case.formatted_path, body, "application/json", headers=headers, query_params=query
        )
        transaction.set_rollback(True)
    return response


@pytest.mark.parametrize("resource", sorted(OPERATIONS))
@pytest.mark.timeout(300)
def test_whatever_is_sent_is_answered_in_words(cast, client_of, resource):
    world = populate(cast)
    clients = [client_of(getattr(world.cast, who)) for who in WHO]
    for client in clients:
        client.raise_request_exception = False
    for operation in OPERATIONS[resource]:
        for mode in GenerationMode if operation.body else [GenerationMode.POSITIVE]:
            _try(operation, mode, resolved_ids(operation.path, world), clients)


def _try(operation: Any, mode: Any, ids: dict[str, Any], clients: list[Client]) -> None:
    @settings(
        max_examples=4,
        phases=[Phase.generate],
        suppress_health_check=[*HealthCheck],
        deadline=None,
    )
    @given(case=operation.as_strategy(generation_mode=mode, path_parameters=ids))
    def holds(case: Any) -> None:
        for client in clients:
            response = _send(client, case)
            told = f"{operation.label} {case.query} {case.body!r}: {response.status_code}"
            assert response.status_code < 500, told
            if response.status_code >= 400:
                assert response.headers["Content-Type"] == "application/problem+json", told

    holds()
