"""The children of the demo: the evaluation's proportions."""

import datetime as dt
from collections import Counter, defaultdict

import pytest
from stdnum.dk import cpr as stdnum_cpr

from casework.demo.children import number_for
from casework.demo.traits import YEAR, Traits
from children.models import (
    Child,
    OtherMeasure,
    Placement,
    Schooling,
)
from core import cpr

from .town import TODAY, home_now, of_town, share, town

# One worker makes the demo and runs all tests that look at it.
pytestmark = [pytest.mark.usefixtures("demo_town"), pytest.mark.xdist_group("demo")]


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
