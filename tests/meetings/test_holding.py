"""Holding a meeting: one write of everything said and decided."""

import datetime as dt

import pytest
from django.utils import timezone

from children.models import CaseEvent
from core.models import Change
from goals.models import Agreement
from meetings.models import AgreementReview, GoalReview, Meeting

DAY = dt.timedelta(days=1)


def yesterday():
    return (timezone.localdate() - DAY).isoformat()


@pytest.fixture
def hold(client_of, cast, meeting):
    def post(user=None, verb="hold", version=None, key="", **data):
        headers = {"If-Match": f'"{version or meeting.version}"'} | ({"Idempotency-Key": key} if key else {})
        # Most of these tests write no content: they are about something else.
        body = {"held_on": yesterday(), "without_content": True, **data} if verb == "hold" else data
        path = f"/api/v1/meetings/{meeting.pk}/{verb}/"
        return client_of(user or cast.anna).post(path, body, "application/json", headers=headers)

    return post


def test_a_held_meeting_lists_who_came(cast, hold):
    answer = hold(attended=[str(cast.teacher.pk), str(cast.supervisor_member.pk)])
    assert answer.status_code == 200, answer.json()
    came = {row["name"]: (row["invited"], row["attended"]) for row in answer.json()["attendances"]}
    assert came == {"Pia Prøve": (True, False), "Tove Prøve": (True, True), "Vera Prøve": (False, True)}


def test_a_meeting_held_is_on_the_timeline_on_its_day(cast, hold, meeting):
    hold(minutes="Vi talte om læsning.", child_words="Jeg læser hver aften")
    event = CaseEvent.objects.get(record_id=meeting.pk, kind="meeting_held")
    assert event.happened_on.isoformat() == yesterday()
    assert Meeting.objects.get().child_words == "Jeg læser hver aften"


def test_a_goal_reached_at_a_meeting_is_reached(cast, hold, goal):
    answer = hold(goal_reviews=[{"goal": str(goal.pk), "verdict": "reached", "happened": "Han læser selv"}])
    assert answer.json()["goal_reviews"][0]["verdict_label"] == "Nået"
    goal.refresh_from_db()
    assert (goal.status, goal.ended_on.isoformat()) == ("reached", yesterday())


def test_a_goal_that_goes_on_stays_open(cast, hold, goal):
    hold(goal_reviews=[{"goal": str(goal.pk), "verdict": "adjust", "done": "Læst hver dag"}])
    goal.refresh_from_db()
    assert goal.is_open
    assert GoalReview.objects.get().done == "Læst hver dag"


def test_a_goal_is_not_dropped_without_a_why(cast, hold, goal):
    answer = hold(goal_reviews=[{"goal": str(goal.pk), "verdict": "dropped"}])
    assert answer.json()["errors"][0]["field"] == "goal_reviews.0.reason"
    assert Meeting.objects.get().is_planned


def test_a_goal_that_was_not_reviewed_is_unchanged(cast, hold, goal):
    assert hold(goal_reviews=[{"goal": str(goal.pk), "verdict": ""}]).status_code == 200
    assert not GoalReview.objects.exists()


def test_words_about_a_goal_require_a_verdict(cast, hold, goal):
    answer = hold(goal_reviews=[{"goal": str(goal.pk), "verdict": "", "happened": "Det gik fint"}])
    assert answer.json()["errors"][0]["field"] == "goal_reviews.0.verdict"


def test_the_same_goal_is_reviewed_once(cast, hold, goal):
    row = {"goal": str(goal.pk), "verdict": "keep"}
    assert hold(goal_reviews=[row, row]).json()["errors"][0]["field"] == "goal_reviews.1.goal"


