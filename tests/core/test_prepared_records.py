"""Records read with a query compiled once: the same as the queryset's, and only those a user may see."""

import pytest

from children.models import Case
from core.preparedrecords import CompiledRecords, VisibleRecords
from goals.models import Goal


@VisibleRecords
def visible_cases(user, cases):
    return Case.objects.visible_to(user).filter(pk__in=cases).select_related("child__municipality")


@CompiledRecords
def cases_by_id(cases):
    return Case.objects.filter(pk__in=cases).select_related("child")


def test_a_record_read_so_is_the_one_the_queryset_reads(cast):
    [found], expected = cases_by_id([cast.case.pk]), Case.objects.select_related("child").get(pk=cast.case.pk)
    for field in Case._meta.concrete_fields:
        assert getattr(found, field.attname) == getattr(expected, field.attname)
    assert not found._state.adding


def test_what_is_joined_to_it_is_read_with_it(cast, django_assert_num_queries):
    with django_assert_num_queries(1):
        [found] = visible_cases(cast.anna, [cast.case.pk])
        assert found.child.municipality.pk == cast.home.pk
    assert found.child.first_name == cast.child.first_name


@pytest.mark.parametrize("who", ["anna", "karl", "vera", "viggo", "petra", "lars", "adam", "nora"])
def test_each_user_gets_the_cases_the_queryset_shows_them(cast, who):
    user, every = getattr(cast, who), [case.pk for case in Case.objects.all()]
    expected = set(Case.objects.visible_to(user))
    assert set(visible_cases(user, every)) == expected


def test_several_or_no_ids_may_be_asked_for(cast):
    assert len(cases_by_id([cast.case.pk, cast.other_case.pk])) == 2
    assert cases_by_id([]) == []


def test_a_query_that_ignores_the_user_is_refused(cast):
    everybody = VisibleRecords(lambda user, cases: Case.objects.filter(pk__in=cases))
    with pytest.raises(ValueError, match="who the user is"):
        everybody(cast.anna, [cast.case.pk])


def test_a_query_that_ignores_the_ids_is_refused(cast):
    every_goal = CompiledRecords(lambda ids: Goal.objects.all())
    with pytest.raises(ValueError, match="which record"):
        every_goal([cast.case.pk])
