"""Whom the next meeting is with: those of the last one, the new faces, those who are gone, and the parents."""

import datetime as dt
import re

import pytest
from django.utils import timezone

from children import actions
from meetings.models import Meeting
from tests.factories import AttendanceFactory, MeetingFactory, NetworkMemberFactory

DAY = dt.timedelta(days=1)


@pytest.fixture
def form(cast, api_of):
    return lambda user=cast.anna: api_of(user).get(f"cases/{cast.case.pk}/meeting-form/").json()


def hints(form):
    return {option["label"]: option["hint"] for option in form["choices"]["invited"]}


@pytest.fixture
def mona(cast):
    """Barn Et's mother."""
    return NetworkMemberFactory(
        child=cast.child, kind="parent", name="Mona Prøve", from_on=timezone.localdate() - 90 * DAY
    )


@pytest.fixture
def last(cast, mona):
    """A start-up two months ago, with the teacher and the mother."""
    day = timezone.localdate() - 60 * DAY
    meeting = MeetingFactory(case=cast.case, kind="start_up", state="held", held_on=day, place="Lokale 4")
    for member in (cast.teacher, mona):
        AttendanceFactory(case=cast.case, meeting=meeting, member=member, attended=True)
    return meeting


def test_somebody_who_came_after_the_last_meeting_is_marked_as_new(cast, form, last):
    since = timezone.localdate() - 10 * DAY
    NetworkMemberFactory(
        child=cast.child, kind="school_professional", name="Ny Prøve", part="Klasselærer", from_on=since
    )
    assert hints(form())["Ny Prøve"] == "Klasselærer, ny siden sidst"
    assert hints(form())["Tove Prøve"] == "Klasselærer"


def test_before_the_first_meeting_nobody_is_new(form):
    assert not any("ny siden sidst" in hint for hint in hints(form()).values())


def test_whoever_was_there_and_has_left_the_network_is_named(cast, form, last, client_of):
    cast.teacher.until_on = timezone.localdate() - DAY
    cast.teacher.save(by=cast.anna)
    assert [row["name"] for row in form()["gone"]] == ["Tove Prøve"]
    page = client_of(cast.anna).get(f"/cases/{cast.case.pk}/meetings/new/").content.decode()
    assert "Var med sidst, er ikke længere med:" in page
    assert "Tove Prøve (klasselærer)" in page


def test_a_new_coordinator_is_no_one_who_is_gone(cast, form, last):
    AttendanceFactory(case=cast.case, meeting=last, member=cast.coordinator_member, attended=True)
    actions.hand_over(case=cast.case, by=cast.anna, to_user=cast.karl, must_know="Alt er aftalt")
    answer = form(cast.karl)
    assert [row["name"] for row in answer["gone"]] == ["Anna Prøve"]
    assert hints(answer)["Karl Prøve"].endswith("ny siden sidst")


@pytest.mark.parametrize(
    ("wish", "advice", "is_chosen"),
    [("yes", "yes", True), ("yes", "", False), ("", "yes", False), ("yes", "no", False), ("sometimes", "yes", False)],
)
def test_a_parent_is_chosen_beforehand_where_the_child_and_the_authority_want_it(
    cast, form, last, mona, wish, advice, is_chosen
):
    mona.child_wish, mona.authority_advice = wish, advice
    mona.save(by=cast.anna)
    assert (str(mona.pk) in form()["values"]["invited"]) == is_chosen


def test_the_answers_of_the_last_meeting_count_too(form, last, mona):
    Meeting.objects.filter(pk=last.pk).update(parents_child_asked="yes", parents_authority_asked="yes")
    assert str(mona.pk) in form()["values"]["invited"]
    Meeting.objects.filter(pk=last.pk).update(parents_child_asked="no")
    assert str(mona.pk) not in form()["values"]["invited"]


def test_before_a_parent_is_chosen_it_says_who_was_not_asked(form, last, mona):
    assert hints(form())["Mona Prøve"].endswith("Barnet er ikke spurgt. Myndigheden er ikke spurgt.")


def test_a_supervisor_is_told_to_ask_the_coordinator_whatever_was_answered(cast, form, last, mona):
    before = hints(form(cast.vera))["Mona Prøve"]
    assert before.endswith("Spørg koordinatoren, før du inviterer.")
    mona.child_wish, mona.authority_advice = "no", "yes"
    mona.save(by=cast.anna)
    assert hints(form(cast.vera))["Mona Prøve"] == before


def test_inviting_a_parent_nobody_asked_about_is_told_in_a_sentence(cast, api_of, client_of, last, mona):
    booking = {"case": str(cast.case.pk), "kind": "follow_up", "invited": [str(mona.pk)]}
    starts_at = (timezone.now() + 40 * DAY).isoformat()
    made = api_of(cast.anna).post("meetings/", {**booking, "starts_at": starts_at}).json()
    words = "Mona Prøve er inviteret, men barnet er ikke spurgt."
    assert words in [each["text"] for each in made["warnings"]]
    assert words in client_of(cast.anna).get(f"/meetings/{made['id']}/").content.decode()
    assert words not in str(api_of(cast.vera).get(f"meetings/{made['id']}/").json())


def test_the_place_of_the_last_meeting_is_filled_in(cast, client_of, last):
    page = client_of(cast.anna).get(f"/cases/{cast.case.pk}/meetings/new/").content.decode()
    assert re.search(r'name="place"[^>]*value="Lokale 4"', page)
