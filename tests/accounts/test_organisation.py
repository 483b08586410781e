"""What the administrator keeps is consistent: units, schools, institutions, posts and users."""

import datetime as dt

import pytest
import time_machine

from accounts.models import ApiToken, School, SchoolPost, Unit, User
from tests.factories import InstitutionFactory, SchoolFactory, UnitFactory, UserFactory

A_LEADER_HAS_A_UNIT = "En leder hører til en enhed. Vælg enheden."


def refused(answer, field):
    """The API's message at a field."""
    assert answer.status_code == 400, answer.json()
    return [error["message"] for error in answer.json()["errors"] if error["field"] == field]


def test_a_school_that_is_led_as_a_unit_is_named(cast, api_of):
    answer = api_of(cast.adam).post("units/", {"name": "Aaskolen", "kind": "school"})
    assert refused(answer, "school") == ["Vælg, hvilken skole enheden er."]


def test_only_a_school_unit_has_a_school(cast, api_of):
    data = {"name": "Familieafdelingen", "kind": "authority", "school": str(cast.school_a.pk)}
    answer = api_of(cast.adam).post("units/", data)
    assert refused(answer, "school") == ["Kun en enhed af typen Skole har en skole. Vælg Ingen."]


def test_a_school_lies_in_an_area_and_in_no_other_unit(cast, api_of):
    adam, area = api_of(cast.adam), UnitFactory(municipality=cast.home, kind=Unit.Kind.AREA)
    there = adam.post("schools/", {"name": "Nordskolen", "kind": "mainstream", "area": str(area.pk)})
    assert (there.status_code, there.json()["area_name"]) == (201, area.name)
    elsewhere = adam.post("schools/", {"name": "Sydskolen", "kind": "mainstream", "area": str(cast.ppr.pk)})
    assert refused(elsewhere, "area") == ["Vælg en enhed af typen Område."]


def test_an_area_with_schools_stays_an_area(cast, api_of):
    area = UnitFactory(municipality=cast.home, kind=Unit.Kind.AREA)
    school = SchoolFactory(municipality=cast.home, area=area)
    answer = api_of(cast.adam).patch(f"units/{area.pk}/", {"kind": "whole"}, version=1)
    assert refused(answer, "kind") == ["Der hører skoler til området. Flyt dem først til et andet."]
    School.objects.filter(pk=school.pk).update(area=None)
    assert api_of(cast.adam).patch(f"units/{area.pk}/", {"kind": "whole"}, version=1).status_code == 200


def test_a_part_of_another_municipality_is_not_there(cast, api_of):
    foreign = UnitFactory(municipality=cast.next_door, kind=Unit.Kind.AREA)
    assert api_of(cast.adam).get(f"units/{foreign.pk}/").status_code == 404
    data = {"name": "Nordskolen", "kind": "mainstream", "area": str(foreign.pk)}
    assert api_of(cast.adam).post("schools/", data).status_code == 400


@pytest.mark.parametrize("name", ["", "   "])
def test_an_institution_has_a_name(cast, api_of, name):
    answer = api_of(cast.adam).post("institutions/", {"name": name, "kind": "residential"})
    assert refused(answer, "name")


def test_two_municipalities_may_have_institutions_of_one_name(cast, api_of):
    InstitutionFactory(municipality=cast.next_door, name="Målegården")
    answer = api_of(cast.adam).post("institutions/", {"name": "Målegården", "kind": "residential"})
    assert answer.status_code == 201


def test_a_leader_has_a_unit(cast, api_of):
    leader = {"email": "leder@prove.example", "name": "Leder Prøve", "role": "manager", "hours_percent": 100}
    assert refused(api_of(cast.adam).post("users/", leader), "unit") == [A_LEADER_HAS_A_UNIT]
    assert api_of(cast.adam).post("users/", {**leader, "unit": str(cast.ppr.pk)}).status_code == 201


def test_a_coordinator_made_leader_needs_a_unit_too(cast, api_of):
    somebody = UserFactory(municipality=cast.home)
    answer = api_of(cast.adam).patch(f"users/{somebody.pk}/", {"role": "manager"}, version=1)
    assert refused(answer, "unit") == [A_LEADER_HAS_A_UNIT]


@pytest.mark.parametrize("percent", [0, 101])
def test_nobody_works_less_than_nothing_or_more_than_full_time(cast, api_of, percent):
    somebody = UserFactory(municipality=cast.home)
    answer = api_of(cast.adam).patch(f"users/{somebody.pk}/", {"hours_percent": percent}, version=1)
    assert refused(answer, "hours_percent")


