"""The pages about the meetings of a case, as they are used."""

import datetime as dt
import re

import pytest
from django.utils import timezone

from meetings import actions
from tests.factories import ReleaseFactory

DAY = dt.timedelta(days=1)
HOSTILE = "<script>alert(1)</script>"


def page_of(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


def test_the_meetings_of_a_case_show_the_next_and_what_is_missing(cast, anna, meeting):
    page = page_of(anna.get(f"/cases/{cast.case.pk}/meetings/"))
    assert "Rådgiveren er ikke inviteret." in page
    assert f"/meetings/{meeting.pk}/hold/" in page


def test_a_case_without_meetings_says_what_to_do_first(cast, anna):
    page = page_of(anna.get(f"/cases/{cast.case.pk}/meetings/"))
    assert "Ingen møder endnu" in page
    assert page.count("/meetings/new/") == 1


def test_past_meetings_stand_newest_first_with_the_childs_words(cast, anna, held):
    actions.log_held(case=cast.case, kind="start_up", held_on=timezone.localdate() - 90 * DAY, by=cast.anna)
    page = page_of(anna.get(f"/cases/{cast.case.pk}/meetings/"))
    assert page.index("Opfølgningsmøde d.") < page.index("Opstartsmøde d.")
    assert "Det går godt i læsning" in page


def test_the_childs_part_is_agreed_on_a_form_of_its_own(cast, anna, meeting):
    typed = {
        "version": meeting.version,
        "child_part": "represented",
        "represented_by": cast.caregiver.pk,
        "child_words": "Sig, at jeg gerne vil læse",
        "parents_child_asked": "no",
    }
    assert anna.post(f"/meetings/{meeting.pk}/child/", typed)["Location"] == f"/meetings/{meeting.pk}/"
    page = page_of(anna.get(f"/meetings/{meeting.pk}/"))
    assert "Sig, at jeg gerne vil læse" in page
    assert "Pia Prøve (plejemor)" in page


def test_a_supervisor_is_shown_no_field_that_would_be_refused(cast, vera, meeting):
    page = page_of(vera.get(f"/meetings/{meeting.pk}/child/"))
    assert 'name="child_part"' in page
    assert not re.search(r'name="(child_words|parents_authority_asked|child_part_note)"', page)
    assert 'name="child_words"' not in page_of(vera.get(f"/meetings/{meeting.pk}/hold/"))


def test_the_childs_words_are_shown_as_closed_to_those_they_are_not_shared_with(cast, vera, held):
    page = page_of(vera.get(f"/meetings/{held.pk}/"))
    assert "Det går godt i læsning" not in page
    assert "Spørg Anna Prøve" in page


def test_the_childs_words_are_shown_to_whom_they_are_shared_with(cast, vera, anna, held):
    ReleaseFactory(case=cast.case, item_kind="meeting", item_id=held.pk, to_member=cast.supervisor_member, by=cast.anna)
    assert "Det går godt i læsning" in page_of(vera.get(f"/meetings/{held.pk}/"))
    assert "Barnets ord er delt med Vera Prøve." in page_of(anna.get(f"/meetings/{held.pk}/"))


def test_a_meeting_is_cancelled_with_its_reason_on_the_page(cast, anna, meeting):
    path = f"/meetings/{meeting.pk}/cancel/"
    assert anna.post(path, {"version": meeting.version, "cancelled_reason": ""}).status_code == 422
    anna.post(path, {"version": meeting.version, "cancelled_reason": HOSTILE})
    page = page_of(anna.get(f"/meetings/{meeting.pk}/"))
    assert "&lt;script&gt;" in page
    assert HOSTILE not in page


@pytest.mark.parametrize("form", ["edit", "child", "cancel", "hold"])
def test_the_forms_of_a_meeting_that_is_over_lead_back_to_it(cast, anna, held, form):
    assert anna.get(f"/meetings/{held.pk}/{form}/")["Location"] == f"/meetings/{held.pk}/"


@pytest.mark.parametrize("who", ["karl", "viggo", "nora", "lars", "adam"])
@pytest.mark.parametrize("form", ["", "edit/", "child/", "cancel/", "hold/", "minutes/"])
def test_a_stranger_finds_no_meeting(cast, client_of, meeting, who, form):
    assert client_of(getattr(cast, who)).get(f"/meetings/{meeting.pk}/{form}").status_code == 404


@pytest.mark.parametrize("resource", ["cases/{case}/meetings/", "meetings/"])
def test_a_list_of_many_meetings_takes_no_more_queries_than_of_two(
    cast, api_of, goal, agreement, resource, django_assert_num_queries, django_assert_max_num_queries
):
    api, path = api_of(cast.anna), resource.format(case=cast.case.pk)

    def hold(count):
        for number in range(count):
            actions.log_held(
                case=cast.case,
                kind="follow_up",
                by=cast.anna,
                held_on=timezone.localdate() - number * DAY,
                attended=[cast.teacher, cast.caregiver],
                goal_reviews=[{"goal": goal, "verdict": "keep"}],
                agreement_reviews=[{"agreement": agreement, "verdict": "keep"}],
            )

    hold(2)
    api.get(path)
    with django_assert_max_num_queries(40) as few:
        api.get(path)
    hold(8)
    with django_assert_num_queries(len(few)):
        api.get(path)
