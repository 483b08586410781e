"""A dream, a goal and agreements for the tests of phase 2."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.utils import timezone

from goals import actions


@pytest.fixture
def today() -> Callable[..., dt.date]:
    """Today, or the given number of days from it."""
    return lambda days=0: timezone.localdate() + dt.timedelta(days=days)


@pytest.fixture
def dream(cast, today):
    return actions.tell_dream(case=cast.case, by=cast.anna, words="Jeg vil være læge", told_on=today())


@pytest.fixture
def goal(cast, dream):
    return actions.set_goal(
        case=cast.case,
        by=cast.anna,
        dream=dream,
        title="Store tal",
        academic_goal="Dividere store tal",
        child_words="Ellers bliver folk syge",
        plan_reference="Mål 2",
    )


@pytest.fixture
def agreement(cast, goal):
    return actions.agree(case=cast.case, by=cast.anna, owner=cast.caregiver, what="Læse højt", place="home", goal=goal)
