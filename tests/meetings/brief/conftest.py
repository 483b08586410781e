"""Fixtures of the tests of briefs."""

import pytest

from .course import between_meetings


@pytest.fixture
def course(cast):
    """Barn Et's case between two meetings."""
    return between_meetings(cast)