@pytest.mark.parametrize(("verdict", "status"), [("reached", "done"), ("dropped", "stopped"), ("keep", "open")])
def test_a_reviewed_agreement_is_followed_up(cast, hold, agreement, verdict, status):
    hold(agreement_reviews=[{"agreement": str(agreement.pk), "verdict": verdict, "note": "Prøvet hver dag"}])
    agreement.refresh_from_db()
    assert (agreement.status, agreement.outcome) == (status, "Prøvet hver dag")
    assert AgreementReview.objects.get().verdict == verdict


def test_an_agreement_past_its_date_goes_on_with_a_new_one(cast, hold, agreement):
    Agreement.objects.filter(pk=agreement.pk).update(
        from_on=timezone.localdate() - 40 * DAY, due_on=timezone.localdate() - 5 * DAY
    )
    row = {"agreement": str(agreement.pk), "verdict": "keep"}
    assert hold(agreement_reviews=[row]).json()["errors"][0]["field"] == "agreement_reviews.0.due_on"
    later = (timezone.localdate() + 60 * DAY).isoformat()
    assert hold(agreement_reviews=[row | {"due_on": later}]).status_code == 200
    agreement.refresh_from_db()
    assert agreement.due_on.isoformat() == later


def test_all_errors_are_reported_at_once(cast, hold, goal, agreement):
    Agreement.objects.filter(pk=agreement.pk).update(
        from_on=timezone.localdate() - 40 * DAY, due_on=timezone.localdate() - 5 * DAY
    )
    answer = hold(
        goal_reviews=[{"goal": str(goal.pk), "verdict": "dropped"}],
        agreement_reviews=[{"agreement": str(agreement.pk), "verdict": "keep"}],
        agreements=[{"what": "Uden nogen"}],
    )
    assert [error["field"] for error in answer.json()["errors"]] == [
        "goal_reviews.0.reason",
        "agreement_reviews.0.due_on",
        "agreements.0.owner",
    ]


def test_what_was_agreed_at_the_meeting_comes_from_it(cast, hold, meeting, goal):
    row = {"owner": str(cast.caregiver.pk), "what": "Læse efter aftensmaden", "place": "home", "goal": str(goal.pk)}
    assert hold(agreements=[row]).status_code == 200
    made = Agreement.objects.get(what="Læse efter aftensmaden")
    assert (made.origin, made.origin_id, made.goal) == ("meeting", meeting.pk, goal)


def test_one_wrong_row_saves_nothing(cast, hold, goal, agreement):
    before = Change.objects.count()
    answer = hold(
        goal_reviews=[{"goal": str(goal.pk), "verdict": "reached"}],
        agreement_reviews=[{"agreement": str(agreement.pk), "verdict": "reached"}],
        agreements=[{"owner": str(cast.teacher.pk), "what": "God aftale"}, {"owner": "", "what": "Uden nogen"}],
    )
    assert [error["field"] for error in answer.json()["errors"]] == ["agreements.1.owner"]
    goal.refresh_from_db()
    agreement.refresh_from_db()
    assert goal.is_open and agreement.is_open and Meeting.objects.get().is_planned  # noqa: PT018
    assert Change.objects.count() == before


def test_an_error_found_while_writing_saves_nothing(cast, hold, goal):
    first = (timezone.localdate() - 100 * DAY).isoformat()
    answer = hold(held_on=first, goal_reviews=[{"goal": str(goal.pk), "verdict": "reached"}], minutes="Tidlig")
    assert answer.json()["errors"][0]["field"] == "held_on"
    assert Meeting.objects.get().minutes == ""


def test_goals_of_another_child_are_not_reviewed_here(cast, hold, goal):
    goal.case, goal.child = cast.other_case, cast.other_child
    goal.save()
    answer = hold(goal_reviews=[{"goal": str(goal.pk), "verdict": "reached"}])
    assert answer.json()["errors"][0]["field"] == "goal_reviews.0.goal"


def test_a_meeting_is_not_held_tomorrow(cast, hold):
    answer = hold(held_on=(timezone.localdate() + DAY).isoformat())
    assert answer.json()["errors"][0]["field"] == "held_on"


