"""A client generated from the description works against a running server."""

import importlib
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from accounts.models import ApiToken
from tests.cast import BEGAN

from .described import description

pytestmark = pytest.mark.timeout(300)
PROGRAM = Path(sys.executable).with_name("openapi-python-client")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The client, generated into a folder of its own."""
    folder = tmp_path_factory.mktemp("client")
    (folder / "openapi.yaml").write_text(yaml.safe_dump(description(), allow_unicode=True, sort_keys=False))
    (folder / "config.yaml").write_text("post_hooks: []\n")
    told = ["--path", "openapi.yaml", "--output-path", "rt_client", "--meta", "none", "--config", "config.yaml"]
    subprocess.run([PROGRAM, "generate", *told], cwd=folder, check=True, capture_output=True, timeout=200)
    sys.path.insert(0, str(folder))
    yield lambda name: importlib.import_module(f"rt_client.{name}")
    sys.path.remove(str(folder))


@pytest.fixture
def signed_in(made, live_server, cast):
    _token, text = ApiToken.issue(cast.anna, "Udtræk", scope=ApiToken.Scope.WRITE)
    with made("client").AuthenticatedClient(base_url=live_server.url, token=text) as client:
        yield client


def test_a_list_and_one_of_it_are_read(made, signed_in, cast):
    found = made("api.cases.cases_list").sync(client=signed_in)
    assert cast.case.number in {row.number for row in found.results}
    case = made("api.cases.cases_retrieve").sync(cast.case.pk, client=signed_in)
    assert (case.number, case.closed_on, case.child) == (cast.case.number, None, cast.child.pk)


def test_a_goal_is_made_and_changed_from_its_version(made, signed_in, cast):
    models = made("models")
    new = models.GoalRequest(case=cast.case.pk, title="Store tal", academic_goal="Dividere", agreed_on=BEGAN)
    goal = made("api.goals.goals_create").sync(client=signed_in, body=new)
    change = models.PatchedGoalRequest(title="Meget store tal")
    changing = made("api.goals.goals_partial_update")
    changed = changing.sync(goal.id, client=signed_in, body=change, if_match=f'"{goal.version}"')
    assert (changed.title, changed.version) == ("Meget store tal", 2)
    refused = changing.sync(goal.id, client=signed_in, body=change, if_match=f'"{goal.version}"')
    assert (refused.code.value, refused.version) == ("stale-version", 2)


def test_a_problem_matches_its_description(made, signed_in, cast):
    unknown = made("api.cases.cases_retrieve").sync(cast.noras_case.pk, client=signed_in)
    assert (unknown.status, unknown.code.value) == (404, "not-found")
