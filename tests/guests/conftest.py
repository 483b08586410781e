"""A booked meeting with the teacher and the foster mother invited, and the teacher's link to it."""

import pytest

from .being_a_guest import booked, link_to


@pytest.fixture
def meeting(cast):
    return booked(cast.case, cast.teacher, cast.caregiver, place="Aaskolen, lokale 4")


@pytest.fixture
def link(cast, meeting):
    return link_to(meeting, cast.teacher, by=cast.anna)
