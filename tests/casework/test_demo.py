"""The demo municipality: the evaluation's proportions, true stories, and nobody who exists."""

import datetime as dt
import hashlib
from collections import Counter, defaultdict

import pytest
import time_machine
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.models import F
from stdnum.dk import cpr as stdnum_cpr

from accounts.models import Municipality, OwnedRecord, User
from assessments.models import Assessment, AssessmentPart, AssessmentReport
from casework import demo
from casework.demo.children import number_for
from casework.demo.traits import YEAR, Traits
from casework.demo_signins import PASSWORD, SIGNINS
from children.models import (
    Case,
    CaseEvent,
    Child,
    Handover,
    NetworkMember,
    OtherMeasure,
    Placement,
    Schooling,
)
from core import cpr
from core.models import Change, Record
from followup.calendar import SchoolCalendar, is_meeting_day
from followup.facts import facts_of
from followup.models import CaseStatus, Postponement
from followup.status import compute
from followup.steps import steps
from goals.models import Agreement, Dream, Goal
from meetings.models import GoalReview, Meeting
from support.models import Sparring

# A Wednesday in term.
TODAY = dt.date(2026, 11, 18)
NOON = dt.datetime(2026, 11, 18, 11, tzinfo=dt.UTC)
TOLD = {
    Assessment: ["purpose"],
    Placement: ["grounds"],
    Dream: ["words"],
    Goal: ["title", "academic_goal", "wellbeing_goal", "child_words", "baseline", "target"],
    Agreement: ["what"],
    Sparring: ["question", "advised", "afterthought"],
    Meeting: ["child_words", "minutes"],
    GoalReview: ["done", "happened"],
    AssessmentPart: ["words", "strengths", "challenges", "in_class", "at_home"],
    AssessmentReport: ["strengths", "challenges", "in_class", "at_home"],
}
APPS = {"children", "assessments", "goals", "support", "meetings", "followup"}


@pytest.fixture(scope="module", autouse=True)
def _loaded(django_db_setup, django_db_blocker):
    """The demo beside the cast, made once for these tests and rolled back after them."""
    with django_db_blocker.unblock(), transaction.atomic():
        with time_machine.travel(NOON, tick=False):
            demo.load(children=68, seed=1)
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _now(db):
    with time_machine.travel(NOON, tick=False):
        yield


def town():
    return Municipality.objects.get(name="Tråbjerg Kommune")


def of_town(model):
    return model._base_manager.filter(municipality=town())


def share(part, whole):
    return part.count() / whole.count()


def home_now():
    return of_town(Placement).filter(until_on=None)


def facts_for(email):
    user = User.objects.get(email=email)
    cases = Case.objects.visible_to(user).open()
    return facts_of([case.pk for case in cases], today=TODAY)


def digest():
    """Everything that was told, in the order it lies in."""
    told = hashlib.sha256()
    for model, names in TOLD.items():
        for row in of_town(model).order_by("pk").values_list("pk", *names):
            told.update(repr(row).encode())
    return told.hexdigest()


def test_the_children_are_as_many_and_as_old_as_in_the_evaluation():
    children = of_town(Child)
    assert children.count() == 68
    assert share(children.filter(gender="boy"), children) == pytest.approx(0.63, abs=0.02)
    teens = [child for child in children if child.age_on(TODAY) >= 13]
    assert len(teens) / 68 == pytest.approx(0.66, abs=0.03)


def test_homes_and_schools_are_mixed_as_in_the_evaluation():
    by_home = defaultdict(Counter)
    provisions = dict(of_town(Schooling).filter(until_on=None).values_list("child_id", "provision"))
    for home in home_now():
        kind = provisions[home.child_id]
        mainstream = kind in ("mainstream", "supported")
        by_home[home.is_foster]["mainstream" if mainstream else "internal" if kind == "internal" else "special"] += 1
    foster, institution = by_home[True], by_home[False]
    assert foster["mainstream"] / foster.total() == pytest.approx(0.91, abs=0.03)
    assert institution["mainstream"] / institution.total() == pytest.approx(0.38, abs=0.04)
    assert institution["special"] / institution.total() == pytest.approx(0.19, abs=0.04)
    assert institution["internal"] / institution.total() == pytest.approx(0.42, abs=0.04)


