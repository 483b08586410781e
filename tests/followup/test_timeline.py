"""The timeline: every row says what happened to which record, and links to it."""

import pytest
from django.apps import apps
from django.urls import get_resolver, reverse
from django.utils import timezone

from children.models import CaseEvent
from followup.events import ABOUT, NAMED
from followup.naming import WHICH
from goals.actions import agree, set_goal


@pytest.mark.parametrize("kind", CaseEvent.Kind.values)
def test_every_kind_of_event_leads_somewhere(kind):
    about = ABOUT[kind]
    assert apps.get_model(about.model)
    assert about.route in get_resolver().reverse_dict


def test_what_is_named_has_a_name():
    assert {ABOUT[kind].model for kind in NAMED} <= set(WHICH)


def timeline(api, case):
    return api.get(f"cases/{case.pk}/timeline/").json()["results"]


def test_an_agreement_is_named_by_its_owner_and_links_to_the_agreements(cast, api_of, client_of):
    agree(case=cast.case, by=cast.anna, owner=cast.teacher, what="Læser", place="school", from_on=timezone.localdate())
    assert timeline(api_of(cast.anna), cast.case)[0]["which"] == cast.teacher.name
    html = client_of(cast.anna).get(reverse("case-timeline", args=[cast.case.pk])).content.decode()
    assert f'<a href="{reverse("case-goals", args=[cast.case.pk])}">Aftale indgået: {cast.teacher.name}</a>' in html


def test_a_goal_is_named_by_its_title(cast, api_of):
    set_goal(case=cast.case, by=cast.anna, title="Store tal", academic_goal="Dividere", agreed_on=timezone.localdate())
    assert timeline(api_of(cast.vera), cast.case)[0]["which"] == "Store tal"
