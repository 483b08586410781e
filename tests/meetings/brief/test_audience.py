"""Whom a brief is for decides what stands in it: the data classes and what was passed on."""

import datetime as dt

import pytest
from django.utils import timezone

from children.models import Release
from goals.models import Agreement, Goal
from meetings.actions import change
from tests.factories import AttendanceFactory, NetworkMemberFactory, ReleaseFactory
from tests.meetings.brief.test_brief import promised
from tests.meetings.brief.test_pdf import words


@pytest.fixture
def brief_for(cast, api_of, course):
    """The brief Anna makes for an audience."""
    return lambda key: api_of(cast.anna).get(f"cases/{cast.case.pk}/brief/", audience=str(key)).json()


def share(cast, kind, item, member):
    ReleaseFactory(case=cast.case, item_kind=kind, item_id=item.pk, to_member=member, released_by=cast.anna)


def test_for_the_school_the_homes_sparring_is_gone(brief_for):
    brief = brief_for("school")
    assert brief["for_text"] == "Fagpersoner i skolen: Tove Prøve"
    assert [row["setting"] for row in brief["sparrings"]] == ["school"]
    assert promised(brief) == {"Tove Prøve": ["Makkerlæsning"]}
    assert "Skænderier" not in str(brief)
    assert "Højtlæsning" not in str(brief)


def test_what_is_held_back_is_named_by_kind_and_never_by_content(brief_for):
    assert brief_for("school")["withheld"] == (
        "1 drøm, 1 møde med barnets ord, 1 mål med barnets ord, 1 aftale hjemme og 1 sparring hjemme "
        "vises ikke for denne modtager."
    )


def test_a_place_with_something_held_back_is_not_called_empty(brief_for):
    assert [place["label"] for place in brief_for("school")["promises"]] == ["I skolen", "I kommunen"]


def test_for_the_home_the_schools_sparring_is_gone(brief_for):
    brief = brief_for("home")
    assert [row["setting"] for row in brief["sparrings"]] == ["home"]
    assert promised(brief)["Pia Prøve"] == ["Højtlæsning i sofaen"]


def test_a_caseworker_reads_it_all(brief_for):
    brief = brief_for("authority")
    assert brief["withheld"] == ""
    assert len(brief["sparrings"]) == 2
    assert len(brief["child_words"]) == 2


def test_for_everybody_only_what_each_of_them_may_read(brief_for):
    brief = brief_for("everybody")
    assert brief["sparrings"] == []
    assert promised(brief) == {"Tove Prøve": ["Makkerlæsning"]}
    assert brief["goals"][0]["child_words"] == ""


def test_one_person_can_be_chosen(cast, brief_for):
    brief = brief_for(cast.caregiver.pk)
    assert brief["for_text"] == "Pia Prøve"
    assert [row["setting"] for row in brief["sparrings"]] == ["home"]


def test_what_was_passed_on_to_one_is_in_that_ones_brief(cast, course, brief_for):
    share(cast, Release.Item.DREAM, course.dream, cast.teacher)
    share(cast, Release.Item.GOAL, course.goal, cast.teacher)
    share(cast, Release.Item.SPARRING, course.home_sparring, cast.teacher)
    brief = brief_for(cast.teacher.pk)
    assert [row["words"] for row in brief["child_words"]] == ["Jeg vil være dyrlæge"]
    assert brief["goals"][0]["child_words"] == "Så kan jeg regne doser"
    assert len(brief["sparrings"]) == 2
    assert brief_for(cast.caregiver.pk)["child_words"] == []


def test_what_was_taken_back_is_gone_again(cast, course, brief_for):
    share(cast, Release.Item.DREAM, course.dream, cast.teacher)
    Release.objects.update(withdrawn_at=course.last.created_at)
    assert brief_for(cast.teacher.pk)["child_words"] == []


def test_a_second_teacher_who_was_not_told_keeps_it_out_of_the_schools_brief(cast, course, brief_for):
    share(cast, Release.Item.DREAM, course.dream, cast.teacher)
    other = NetworkMemberFactory(child=cast.child, kind="school_professional", name="Ole Lærer")
    AttendanceFactory(case=cast.case, meeting=course.coming, member=other)
    assert brief_for("school")["child_words"] == []


def test_an_adult_with_another_part_sees_no_goals(cast, course, brief_for):
    other = NetworkMemberFactory(child=cast.child, kind="other", name="Maja Mentor")
    AttendanceFactory(case=cast.case, meeting=course.coming, member=other)
    brief = brief_for(other.pk)
    assert brief["goals"] == []
    assert "1 mål" in brief["withheld"]


def test_an_agreement_from_a_sparring_at_home_is_theirs_who_were_there(cast, course, brief_for):
    other = NetworkMemberFactory(child=cast.child, kind="caregiver", name="Per Plejefar")
    AttendanceFactory(case=cast.case, meeting=course.coming, member=other)
    assert promised(brief_for(other.pk)) == {"Tove Prøve": ["Makkerlæsning"]}
    course.home_sparring.receivers.add(other)
    Agreement.objects.filter(pk=course.at_home.pk).update(origin="sparring", origin_id=course.home_sparring.pk)
    assert promised(brief_for(other.pk))["Pia Prøve"] == ["Højtlæsning i sofaen"]


