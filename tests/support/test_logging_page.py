"""Logging a sparring on a phone: initial values, what the form keeps and refuses, and its messages."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from children.actions import open_case
from children.models import NetworkMember
from core.danish import short_date
from core.models import Draft
from goals.actions import set_goal
from goals.models import Agreement
from support.actions import log_sparring
from support.models import Sparring
from tests.cast import child
from tests.support.ticked import HOSTILE, Ticked


@pytest.fixture
def new_url(cast):
    return reverse("case-sparring-new", args=[cast.case.pk])


@pytest.fixture
def typed(cast):
    """The posted form when only the row "gøres anderledes" is filled in."""
    return {
        "case": str(cast.case.pk),
        "setting": "school",
        "held_on": timezone.localdate().isoformat(),
        "receivers-shown": "1",
        "receivers": [str(cast.teacher.pk)],
        "form": "talk",
        "nothing_agreed-shown": "1",
        "changes-shown": "1",
        "changes-0-what": "Fast plads ved vinduet",
        "changes-0-owner": "",
        "changes-0-from_on": "",
        "idempotency_key": "one-form",
    }


def test_the_supervisor_is_asked_whose_sparring_it_is(cast, client_of):
    second = child("Barn Fem", cast.home, cast.school_a)
    open_case(child=second, by=cast.anna)
    html = client_of(cast.vera).get(reverse("sparring-new")).content.decode()
    assert "Barn Et Prøve" in html
    assert "Barn Fem Prøve" in html
    assert "Barn To" not in html


def test_with_one_child_the_form_opens_at_once(cast, client_of, new_url):
    assert client_of(cast.vera).get(reverse("sparring-new")).headers["Location"] == new_url


def test_the_form_starts_from_today_and_the_only_teacher(cast, client_of, new_url):
    answer = client_of(cast.vera).get(new_url)
    ticked = Ticked(answer.content.decode()).values
    assert ticked == {"receivers": [str(cast.teacher.pk)], "form": ["talk"]}
    assert f'value="{short_date(timezone.localdate())}"' in answer.content.decode()


def test_the_form_ticks_the_people_and_the_form_of_last_time(cast, client_of, new_url):
    day = timezone.localdate()
    petra = NetworkMember.objects.get(child=cast.child, user=cast.petra)
    log_sparring(
        case=cast.case, by=cast.vera, held_on=day, receivers=[cast.teacher, petra], form="team", nothing_agreed=True
    )
    ticked = Ticked(client_of(cast.vera).get(new_url).content.decode()).values
    assert set(ticked["receivers"]) == {str(cast.teacher.pk), str(petra.pk)}
    assert ticked["form"] == ["team"]


def test_goals_are_chips_and_the_only_goal_is_ticked(cast, client_of, new_url):
    goal = set_goal(case=cast.case, by=cast.anna, title="Læselyst", academic_goal="Læse")
    assert Ticked(client_of(cast.vera).get(new_url).content.decode()).values["goals"] == [str(goal.pk)]


def test_a_coordinator_starts_at_home_and_can_turn_to_the_school(cast, client_of, new_url):
    client = client_of(cast.anna)
    home = client.get(new_url).content.decode()
    assert Ticked(home).values == {"receivers": [str(cast.caregiver.pk)], "form": ["home_visit"]}
    assert "Skift til sparring i skolen" in home
    school = client.get(new_url, {"setting": "school"}).content.decode()
    assert Ticked(school).values["receivers"] == [str(cast.teacher.pk)]


def test_a_supervisor_cannot_turn_to_the_home(cast, client_of, new_url):
    html = client_of(cast.vera).get(new_url, {"setting": "home"}).content.decode()
    assert 'name="setting" id="f-setting" value="school"' in html


def test_saving_says_when_the_next_one_is_due(cast, client_of, new_url, typed, begun):
    answer = client_of(cast.vera).post(new_url, typed, follow=True)
    assert answer.redirect_chain == [(reverse("my-school"), 302)]
    assert "Gemt: sparring om Barn Et. Næste sparring i skolen senest d. " in answer.content.decode()
    assert Agreement.objects.get().owner == cast.teacher


def test_before_the_start_up_meeting_there_is_no_deadline_to_tell(cast, client_of, new_url, typed):
    html = client_of(cast.vera).post(new_url, typed, follow=True).content.decode()
    assert "Gemt: sparring om Barn Et." in html
    assert "Næste sparring" not in html


def test_a_double_click_gives_one_sparring(cast, client_of, new_url, typed):
    client = client_of(cast.vera)
    assert [client.post(new_url, typed).status_code for _ in range(2)] == [302, 302]
    assert (Sparring.objects.count(), Agreement.objects.count()) == (1, 1)


def test_nothing_agreed_needs_no_writing_at_all(cast, client_of, new_url, typed):
    sent = typed | {"changes-0-what": "", "changes-0-owner": str(cast.teacher.pk), "nothing_agreed": "True"}
    assert client_of(cast.vera).post(new_url, sent).status_code == 302
    assert Agreement.objects.count() == 0


def test_what_was_typed_is_kept_when_it_is_refused(cast, client_of, new_url, typed):
    tomorrow = (timezone.localdate() + dt.timedelta(days=1)).isoformat()
    answer = client_of(cast.vera).post(new_url, typed | {"held_on": tomorrow, "advised": HOSTILE})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Datoen ligger ude i fremtiden. Skriv, hvornår sparringen var." in html
    assert "Fast plads ved vinduet" in html
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)" in html
    assert Sparring.objects.count() == 0


def test_a_row_without_anyone_to_do_it_is_marked_at_its_field(cast, client_of, new_url, typed):
    several = typed | {"receivers": [str(cast.teacher.pk), str(cast.caregiver.pk)]}
    html = client_of(cast.vera).post(new_url, several).content.decode()
    assert 'id="f-changes-0-owner-error"' in html
    assert "Vælg, hvem der gør det." in html


def test_others_than_the_usual_can_be_ticked_and_stay_ticked(cast, client_of, new_url, typed):
    both = [str(cast.teacher.pk), str(cast.caregiver.pk)]
    client = client_of(cast.vera)
    refused = client.post(new_url, typed | {"receivers": both, "held_on": "2036-01-01"})
    assert Ticked(refused.content.decode()).values["receivers"] == both
    client.post(new_url, typed | {"receivers": both, "changes-0-owner": both[1]})
    assert Sparring.objects.get().receivers.count() == 2


def test_at_most_six_things_are_asked_before_more_is_unfolded(cast, client_of, new_url):
    set_goal(case=cast.case, by=cast.anna, title="Læselyst", academic_goal="Læse")
    html = client_of(cast.vera).get(new_url).content.decode().partition('<details class="rt-details"')[0]
    shown = ["held_on", "receivers", "form", "goals", "changes-0-what", "nothing_agreed"]
    assert all(f'name="{name}"' in html for name in shown)
    assert not any(f'name="{name}"' in html for name in ["minutes", "focus", "question", "advised"])


def test_the_draft_comes_back_and_is_gone_when_sent(cast, client_of, new_url, typed):
    client = client_of(cast.vera)
    key = f"sparring-list.{cast.case.pk}.school"
    draft = {"form": "observation", "receivers": [str(cast.teacher.pk)], "changes-0-what": "Halvt skrevet"}
    assert client.put(f"/api/v1/drafts/{key}/", {"data": draft}, "application/json").status_code == 200
    html = client.get(new_url).content.decode()
    assert "Halvt skrevet" in html
    assert Ticked(html).values["form"] == ["observation"]
    client.post(new_url, typed)
    assert not Draft.objects.exists()


def test_a_draft_in_which_nothing_is_written_does_not_grow_rows(cast, client_of, new_url):
    client = client_of(cast.vera)
    key = f"sparring-list.{cast.case.pk}.school"
    draft = {"changes-0-what": "", "changes-0-owner": "", "changes-0-from_on": ""}
    client.put(f"/api/v1/drafts/{key}/", {"data": draft}, "application/json")
    html = client.get(new_url).content.decode()
    assert 'name="changes-0-what"' in html
    assert 'name="changes-1-what"' not in html
