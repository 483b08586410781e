"""A closed case opens again: who comes back, and what stands of it."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from children import actions
from children.models import Case, CaseEvent, NetworkMember
from core.access import Role
from core.models import Change
from core.models.record import Conflict
from tests.factories import UserFactory


@pytest.fixture
def closed(cast):
    return actions.close_case(case=cast.case, by=cast.anna, reason="moved")


@pytest.fixture
def other_psychologist(cast):
    return UserFactory(role=Role.PSYCHOLOGIST, municipality=cast.home, name="Poul Prøve")


def test_closing_one_case_leaves_the_psychologists_part_around_other_children(cast, api_of):
    actions.give_access(child=cast.other_child, user=cast.petra, by=cast.anna)
    actions.close_case(case=cast.case, by=cast.anna, reason="moved")
    seen = [api_of(cast.petra).get(f"children/{child.pk}/").status_code for child in (cast.child, cast.other_child)]
    assert seen == [404, 200]


def test_the_closing_stands_on_the_timeline_on_its_day_with_who_closed(cast):
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    actions.close_case(case=cast.case, by=cast.anna, reason="moved", closed_on=yesterday)
    event = CaseEvent.objects.get(case=cast.case, kind="case_closed")
    assert (event.happened_on, event.by) == (yesterday, cast.anna)


def test_that_access_ended_with_the_case_stands_in_the_history_with_who_closed(cast, closed):
    for user in (cast.petra, cast.vera):
        part = NetworkMember.objects.get(user=user, child=cast.child)
        assert Change.objects.filter(record_id=part.pk, kind="changed").latest("at").by == cast.anna


def test_who_opened_a_case_again_stands_on_the_timeline_and_in_the_history(cast, closed):
    actions.reopen_case(case=closed, by=cast.anna, psychologists=[cast.petra])
    assert CaseEvent.objects.get(case=closed, kind="case_reopened").by == cast.anna
    assert Change.objects.filter(record_id=closed.pk).latest("at").by == cast.anna
    for user in (cast.petra, cast.vera):
        part = NetworkMember.objects.active(timezone.localdate()).get(user=user, child=cast.child)
        assert Change.objects.filter(record_id=part.pk, kind="created").get().by == cast.anna


def test_an_open_case_is_not_opened_again(cast):
    with pytest.raises(ValidationError, match="allerede åbent"):
        actions.reopen_case(case=cast.case, by=cast.anna)


def test_a_case_is_not_opened_again_beside_the_childs_open_case(cast, closed):
    actions.open_case(child=cast.child, by=cast.anna)
    with pytest.raises(ValidationError):
        actions.reopen_case(case=closed, by=cast.anna)
    assert not Case.objects.get(pk=closed.pk).is_open


def test_a_case_is_opened_again_from_its_present_version_only(cast, closed):
    with pytest.raises(Conflict):
        actions.reopen_case(case=closed, by=cast.anna, expected_version=closed.version - 1)


def test_the_psychologist_whose_access_ended_with_the_case_is_offered(cast, closed):
    assert actions.psychologists_at_closing(closed) == [cast.petra]
    assert actions.psychologists_at_closing(cast.other_case) == []


def test_a_psychologist_who_left_before_the_closing_is_not_offered(cast):
    petras = NetworkMember.objects.filter(child=cast.child, user=cast.petra)
    petras.update(until_on=timezone.localdate() - dt.timedelta(days=5))
    closed = actions.close_case(case=cast.case, by=cast.anna, reason="moved")
    assert actions.psychologists_at_closing(closed) == []


def test_a_psychologist_of_another_closed_case_is_not_offered(cast, closed, other_psychologist):
    actions.give_access(child=cast.karls_child, user=other_psychologist, by=cast.karl)
    NetworkMember.objects.filter(user=other_psychologist).update(from_on=cast.case.opened_on)
    actions.close_case(case=cast.karls_case, by=cast.karl, reason="moved")
    assert actions.psychologists_at_closing(closed) == [cast.petra]


@pytest.mark.parametrize("change", [{"is_active": False}, {"role": Role.SUPERVISOR}])
def test_somebody_who_no_longer_works_as_psychologist_is_not_offered(cast, closed, change):
    type(cast.petra).objects.filter(pk=cast.petra.pk).update(**change)
    assert actions.psychologists_at_closing(closed) == []
