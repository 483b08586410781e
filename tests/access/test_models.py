"""What a supervisor may do with things at home in a case of the revised model but not in one of 2019.

One golden table beside the matrix, of the routes that differ: what is written about a home with sparring, an agreement
and a contact there. After an intended change: ``UPDATE_MATRIX=1 make test ARGS=tests/access``.
"""

import os
from pathlib import Path

import pytest

from tests.cast import revise

from .routes import routes
from .test_matrix import column
from .world import World, populate

TABLE = Path(__file__).with_name("models.txt")
NAME = 44


def at_home(cast) -> World:
    """Barn Et's world with the sparring, the agreement and the contact at home."""
    world = populate(cast)
    sparring, agreement, contact = (world.objects[name] for name in ("sparrings", "agreements", "contacts"))
    sparring.setting, agreement.place = "home", "home"
    sparring.save()
    agreement.save()
    contact.members.set([cast.caregiver])
    return world


def differing(cast, actor: str) -> list[str]:
    """The routes that answer an actor differently in a case of 2019 and in a revised one, one line each."""
    world = at_home(cast)
    before = column(world, actor)
    revise(cast.case)
    told = zip(routes(), before, column(world, actor), strict=True)
    return [f"{route!s:{NAME}}{old:9}{new}" for route, old, new in told if old != new]


@pytest.mark.skipif(not os.environ.get("UPDATE_MATRIX"), reason="writes the table anew")
@pytest.mark.timeout(600)
def test_the_table_can_be_written_anew(cast):
    lines = [f"{'vera (supervisor), things of the home':{NAME}}2019     2023", *differing(cast, "vera")]
    TABLE.write_text("\n".join(lines) + "\n")


@pytest.mark.timeout(600)
def test_a_supervisor_has_more_rights_in_a_revised_case_exactly_where_the_table_says(cast):
    assert differing(cast, "vera") == TABLE.read_text().splitlines()[1:]


@pytest.mark.timeout(600)
@pytest.mark.parametrize("actor", ["petra", "viggo"])
def test_the_revised_model_opens_nothing_to_anybody_else(cast, actor):
    assert differing(cast, actor) == []