def test_an_address_is_kept_in_small_letters_and_is_one_persons_whatever_its_letters(cast, api_of):
    data = {"email": "NY@Prove.example", "name": "Ny", "role": "coordinator", "hours_percent": 100}
    assert api_of(cast.adam).post("users/", data).json()["email"] == "ny@prove.example"
    again = api_of(cast.adam).post("users/", {**data, "email": "ny@PROVE.example"})
    assert refused(again, "email")


def test_users_are_listed_by_role(cast, api_of):
    rows = api_of(cast.adam).get("users/", role="supervisor").json()["results"]
    assert [row["name"] for row in rows] == ["Vera Prøve", "Viggo Prøve"]


def test_who_is_switched_off_is_signed_out_at_once(cast, client_of, api_of):
    browser = client_of(cast.karl)
    assert browser.get("/cases/").status_code == 200
    api_of(cast.adam).patch(f"users/{cast.karl.pk}/", {"is_active": False}, version=cast.karl.version)
    assert browser.get("/cases/").status_code == 302


def test_only_a_supervisor_is_tied_to_a_school(cast, api_of):
    data = {"user": str(cast.anna.pk), "school": str(cast.school_a.pk), "from_on": "2026-09-01"}
    answer = api_of(cast.adam).post("school-posts/", data)
    assert refused(answer, "user") == ["Kun en læringsvejleder knyttes til en skole. Vælg en anden."]


def test_a_supervisor_has_one_post_at_a_school(cast, api_of):
    data = {"user": str(cast.vera.pk), "school": str(cast.school_a.pk), "from_on": "2026-09-01"}
    answer = api_of(cast.adam).post("school-posts/", data)
    assert answer.status_code == 400
    assert "Læringsvejlederen er allerede knyttet til skolen." in str(answer.json())


def test_a_post_does_not_end_before_it_begins(cast, api_of):
    data = {"user": str(cast.viggo.pk), "school": str(cast.school_a.pk), "from_on": "2026-09-01"}
    answer = api_of(cast.adam).post("school-posts/", {**data, "until_on": "2026-08-31"})
    assert refused(answer, "until_on") == ["Slutdatoen ligger før startdatoen. Ret en af dem."]


def test_a_post_ends_once_and_then_offers_no_end(cast, api_of):
    post = SchoolPost.objects.get(user=cast.vera)
    ended = api_of(cast.adam).post(f"school-posts/{post.pk}/end/", version=1)
    assert ended.json()["abilities"] == {"change": True, "end": False, "remove": False}
    again = api_of(cast.adam).post(f"school-posts/{post.pk}/end/", version=ended.json()["version"])
    assert refused(again, "until_on") == ["Tilknytningen er allerede afsluttet."]


def test_a_post_holds_on_its_first_and_last_day(cast):
    post = SchoolPost.objects.get(user=cast.vera)
    post.until_on = post.from_on + dt.timedelta(days=1)
    post.save()
    days = [post.from_on + dt.timedelta(days=days) for days in (-1, 0, 1, 2)]
    assert [SchoolPost.objects.active(day).filter(pk=post.pk).exists() for day in days] == [False, True, True, False]
    assert [post.has_ended(day) for day in days] == [False, False, False, True]


def test_a_token_ends_after_a_year(cast, client):
    with time_machine.travel("2026-11-01 12:00"):
        token, text = ApiToken.issue(cast.anna, "Udtræk")
    bearer = {"Authorization": f"Bearer {text}"}
    with time_machine.travel("2027-11-01 12:00"):
        assert client.get("/api/v1/account/", headers=bearer).status_code == 200
    with time_machine.travel("2027-11-02 12:00"):
        assert client.get("/api/v1/account/", headers=bearer).status_code == 401
    token.refresh_from_db()
    assert token.last_used_on == dt.date(2027, 11, 1)


def test_an_unknown_section_of_the_administration_is_not_found(cast, client_of):
    assert client_of(cast.adam).get("/administration/cats/").status_code == 404


@pytest.mark.parametrize("section", ["users", "posts", "schools", "institutions", "units"])
def test_every_section_has_its_list_and_its_form(cast, client_of, section):
    InstitutionFactory(municipality=cast.home)
    adam = client_of(cast.adam)
    assert adam.get(f"/administration/{section}/").status_code == 200
    assert "<form" in adam.get(f"/administration/{section}/new/").content.decode()


def test_a_password_is_what_a_new_user_chooses_and_nobody_elses(cast, api_of):
    data = {"email": "ny@prove.example", "name": "Ny", "role": "coordinator", "hours_percent": 100}
    api_of(cast.adam).post("users/", data)
    assert not User.objects.get(email="ny@prove.example").has_usable_password()