@pytest.mark.parametrize("verb", ["hold", "log-held"])
def test_a_meeting_was_not_held_before_the_child_was_born(cast, api_of, hold, verb):
    day = {"held_on": (cast.child.born_on - DAY).isoformat()}
    logged = day | {"case": str(cast.case.pk), "kind": "child_talk"}
    answer = hold(**day) if verb == "hold" else api_of(cast.anna).post("meetings/log-held/", logged)
    assert answer.status_code == 400
    assert {row["field"]: row["message"] for row in answer.json()["errors"]} == {
        "held_on": "Datoen ligger, før barnet blev født. Ret datoen."
    }
    assert not Meeting.objects.held().exists()


def test_a_meeting_is_held_once(cast, hold, meeting):
    assert hold(key="a").status_code == 200
    assert hold(key="a").status_code == 200
    assert hold(version=2).status_code == 409
    assert CaseEvent.objects.filter(record_id=meeting.pk, kind="meeting_held").count() == 1


def test_two_who_write_minutes_at_once_see_both_texts(cast, hold):
    hold(minutes="Annas referat")
    late = hold(minutes="Veras referat", user=cast.vera)
    assert late.status_code == 412
    assert late.json()["conflicts"][0]["theirs"] == "Annas referat"


def test_the_minutes_are_corrected_afterwards(cast, hold):
    hold(minutes="Slåfejl")
    answer = hold(verb="minutes", version=2, minutes="Uden slåfejl")
    assert answer.json()["minutes"] == "Uden slåfejl"


def test_minutes_belong_to_a_meeting_that_was_held(cast, hold):
    assert hold(verb="minutes", minutes="For tidligt").status_code == 409


def test_a_supervisor_holds_a_meeting_but_does_not_write_the_childs_words(cast, hold, goal):
    assert hold(user=cast.vera, child_words="Ord").json()["errors"][0]["field"] == "child_words"
    assert hold(user=cast.vera, goal_reviews=[{"goal": str(goal.pk), "verdict": "keep"}]).status_code == 200


def test_a_psychologist_reads_the_minutes_and_writes_none(cast, hold, api_of, meeting):
    assert hold(user=cast.petra, minutes="Nej").status_code == 403
    hold(minutes="Til alle", child_words="Kun til nogle")
    seen = api_of(cast.petra).get(f"meetings/{meeting.pk}/").json()
    assert (seen["minutes"], seen["child_words"]) == ("Til alle", None)


def test_a_meeting_that_took_place_is_written_down_in_one_go(cast, api_of, goal):
    body = {
        "case": str(cast.case.pk),
        "kind": "start_up",
        "held_on": yesterday(),
        "attended": [str(cast.teacher.pk)],
        "goal_reviews": [{"goal": str(goal.pk), "verdict": "keep"}],
        "minutes": "Et godt opstartsmøde",
    }
    made = api_of(cast.anna).post("meetings/log-held/", body, key="a")
    assert made.status_code == 201, made.json()
    assert (made.json()["state"], made.json()["held_on"]) == ("held", yesterday())
    assert api_of(cast.anna).post("meetings/log-held/", body, key="a").json()["id"] == made.json()["id"]


def test_a_meeting_is_written_down_beside_one_that_is_booked(cast, api_of, meeting):
    body = {"case": str(cast.case.pk), "kind": "follow_up", "held_on": yesterday(), "child_words": "Det går"}
    assert api_of(cast.anna).post("meetings/log-held/", body).status_code == 201
    assert Meeting.objects.of_the_cycle().held().count() == Meeting.objects.planned().count() == 1


def test_hostile_text_is_kept_as_it_was_written(cast, hold):
    hostile = "<script>alert(1)</script> \u202egnal 🎈 =1+1"
    assert hold(minutes=hostile).json()["minutes"] == hostile


def test_a_null_byte_is_refused_at_its_field(cast, hold):
    assert hold(minutes="a\x00b").json()["errors"][0]["field"] == "minutes"
