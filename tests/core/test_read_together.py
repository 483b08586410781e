"""Lookups read with one statement give the same rows as one by one."""

import pytest

from children.models import Case
from core.prepared import CompiledLookup
from core.readtogether import read_together
from followup.api.overview import lookups_of
from tests.access.world import populate


@CompiledLookup
def first_number(cases):
    return Case.objects.filter(pk__in=cases).order_by("number").values_list("number")[:1]


@CompiledLookup
def day_opened(cases):
    return Case.objects.filter(pk__in=cases).order_by("number").values_list("opened_on", "pk", "changed_at")


def test_every_lookup_of_an_overview_gives_the_same_rows_as_alone(cast):
    populate(cast)
    asked = lookups_of(cast.case)
    alone = [lookup(ids) for lookup, ids in asked]
    assert sum(map(bool, alone)) >= 10
    with read_together(asked):
        assert [lookup(ids) for lookup, ids in asked] == alone


def test_they_are_read_with_one_statement(cast, django_assert_num_queries):
    with django_assert_num_queries(1), read_together(lookups_of(cast.case)):
        for lookup, ids in lookups_of(cast.case):
            lookup(ids)


def test_what_is_read_already_is_not_read_again(cast, django_assert_num_queries):
    ids = [cast.case.pk]
    with django_assert_num_queries(2), read_together([(day_opened, ids)]):
        with read_together([(first_number, ids), (day_opened, ids)]):
            assert first_number(ids) == [(cast.case.number,)]
        assert day_opened(ids) == [(cast.case.opened_on, cast.case.pk, cast.case.changed_at)]


def test_other_ids_and_what_comes_after_are_read_anew(cast):
    with read_together([(day_opened, [cast.case.pk])]):
        assert day_opened([cast.other_case.pk])[0][1] == cast.other_case.pk
        Case.objects.filter(pk=cast.case.pk).update(opened_on="2026-01-05")
    assert str(day_opened([cast.case.pk])[0][0]) == "2026-01-05"


def test_a_sliced_lookup_of_several_is_refused_here_too(cast):
    with (
        pytest.raises(ValueError, match="first few"),
        read_together([(first_number, [cast.case.pk, cast.other_case.pk])]),
    ):
        pass
