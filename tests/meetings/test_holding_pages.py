"""The pages where a meeting is held and its minutes are written."""

import datetime as dt
import re

from django.utils import timezone

from core.models import Draft
from goals.models import Agreement
from meetings import actions
from meetings.models import Meeting

DAY = dt.timedelta(days=1)


def page_of(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


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


def test_the_minutes_are_corrected(cast, anna, held):
    typed = {"version": Meeting.objects.get().version, "minutes": "Rettet"}
    anna.post(f"/meetings/{held.pk}/minutes/", typed)
    assert "Rettet" in page_of(anna.get(f"/meetings/{held.pk}/"))


def test_a_psychologist_is_sent_back_from_the_minutes(cast, client_of, meeting):
    assert client_of(cast.petra).get(f"/meetings/{meeting.pk}/hold/").status_code == 302


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
