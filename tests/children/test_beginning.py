"""A child is made in one go, with its school, its placement and its case: in the API and on the page."""

import datetime as dt

import pytest
from django.utils import timezone

from children.models import Case, CaseEvent, Child, NetworkMember, Placement, Schooling
from core.models import Change, LookUp
from tests.children.browsing import hidden_values, text

CHILD = {"first_name": "Ny", "last_name": "Prøve", "born_on": "2015-03-02", "gender": "boy"}
PLACEMENT = {"kind": "foster", "place": "Familien Eksempel"}


@pytest.fixture
def anna(cast, api_of):
    return api_of(cast.anna)


@pytest.fixture
def schooling(cast):
    return {"school": str(cast.school_a.pk), "grade": 5, "class_name": "5.b"}


def wrong(answer):
    """The refused fields, each with its messages."""
    assert answer.status_code == 400, answer.json()
    return {error["field"]: error["message"] for error in answer.json()["errors"]}


# In the API -------------------------------------------------------------------------------------------------------


def test_a_child_is_made_with_school_placement_and_case(cast, anna, schooling):
    answer = anna.post("children/begin/", CHILD | {"schooling": schooling, "placement": PLACEMENT, "case": {}})
    assert answer.status_code == 201, answer.json()
    made = answer.json()
    assert answer.headers["Location"] == made["url"] == made["child"]["url"]
    child, today = Child.objects.get(pk=made["child"]["id"]), timezone.localdate()
    assert (child.schoolings.get().school, child.schoolings.get().from_on) == (cast.school_a, today)
    assert (child.placements.get().placing_municipality, child.placements.get().from_on) == ("Prøvekøbing", today)
    assert (child.cases.get().number, child.cases.get().opened_on) == (made["case"]["number"], today)


def test_the_creator_leads_the_case_and_the_schools_supervisor_gets_access(cast, anna, schooling):
    anna.post("children/begin/", CHILD | {"schooling": schooling, "case": {}})
    parts = NetworkMember.objects.filter(child__first_name="Ny").values_list("user__name", "kind")
    assert set(parts) == {("Anna Prøve", "coordinator"), ("Vera Prøve", "supervisor")}


def test_the_state_at_the_beginning_is_no_event_of_the_case(anna, schooling):
    anna.post("children/begin/", CHILD | {"schooling": schooling, "placement": PLACEMENT, "case": {}})
    assert list(CaseEvent.objects.filter(case__child__first_name="Ny").values_list("kind", flat=True)) == [
        CaseEvent.Kind.CASE_OPENED
    ]


@pytest.mark.parametrize("nothing", [{}, {"schooling": None, "placement": None, "case": None}])
def test_a_child_may_be_made_alone(anna, nothing):
    made = anna.post("children/begin/", CHILD | nothing).json()
    assert (made["schooling"], made["placement"], made["case"]) == (None, None, None)
    assert not Case.objects.filter(child=made["child"]["id"]).exists()
    assert anna.get(f"children/{made['child']['id']}/").status_code == 200


def test_the_history_says_who_made_a_child(anna, cast):
    made = anna.post("children/begin/", CHILD).json()
    assert Change.objects.get(record_id=made["child"]["id"]).by == cast.anna


def test_all_errors_are_reported_at_once_each_at_its_field(anna, cast):
    told = wrong(
        anna.post(
            "children/begin/",
            CHILD
            | {
                "gender": "",
                "schooling": {"school": str(cast.noras_case.pk), "grade": 12},
                "placement": {"kind": "foster", "from_on": "2010-01-01"},
                "case": {"opened_on": "2999-01-01"},
            },
        )
    )
    assert set(told) == {
        *["gender", "schooling.school", "schooling.grade", "placement.place", "placement.from_on", "case.opened_on"]
    }
    assert told["placement.from_on"] == "Datoen ligger, før barnet blev født. Ret datoen eller fødselsdatoen."


def test_a_taken_number_and_a_wrong_placement_are_reported_together(anna):
    anna.post("children/", CHILD | {"cpr": "020315-4321"})
    told = wrong(
        anna.post("children/begin/", CHILD | {"cpr": "020315-4321", "placement": PLACEMENT | {"from_on": "2011-01-01"}})
    )
    assert set(told) == {"cpr", "placement.from_on"}


def test_nothing_is_made_where_something_is_wrong(anna, schooling):
    anna.post("children/begin/", CHILD | {"schooling": schooling, "placement": {"kind": "foster"}, "case": {}})
    assert not Child.objects.filter(first_name="Ny").exists()


