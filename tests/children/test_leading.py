"""Whose cases a manager sees: those of a school, an area, a unit or all; masked, and nobody else's."""

import datetime as dt

import pytest
import time_machine

from accounts.models import School, Unit
from children.models import Case, Placement, Schooling
from core.access import Role
from core.models import LookUp
from followup.models import Notice
from followup.reminders import remind
from tests.cast import user
from tests.factories import MeetingFactory, UnitFactory

NOON = dt.datetime(2027, 3, 3, 11, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _in_march():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def manager_of(cast):
    """A manager of a new unit of the given kind."""

    def made(kind, name="Enheden", municipality=None, **fields):
        unit = UnitFactory(municipality=municipality or cast.home, name=name, kind=kind, **fields)
        town = unit.municipality
        return user(f"leder.{kind}@prove.example", f"Leder {kind}", Role.MANAGER, town, unit=unit)

    return made


@pytest.fixture
def numbers(api_of):
    """The case numbers in a manager's list."""
    return lambda manager: sorted(row["number"] for row in api_of(manager).get("cases/").json()["results"])


def of(*cases):
    return sorted(case.number for case in cases)


def test_a_school_leads_the_children_who_go_there_whoever_coordinates(cast, manager_of, numbers):
    leader = manager_of("school", school=cast.school_b)
    assert numbers(leader) == of(cast.other_case, cast.karls_case)


def test_an_area_leads_those_of_its_schools(cast, manager_of, numbers):
    chief = manager_of("area")
    assert numbers(chief) == []
    for school in (cast.school_a, cast.school_b):
        School.objects.filter(pk=school.pk).update(area=chief.unit)
    assert numbers(chief) == of(cast.case, cast.other_case, cast.karls_case)


def test_the_school_administration_leads_all_who_go_to_school(cast, manager_of, numbers):
    Schooling.objects.filter(child=cast.child).delete()
    assert numbers(manager_of("schools")) == of(cast.other_case, cast.karls_case)


def test_the_whole_administration_leads_all_of_the_municipality_and_no_others(cast, manager_of, numbers):
    Schooling.objects.filter(child=cast.child).delete()
    assert numbers(manager_of("whole")) == of(cast.case, cast.other_case, cast.karls_case)


def test_the_authority_leads_the_children_its_own_municipality_has_placed(cast, manager_of, numbers):
    leader = manager_of("authority")
    Placement.objects.all().update(placing_municipality="Nabostrup")
    assert numbers(leader) == []
    Placement.objects.filter(child=cast.child).update(placing_municipality=cast.home.name)
    assert numbers(leader) == of(cast.case)


def test_a_unit_leads_those_of_the_coordinators_based_there(cast, manager_of, numbers):
    leader = manager_of("ppr", name="En anden enhed")
    assert numbers(leader) == []
    type(cast.karl).objects.filter(pk=cast.karl.pk).update(unit=leader.unit)
    assert numbers(leader) == of(cast.karls_case)
    assert numbers(cast.lars) == of(cast.case, cast.other_case)


def test_a_child_who_leaves_the_school_leaves_its_leaders_list(cast, manager_of, numbers):
    leader = manager_of("school", school=cast.school_a)
    assert numbers(leader) == of(cast.case)
    Schooling.objects.filter(child=cast.child).update(until_on=dt.date(2027, 3, 2))
    assert numbers(leader) == []


def test_a_school_of_one_name_next_door_is_another_school(cast, manager_of, numbers):
    leader = manager_of("school", municipality=cast.next_door, school=cast.school_a)
    assert numbers(leader) == []


def test_a_manager_without_a_unit_leads_nobody(cast):
    type(cast.lars).objects.filter(pk=cast.lars.pk).update(unit=None)
    type(cast.anna).objects.filter(pk=cast.anna.pk).update(unit=None)
    cast.lars.refresh_from_db()
    assert not Case.objects.of_unit(cast.lars).exists()


@pytest.mark.parametrize("route", ["masked/", "reassign-form/"])
def test_a_school_leader_finds_the_schools_cases_and_no_others(cast, api_of, manager_of, route):
    api = api_of(manager_of("school", school=cast.school_a))
    assert api.get(f"cases/{cast.case.pk}/{route}").status_code == 200
    assert api.get(f"cases/{cast.karls_case.pk}/{route}").status_code == 404
    assert api.get(f"cases/{cast.noras_case.pk}/{route}").status_code == 404


def test_a_school_leader_opens_a_child_of_the_school_with_a_reason_and_no_others(cast, api_of, manager_of):
    api, why = api_of(manager_of("school", school=cast.school_a)), {"reason": "Klage fra forældrene over skolen"}
    assert api.get(f"cases/{cast.case.pk}/overview/").status_code == 404
    assert api.post(f"cases/{cast.case.pk}/oversee/", why).status_code == 201
    assert api.get(f"cases/{cast.case.pk}/overview/").status_code == 200
    assert api.post(f"cases/{cast.karls_case.pk}/oversee/", why).status_code == 404


def test_a_leaders_list_names_no_child_and_is_logged_as_the_units(cast, api_of, manager_of):
    answer = api_of(manager_of("school", school=cast.school_a)).get("cases/")
    assert "Barn" not in answer.content.decode()
    assert LookUp.objects.latest("at").relation == "unit"


def test_a_leader_hands_over_only_the_cases_of_the_school(cast, api_of, manager_of):
    api = api_of(manager_of("school", school=cast.school_a))
    answer = api.post(f"coordinators/{cast.anna.pk}/reassign/", {"to_user": str(cast.karl.pk)})
    assert answer.status_code == 200
    assert api_of(cast.karl).get(f"cases/{cast.case.pk}/").status_code == 200
    assert api_of(cast.karl).get(f"cases/{cast.other_case.pk}/").status_code == 404


def test_a_leader_meets_no_coordinator_without_a_child_at_the_school(cast, api_of, manager_of):
    api = api_of(manager_of("school", school=cast.school_a))
    assert [row["name"] for row in api.get("overview/").json()["coordinators"]] == ["Anna Prøve"]
    assert api.get(f"coordinators/{cast.karl.pk}/reassign-form/").status_code == 404


@pytest.fixture
def left_out(cast):
    """A follow-up that is long overdue."""
    held = dt.datetime(2026, 8, 20, 8, tzinfo=dt.UTC)
    MeetingFactory(case=cast.case, kind="start_up", state="held", held_on=held.date(), starts_at=held)


def told_of_it():
    remind(NOON.date())
    return set(Notice.objects.filter(rule="window_passed").values_list("user__name", flat=True))


def test_a_missing_follow_up_reminds_the_manager_of_the_coordinators_own_unit(cast, manager_of, left_out):
    manager_of("school", school=cast.school_a)
    assert told_of_it() == {"Anna Prøve", "Lars Prøve"}


def test_without_a_manager_in_that_unit_those_of_every_leading_unit_get_the_notice(cast, manager_of, left_out):
    leader, other = manager_of("school", school=cast.school_a), manager_of("ppr", "En anden")
    type(cast.lars).objects.filter(pk=cast.lars.pk).update(is_active=False)
    told = told_of_it()
    assert told == {"Anna Prøve", leader.name}
    assert other.name not in told


def test_a_school_counts_its_own_cases_and_holds_nobody_to_a_capacity_it_does_not_see(cast, api_of, manager_of):
    leader = manager_of("school", school=cast.school_a)
    row = api_of(leader).get("overview/").json()["coordinators"][0]
    assert (row["name"], row["open"], row["capacity"]) == ("Anna Prøve", 1, None)


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"kind": "school"}, "school"),
        ({"kind": "ppr", "school": "a"}, "school"),
        ({"kind": "school", "school": "next door"}, "school"),
    ],
)
def test_an_impossible_unit_is_an_error_at_its_field(cast, api_of, sent, field):
    schools = {"a": cast.school_a, "next door": School.objects.get(name="Naboskolen")}
    if "school" in sent:
        sent = {**sent, "school": str(schools[sent["school"]].pk)}
    answer = api_of(cast.adam).post("units/", {"name": "Ny", **sent})
    assert [each["field"] for each in answer.json()["errors"]] == [field]


def test_a_school_belongs_to_an_area_only_and_an_area_with_schools_stays_one(cast, api_of):
    api = api_of(cast.adam)
    area = api.post("units/", {"name": "Nord", "kind": "area"}).json()
    path, version = f"schools/{cast.school_a.pk}/", cast.school_a.version
    assert api.patch(path, {"area": str(cast.ppr.pk)}, version=version).json()["errors"][0]["field"] == "area"
    assert api.patch(path, {"area": area["id"]}, version=version).json()["area_name"] == "Nord"
    changed = api.patch(f"units/{area['id']}/", {"kind": "ppr"}, version=area["version"])
    assert "Flyt dem først" in changed.json()["errors"][0]["message"]


def test_the_administrator_makes_a_school_unit_on_the_page(cast, client_of):
    sent = {"name": "Ledelsen på Aaskolen", "kind": "school", "school": str(cast.school_a.pk)}
    client_of(cast.adam).post("/administration/units/new/", sent)
    assert Unit.objects.get(kind="school").school == cast.school_a
    page = client_of(cast.adam).get("/administration/units/").content.decode()
    assert "Aaskolen" in page