def test_a_carer_whose_part_begins_by_the_meeting_is_one_of_those_there(cast, course, brief_for):
    begins_on = timezone.localdate() + dt.timedelta(days=2)
    new = NetworkMemberFactory(child=cast.child, kind="caregiver", name="Ny Plejemor", from_on=begins_on)
    invited = [new, *course.coming.invited]
    change(course.coming, by=cast.anna, expected_version=course.coming.version, invited=invited)
    brief = brief_for("home")
    assert "Ny Plejemor" in brief["for_text"]
    assert "Ny Plejemor" in brief["coming"]["invited"]
    assert brief["sparrings"] == []


def test_everybody_invited_is_a_reader_of_the_brief_for_everybody(course, brief_for):
    brief = brief_for("everybody")
    assert brief["for_text"].startswith("Alle på mødet: ")
    assert [name for name in brief["coming"]["invited"] if name not in brief["for_text"]] == []


@pytest.mark.parametrize("path", ["/cases/{}/brief/", "/api/v1/cases/{}/brief.pdf"])
def test_nothing_is_called_followed_up_where_something_is_held_back(cast, client_of, course, path):
    """The goal lacks nothing, and what is open is at home."""
    Goal.objects.update(target="Ti ud af ti")
    told = {}
    for who in ("school", "authority"):
        answer = client_of(cast.anna).get(path.format(cast.case.pk), {"audience": who})
        told[who] = said(answer)
    assert "Alt er fulgt op" not in told["school"]
    assert "Højtlæsning i sofaen" in told["authority"]
    Agreement.objects.filter(pk=course.at_home.pk).update(
        status="done", ended_on=timezone.localdate(), followed_up_on=timezone.localdate()
    )
    answer = client_of(cast.anna).get(path.format(cast.case.pk), {"audience": "authority"})
    assert "Alt er fulgt op" in said(answer)


def said(answer):
    """The words of a page, or of a PDF."""
    if answer["Content-Type"] == "application/pdf":
        return words(answer)
    return answer.content.decode()


def test_only_those_who_are_to_be_there_can_be_chosen(cast, api_of, course):
    stranger = NetworkMemberFactory(child=cast.child, kind="parent")
    api = api_of(cast.anna)
    for key in (stranger.pk, "parents", cast.other_child.pk):
        assert api.get(f"cases/{cast.case.pk}/brief/", audience=str(key)).status_code == 404


def test_a_parent_nobody_asked_about_is_not_among_those_of_a_follow_up_that_is_only_due(cast, course, brief_for):
    mother = NetworkMemberFactory(child=cast.child, kind="parent", name="Mor Prøve")
    AttendanceFactory(case=cast.case, meeting=course.last, member=mother)
    course.coming.state = "cancelled"
    course.coming.save()
    labels = [choice["label"] for choice in brief_for("everybody")["choices"]]
    assert "Tove Prøve (klasselærer)" in labels
    assert "Mor Prøve" not in str(labels)


def test_the_supervisor_makes_a_brief_of_ones_own_with_what_one_sees(cast, api_of, course):
    brief = api_of(cast.vera).get(f"cases/{cast.case.pk}/brief/").json()
    assert [choice["label"] for choice in brief["choices"]] == ["Mig selv"]
    assert len(brief["sparrings"]) == 2
    assert brief["child_words"] == []
    assert brief["withheld"] == "1 drøm, 1 møde med barnets ord og 1 mål med barnets ord vises ikke for dig."


def test_the_psychologist_sees_no_home_in_her_own(cast, api_of, course):
    brief = api_of(cast.petra).get(f"cases/{cast.case.pk}/brief/").json()
    assert [row["setting"] for row in brief["sparrings"]] == ["school"]
    assert "Højtlæsning" not in str(brief)


def test_a_manager_under_oversight_makes_one_of_their_own(cast, api_of, course):
    NetworkMemberFactory(child=cast.child, user=cast.lars, kind="oversight", name=cast.lars.name, reason="Klage")
    brief = api_of(cast.lars).get(f"cases/{cast.case.pk}/brief/").json()
    assert [choice["label"] for choice in brief["choices"]] == ["Mig selv"]
    assert brief["child_words"] == []
    assert "Lars Prøve" not in str(brief["coming"])


@pytest.mark.parametrize("who", ["vera", "petra"])
def test_only_the_coordinator_makes_one_for_others(cast, api_of, course, who):
    answer = api_of(getattr(cast, who)).get(f"cases/{cast.case.pk}/brief/", audience="everybody")
    assert answer.status_code == 404


@pytest.mark.parametrize("who", ["karl", "viggo", "lars", "adam", "nora"])
def test_nobody_without_a_part_gets_a_brief(cast, api_of, course, who):
    api = api_of(getattr(cast, who))
    assert api.get(f"cases/{cast.case.pk}/brief/").status_code == 404
    assert api.get(f"cases/{cast.case.pk}/brief.pdf").status_code == 404
