"""Each kind of next step is declared once, and whole."""

import pytest
from django.urls import get_resolver

from followup.models import CaseStatus
from followup.steps import KINDS

ROUTES = set(get_resolver().reverse_dict)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_a_step_leads_to_pages_there_are(kind):
    assert {kind.done_at.route, kind.seen_at.route} <= ROUTES


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_whoever_may_not_do_a_step_sees_it_on_a_page_of_the_case(kind):
    assert kind.seen_at.takes == "case"


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_a_step_fits_where_it_is_kept(kind):
    assert len(kind.key) <= CaseStatus._meta.get_field("next_step").max_length


def test_no_two_steps_share_a_key():
    assert len({kind.key for kind in KINDS}) == len(KINDS)
