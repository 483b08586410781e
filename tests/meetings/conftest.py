"""Meetings the tests start from."""

import datetime as dt

import pytest
from django.utils import timezone

from goals import actions as goal_actions
from meetings import actions

DAY = dt.timedelta(days=1)


@pytest.fixture
def anna(cast, client_of):
    """The coordinator's browser."""
    return client_of(cast.anna)


@pytest.fixture
def vera(cast, client_of):
    """The supervisor's browser."""
    return client_of(cast.vera)


@pytest.fixture
def goal(cast):
    """An open goal of Barn Et."""
    return goal_actions.set_goal(
        case=cast.case,
        by=cast.anna,
        title="Læse højt",
        academic_goal="Læse ti linjer højt",
        agreed_on=timezone.localdate() - 30 * DAY,
    )


@pytest.fixture
def agreement(cast):
    """An open agreement of Barn Et that is due in a month."""
    return goal_actions.agree(
        case=cast.case,
        by=cast.anna,
        owner=cast.teacher,
        what="Læse sammen om morgenen",
        due_on=timezone.localdate() + 30 * DAY,
    )


@pytest.fixture
def meeting(cast):
    """A follow-up of Barn Et planned for yesterday; the teacher and the foster mother are invited."""
    return actions.book(
        case=cast.case,
        by=cast.anna,
        kind="follow_up",
        starts_at=timezone.now() - DAY,
        place="Aaskolen",
        invited=[cast.teacher, cast.caregiver],
    )


@pytest.fixture
def held(cast, meeting):
    """The follow-up, held yesterday."""
    return actions.hold(
        meeting,
        by=cast.anna,
        expected_version=meeting.version,
        held_on=timezone.localdate() - DAY,
        attended=[cast.teacher],
        child_words="Det går godt i læsning",
        minutes="Alle var enige.",
    )
