"""Responsibility lies with the adults around the child: the page tells a coordinator who stands for too much."""

import pytest
from django.urls import reverse
from django.utils import timezone

from children.models import NetworkMember
from goals.models import Agreement
from goals.responsibility import coordinator_stands_for
from tests.factories import AgreementFactory


@pytest.fixture
def agreed(cast):
    """Make open agreements: so many the coordinator stands for, so many the caregiver."""

    anna = NetworkMember.objects.get(child=cast.child, kind="coordinator")

    def make(coordinator, caregiver):
        for owner, number in ((anna, coordinator), (cast.caregiver, caregiver)):
            AgreementFactory.create_batch(number, case=cast.case, owner=owner)

    return make


def test_a_coordinator_with_two_of_three_agreements_is_told(cast, agreed):
    agreed(coordinator=2, caregiver=1)
    assert coordinator_stands_for(cast.case, cast.anna) == {"owned": 2, "open": 3}


def test_a_third_of_the_agreements_is_no_reason_to_say_anything(cast, agreed):
    agreed(coordinator=1, caregiver=3)
    assert coordinator_stands_for(cast.case, cast.anna) is None


def test_two_agreements_are_too_few_to_say_anything(cast, agreed):
    agreed(coordinator=2, caregiver=0)
    assert coordinator_stands_for(cast.case, cast.anna) is None


def test_an_agreement_that_is_done_no_longer_counts(cast, agreed):
    agreed(coordinator=4, caregiver=2)
    Agreement.objects.filter(owner__kind="coordinator").update(status="done", ended_on=timezone.localdate())
    agreed(coordinator=1, caregiver=0)
    assert coordinator_stands_for(cast.case, cast.anna) is None


def test_a_municipality_sets_its_own_share(cast, agreed):
    agreed(coordinator=2, caregiver=2)
    cast.anna.municipality.coordinator_share_percent = 50
    assert coordinator_stands_for(cast.case, cast.anna) is None


@pytest.mark.parametrize("page", ["case-goals", "case-agreements"])
def test_only_the_coordinator_reads_it_on_the_pages_of_agreements(cast, client_of, agreed, page):
    agreed(coordinator=3, caregiver=1)
    url = reverse(page, args=[cast.case.pk])
    assert "Du står selv for 3 af 4 aftaler" in client_of(cast.anna).get(url).content.decode()
    assert "Du står selv for" not in client_of(cast.vera).get(url).content.decode()
