"""Queries that are put together once, for nobody in particular."""

import pytest

from children.models import Case
from core.access import Role
from core.prepared import Prepared, StandIn
from followup.api.caselist import cases_for


def prepared(role):
    somebody = StandIn.of(role)
    return Prepared(cases_for(somebody).order_by("pk").values_list("pk"), somebody)


@pytest.mark.parametrize("who", ["anna", "karl", "vera", "viggo", "petra", "lars", "adam", "nora"])
def test_each_finds_what_the_queryset_would_give_them(cast, who):
    user = getattr(cast, who)
    expected = list(cases_for(user).order_by("pk").values_list("pk"))
    question = prepared(user.role)
    assert question.rows(user) == expected
    assert question.count(user) == len(expected)


def test_what_was_prepared_for_one_shows_another_only_their_own(cast):
    question = prepared(Role.COORDINATOR)
    assert set(question.rows(cast.anna)) == {(cast.case.pk,), (cast.other_case.pk,)}
    assert question.rows(cast.nora) == [(cast.noras_case.pk,)]


def test_a_query_that_asks_for_nobody_is_refused():
    with pytest.raises(ValueError, match="who the user is"):
        Prepared(Case.objects.all(), StandIn.of(Role.COORDINATOR))
