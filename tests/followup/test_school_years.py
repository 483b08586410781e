"""A municipality sets its school years: through the API and on the page under Administration, with effect at once."""

import datetime as dt

import pytest
import time_machine

from children.models import Case
from followup.calendar import closed_reason, is_meeting_day
from followup.models import CaseStatus, SchoolYear
from followup.schoolcalendars import calendar_of
from tests.factories import MeetingFactory

TODAY = dt.datetime(2026, 11, 25, 9, tzinfo=dt.UTC)
WINTER_8 = {"starts_in": 2026, "winter_from_on": "2027-02-20", "winter_until_on": "2027-02-28"}
PLANNING = {"name": "Pædagogisk dag", "from_on": "2027-03-15", "until_on": "2027-03-15"}


@pytest.fixture(autouse=True)
def _in_november():
    with time_machine.travel(TODAY, tick=False):
        yield


def errors(answer):
    return {each["field"]: each["message"] for each in answer.json()["errors"]}


def test_every_rule_uses_a_set_year_and_the_rest_is_by_law(cast, api_of):
    answer = api_of(cast.adam).post("school-years/", {**WINTER_8, "closed_days": [PLANNING]})
    assert answer.status_code == 201, answer.content
    calendar = calendar_of(cast.home)
    assert is_meeting_day(dt.date(2027, 2, 16), calendar)
    assert closed_reason(dt.date(2027, 2, 23), calendar) == "vinterferie"
    assert closed_reason(dt.date(2027, 3, 15), calendar) == "Pædagogisk dag"
    assert closed_reason(dt.date(2026, 10, 14), calendar) == "efterårsferie"


def test_a_winter_week_set_once_is_the_municipalitys_habit_and_nobody_elses(cast, api_of):
    api_of(cast.adam).post("school-years/", WINTER_8)
    assert closed_reason(dt.date(2028, 2, 23), calendar_of(cast.home)) == "vinterferie"
    assert closed_reason(dt.date(2028, 2, 16), calendar_of(cast.next_door)) == "vinterferie"


def test_windows_of_open_cases_follow_a_changed_calendar_at_once(cast, api_of):
    MeetingFactory(case=cast.case, kind="start_up", state="held", held_on=dt.date(2026, 11, 20), starts_at=TODAY)
    assert CaseStatus.objects.get(case=cast.case).window_opens_on == dt.date(2027, 2, 22)
    api_of(cast.adam).post("school-years/", WINTER_8)
    assert CaseStatus.objects.get(case=cast.case).window_opens_on == dt.date(2027, 3, 1)


def test_a_change_keeps_what_it_does_not_name_and_removes_closed_days_that_are_gone(cast, api_of):
    api = api_of(cast.adam)
    made = api.post("school-years/", {**WINTER_8, "closed_days": [PLANNING]}).json()
    other = {"name": "Flytning", "from_on": "2027-05-03", "until_on": "2027-05-04"}
    changed = api.patch(f"school-years/{made['id']}/", {"closed_days": [other]}, version=made["version"]).json()
    assert [row["name"] for row in changed["closed_days"]] == ["Flytning"]
    assert changed["winter_from_on"] == "2027-02-20"


def test_the_second_to_set_a_year_at_once_is_refused(cast, api_of):
    api = api_of(cast.adam)
    made = api.post("school-years/", WINTER_8).json()
    api.patch(f"school-years/{made['id']}/", {"first_day_on": "2026-08-12"}, version=made["version"])
    answer = api.patch(f"school-years/{made['id']}/", {"first_day_on": "2026-08-11"}, version=made["version"])
    assert answer.status_code == 412


@pytest.mark.parametrize(
    ("sent", "field", "told"),
    [
        ({"last_day_on": "2027-06-26"}, "last_day_on", "Sommerferien begynder efter loven d. 26. juni 2027."),
        ({"autumn_from_on": "2026-10-10"}, "autumn_until_on", "Skriv både første og sidste dag"),
        ({"winter_from_on": "2027-02-20", "winter_until_on": "2027-02-10"}, "winter_until_on", "Slutdatoen ligger før"),
        ({"first_day_on": "2027-08-10"}, "first_day_on", "Dagen ligger uden for skoleåret"),
        ({"easter_from_on": "2026-09-01", "easter_until_on": "2027-05-01"}, "", "kun få skoledage tilbage"),
        ({"closed_days": [{**PLANNING, "name": ""}]}, "closed_days.0.name", "Udfyld feltet."),
        ({"closed_days": [{**PLANNING, "until_on": "2029-01-01"}]}, "closed_days.0.until_on", "uden for skoleåret"),
        ({"closed_days": [PLANNING] * 61}, "closed_days", "højst stå 60"),
    ],
)
def test_a_wrong_date_is_an_error_at_its_field(cast, api_of, sent, field, told):
    answer = api_of(cast.adam).post("school-years/", {"starts_in": 2026, **sent})
    assert answer.status_code == 400
    assert told in errors(answer)[field]
    assert not SchoolYear.objects.exists()


