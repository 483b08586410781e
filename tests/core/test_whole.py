"""Everything written in one request is written whole or not at all, without a savepoint for each record."""

import pytest
from django.db import transaction

from core.whole import whole, whole_request
from goals.models import Dream
from tests.counting import asked
from tests.factories import DreamFactory

pytestmark = pytest.mark.django_db


def dream(cast):
    return DreamFactory(
        case=cast.case, child=cast.child, told_on=cast.case.opened_on, words="Vil være pilot", by=cast.anna
    )


def fail_after_writing(cast):
    dream(cast)
    raise KeyError


def test_what_is_written_in_a_request_needs_no_savepoint_of_its_own(cast):
    with whole_request(), asked() as count:
        dream(cast)
    assert count.transactions == 0


def test_outside_a_request_it_is_a_transaction(cast):
    with asked() as count:
        dream(cast)
    assert count.transactions == 1


def test_a_failure_in_a_request_marks_it_as_broken(cast):
    with whole_request() as request:
        with pytest.raises(KeyError), whole():
            raise KeyError
        assert request.is_broken


def test_a_failure_within_a_savepoint_is_undone_there_and_breaks_nothing(cast):
    with whole_request() as request:
        with pytest.raises(KeyError), transaction.atomic(), whole():
            fail_after_writing(cast)
        assert not request.is_broken
    assert not Dream.objects.exists()


def test_a_failure_outside_a_request_undoes_what_was_written(cast):
    with pytest.raises(KeyError), whole():
        fail_after_writing(cast)
    assert not Dream.objects.exists()