@pytest.mark.parametrize(("is_foster", "mean"), [(True, 7.7), (False, 3.3)])
def test_time_in_placement_is_that_of_the_evaluation(is_foster, mean):
    years = []
    for home in home_now():
        if home.is_foster is is_foster:
            first = min(Placement.objects.filter(child=home.child_id).values_list("from_on", flat=True))
            years.append((TODAY - first).days / YEAR)
    assert sum(years) / len(years) == pytest.approx(mean, abs=0.4)


def test_circumstances_are_those_of_the_evaluation():
    children = of_town(Child)
    assert share(children.filter(diagnosiss__isnull=False).distinct(), children) == pytest.approx(0.37, abs=0.02)
    assert share(children.exclude(parents_contact="none"), children) == pytest.approx(0.89, abs=0.02)
    own = home_now().filter(placing_municipality=town().name)
    assert share(own, home_now()) == pytest.approx(0.61, abs=0.02)
    for kind, expected in {
        "family_treatment": 0.25,
        "homework_help": 0.07,
        "support_person": 0.1,
        "other": 0.18,
    }.items():
        assert share(of_town(OtherMeasure).filter(kind=kind), children) == pytest.approx(expected, abs=0.02)
    schools = of_town(Schooling).values_list("child_id", "school_id").distinct()
    shifted = [child for child, count in Counter(child for child, _school in schools).items() if count > 1]
    assert len(shifted) / 68 == pytest.approx(0.59, abs=0.02)


def test_half_the_children_have_a_number_no_one_has():
    numbers = [child.cpr for child in of_town(Child) if child.cpr]
    assert len(numbers) == 34
    for number in numbers:
        assert cpr.is_valid(number)
        assert number[6:8] == "99"
        assert stdnum_cpr.checksum(number) != 0
        assert not number.startswith("0101")


def test_two_children_born_on_one_day_have_different_numbers():
    born = Traits("teen", "boy", True, born_on=dt.date(2012, 3, 4))
    given = set()
    assert len({number_for(born, given) for _child in range(3)}) == 3


def test_everyone_in_the_list_of_sign_ins_can_sign_in():
    for email, _who in SIGNINS:
        assert User.objects.get(email=email).check_password(PASSWORD)
    others = User.objects.filter(municipality=town()).exclude(email__in=dict(SIGNINS))
    assert others
    assert not any(user.has_usable_password() for user in others)


def test_no_mail_and_no_call_can_reach_anyone():
    members = of_town(NetworkMember)
    assert {email.rpartition(".")[2] for email in members.values_list("email", flat=True) if email} == {"example"}
    assert {phone[:5] for phone in members.values_list("phone", flat=True) if phone} == {"00 00"}


def test_a_coordinator_has_twentyone_open_cases():
    loads = Counter(
        of_town(NetworkMember).filter(kind="coordinator", until_on=None, child__cases__closed_on=None)
        .values_list("user__email", flat=True)
    )  # fmt: skip
    assert loads["koordinator@demo.example"] == 21
    assert all(19 <= load <= 23 for load in loads.values())
    assert of_town(Case).exclude(closed_on=None).count() == 5


