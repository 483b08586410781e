"""Nyt skoleår: all of a coordinator's children on one page, one day, one button."""

import datetime as dt
import re

import pytest
import time_machine

from children.actions import close_case, open_case
from children.models import Case, CaseEvent, Child, Schooling
from core.models import Change, LookUp
from tests.cast import child as made_child
from tests.factories import SchoolingFactory, SchoolYearFactory

FIRST_DAY = dt.date(2027, 8, 9)


@pytest.fixture(autouse=True)
def _in_june():
    with time_machine.travel(dt.datetime(2027, 6, 14, 9, tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture
def anna(cast, api_of):
    return api_of(cast.anna)


@pytest.fixture
def in_class(cast):
    """A child of Anna's in a class, with a case."""

    def make(first_name, grade, class_name, born_on=dt.date(2011, 5, 4)):
        child = made_child(first_name, cast.home, born_on=born_on)
        SchoolingFactory(
            child=child, school=cast.school_a, grade=grade, class_name=class_name, from_on=dt.date(2026, 8, 10)
        )
        open_case(child=child, by=cast.anna, opened_on=dt.date(2026, 8, 17))
        return child

    return make


def proposed(api):
    return {row["name"]: row for row in api.get("children/moving-up/").json()["children"]}


def row_of(proposal, **changed):
    """The row sent for one child."""
    return {name: proposal[name] for name in ("schooling", "version", "what", "grade", "class_name")} | changed


def send(api, rows, from_on=FIRST_DAY):
    return api.post("children/moving-up/", {"from_on": str(from_on), "children": rows})


def corrected(child, by):
    schooling = Schooling.objects.get(child=child)
    schooling.provision = "supported"
    schooling.save(by=by)


def classes(child):
    rows = child.schoolings.order_by("from_on").values_list("class_name", "from_on", "until_on")
    return [(name, str(first), str(last) if last else "") for name, first, last in rows]


@pytest.mark.parametrize(
    ("grade", "name", "next_grade", "next_name"),
    [
        (5, "5.b", 6, "6.b"),
        (0, "0.a", 1, "1.a"),
        (9, "9.x", 10, "10.x"),
        (10, "10.a", 10, "10.a"),
        (4, "Ræven", 5, "Ræven"),
    ],
)
def test_the_next_class_is_proposed(grade, name, next_grade, next_name):
    assert SchoolingFactory.build(grade=grade, class_name=name).next_class() == (next_grade, next_name)


def test_every_child_with_a_case_and_a_school_is_proposed_and_no_other(anna, cast, in_class):
    closed = in_class("Barn Lukket", 4, "4.a")
    close_case(case=closed.cases.get(), by=cast.anna, reason="withdrawn", closed_on=dt.date(2027, 6, 1), note="")
    in_class("Barn Ude", 9, "9.a")
    rows = proposed(anna)
    assert {name: (row["class_name"], row["what"]) for name, row in rows.items()} == {
        "Barn Et Prøve": ("7.b", "next"),
        "Barn To Prøve": ("7.b", "next"),
        "Barn Ude Prøve": ("10.a", "leaves"),
    }
    assert rows["Barn Et Prøve"]["present"] == "6.b, Aaskolen"


def test_the_first_day_is_the_municipalitys_own(anna, cast):
    assert anna.get("children/moving-up/").json()["from_on"] == "2027-08-09"
    SchoolYearFactory(municipality=cast.home, starts_in=2027, first_day_on=dt.date(2027, 8, 11))
    assert anna.get("children/moving-up/").json()["from_on"] == "2027-08-11"


def test_one_post_gives_each_child_its_new_class_from_the_first_school_day(anna, cast, in_class):
    leaver = in_class("Barn Ude", 9, "9.a")
    rows = proposed(anna)
    answer = send(
        anna,
        [
            row_of(rows["Barn Et Prøve"]),
            row_of(rows["Barn To Prøve"], grade=6, class_name="6.c"),
            row_of(rows["Barn Ude Prøve"]),
        ],
    )
    leavers = [{"name": "Barn Ude", "case_id": str(leaver.cases.get().pk)}]
    assert answer.json() == {"moved": 2, "left": 1, "leavers": leavers}
    assert classes(cast.child) == [("6.b", "2025-08-11", "2027-08-08"), ("7.b", "2027-08-09", "")]
    assert classes(cast.other_child)[1][0] == "6.c"
    assert classes(leaver) == [("9.a", "2026-08-10", "2027-08-08")]
    new = cast.child.schoolings.latest("from_on")
    assert Change.objects.filter(record_id=new.pk, by=cast.anna, kind="created").exists()
    assert CaseEvent.objects.filter(case=cast.case, kind="schooling", record_id=new.pk).exists()


def test_a_child_that_stays_as_it_is_is_not_touched(anna, cast):
    rows = proposed(anna)
    send(anna, [row_of(rows["Barn Et Prøve"], what="stays"), row_of(rows["Barn To Prøve"])])
    assert classes(cast.child) == [("6.b", "2025-08-11", "")]
    assert len(classes(cast.other_child)) == 2


def test_all_or_none(anna, cast):
    rows = proposed(anna)
    corrected(cast.other_child, by=cast.anna)
    answer = send(anna, [row_of(rows["Barn Et Prøve"]), row_of(rows["Barn To Prøve"])])
    assert answer.status_code == 400
    assert [(each["field"], each["message"]) for each in answer.json()["errors"]] == [
        ("children.1.what", "Skoleforholdet er rettet imens. Hent siden igen.")
    ]
    assert len(classes(cast.child)) == 1


def test_a_second_click_changes_nothing(anna, cast):
    rows = [row_of(row) for row in proposed(anna).values()]
    assert [send(anna, rows).status_code for _click in range(2)] == [200, 200]
    assert len(classes(cast.child)) == 2


def test_a_child_who_has_moved_up_already_is_proposed_to_stay(anna, cast):
    send(anna, [row_of(proposed(anna)["Barn Et Prøve"])])
    assert proposed(anna)["Barn Et Prøve"]["what"] == "stays"


def test_a_day_before_the_present_class_began_is_an_error_at_the_child(anna, in_class):
    in_class("Barn Ny", 3, "3.a")
    [error] = send(anna, [row_of(proposed(anna)["Barn Ny Prøve"])], from_on=dt.date(2026, 8, 1)).json()["errors"]
    assert error["field"] == "children.0.what"
    assert error["message"].startswith("Barnet begyndte i klassen d. 10. august 2026.")


def test_a_day_more_than_a_year_away_is_refused(anna):
    [error] = send(anna, [row_of(proposed(anna)["Barn To Prøve"])], from_on=dt.date(2020, 8, 1)).json()["errors"]
    assert error["field"] == "from_on"


def test_another_coordinators_child_cannot_be_moved(anna, cast):
    schooling = Schooling.objects.get(child=cast.karls_child)
    sent = {"schooling": str(schooling.pk), "version": 1, "what": "next", "grade": 7, "class_name": "7.b"}
    assert send(anna, [sent]).status_code == 400
    assert len(classes(cast.karls_child)) == 1


@pytest.mark.parametrize("who", ["vera", "petra", "lars", "adam"])
def test_only_coordinators_have_the_page(cast, api_of, client_of, who):
    user = getattr(cast, who)
    assert api_of(user).get("children/moving-up/").status_code == 404
    assert client_of(user).get("/children/new-school-year/").status_code == 404


def test_every_child_on_the_page_is_in_the_look_up_log(anna, cast):
    send(anna, [row_of(row) for row in proposed(anna).values()])
    looks = LookUp.objects.filter(user=cast.anna, route="api:moving-up")
    both = {cast.child.pk, cast.other_child.pk}
    assert {look.action: set(look.child_ids) for look in looks} == {"read": both, "write": both}


def test_the_page_moves_them_and_says_how_many(cast, client_of, anna):
    browser, address = client_of(cast.anna), "/children/new-school-year/"
    assert address in browser.get("/children/").content.decode()
    page = browser.get(address).content.decode()
    assert "Barn Et Prøve" in page
    rows = proposed(anna)
    sent = {"from_on": str(FIRST_DAY)}
    for at, name in enumerate(["Barn Et Prøve", "Barn To Prøve"]):
        sent |= {f"children-{at}-{key}": value for key, value in row_of(rows[name]).items()}
    assert "2 børn har fået ny klasse." in browser.post(address, sent, follow=True).content.decode()
    assert classes(cast.child)[1][0] == "7.b"


def test_a_refused_page_keeps_what_was_chosen(cast, client_of, anna):
    rows = proposed(anna)
    sent = {"from_on": ""}
    sent |= {f"children-0-{key}": value for key, value in row_of(rows["Barn Et Prøve"], class_name="7.k").items()}
    answer = client_of(cast.anna).post("/children/new-school-year/", sent)
    assert answer.status_code == 422
    assert 'value="7.k"' in answer.content.decode()


def test_a_draft_begun_from_other_classes_is_not_brought_back(cast, client_of):
    browser, address = client_of(cast.anna), "/children/new-school-year/"
    draft = re.search(r"/api/v1/drafts/moving-up[^\"]*", browser.get(address).content.decode())[0]
    browser.put(draft, {"data": {"from_on": "2027-08-30"}}, "application/json")
    assert 'value="30-08-2027"' in browser.get(address).content.decode()
    corrected(cast.child, by=cast.anna)
    assert 'value="09-08-2027"' in browser.get(address).content.decode()


def test_children_without_a_case_or_school_leave_the_page_empty(cast, client_of):
    Case.objects.filter(child__in=Child.objects.visible_to(cast.anna)).update(
        closed_on=dt.date(2027, 6, 1), close_reason="withdrawn"
    )
    assert "Ingen børn med skole" in client_of(cast.anna).get("/children/new-school-year/").content.decode()


def test_who_has_left_school_is_no_more_on_the_page(anna, in_class):
    in_class("Barn Ude", 9, "9.a")
    row = row_of(proposed(anna)["Barn Ude Prøve"])
    assert send(anna, [row]).json()["left"] == 1
    assert "Barn Ude Prøve" not in proposed(anna)
    # The same form sent twice is answered alike; leaving once more is not.
    assert send(anna, [row]).json()["left"] == 1
    [error] = send(anna, [row | {"version": row["version"] + 1}]).json()["errors"]
    assert "er gået ud af skolen d. 8. august 2027" in error["message"]


@pytest.mark.parametrize(("grade", "born_on"), [(6, dt.date(2011, 5, 4)), (9, dt.date(2014, 5, 4))])
def test_of_a_child_who_is_young_to_leave_school_it_is_asked_first(anna, in_class, grade, born_on):
    child = in_class("Barn Ung", grade, "", born_on=born_on)
    row = row_of(proposed(anna)["Barn Ung Prøve"], what="leaves")
    [error] = send(anna, [row]).json()["errors"]
    assert (error["field"], "Sæt kryds" in error["message"]) == ("children.0.is_sure", True)
    assert classes(child)[0][2] == ""
    assert send(anna, [row | {"is_sure": True}]).json()["left"] == 1


def test_nobody_leaves_a_school_year_that_began_long_ago_unasked(anna, in_class):
    in_class("Barn Stor", 9, "9.a", born_on=dt.date(2010, 5, 4))
    row = row_of(proposed(anna)["Barn Stor Prøve"])
    [error] = send(anna, [row], from_on=dt.date(2027, 1, 4)).json()["errors"]
    assert error["field"] == "children.0.is_sure"


@pytest.mark.parametrize(
    ("today", "first_day", "coming"),
    [
        (dt.date(2026, 11, 2), "2027-08-09", "2027/28"),
        (dt.date(2027, 2, 1), "2027-08-09", "2027/28"),
        (dt.date(2027, 6, 14), "2027-08-09", ""),
        (dt.date(2027, 9, 30), "2027-08-09", ""),
        (dt.date(2027, 10, 1), "2028-08-07", "2028/29"),
    ],
)
def test_outside_the_summer_the_page_is_about_the_coming_school_year(api_of, cast, client_of, today, first_day, coming):
    with time_machine.travel(dt.datetime.combine(today, dt.time(9), dt.UTC), tick=False):
        data = api_of(cast.anna).get("children/moving-up/").json()
        page = client_of(cast.anna).get("/children/new-school-year/").content.decode()
    assert (data["from_on"], data["coming"]) == (first_day, coming)
    assert ("Siden gælder det kommende skoleår" in page) == bool(coming)


def test_the_page_asks_of_a_young_child_and_names_who_leaves_with_a_link(cast, client_of, anna):
    browser, address = client_of(cast.anna), "/children/new-school-year/"
    row = row_of(proposed(anna)["Barn Et Prøve"], what="leaves")
    sent = {"from_on": str(FIRST_DAY)} | {f"children-0-{key}": value for key, value in row.items()}
    asked = browser.post(address, sent)
    assert asked.status_code == 422
    assert 'name="children-0-is_sure"' in asked.content.decode()
    done = browser.post(address, sent | {"children-0-is_sure": "true"}, follow=True).content.decode()
    assert f'<a href="/cases/{cast.case.pk}/">Barn Et</a> går ud af skolen.' in done
