"""A sparring as it is sent, and as it is stored."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from meetings.models import Meeting
from support.actions import log_sparring
from support.models import Sparring
from tests.cast import Cast
from tests.factories import MeetingFactory


def days_ago(count: int) -> dt.date:
    return timezone.localdate() - dt.timedelta(days=count)


@pytest.fixture
def sent(cast: Cast) -> dict[str, Any]:
    """A school sparring with the class teacher today, with one thing done differently."""
    return {
        "case": str(cast.case.pk),
        "held_on": timezone.localdate().isoformat(),
        "receivers": [str(cast.teacher.pk)],
        "form": "talk",
        "changes": [{"what": "Giver en pause efter ti minutter"}],
    }


@pytest.fixture
def at_school(cast: Cast) -> Sparring:
    """Held ten days ago by the supervisor, with one thing done differently."""
    return log_sparring(
        case=cast.case,
        by=cast.vera,
        held_on=days_ago(10),
        receivers=[cast.teacher],
        form="team",
        advised="Begynd timen med en fast opgave",
        changes=[{"owner": cast.teacher, "what": "Fast opgave fra start"}],
    )


@pytest.fixture
def at_home(cast: Cast) -> Sparring:
    """Held twenty days ago by the coordinator, with the foster mother."""
    return log_sparring(
        case=cast.case,
        by=cast.anna,
        setting="home",
        held_on=days_ago(20),
        receivers=[cast.caregiver],
        form="home_visit",
        advised="Læs højt på skift",
        changes=[{"owner": cast.caregiver, "what": "Læser et kvarter før sengetid"}],
    )


@pytest.fixture
def begun(cast: Cast) -> Meeting:
    """The start-up meeting was held, so the rhythm of sparring has begun."""
    held_on = timezone.localdate() - dt.timedelta(days=20)
    return MeetingFactory(
        case=cast.case,
        child=cast.child,
        kind="start_up",
        state="held",
        starts_at=timezone.now(),
        held_on=held_on,
        by=cast.anna,
    )