def test_the_coordinator_has_something_late_something_this_week_and_someone_to_wait_for():
    coming = [step for facts in facts_for("koordinator@demo.example").values() for step in steps(facts)]
    sunday = TODAY + dt.timedelta(days=6 - TODAY.weekday())
    assert 3 <= sum(step.due_on < TODAY for step in coming) <= 15
    assert any(TODAY <= step.due_on <= sunday for step in coming)
    assert any(step.step == "receive_assessment" and step.due_on >= TODAY for step in coming)
    booked = Meeting.objects.planned().filter(starts_at__date__range=(TODAY, TODAY + dt.timedelta(days=7)))
    assert booked.filter(case__in=facts_for("koordinator@demo.example")).count() >= 2


def test_every_phase_and_every_step_of_the_cycle_is_there():
    found = {facts.case_id: steps(facts) for facts in facts_for("koordinator@demo.example").values()}
    phases = set(CaseStatus.objects.filter(case__in=found).values_list("phase", flat=True))
    assert phases == {"assessment", "goals", "support", "follow_up"}
    seen = {step.step for each in found.values() for step in each}
    assert seen >= {
        "order_assessment", "receive_assessment", "share_assessment", "hold_meeting", "set_goals", "book_follow_up",
        "school_sparring", "home_sparring", "follow_agreement",
    }  # fmt: skip
    assert of_town(Postponement).exists()
    assert of_town(Handover).exists()


def test_meetings_were_held_on_days_a_meeting_can_be_held():
    calendar = SchoolCalendar(winter_week=7)
    days = set(Meeting.objects.held().filter(municipality=town()).values_list("held_on", flat=True))
    assert len(days) > 60
    assert all(is_meeting_day(day, calendar) and day <= TODAY for day in days)


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
    if not issubclass(model, Record) or label in ("followup.Notice", "children.ImportJob"):
        pytest.skip("not made by the demo")
    rows = list(of_town(model).order_by("pk"))
    assert rows
    for row in rows[:: max(1, len(rows) // 25)]:
        row.full_clean()


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


def test_only_those_who_have_just_met_lack_a_goal():
    for facts in facts_for("koordinator@demo.example").values():
        if facts.meetings_held > 1:
            assert facts.open_goals > 0


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


def test_the_kept_status_is_what_the_facts_say():
    for facts in facts_for("kollega@demo.example").values():
        kept, computed = CaseStatus.objects.get(case=facts.case_id), compute(facts, TODAY)
        assert (kept.phase, kept.next_step, kept.next_step_on) == (
            computed.phase,
            computed.next_step,
            computed.next_step_on,
        )


def test_the_neighbours_have_four_children_nobody_here_can_see():
    neighbour = User.objects.get(email="koordinator@nabo.example")
    assert Child.objects.visible_to(neighbour).count() == 4
    coordinator = User.objects.get(email="koordinator@demo.example")
    assert not Child.objects.visible_to(neighbour) & Child.objects.visible_to(coordinator)


def again(**options):
    """The digest of a demo made anew in place of the one that is there."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE accounts_municipality CASCADE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        demo.load(**options)
        connection.check_constraints()
        found = digest()
        transaction.set_rollback(True)
    return found


def test_the_same_seed_gives_the_same_stories():
    assert again(children=8, seed=1) == again(children=8, seed=1)


def test_another_seed_gives_other_stories():
    assert again(children=8, seed=1) != again(children=8, seed=2)


@pytest.mark.parametrize("day", ["2026-07-15", "2026-12-27", "2024-02-29"])
def test_the_demo_can_be_made_on_any_day(day):
    today = dt.date.fromisoformat(day)
    with time_machine.travel(dt.datetime.combine(today, dt.time(9), dt.UTC), tick=False):
        again(children=16, seed=3)


def test_it_is_not_made_with_production_settings(settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="known password"):
        call_command("load_demo")


def test_it_does_nothing_where_there_is_a_municipality(capsys):
    before = Child.objects.count()
    call_command("load_demo", "--if-empty")
    assert "nothing was made" in capsys.readouterr().out
    assert Child.objects.count() == before


def test_it_does_not_mix_with_what_is_there():
    with pytest.raises(CommandError, match="empty database"):
        call_command("load_demo")
