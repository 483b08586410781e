"""A check constraint that certainly holds is not sent to the database; any other is."""

import datetime as dt
import itertools

import pytest
from django.apps import apps
from django.db import models

from core.models.holds import plainly_holds
from goals.models import Agreement
from meetings.models import Meeting
from tests.factories import AgreementFactory, MeetingFactory

DAYS = [None, dt.date(2026, 1, 1), dt.date(2026, 1, 2)]


def checks():
    for model in apps.get_models():
        for constraint in model._meta.constraints:
            if isinstance(constraint, models.CheckConstraint):
                yield pytest.param(model, constraint, id=constraint.name)


def compared(condition):
    """The columns a condition compares, and the values it compares them with."""
    for child in condition.children:
        if isinstance(child, models.Q):
            yield from compared(child)
        else:
            name, other = child[0].partition("__")[0], child[1]
            yield name, other
            if isinstance(other, models.F):
                yield other.name, None


def some_values(model, name, others):
    """Some possible values of a column, and the values it is compared with."""
    field = model._meta.get_field(name)
    if isinstance(field, models.DateField):
        return DAYS
    if isinstance(field, models.IntegerField):
        return [None, 1, 2, 11]
    if field.is_relation:
        return [None, "01930000-0000-7000-8000-000000000000"]
    return ["", "andet", *others]


@pytest.mark.django_db
@pytest.mark.parametrize(("model", "constraint"), list(checks()))
def test_the_database_agrees_wherever_a_constraint_plainly_holds(model, constraint):
    found = {}
    for name, other in compared(constraint.condition):
        found.setdefault(name, set()).update({other} if isinstance(other, str) else ())
    possible = {name: some_values(model, name, sorted(others)) for name, others in found.items()}
    for values in itertools.islice(itertools.product(*possible.values()), 200):
        record = model(**{model._meta.get_field(n).attname: v for n, v in zip(possible, values, strict=True)})
        if plainly_holds(constraint, record):
            constraint.validate(model, record)


@pytest.mark.parametrize(
    ("from_on", "due_on", "holds"),
    [(DAYS[1], DAYS[2], True), (DAYS[1], None, True), (None, DAYS[1], True), (DAYS[2], DAYS[1], False)],
)
def test_an_agreement_that_ends_before_it_begins_does_not_hold(from_on, due_on, holds):
    in_order = next(each for each in Agreement._meta.constraints if each.name == "agreement_in_order")
    assert plainly_holds(in_order, AgreementFactory.build(from_on=from_on, due_on=due_on)) is holds


def test_what_only_the_database_can_compare_is_left_to_it():
    longer = models.CheckConstraint(condition=models.Q(what__gt="a"), name="longer")
    assert not plainly_holds(longer, AgreementFactory.build(what="b"))


@pytest.mark.parametrize(
    ("kind", "state", "asks"),
    [("other", "planned", False), ("follow_up", "held", False), ("follow_up", "planned", True)],
)
def test_a_unique_constraint_is_only_asked_about_where_its_condition_holds(kind, state, asks):
    [one_planned] = [each for each in Meeting._meta.constraints if isinstance(each, models.UniqueConstraint)]
    assert plainly_holds(one_planned, MeetingFactory.build(kind=kind, state=state)) is not asks
