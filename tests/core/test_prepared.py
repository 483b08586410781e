"""Queries compiled once, for a stand-in user."""

import datetime as dt

import pytest
from django.utils.timezone import localdate

from children.models import Case
from core.access import Role
from core.prepared import CompiledLookup, CompiledQuery, StandIn
from followup.api.caselist import cases_for


def prepared(role):
    somebody = StandIn.of(role)
    return CompiledQuery(cases_for(somebody).order_by("pk").values_list("pk"), somebody)


@pytest.mark.parametrize("who", ["anna", "karl", "vera", "viggo", "petra", "lars", "adam", "nora"])
def test_each_user_finds_the_querysets_rows(cast, who):
    user = getattr(cast, who)
    expected = list(cases_for(user).order_by("pk").values_list("pk"))
    question = prepared(user.role)
    assert question.rows(user) == expected
    assert question.count(user) == len(expected)


def test_what_was_prepared_for_one_shows_another_only_their_own(cast):
    question = prepared(Role.COORDINATOR)
    assert set(question.rows(cast.anna)) == {(cast.case.pk,), (cast.other_case.pk,)}
    assert question.rows(cast.nora) == [(cast.noras_case.pk,)]


def test_a_query_that_ignores_the_user_is_refused():
    with pytest.raises(ValueError, match="who the user is"):
        CompiledQuery(Case.objects.all(), StandIn.of(Role.COORDINATOR))


@CompiledLookup
def children_of_cases(cases):
    return Case.objects.filter(pk__in=cases).order_by("number").values_list("child_id")


def test_a_lookup_of_one_id_gives_the_querysets_rows(cast):
    for case in (cast.case, cast.karls_case, cast.case):
        assert children_of_cases([case.pk]) == [(case.child_id,)]


def test_a_lookup_of_several_ids_or_none_works_too(cast):
    asked = [cast.case.pk, cast.other_case.pk]
    assert set(children_of_cases(asked)) == {(cast.child.pk,), (cast.other_child.pk,)}
    assert children_of_cases([]) == []


def test_a_lookup_that_ignores_the_id_is_refused(cast):
    everybody = CompiledLookup(lambda cases: Case.objects.values_list("pk"))
    with pytest.raises(ValueError, match="which record"):
        everybody([cast.case.pk])


def test_a_sliced_queryset_for_several_ids_is_refused(cast):
    first = CompiledLookup(lambda cases: Case.objects.filter(pk__in=cases).values_list("pk")[:1])
    assert first([cast.case.pk]) == [(cast.case.pk,)]
    with pytest.raises(ValueError, match="first few"):
        first([cast.case.pk, cast.other_case.pk])


def test_a_lookup_with_todays_date_is_compiled_again_each_day(cast, time_machine):
    before_today = CompiledLookup(
        lambda ids: Case.objects.filter(pk__in=ids, opened_on__lt=localdate()).values_list("pk")
    )
    day = cast.case.opened_on
    time_machine.move_to(dt.datetime.combine(day, dt.time(12), tzinfo=dt.UTC))
    assert before_today([cast.case.pk]) == []
    time_machine.move_to(dt.datetime.combine(day + dt.timedelta(days=1), dt.time(12), tzinfo=dt.UTC))
    assert before_today([cast.case.pk]) == [(cast.case.pk,)]
