"""The records of the demo: consistent stories, each told once, by the application's rules."""

import datetime as dt
from collections import Counter

import pytest
from django.apps import apps
from django.db.models import F

from accounts.models import OwnedRecord, User
from children.models import (
    Case,
    CaseEvent,
    Child,
)
from core.models import Change, Record
from goals.models import Agreement, Dream, Goal
from meetings.models import Meeting
from support.models import Sparring

from .town import NOON, TODAY, TOLD, of_town, town

# Written by people who use the application, and by no story.
NOT_MADE = {"followup.Notice", "children.ImportJob", "children.ImportColumn", "meetings.CalendarFeed"}
APPS = {"children", "assessments", "goals", "support", "meetings", "followup"}
# One worker makes the demo and runs all tests that look at it.
pytestmark = [pytest.mark.usefixtures("demo_town"), pytest.mark.xdist_group("demo")]


def test_nothing_was_written_before_it_could_be_or_after_now():
    for model in [model for model in apps.get_models() if issubclass(model, OwnedRecord)]:
        assert not of_town(model).filter(created_at__gt=NOON).exists(), model
    assert not CaseEvent.objects.filter(municipality=town(), happened_on__gt=TODAY).exists()
    assert not CaseEvent.objects.filter(municipality=town(), happened_on__lt=F("case__opened_on")).exists()
    assert Change.objects.filter(at__lt=NOON - dt.timedelta(days=365)).count() > 500


@pytest.mark.parametrize(
    "label", sorted(model._meta.label for model in apps.get_models() if model._meta.app_label in APPS)
)
def test_the_records_keep_the_rules_of_their_models(label):
    model = apps.get_model(label)
    if not issubclass(model, Record) or label in NOT_MADE:
        pytest.skip("not made by the demo")
    rows = list(of_town(model).order_by("pk"))
    assert rows
    for row in rows[:: max(1, len(rows) // 25)]:
        row.full_clean()


def test_the_timeline_calls_a_meeting_what_the_application_calls_it():
    told = CaseEvent.objects.filter(municipality=town(), kind__in=["meeting_booked", "meeting_held"])
    kinds = dict(Meeting.objects.filter(municipality=town()).values_list("pk", "kind"))
    for record_id, detail in told.values_list("record_id", "detail"):
        assert detail == Meeting.Kind(kinds[record_id]).label


@pytest.mark.parametrize("email", ["koordinator@demo.example", "kollega@demo.example"])
def test_no_two_texts_in_a_caseload_are_the_same(email):
    children = Child.objects.visible_to(User.objects.get(email=email))
    for model, names in TOLD.items():
        for name in names:
            told = model._base_manager.filter(child__in=children).exclude(**{name: ""}).values_list(name, flat=True)
            twice = [text for text, count in Counter(told).items() if count > 1]
            assert not twice, f"{model.__name__}.{name}"


def test_goals_have_two_sides_and_the_childs_words_more_often_than_not():
    goals = list(of_town(Goal))
    assert len(goals) > 120
    assert 0.8 < sum(goal.is_two_sided for goal in goals) / len(goals) < 1
    assert 0.8 < sum(bool(goal.child_words) for goal in goals) / len(goals) < 1
    assert {goal.status for goal in goals} == {"open", "reached", "dropped"}


def test_sparring_says_what_is_done_differently_or_that_nothing_was_agreed():
    sparrings = Sparring.objects.filter(municipality=town())
    with_change = set(Agreement.objects.filter(origin="sparring").values_list("origin_id", flat=True))
    assert sparrings.filter(nothing_agreed=True).exists()
    assert all((each.pk in with_change) != each.nothing_agreed for each in sparrings)


def test_what_was_written_is_on_the_timeline():
    on_timeline = set(CaseEvent.objects.filter(municipality=town()).values_list("kind", "record_id"))
    for kind, rows in {
        "meeting_held": Meeting.objects.held(),
        "sparring": Sparring.objects.all(),
        "goal_agreed": Goal.objects.all(),
        "agreement": Agreement.objects.all(),
        "dream": Dream.objects.all(),
        "case_closed": Case.objects.exclude(closed_on=None),
    }.items():
        assert all((kind, pk) in on_timeline for pk in rows.filter(municipality=town()).values_list("pk", flat=True))


def test_a_booked_meeting_is_written_in_one_act_as_a_form_saves_it():
    meeting = of_town(Meeting).filter(kind="follow_up", attendances__isnull=False).first()
    written = [meeting.pk, *meeting.attendances.values_list("pk", flat=True)]
    assert len(written) > 3
    assert Change.objects.filter(record_id__in=written, kind="created").values("act").distinct().count() == 1
