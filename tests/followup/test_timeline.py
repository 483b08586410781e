"""The timeline: every row says what happened to which record, and links to it."""

import pytest
from django.apps import apps
from django.urls import get_resolver, reverse
from django.utils import timezone

from children.models import CaseEvent
from followup.events import ABOUT, NAMED_BY_KIND
from followup.naming import WHICH
from followup.recordnames import NAMED_BY_RULE
from goals.actions import agree, follow_up_agreement, set_goal
from support.actions import log_sparring
from tests.access.world import populate


@pytest.mark.parametrize("kind", CaseEvent.Kind.values)
def test_every_kind_of_event_leads_somewhere(kind):
    about = ABOUT[kind]
    assert apps.get_model(about.model)
    assert about.route in get_resolver().reverse_dict


@pytest.mark.parametrize("kind", sorted(set(CaseEvent.Kind.values) - NAMED_BY_KIND))
def test_what_its_own_word_does_not_tell_has_a_name(kind):
    assert ABOUT[kind].model in {*WHICH, *NAMED_BY_RULE}


def timeline(api, case):
    return api.get(f"cases/{case.pk}/timeline/").json()["results"]


def agreed(cast, what, place="school"):
    return agree(case=cast.case, by=cast.anna, owner=cast.teacher, what=what, place=place, from_on=timezone.localdate())


def test_an_agreement_is_told_by_what_is_to_be_done_and_leads_to_its_own_row(cast, api_of, client_of):
    agreement = agreed(cast, "Læser")
    assert timeline(api_of(cast.anna), cast.case)[0]["which"] == "Læser"
    html = client_of(cast.anna).get(reverse("case-timeline", args=[cast.case.pk])).content.decode()
    goals = reverse("case-goals", args=[cast.case.pk])
    assert f'<a href="{goals}#agreement-{agreement.pk}">Aftale indgået: Læser</a>' in html


def test_an_agreement_one_may_not_read_is_told_by_its_owner(cast, api_of):
    agreed(cast, "Læser i sofaen", place="home")
    assert timeline(api_of(cast.petra), cast.case)[0]["which"] == cast.teacher.name


def test_five_agreements_followed_up_on_one_day_are_told_apart(cast, api_of):
    for what in ("Læser", "Regner", "Skriver", "Tegner", "Synger"):
        follow_up_agreement(agreement=agreed(cast, what), by=cast.anna, tried="yes", status="done")
    rows = [each for each in timeline(api_of(cast.anna), cast.case) if each["kind"] == "agreement_ended"]
    assert {each["which"] for each in rows} == {"Læser", "Regner", "Skriver", "Tegner", "Synger"}


def sparred_at_home(cast):
    return log_sparring(
        case=cast.case,
        by=cast.anna,
        receivers=[cast.caregiver],
        held_on=timezone.localdate(),
        setting="home",
        nothing_agreed=True,
    )


def test_a_sparring_is_told_by_where_it_was_and_with_whom(cast, api_of):
    sparred_at_home(cast)
    assert timeline(api_of(cast.anna), cast.case)[0]["which"] == f"i hjemmet med {cast.caregiver.name}"
    assert timeline(api_of(cast.petra), cast.case)[0]["which"] == "i hjemmet"


def test_the_latest_on_a_cases_front_page_says_what_it_is_about(cast, client_of):
    agreed(cast, "Læser")
    html = client_of(cast.anna).get(reverse("case", args=[cast.case.pk])).content.decode()
    assert ">Aftale indgået: Læser</a>" in html


@pytest.mark.parametrize("kind", [kind for kind, about in ABOUT.items() if about.row])
def test_the_row_an_event_leads_to_is_on_the_page(cast, client_of, kind):
    about = ABOUT[kind]
    record = populate(cast).one(about.model)
    page = client_of(cast.anna).get(reverse(about.route, args=[cast.case.pk])).content.decode()
    assert f'id="{about.row}-{record.pk}"' in page


def test_a_goal_is_named_by_its_title(cast, api_of):
    set_goal(case=cast.case, by=cast.anna, title="Store tal", academic_goal="Dividere", agreed_on=timezone.localdate())
    assert timeline(api_of(cast.vera), cast.case)[0]["which"] == "Store tal"
