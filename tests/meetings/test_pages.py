"""The pages about meetings, as they are used."""

import datetime as dt
import re

import pytest
import time_machine
from django.utils import timezone

from children.models import Release
from core.models import Draft
from goals.models import Agreement
from meetings import actions
from meetings.models import Meeting

DAY = dt.timedelta(days=1)
HOSTILE = "<script>alert(1)</script>"


def page_of(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


@pytest.fixture
def anna(cast, client_of):
    return client_of(cast.anna)


@pytest.fixture
def vera(cast, client_of):
    return client_of(cast.vera)


# Most of these tests write no content: they are about something else.
EMPTY = {"without_content": "on"}


def hold_form(meeting, **typed):
    yesterday = (timezone.localdate() - DAY).isoformat()
    return {
        "version": meeting.version,
        "held_on": yesterday,
        "attended-shown": "1",
        "agreements-shown": "1",
        **EMPTY,
        **typed,
    }


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


def test_the_first_meeting_is_a_start_up_with_the_whole_network(cast, anna):
    page = page_of(anna.get(f"/cases/{cast.case.pk}/meetings/new/"))
    assert re.search(r'value="start_up" *checked', page)
    assert re.search(rf'value="{cast.teacher.pk}"[^>]*checked', page)


def test_the_fixed_people_of_the_last_meeting_are_ticked(cast, anna, held):
    page = page_of(anna.get(f"/cases/{cast.case.pk}/meetings/new/"))
    assert re.search(rf'value="{cast.teacher.pk}"[^>]*checked', page)
    assert not re.search(rf'value="{cast.supervisor_member.pk}"[^>]*checked', page)
    assert 'value="Aaskolen"' in page


def test_somebody_who_could_not_come_last_time_is_invited_again(cast, anna, held):
    page = page_of(anna.get(f"/cases/{cast.case.pk}/meetings/new/"))
    assert re.search(rf'value="{cast.caregiver.pk}"[^>]*checked', page)


def test_three_days_are_proposed_for_the_next_follow_up(cast, anna, held):
    page = page_of(anna.get(f"/cases/{cast.case.pk}/meetings/new/"))
    assert page.count('name="on"') == 4
    assert "midt i perioden" in page


def test_a_proposed_day_is_booked(cast, anna, held):
    path = f"/cases/{cast.case.pk}/meetings/new/"
    day = re.search(r'name="on"[^>]*value="(\d{4}-\d\d-\d\d)"', page_of(anna.get(path)))[1]
    answer = anna.post(
        path, {"case": cast.case.pk, "kind": "follow_up", "on": day, "at": "09:00", "minutes_planned": "45"}
    )
    booked = Meeting.objects.planned().get()
    assert answer["Location"] == f"/meetings/{booked.pk}/"
    assert timezone.localtime(booked.starts_at).isoformat().startswith(f"{day}T09:00")


def test_a_booking_without_an_hour_keeps_all_that_was_typed(cast, anna):
    typed = {"case": cast.case.pk, "kind": "child_talk", "other_on": "2027-03-18", "at": "", "place": HOSTILE}
    answer = anna.post(f"/cases/{cast.case.pk}/meetings/new/", typed)
    page = page_of(answer)
    assert answer.status_code == 422
    assert "Skriv et klokkeslæt, for eksempel 14.30." in page
    assert 'value="18-03-2027"' in page
    assert HOSTILE not in page
    assert "&lt;script&gt;" in page
    assert not Meeting.objects.exists()


def test_a_day_that_is_over_is_written_down_as_held_and_not_booked(cast, anna):
    typed = {"case": cast.case.pk, "kind": "other", "other_on": "2026-10-01", "at": "9.30", "place": "Aaskolen"}
    answer = anna.post(f"/cases/{cast.case.pk}/meetings/new/", typed)
    assert answer.status_code == 422
    page = page_of(answer)
    assert "Dagen er gået." in page
    assert 'value="Aaskolen"' in page
    assert f'href="/cases/{cast.case.pk}/meetings/log/"' in page
    assert not Meeting.objects.exists()


def test_a_meeting_earlier_today_is_booked_and_written_down_next(cast, anna):
    with time_machine.travel(dt.datetime(2026, 11, 25, 14, tzinfo=dt.UTC), tick=False):
        typed = {"case": cast.case.pk, "kind": "other", "other_on": "2026-11-25", "at": "9.30", "minutes_planned": "30"}
        answer = anna.post(f"/cases/{cast.case.pk}/meetings/new/", typed)
    assert answer["Location"] == f"/meetings/{Meeting.objects.get().pk}/hold/"


def test_a_follow_up_without_content_is_asked_about_and_keeps_what_was_typed(cast, anna, meeting):
    typed = hold_form(meeting, minutes="Ingen kom", without_content="")
    answer = anna.post(f"/meetings/{meeting.pk}/hold/", typed)
    page = page_of(answer)
    assert answer.status_code == 422
    assert "ingen ord fra barnet" in page
    assert "Ingen kom" in page
    assert 'name="without_content"' in page
    assert Meeting.objects.get().is_planned
    assert anna.post(f"/meetings/{meeting.pk}/hold/", typed | EMPTY).status_code == 302


def test_a_meeting_without_content_is_shown_as_empty_until_it_is_filled(cast, anna, meeting):
    anna.post(f"/meetings/{meeting.pk}/hold/", hold_form(meeting))
    assert "Holdt uden indhold" in page_of(anna.get(f"/meetings/{meeting.pk}/"))
    assert "Holdt uden indhold" in page_of(anna.get(f"/cases/{cast.case.pk}/meetings/"))
    assert "Udfyld referatet" in page_of(anna.get(f"/cases/{cast.case.pk}/"))
    version = Meeting.objects.get().version
    filled = {"version": version, "attended": [cast.teacher.pk], "attended-shown": "1", "minutes": "Godt"}
    assert anna.post(f"/meetings/{meeting.pk}/minutes/", filled).status_code == 302
    assert "Holdt uden indhold" not in page_of(anna.get(f"/meetings/{meeting.pk}/"))
    assert "Udfyld referatet" not in page_of(anna.get(f"/cases/{cast.case.pk}/"))


def test_a_meeting_outside_the_window_shows_a_warning(cast, anna, held):
    early = actions.book(case=cast.case, by=cast.anna, kind="follow_up", starts_at=timezone.now() + 10 * DAY)
    assert "Opfølgningen kan tidligst holdes" in page_of(anna.get(f"/meetings/{early.pk}/"))


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
    Release(case=cast.case, item_kind="meeting", item_id=held.pk, to_member=cast.supervisor_member).save(by=cast.anna)
    assert "Det går godt i læsning" in page_of(vera.get(f"/meetings/{held.pk}/"))
    assert "Barnets ord er delt med Vera Prøve." in page_of(anna.get(f"/meetings/{held.pk}/"))


def test_a_meeting_is_held_goal_by_goal(cast, anna, meeting, goal, agreement):
    page = page_of(anna.get(f"/meetings/{meeting.pk}/hold/"))
    assert re.search(rf'name="goal_reviews-0-goal"[^>]*value="{goal.pk}"', page)
    typed = hold_form(
        meeting,
        **{
            "attended": [cast.teacher.pk],
            "goal_reviews-0-goal": goal.pk,
            "goal_reviews-0-verdict": "reached",
            "agreement_reviews-0-agreement": agreement.pk,
            "agreement_reviews-0-verdict": "keep",
            "agreements-0-owner": cast.caregiver.pk,
            "agreements-0-what": "Spille ludo",
            "agreements-0-place": "home",
            "agreements-1-owner": "",
            "agreements-1-what": "",
            "agreements-1-place": "school",
        },
    )
    assert anna.post(f"/meetings/{meeting.pk}/hold/", typed)["Location"] == f"/meetings/{meeting.pk}/"
    goal.refresh_from_db()
    assert goal.status == "reached"
    assert Agreement.objects.get(origin_id=meeting.pk).what == "Spille ludo"


def test_a_wrong_row_keeps_everything_that_was_typed(cast, anna, meeting, goal, agreement):
    typed = hold_form(
        meeting,
        **{
            "minutes": "Et langt referat",
            "goal_reviews-0-goal": goal.pk,
            "goal_reviews-0-verdict": "dropped",
            "goal_reviews-0-happened": "Det blev for svært",
            "agreement_reviews-0-agreement": agreement.pk,
            "agreement_reviews-0-note": "Gik godt",
            "agreement_reviews-0-verdict": "keep",
        },
    )
    answer = anna.post(f"/meetings/{meeting.pk}/hold/", typed)
    page = page_of(answer)
    assert answer.status_code == 422
    assert "Skriv, hvorfor målet stoppes." in page
    for text in ("Et langt referat", "Det blev for svært", "Gik godt"):
        assert text in page
    assert re.search(r'name="goal_reviews-0-verdict"[^>]*value="dropped"[^>]*checked', page)
    assert Meeting.objects.get().is_planned


def test_the_minutes_survive_as_a_draft(cast, anna, meeting, goal):
    key = f"meeting-hold.{meeting.pk}"
    kept = {"minutes": "Halvt referat", "goal_reviews-0-goal": str(goal.pk), "goal_reviews-0-done": "Læst hver dag"}
    anna.put(f"/api/v1/drafts/{key}/", {"data": kept}, "application/json")
    page = page_of(anna.get(f"/meetings/{meeting.pk}/hold/"))
    assert "Halvt referat" in page
    assert "Læst hver dag" in page
    anna.post(f"/meetings/{meeting.pk}/hold/", hold_form(meeting, minutes="Helt referat"))
    assert not Draft.objects.filter(key=key).exists()


def test_a_goal_agreed_after_the_draft_was_saved_can_still_be_reviewed(cast, anna, meeting, goal):
    anna.put(f"/api/v1/drafts/meeting-hold.{meeting.pk}/", {"data": {"goal_reviews-0-goal": "x"}}, "application/json")
    page = page_of(anna.get(f"/meetings/{meeting.pk}/hold/"))
    assert re.search(rf'name="goal_reviews-1-goal"[^>]*value="{goal.pk}"', page)


def test_a_late_writer_of_minutes_sees_both_texts(cast, anna, meeting):
    moved = Meeting.objects.get()
    moved.place = "Skolen"
    moved.save(by=cast.vera)
    answer = anna.post(f"/meetings/{meeting.pk}/hold/", hold_form(meeting, minutes="Mit referat"))
    assert answer.status_code == 412
    assert "Mit referat" in page_of(answer)


def test_after_a_meeting_the_next_is_to_be_booked(cast, anna, held):
    page = page_of(anna.get(f"/meetings/{held.pk}/"))
    assert "Book næste opfølgning" in page
    assert page.count("kind=follow_up&amp;on=") == 3
    actions.book(case=cast.case, by=cast.anna, kind="follow_up", starts_at=timezone.now() + 100 * DAY)
    assert "Book næste opfølgning" not in page_of(anna.get(f"/meetings/{held.pk}/"))


def test_a_meeting_that_was_never_booked_is_written_down_on_one_page(cast, anna, goal):
    path = f"/cases/{cast.case.pk}/meetings/log/"
    assert "Læse højt" in page_of(anna.get(path))
    yesterday = (timezone.localdate() - DAY).isoformat()
    typed = {"case": cast.case.pk, "kind": "start_up", "held_on": yesterday, "minutes": "I går", **EMPTY}
    held = anna.post(path, typed)
    assert held["Location"] == f"/meetings/{Meeting.objects.held().get().pk}/"


def test_a_meeting_is_cancelled_with_its_reason_on_the_page(cast, anna, meeting):
    path = f"/meetings/{meeting.pk}/cancel/"
    assert anna.post(path, {"version": meeting.version, "cancelled_reason": ""}).status_code == 422
    anna.post(path, {"version": meeting.version, "cancelled_reason": HOSTILE})
    page = page_of(anna.get(f"/meetings/{meeting.pk}/"))
    assert "&lt;script&gt;" in page
    assert HOSTILE not in page


def test_the_minutes_are_corrected(cast, anna, held):
    typed = {"version": Meeting.objects.get().version, "minutes": "Rettet"}
    anna.post(f"/meetings/{held.pk}/minutes/", typed)
    assert "Rettet" in page_of(anna.get(f"/meetings/{held.pk}/"))


@pytest.mark.parametrize("form", ["edit", "child", "cancel", "hold"])
def test_the_forms_of_a_meeting_that_is_over_lead_back_to_it(cast, anna, held, form):
    assert anna.get(f"/meetings/{held.pk}/{form}/")["Location"] == f"/meetings/{held.pk}/"


@pytest.mark.parametrize("who", ["karl", "viggo", "nora", "lars", "adam"])
@pytest.mark.parametrize("form", ["", "edit/", "child/", "cancel/", "hold/", "minutes/"])
def test_a_stranger_finds_no_meeting(cast, client_of, meeting, who, form):
    assert client_of(getattr(cast, who)).get(f"/meetings/{meeting.pk}/{form}").status_code == 404


def test_a_psychologist_is_sent_back_from_the_minutes(cast, client_of, meeting):
    assert client_of(cast.petra).get(f"/meetings/{meeting.pk}/hold/").status_code == 302


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


def test_the_hold_form_takes_no_more_queries_for_many_goals(
    cast, api_of, meeting, django_assert_num_queries, django_assert_max_num_queries
):
    from goals import actions as goal_actions

    def agree(count):
        for number in range(count):
            goal = goal_actions.set_goal(case=cast.case, by=cast.anna, title=f"Mål {number}", academic_goal="Læse")
            goal_actions.agree(case=cast.case, by=cast.anna, owner=cast.teacher, what="Læse", goal=goal)

    api, path = api_of(cast.anna), f"meetings/{meeting.pk}/hold-form/"
    agree(2)
    api.get(path)
    with django_assert_max_num_queries(30) as few:
        api.get(path)
    agree(8)
    with django_assert_num_queries(len(few)):
        api.get(path)
