"""Several adults are added to a child's network at once: in the API and on the page."""

import uuid

import pytest
from django.utils import timezone

from children.actions import add_member
from children.models import Adult, CaseEvent, NetworkMember
from core.models import LookUp
from tests.cast import BEGAN
from tests.children.browsing import text

CAREGIVER = {"kind": "caregiver", "name": "Ida Eksempel", "part": "Plejemor", "phone": "11 22 33 44"}
TEACHER = {"kind": "school_professional", "name": "Tom Eksempel", "email": "tom@skole.example"}


@pytest.fixture
def anna(cast, api_of):
    return api_of(cast.anna)


@pytest.fixture
def add(cast, anna):
    """Add adults around Barn To."""

    def added(*adults, key="", **more):
        body = {"child": str(cast.other_child.pk), "adults": list(adults), **more}
        return anna.post("network/several/", body, **({"key": key} if key else {}))

    return added


def wrong(answer):
    assert answer.status_code == 400, answer.json()
    return {error["field"]: error["message"] for error in answer.json()["errors"]}


def around(child):
    """Names of the adults around a child who have no account."""
    return list(NetworkMember.objects.filter(child=child, user=None).order_by("name").values_list("name", flat=True))


# In the API -------------------------------------------------------------------------------------------------------


def test_adults_are_added_together(cast, add):
    answer = add(CAREGIVER, TEACHER)
    assert answer.status_code == 201, answer.json()
    assert [row["name"] for row in answer.json()["results"]] == ["Ida Eksempel", "Tom Eksempel"]
    assert around(cast.other_child) == ["Ida Eksempel", "Tom Eksempel"]
    assert {row["from_on"] for row in answer.json()["results"]} == {str(timezone.localdate())}


def test_errors_are_shown_at_each_row_and_nobody_is_added(cast, add):
    told = wrong(
        add(CAREGIVER, {"kind": "coordinator", "name": "Nogen"}, {"kind": "parent"}, TEACHER | {"email": "tom"})
    )
    assert set(told) == {"adults.1.kind", "adults.2.name", "adults.3.email"}
    assert around(cast.other_child) == []


def test_everything_about_a_known_adult_is_taken_over(cast, add):
    NetworkMember.objects.filter(pk=cast.teacher.pk).update(phone="55 66 77 88")
    (row,) = add(known=[str(cast.teacher.pk)]).json()["results"]
    assert (row["name"], row["kind"], row["part"], row["phone"]) == (
        *("Tove Prøve", "school_professional", "Klasselærer", "55 66 77 88"),
    )
    cast.teacher.refresh_from_db()
    assert cast.teacher.adult == Adult.objects.get()


def test_an_adult_already_in_the_network_is_named_and_nobody_is_added(cast, add):
    add(known=[str(cast.teacher.pk)])
    told = wrong(add(CAREGIVER, known=[str(cast.teacher.pk), str(cast.caregiver.pk)]))
    assert told == {"known": "Tove Prøve: Den voksne er allerede i barnets netværk."}
    assert around(cast.other_child) == ["Tove Prøve"]


def test_a_person_the_user_may_not_know_of_is_answered_like_an_unknown_one(cast, add):
    hidden = add_member(child=cast.karls_child, by=cast.karl, name="Skjult", kind="other", from_on=BEGAN)
    assert wrong(add(known=[str(hidden.pk)])) == wrong(add(known=[str(uuid.uuid4())]))


@pytest.mark.parametrize(("adults", "told"), [((), "Skriv mindst én voksen"), ((CAREGIVER,) * 51, "højst 50")])
def test_there_are_some_and_not_too_many(add, adults, told):
    assert told in wrong(add(*adults))["adults"]


def test_of_those_known_no_more_are_taken_over_at_once(cast, add):
    assert wrong(add(known=[str(cast.teacher.pk)] * 51)) == {"known": "Tilføj højst 50 voksne ad gangen."}


def test_the_same_key_adds_them_once_and_is_answered_alike(cast, add):
    first, second = (add(CAREGIVER, TEACHER, key="once").json() for _ in range(2))
    assert first == second
    assert around(cast.other_child) == ["Ida Eksempel", "Tom Eksempel"]


