"""Each kind of next step is declared once and completely: words, pages and reminders."""

import datetime as dt
import re
from importlib import import_module
from pkgutil import iter_modules
from uuid import uuid4

import pytest
from django.urls import get_resolver

from followup import steps
from followup.calendar import DEFAULT
from followup.models import CaseStatus, CaseStep, Notice
from followup.models.notice import UnknownRule
from followup.newskinds import NEWS
from followup.notifying import send_notices
from followup.rules import STEPS, rule_choices
from followup.steps import KINDS, is_put_off
from followup.steps.kind import StepKind
from tests.factories import CaseStepFactory, NoticeFactory

ROUTES = set(get_resolver().reverse_dict)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_a_step_leads_to_pages_there_are(kind):
    assert {kind.done_at.route, kind.seen_at.route} <= ROUTES


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_a_step_fits_where_it_is_kept(kind):
    assert len(kind.key) <= CaseStatus._meta.get_field("next_step").max_length


def test_every_declared_step_is_listed():
    """A kind missing from its module's KINDS is never found in a case, and nothing else shows that it is missing."""
    modules = [import_module(f"{steps.__name__}.{each.name}") for each in iter_modules(steps.__path__)]
    declared = {kind.key for module in modules for kind in vars(module).values() if isinstance(kind, StepKind)}
    assert declared == {kind.key for kind in KINDS}


def test_no_two_steps_share_a_key():
    assert len({kind.key for kind in KINDS}) == len(KINDS)


REMINDED = [pytest.param(kind, reminder, id=reminder.rule) for kind in KINDS for reminder in kind.reminders]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_somebody_is_reminded_of_every_step(kind):
    assert kind.reminders


def test_every_rule_belongs_to_a_step_or_is_news():
    assert {rule for rule, _label in rule_choices()} == {*STEPS, *NEWS}
    assert STEPS.keys().isdisjoint(NEWS)


def test_a_notice_by_a_rule_that_nothing_declares_is_not_written(cast):
    misspelt = NoticeFactory.build(user=cast.anna, case=cast.case, rule="window_son")
    with pytest.raises(UnknownRule, match="window_son"):
        send_notices([misspelt])
    assert not Notice.objects.exists()


@pytest.mark.parametrize(("kind", "reminder"), REMINDED)
def test_a_rule_belongs_to_one_step_and_says_the_same_to_all(kind, reminder):
    assert STEPS[reminder.rule] is kind
    assert {str(each.text) for each in kind.reminders if each.rule == reminder.rule} == {str(reminder.text)}


@pytest.mark.parametrize(("kind", "reminder"), REMINDED)
def test_a_reminder_names_a_day_and_nobody_by_name(kind, reminder):
    assert re.findall(r"%\((\w+)\)s", str(reminder.text)) in (["day"], [])


@pytest.mark.parametrize(("kind", "reminder"), REMINDED)
def test_an_occurrence_fits_where_it_is_kept(kind, reminder):
    day = dt.date(2027, 3, 14)
    occurrence = reminder.occurrence(
        record_id=uuid4(), shown_on=day, counted_on=day, today=day + dt.timedelta(365), calendar=DEFAULT
    )
    assert len(occurrence) <= Notice._meta.get_field("occurrence").max_length
    assert len(reminder.rule) <= Notice._meta.get_field("rule").max_length


@pytest.mark.parametrize("until_on", [None, dt.date(2026, 11, 24), dt.date(2026, 11, 25), dt.date(2026, 11, 26)])
def test_a_step_is_put_off_on_the_same_days_in_python_and_in_the_database(cast, until_on):
    on = dt.date(2026, 11, 25)
    CaseStep.objects.all().delete()
    CaseStepFactory(case=cast.case, step="set_goals", act_on=on, due_on=on, postponed_until=until_on)
    rests = is_put_off(until_on, on)
    assert (CaseStep.objects.put_off(on).exists(), CaseStep.objects.not_put_off(on).exists()) == (rests, not rests)