def test_the_same_key_makes_one_child_and_is_answered_alike(anna, schooling):
    sent = CHILD | {"schooling": schooling, "placement": PLACEMENT, "case": {}}
    first, second = (anna.post("children/begin/", sent, key="once").json() for _ in range(2))
    assert first == second
    assert (Child.objects.filter(first_name="Ny").count(), Case.objects.filter(child__first_name="Ny").count()) == (
        1,
        1,
    )


def test_it_is_one_look_in_the_log(cast, anna, schooling):
    made = anna.post("children/begin/", CHILD | {"schooling": schooling, "case": {}}).json()
    looks = LookUp.objects.filter(route="api:child-begin")
    assert [(str(look.child_ids[0]), look.action) for look in looks] == [(made["child"]["id"], "write")]
    assert set("AB") <= set(looks.get().classes)


@pytest.mark.parametrize("who", ["vera", "petra", "lars", "adam"])
def test_only_a_coordinator_begins(cast, api_of, who):
    assert api_of(getattr(cast, who)).post("children/begin/", CHILD | {"case": {}}).status_code == 403


def test_unknown_and_fixed_fields_of_a_part_are_refused(anna, cast):
    told = wrong(anna.post("children/begin/", CHILD | {"placement": PLACEMENT | {"child": str(cast.child.pk)}}))
    assert told == {"placement.child": "Feltet kendes ikke."}


# On the page ------------------------------------------------------------------------------------------------------

PAGE = "/children/new/"


@pytest.fixture
def browser(cast, client_of):
    return client_of(cast.anna)


def shown(page):
    """The values of the form as it is opened, sent unchanged."""
    form = page.context["form"]
    return {name: str(field.value) for name, field in form.fields.items() if field.kind != "checkbox"}


def send(browser, **answers):
    page = browser.get(PAGE)
    typed = {name.replace("__", "-"): value for name, value in answers.items()}
    return browser.post(PAGE, hidden_values(page) | shown(page) | CHILD | typed)


def test_the_page_begins_from_today_and_the_own_municipality(browser):
    form = browser.get(PAGE).context["form"].fields
    today = str(timezone.localdate())
    assert [form[name].value for name in ("schooling-from_on", "placement-from_on", "case-opened_on")] == [today] * 3
    assert form["placement-placing_municipality"].value == "Prøvekøbing"


def test_name_birth_and_gender_are_enough_to_open_a_case(browser):
    made = send(browser)
    child = Child.objects.get(first_name="Ny")
    assert made.url == f"/children/{child.pk}/network/several/"
    assert (child.cases.count(), child.schoolings.count(), child.placements.count()) == (1, 0, 0)
    assert f"forløb {child.cases.get().number} er åbnet" in text(browser.get(made.url))


def test_an_emptied_day_opens_no_case(browser):
    send(browser, case__opened_on="")
    assert not Child.objects.get(first_name="Ny").cases.exists()


def test_a_part_with_input_is_created(cast, browser):
    send(
        browser,
        schooling__school=str(cast.school_a.pk),
        schooling__grade="5",
        schooling__from_on="11-08-2025",
        placement__kind="residential",
        placement__place="Prøvegården",
    )
    child = Child.objects.get(first_name="Ny")
    assert Schooling.objects.get(child=child).from_on == dt.date(2025, 8, 11)
    assert Placement.objects.get(child=child).place == "Prøvegården"


def test_a_refused_page_shows_each_error_at_its_field_and_keeps_all_that_was_typed(browser):
    refused = send(browser, first_name="", case__opened_on="", placement__kind="foster", schooling__from_on="1/8/2026")
    assert refused.status_code == 422
    form = refused.context["form"].fields
    assert [name for name, field in form.items() if field.errors] == ["first_name", "placement-place"]
    assert (form["placement-kind"].value, form["case-opened_on"].value) == ("foster", "")
    assert form["schooling-from_on"].value == "2026-08-01"
    assert 'href="#f-placement-place"' in refused.content.decode()


def test_a_draft_brings_the_parts_back_as_they_were_left(cast, browser, api_of):
    page = browser.get(PAGE)
    assert page.context["form"].draft["key"] == "child-begin"
    api_of(cast.anna).put(
        "drafts/child-begin/", {"data": {"placement-place": "Familien Eksempel", "case-opened_on": ""}}
    )
    form = browser.get(PAGE).context["form"].fields
    assert (form["placement-place"].value, form["case-opened_on"].value) == ("Familien Eksempel", "")