def test_it_is_one_look_in_the_log_and_each_is_on_the_timeline(cast, add):
    before = CaseEvent.objects.filter(case=cast.other_case, kind="network").count()
    add(CAREGIVER, TEACHER)
    assert LookUp.objects.get(route="api:networkmember-several").child_ids == [cast.other_child.pk]
    assert CaseEvent.objects.filter(case=cast.other_case, kind="network").count() == before + 2


def test_nobody_is_added_around_a_child_one_may_not_see(cast, api_of, add):
    body = {"child": str(cast.other_child.pk), "adults": [CAREGIVER]}
    assert set(wrong(api_of(cast.karl).post("network/several/", body))) == {"child"}
    assert api_of(cast.lars).post("network/several/", body).status_code == 403


# On the page ------------------------------------------------------------------------------------------------------


@pytest.fixture
def browser(cast, client_of):
    return client_of(cast.anna)


@pytest.fixture
def path(cast):
    return f"/children/{cast.other_child.pk}/network/several/"


def rows(**by_name):
    """Form fields from rows: ``rows(n0_name="Ida")`` is the field adults-0-name."""
    return {f"adults-{name[1:].replace('_', '-', 1)}": value for name, value in by_name.items()}


def send(browser, path, **more):
    form = browser.get(path).context["form"]
    sent = {"child": form.fields["child"].value, "from_on": form.fields["from_on"].value, "adults-shown": "1"}
    for n, row in enumerate(form.rows["adults"]):
        sent |= {f"adults-{n}-{name}": field.value for name, field in row.items()}
    return browser.post(path, sent | {"idempotency_key": form.idempotency_key} | more)


def test_the_first_page_has_a_row_for_those_around_most_children(browser, path):
    kinds = [row["kind"].value for row in browser.get(path).context["form"].rows["adults"]]
    assert kinds == ["caregiver", "caregiver", "school_professional", "caseworker", "parent"]


def test_rows_without_a_name_are_left_out(cast, browser, path):
    sent = send(browser, path, **rows(n0_name="Ida Eksempel", n2_name="Tom Eksempel"))
    assert sent.url == f"/cases/{cast.other_case.pk}/network/"
    members = NetworkMember.objects.filter(child=cast.other_child, user=None).values_list("name", "kind")
    assert set(members) == {("Ida Eksempel", "caregiver"), ("Tom Eksempel", "school_professional")}


def test_one_may_save_and_add_more_and_begins_from_an_empty_row(browser, path):
    sent = send(browser, path, more="1", **rows(n0_name="Ida Eksempel"))
    assert sent.url == path
    page = browser.get(path)
    assert "De voksne er tilføjet." in text(page)
    assert page.context["form"].rows["adults"] == []
    assert 'name="adults-0-name"' in page.content.decode()


def test_those_known_from_other_children_are_ticked(cast, browser, path):
    assert "Tove Prøve (klasselærer): Barn Et" in text(browser.get(path))
    send(browser, path, known=[str(cast.teacher.pk), str(cast.caregiver.pk)], **rows(n0_name="Ida Eksempel"))
    assert around(cast.other_child) == ["Ida Eksempel", "Pia Prøve", "Tove Prøve"]


def test_ticked_people_stay_ticked_in_a_refused_form(cast, browser, path):
    refused = send(browser, path, known=[str(cast.teacher.pk)], **rows(n0_name="Ida Eksempel", n0_email="ida"))
    assert refused.context["form"].fields["known"].value == [str(cast.teacher.pk)]


def test_a_refused_row_shows_the_error_at_its_field_and_keeps_the_rest(browser, path):
    refused = send(browser, path, **rows(n0_name="Ida Eksempel", n2_name="Tom Eksempel", n2_email="tom"))
    assert refused.status_code == 422
    first, second = refused.context["form"].rows["adults"]
    assert (first["name"].value, second["name"].value, second["email"].value) == ("Ida Eksempel", "Tom Eksempel", "tom")
    assert second["email"].errors
    assert not first["email"].errors


def test_an_empty_form_says_what_is_missing(browser, path):
    assert "Skriv mindst én voksen" in text(send(browser, path))


def test_users_without_a_part_find_no_page(client_of, cast, path):
    assert client_of(cast.karl).get(path).status_code == 404
