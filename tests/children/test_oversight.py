"""A manager's look into one child's record: for a fortnight, with a reason, around that child alone."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from children.actions import end_oversight, oversee
from children.models import CaseEvent, NetworkMember
from children.models.relation import active_on
from core.access import Role
from core.models import Change
from tests.factories import UserFactory

REASON = "Klage fra en skole"


def overseen(user):
    """Those a manager may look into now."""
    parts = NetworkMember.objects.filter(active_on(timezone.localdate()), user=user, kind="oversight")
    return set(parts.values_list("child__first_name", flat=True))


def test_it_lasts_a_fortnight_with_its_reason_and_stands_on_the_timeline(cast):
    part = oversee(case=cast.case, manager=cast.lars, reason=REASON)
    assert part.until_on - part.from_on == dt.timedelta(days=13)
    assert (part.name, part.reason) == ("Lars Prøve", REASON)
    assert CaseEvent.objects.get(record_id=part.pk).by == cast.lars
    assert Change.objects.get(record_id=part.pk).by == cast.lars


def test_a_reason_has_at_least_ten_characters(cast):
    with pytest.raises(ValidationError, match="hvorfor"):
        oversee(case=cast.case, manager=cast.lars, reason="  Klagesag.")
    assert oversee(case=cast.case, manager=cast.lars, reason="Klagesager").reason == "Klagesager"


def test_it_is_one_managers_and_around_one_child(cast):
    other = UserFactory(role=Role.MANAGER, municipality=cast.home, unit=cast.ppr)
    oversee(case=cast.case, manager=cast.lars, reason=REASON)
    oversee(case=cast.other_case, manager=cast.lars, reason=REASON)
    oversee(case=cast.case, manager=other, reason=REASON)
    assert (overseen(cast.lars), overseen(other)) == ({"Barn Et", "Barn To"}, {"Barn Et"})


def test_ending_it_leaves_other_children_and_other_managers(cast):
    other = UserFactory(role=Role.MANAGER, municipality=cast.home, unit=cast.ppr)
    for case, manager in ((cast.case, cast.lars), (cast.other_case, cast.lars), (cast.case, other)):
        oversee(case=case, manager=manager, reason=REASON)
    end_oversight(case=cast.case, manager=cast.lars)
    assert (overseen(cast.lars), overseen(other)) == ({"Barn To"}, {"Barn Et"})
    with pytest.raises(ValidationError):
        end_oversight(case=cast.case, manager=cast.lars)
