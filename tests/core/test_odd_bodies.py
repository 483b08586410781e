"""A body of any shape and size is refused in words, naming the field."""

import pytest
from django.test import Client
from django.test.client import FakePayload

from goals.models import Goal
from tests.access.routes import routes
from tests.access.world import populate

ROWS = "Angiv det som felter med navn og indhold."
LARGE = b'{"title": "' + b"x" * (3 * 1024 * 1024) + b'"}'


def test_a_change_after_a_sparring_that_is_no_object_is_named_by_its_row(cast, api_of):
    sent = {"case": str(cast.case.pk), "changes": [1, None, "a"]}
    answer = api_of(cast.anna).post("sparrings/", sent)
    assert answer.status_code == 400
    told = {each["field"]: each["message"] for each in answer.json()["errors"]}
    assert told["changes.0"] == told["changes.2"] == ROWS
    assert "changes.1" in told


def test_a_goal_review_that_is_no_object_is_named_by_its_row(cast, client_of):
    meeting = populate(cast).one("meetings.Meeting")
    path, headers = f"/api/v1/meetings/{meeting.pk}/hold/", {"If-Match": f'"{meeting.version}"'}
    answer = client_of(cast.anna).post(path, {"goal_reviews": [1]}, "application/json", headers=headers)
    assert answer.status_code == 400
    assert ("goal_reviews.0", ROWS) in [(each["field"], each["message"]) for each in answer.json()["errors"]]


@pytest.mark.parametrize("rows", [1, "a", {"a": 1}, True])
def test_rows_that_are_no_list_are_refused(cast, api_of, rows):
    answer = api_of(cast.anna).post("sparrings/", {"case": str(cast.case.pk), "changes": rows})
    told = {each["field"]: each["message"] for each in answer.json()["errors"]}
    assert told["changes"] == "Angiv det som en liste, også når der kun er én ting."


def test_a_body_larger_than_any_form_is_refused_unread(cast, client_of):
    answer = client_of(cast.anna).post("/api/v1/goals/", LARGE, "application/json")
    assert (answer.status_code, answer.json()["title"]) == (413, "For stort")
    assert answer.headers["Content-Type"] == "application/problem+json"


class Unread(FakePayload):
    def read(self, *args, **kwargs):
        raise AssertionError("read")


def _posted(user, **environ):
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client.generic("POST", "/api/v1/goals/", "{}", "application/json", **environ)


def test_the_announced_length_is_enough_to_refuse_a_body(cast):
    said = {"CONTENT_LENGTH": str(3 * 1024 * 1024), "wsgi.input": Unread()}
    assert _posted(cast.anna, **said).status_code == 413


@pytest.mark.parametrize("length", ["", "0", "10", "-5", "many", "9" * 30])
def test_a_false_length_gets_no_large_body_in(cast, length):
    answer = _posted(cast.anna, **{"CONTENT_LENGTH": length, "wsgi.input": FakePayload(LARGE)})
    assert answer.status_code in {400, 413}
    assert not Goal.objects.exists()


