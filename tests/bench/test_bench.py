"""The benchmark measures what it says, and its floor does what the application does."""

import json
import re
import subprocess
import sys
from contextlib import contextmanager

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench import floor, report
from bench.cells import CELLS, THE_FLOOR
from bench.load import Sample
from bench.measuring import CONNECTIONS, Result
from dev.places import ROOT


class Noting:
    """A database connection that notes every statement sent through it."""

    def __init__(self):
        self.statements = []
        self.transaction = connection.connection.transaction

    @contextmanager
    def cursor(self, **options):
        with connection.connection.cursor(**options) as self.real:
            yield self

    def execute(self, statement, values):
        self.statements.append(statement)
        return self.real.execute(statement, values)


def kinds(statements):
    """The kind and the tables of each statement, without the transaction statements."""
    found = [(sql.split()[0], sorted(re.findall(r'(?:FROM|JOIN|INTO)\s+"?(\w+)', sql))) for sql in statements]
    return [(verb, tables) for verb, tables in found if verb in {"SELECT", "INSERT", "UPDATE", "DELETE"}]


@pytest.fixture
def both(cast, client_of):
    """The same list from the application and from the floor: (statements, data) of each."""
    client = client_of(cast.anna)
    with CaptureQueriesContext(connection) as asked:
        data = client.get("/api/v1/cases/").json()
    bare = Noting()
    body = floor.answer(bare, client.session.session_key)
    return (kinds(query["sql"] for query in asked), data), (kinds(bare.statements), json.loads(body))


def test_the_floor_sends_the_same_statements_as_the_application(both):
    (ours, _data), (bare, _body) = both
    assert bare == ours
    assert [verb for verb, _tables in bare] == ["SELECT", "SELECT", "SELECT", "SELECT", "INSERT"]


def test_the_floor_gives_the_same_rows(both):
    (_statements, ours), (_bare, bare) = both
    assert bare["count"] == ours["count"] == 2
    for our_row, bare_row in zip(ours["results"], bare["results"], strict=True):
        assert bare_row.items() <= our_row.items()
        assert len(bare_row) > 15


@pytest.mark.timeout(400)
def test_a_tiny_measurement_gives_every_figure(tmp_path):
    target = tmp_path / "result.json"
    asked = ["--children", "20", "--rounds", "1", "--requests", "5", "--seconds", "30", "--no-jobs", "--json", target]
    done = subprocess.run([sys.executable, "-m", "bench", *asked], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    results = json.loads(target.read_text())["results"]
    wanted = {(cell.name, connections) for cell in (THE_FLOOR, *CELLS) for connections in CONNECTIONS}
    assert {(each["name"], each["connections"]) for each in results} == wanted
    for each in results:
        assert 0 < each["p50_ms"] <= each["p95_ms"] < 30_000
        assert (each["requests"], each["growth"]) == (5, 1)
        assert each["name"] in done.stdout


def test_percentiles_are_answers_that_were_given():
    sample = Sample(answers=[number / 1000 for number in range(1, 101)], seconds=2)
    assert (sample.percentile(0.5), sample.percentile(0.95), sample.a_second) == (0.051, 0.096, 50)


def test_growth_with_the_number_of_children_is_reported_as_missed():
    def result(children, p50):
        return Result("My day", children, 1, 100, p50, p50 * 2, 10, 0.1)

    *_others, (said, reached) = report.aims([result(500, 10), result(15_000, 14)], {})
    assert not reached
    assert "1.40 times, My day" in said


def test_every_page_and_write_has_an_aim_at_eight_connections():
    results = [Result(cell.name, 500, 8, 100, 10, 20, 50, 0.13) for cell in CELLS]
    told = [said for said, _reached in report.aims(results, {})]
    for cell in CELLS:
        assert any(said.startswith(f"{cell.name}, 500 children") for said in told)


@pytest.mark.parametrize(("name", "of_floor", "reached"), [("My day", 0.12, True), (report.LIST, 0.54, False)])
def test_the_share_of_the_floor_is_held_to_the_cells_own_aim(name, of_floor, reached):
    first, *_others = report.aims([Result(name, 500, 8, 100, 10, 20, 50, of_floor)], {})
    assert first[1] is reached


def test_the_manager_page_may_grow_less_than_the_rest():
    def result(children, p50):
        return Result(report.MANAGER_PAGE, children, 8, 100, p50, p50 * 2, 10, 0.2)

    found = list(report.aims([result(500, 10), result(15_000, 12.5)], {}))
    assert [reached for said, reached in found if "1.25 times" in said] == [False, True]