def test_a_year_is_set_once(cast, api_of):
    api = api_of(cast.adam)
    api.post("school-years/", WINTER_8)
    assert "findes allerede" in errors(api.post("school-years/", WINTER_8))["starts_in"]


def test_a_removed_year_follows_the_rule_again(cast, api_of):
    api = api_of(cast.adam)
    made = api.post("school-years/", WINTER_8).json()
    assert api.delete(f"school-years/{made['id']}/", version=made["version"]).status_code == 204
    assert closed_reason(dt.date(2027, 2, 16), calendar_of(cast.home)) == "vinterferie"


def test_everybody_reads_the_calendar_and_only_the_administrator_writes_it(cast, api_of):
    made = api_of(cast.adam).post("school-years/", WINTER_8).json()
    assert api_of(cast.anna).get("school-years/").json()["count"] == 1
    assert api_of(cast.anna).post("school-years/", {"starts_in": 2027}).status_code == 403
    assert api_of(cast.anna).get("school-years/overview/").status_code == 404
    assert api_of(cast.nora).get(f"school-years/{made['id']}/").status_code == 404


def test_this_school_year_and_the_next_two_are_shown_with_what_is_missing(cast, api_of):
    api = api_of(cast.adam)
    api.post("school-years/", {**WINTER_8, "closed_days": [PLANNING]})
    this, following, last = api.get("school-years/overview/").json()["years"]
    assert [this["name"], following["name"], last["name"]] == ["2026/27", "2027/28", "2028/29"]
    assert "vinterferie" not in this["missing"]
    assert "påskeferie" in this["missing"]
    assert "kommunens lukkedage" in following["missing"]
    assert following["first_day_on"] == "2027-08-09"


def test_the_page_of_a_year_begins_with_the_rules_dates_and_keeps_what_is_corrected(cast, client_of):
    client = client_of(cast.adam)
    page = client.get("/school-calendar/2027/")
    form = page.context["form"]
    assert form.fields["first_day_on"].value == "2027-08-09"
    sent = {name: field.value for name, field in form.fields.items()}
    sent |= {"first_day_on": "2027-08-11", "closed_days-shown": "1", "closed_days-0-name": "Pædagogisk dag"}
    sent |= {"closed_days-0-from_on": "2027-11-01", "closed_days-0-until_on": "2027-11-01"}
    answer = client.post("/school-calendar/2027/", {**sent, "idempotency_key": form.idempotency_key}, follow=True)
    assert "Skolekalenderen er gemt" in answer.content.decode()
    year = SchoolYear.objects.get(starts_in=2027)
    assert (year.first_day_on, year.closed_days.get().name) == (dt.date(2027, 8, 11), "Pædagogisk dag")
    assert "Alt er registreret" in answer.content.decode()


def test_a_closed_day_without_a_name_is_refused_and_kept_on_the_page(cast, client_of):
    client = client_of(cast.adam)
    sent = {"starts_in": "2027", "closed_days-shown": "1", "closed_days-0-from_on": "2027-11-01"}
    answer = client.post("/school-calendar/2027/", sent)
    assert answer.status_code == 422
    assert answer.context["form"].rows["closed_days"][0]["from_on"].value == "2027-11-01"
    assert answer.context["form"].rows["closed_days"][0]["name"].errors == ["Udfyld feltet."]


def test_nobody_but_the_administrator_has_the_pages(cast, client_of):
    assert client_of(cast.anna).get("/school-calendar/").status_code == 404
    assert client_of(cast.lars).get("/school-calendar/2027/").status_code == 404
    assert client_of(cast.adam).get("/school-calendar/1066/").status_code == 404


def test_a_closed_case_is_left_alone(cast, api_of):
    Case.objects.filter(pk=cast.case.pk).update(closed_on=dt.date(2026, 11, 1), close_reason="moved")
    before = CaseStatus.objects.get(case=cast.case).computed_at
    api_of(cast.adam).post("school-years/", WINTER_8)
    assert CaseStatus.objects.get(case=cast.case).computed_at == before


def test_a_window_in_which_no_day_is_left_says_so(cast, api_of):
    held = dt.datetime(2026, 7, 24, 9, tzinfo=dt.UTC)
    MeetingFactory(case=cast.case, kind="start_up", state="held", held_on=held.date(), starts_at=held)
    dates = api_of(cast.anna).get(f"cases/{cast.case.pk}/follow-up-dates/").json()
    assert dates["window"]["closes_on"] == "2026-11-24"
    assert dates["window"]["reason"].startswith("Der er ingen dage tilbage i perioden")
    assert dates["proposals"][0]["date"] == "2026-11-26"


def test_administration_says_which_school_years_lack_dates(cast, client_of):
    page = client_of(cast.adam).get("/administration/").content.decode()
    assert "Mangler datoer: 2026/27, 2027/28 og 2028/29" in page