def test_a_body_just_within_the_limit_is_read(cast, client_of, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 200
    body = b'{"title": "' + b"x" * 187 + b'"}'
    for sent, status in ((body, 400), (body + b" ", 413)):
        assert client_of(cast.anna).post("/api/v1/goals/", sent, "application/json").status_code == status


ODD = [{"a": 1}, [], [[1]], [None], None, 7, True, False, "x", ["a", {"b": 2}], "2026-13-45T25:61"]
FORMS = [route for route in routes() if route.method == "get" and not route.pattern.startswith("api/")]


def _forms(world, client):
    """The address of each page with a form that keeps a draft, and the form."""
    for route in FORMS:
        url = world.url(route.name, world.arguments(route.pattern))
        form = (client.get(url).context or {}).get("form")
        if getattr(form, "draft", None):
            yield url, form


@pytest.mark.parametrize("who", ["anna", "adam"])
def test_no_form_breaks_by_what_its_draft_holds(cast, client_of, who):
    world, client = populate(cast), client_of(getattr(cast, who))
    for url, form in _forms(world, client):
        rows = [f"{name}-0-{field}" for name, blank in form.blank_rows.items() for field in blank]
        names = {*form.fields, *rows, *form.blank_rows, f"changes-{'9' * 5000}-what"} - {"cpr"}
        for odd in ODD:
            kept = client.put(form.draft["url"], {"data": dict.fromkeys(names, odd)}, "application/json")
            assert kept.status_code == 200, url
            assert client.get(url).status_code == 200, (url, odd)


def test_the_usable_parts_of_an_odd_draft_are_read_and_the_rest_is_ignored(cast, client_of):
    goal = populate(cast).one("goals.Goal")
    url, client = f"/goals/{goal.pk}/edit/", client_of(cast.anna)
    draft = client.get(url).context["form"].draft["url"]
    client.put(draft, {"data": {"title": {"a": 1}, "academic_goal": "Gange"}}, "application/json")
    fields = client.get(url).context["form"].fields
    assert (fields["title"].value, fields["academic_goal"].value) == ("Store tal", "Gange")


def test_reversed_dates_and_an_empty_field_are_reported_together_in_a_file(cast, api_of):
    turned = {"child": str(cast.child.pk), "kind": "", "from_on": "2026-10-02", "until_on": "2026-10-01"}
    answer = api_of(cast.anna).post("other-measures/", turned)
    told = {each["field"]: each["message"] for each in answer.json()["errors"]}
    assert set(told) == {"kind", "until_on"}
    assert told["until_on"] == "Slutdatoen ligger før startdatoen. Ret en af dem."


def test_reversed_dates_and_an_empty_field_are_reported_together(cast, api_of):
    measure = populate(cast).one("children.OtherMeasure")
    answer = api_of(cast.anna).patch(
        f"other-measures/{measure.pk}/", {"kind": "", "until_on": "2026-01-01"}, version=measure.version
    )
    assert {each["field"] for each in answer.json()["errors"]} == {"kind", "until_on"}


def test_half_a_period_is_not_said_to_be_turned(cast, api_of):
    sent = {"child": str(cast.child.pk), "kind": "", "from_on": "i går", "until_on": "2026-10-01"}
    answer = api_of(cast.anna).post("other-measures/", sent)
    assert {each["field"] for each in answer.json()["errors"]} == {"kind", "from_on"}


def test_a_wrong_cpr_number_and_a_future_birth_date_are_reported_together_with_an_empty_name(cast, api_of):
    sent = {"first_name": "", "last_name": "Prøve", "born_on": "2040-01-01", "gender": "girl", "cpr": "123"}
    answer = api_of(cast.anna).post("children/", sent)
    assert {each["field"] for each in answer.json()["errors"]} == {"first_name", "born_on", "cpr"}


def test_a_goal_without_side_and_title_gets_both_errors(cast, api_of):
    answer = api_of(cast.anna).post("goals/", {"case": str(cast.case.pk), "title": "", "agreed_on": "2040-01-01"})
    assert {each["field"] for each in answer.json()["errors"]} == {"title", "academic_goal", "agreed_on"}


def test_no_field_is_blamed_for_what_stands_in_another_that_is_wrong_itself(cast, api_of):
    """A too long text is not empty; a mistyped number is not the old one; a half rhythm is shown at the other half."""
    goal = {"case": str(cast.case.pk), "title": "Ro", "wellbeing_goal": "x" * 1001}
    born = {"born_on": "2015-02-03", "cpr": "123"}
    months = {"own_min_months": "mange", "own_max_months": 6}
    api = api_of(cast.anna)
    cast.child.set_cpr("0405140000")
    cast.child.save()
    answers = [
        api.post("goals/", goal),
        api.patch(f"children/{cast.child.pk}/", born, version=cast.child.version),
        api.patch(f"cases/{cast.case.pk}/", months, version=cast.case.version),
    ]
    assert [[each["field"] for each in answer.json()["errors"]] for answer in answers] == [
        ["wellbeing_goal"],
        ["cpr"],
        ["own_min_months"],
    ]


@pytest.mark.parametrize("odd", [{"a": 1}, ["a"], True])
def test_a_value_that_is_no_text_is_reported_together_with_the_other_errors(cast, api_of, odd):
    sent = {"case": str(cast.case.pk), "title": "Ro", "academic_goal": odd, "agreed_on": "2040-01-01"}
    answer = api_of(cast.anna).post("goals/", sent)
    assert answer.status_code == 400
    assert {"academic_goal", "agreed_on"} == {each["field"] for each in answer.json()["errors"]} - {"wellbeing_goal"}
