"""How the apps above make and end agreements and goals."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from rest_framework import serializers

from children.actions import add_member
from children.models import CaseEvent
from core.models import Conflict
from core.problems import Refused
from goals import actions
from goals.models import Agreement, Goal
from goals.serializers import AgreementRowSerializer, check_rows


def test_an_agreement_begins_today_and_is_on_the_timeline(cast, agreement, today):
    event = CaseEvent.objects.get(record_id=agreement.pk)
    assert (agreement.from_on, agreement.origin) == (today(), "case")
    assert (event.kind, event.happened_on, event.detail, event.by) == ("agreement", today(), "Hjemme", cast.anna)


def test_an_agreement_from_a_meeting_is_dated_by_the_meeting(cast, goal, today):
    held = today(-3)
    made = actions.agree(
        case=cast.case, by=cast.anna, owner=cast.teacher, what="x", origin="meeting", origin_id=goal.pk, on=held
    )
    assert (made.from_on, made.origin_id) == (held, goal.pk)
    assert CaseEvent.objects.get(record_id=made.pk).happened_on == held


def test_nobody_outside_the_childs_network_owns_an_agreement(cast, today):
    aunt = add_member(child=cast.other_child, by=cast.anna, kind="other", name="Tante Prøve", from_on=today())
    with pytest.raises(ValidationError, match="netværk") as refused:
        actions.agree(case=cast.case, by=cast.anna, owner=aunt, what="x")
    assert set(refused.value.message_dict) == {"owner"}


def test_an_agreement_does_not_point_to_another_childs_goal(cast, goal, today):
    owner = add_member(child=cast.other_child, by=cast.anna, kind="other", name="Tante Prøve", from_on=today())
    with pytest.raises(ValidationError) as refused:
        actions.agree(case=cast.other_case, by=cast.anna, owner=owner, what="x", goal=goal)
    assert set(refused.value.message_dict) == {"goal"}


@pytest.mark.parametrize(
    ("make", "field"), [("tell_dream", "told_on"), ("set_goal", "agreed_on"), ("agree", "from_on")]
)
def test_nothing_was_told_or_agreed_before_the_child_was_born(cast, make, field):
    terms = {
        "tell_dream": {"words": "Læge"},
        "set_goal": {"title": "Læse", "academic_goal": "Læse en side"},
        "agree": {"owner": cast.teacher, "what": "x"},
    }[make]
    born_on = cast.child.born_on
    with pytest.raises(ValidationError) as refused:
        getattr(actions, make)(case=cast.case, by=cast.anna, **terms, **{field: born_on - dt.timedelta(days=1)})
    assert refused.value.message_dict == {field: ["Datoen ligger, før barnet blev født. Ret datoen."]}
    assert getattr(actions, make)(case=cast.case, by=cast.anna, **terms, **{field: born_on}).pk


def test_an_agreement_cannot_end_before_it_begins(cast, today):
    with pytest.raises(ValidationError) as refused:
        actions.agree(case=cast.case, by=cast.anna, owner=cast.teacher, what="x", due_on=today(-1))
    assert set(refused.value.message_dict) == {"due_on"}


def test_a_home_activity_is_at_home(cast):
    with pytest.raises(ValidationError) as refused:
        actions.agree(case=cast.case, by=cast.anna, owner=cast.caregiver, what="x", activity="reading")
    assert set(refused.value.message_dict) == {"place"}


def test_a_followed_up_agreement_keeps_whether_it_was_tried_and_helped(cast, agreement, today):
    actions.follow_up_agreement(agreement=agreement, by=cast.vera, status="done", tried="yes", helped="somewhat")
    agreement.refresh_from_db()
    assert (agreement.status, agreement.ended_on, agreement.tried, agreement.helped) == (
        "done",
        today(),
        "yes",
        "somewhat",
    )
    assert CaseEvent.objects.get(record_id=agreement.pk, kind="agreement_ended").detail == "Gjort"


def test_an_agreement_that_goes_on_past_its_date_needs_a_new_one(cast, agreement, today):
    Agreement.objects.filter(pk=agreement.pk).update(from_on=today(-9), due_on=today(-1))
    agreement.refresh_from_db()
    with pytest.raises(ValidationError, match="passeret"):
        actions.follow_up_agreement(agreement=agreement, by=cast.anna, status="open")
    actions.follow_up_agreement(agreement=agreement, by=cast.anna, status="open", due_on=today(30))
    assert (agreement.status, agreement.due_on, agreement.ended_on) == ("open", today(30), None)


def test_an_agreement_done_by_mistake_goes_on(cast, agreement):
    actions.follow_up_agreement(agreement=agreement, by=cast.anna, status="done")
    actions.follow_up_agreement(agreement=agreement, by=cast.anna, status="open")
    assert list(Agreement.objects.open()) == [agreement]


def test_two_cannot_follow_up_the_same_agreement_unseen(cast, agreement):
    actions.follow_up_agreement(agreement=agreement, by=cast.anna, status="open", expected_version=1)
    with pytest.raises(Conflict):
        actions.follow_up_agreement(agreement=agreement, by=cast.vera, status="done", expected_version=1)


def test_a_goal_is_dropped_with_a_reason_only(cast, goal):
    with pytest.raises(ValidationError) as refused:
        actions.end_goal(goal=goal, by=cast.anna, status="dropped", reason="  ")
    assert set(refused.value.message_dict) == {"reason"}
    actions.end_goal(goal=goal, by=cast.anna, status="dropped", reason="Barnet har fået en ny drøm")
    assert Goal.objects.get(pk=goal.pk).end_reason == "Barnet har fået en ny drøm"


def test_a_reached_goal_can_be_worked_on_again(cast, goal):
    actions.end_goal(goal=goal, by=cast.anna, status="reached")
    with pytest.raises(Refused, match="Genåbn"):
        actions.change_goal(goal=goal, by=cast.anna, target="Femcifrede tal")
    actions.reopen_goal(goal=goal, by=cast.anna)
    actions.change_goal(goal=goal, by=cast.anna, target="Femcifrede tal")
    assert Goal.objects.get(pk=goal.pk).target == "Femcifrede tal"


def test_a_goal_with_one_side_is_allowed_and_the_missing_one_is_named(goal):
    assert not goal.is_two_sided
    assert goal.missing == ["wellbeing_goal", "target"]


def test_rows_take_owner_and_goal_from_the_case_only(cast, goal, rf, today):
    aunt = add_member(child=cast.other_child, by=cast.anna, kind="other", name="Tante Prøve", from_on=today())
    request = rf.get("/")
    request.user = cast.anna
    sent = [{"owner": str(cast.teacher.pk), "what": "Læse"}, {"owner": str(aunt.pk), "what": "Læse"}]
    context = {"request": request, "view": SimpleNamespace(server_values=lambda attrs: {})}
    rows = AgreementRowSerializer(data=sent, many=True, context=context)
    rows.is_valid(raise_exception=True)
    with pytest.raises(serializers.ValidationError) as refused:
        check_rows(rows.validated_data, cast.case)
    assert [set(row) for row in refused.value.detail["agreements"]] == [set(), {"owner"}]
    assert rows.validated_data[0]["from_on"] == today()


def test_an_agreement_that_goes_on_is_looked_at_again_on_a_day_people_meet(cast, agreement, api_of, time_machine):
    Agreement.objects.filter(pk=agreement.pk).update(from_on=dt.date(2026, 10, 1), due_on=dt.date(2026, 11, 1))
    time_machine.move_to(dt.datetime(2026, 11, 10, 12, tzinfo=dt.UTC))
    form = api_of(cast.anna).get(f"agreements/{agreement.pk}/follow-up-form/").json()
    assert form["values"]["due_on"] == "2027-01-04"
