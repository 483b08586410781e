"""The pages of the cycle, as HTML."""

import datetime as dt
import re
import uuid

import pytest
from django.utils import timezone

from children.models import CaseEvent
from followup.pages import with_links
from followup.steps import KINDS, kind_of
from meetings.actions import book, cancel


@pytest.mark.parametrize("path", ["/my-day/", "/cases/", "/children/"])
def test_the_coordinators_pages_name_her_children_and_no_others(cast, client_of, path):
    page = client_of(cast.anna).get(path)
    assert page.status_code == 200
    assert "Barn Et" in page.content.decode()
    assert "Barn Tre" not in page.content.decode()


@pytest.mark.parametrize("path", ["", "timeline/", "history/"])
def test_the_pages_of_a_case_show_whose_it_is(cast, client_of, path):
    page = client_of(cast.anna).get(f"/cases/{cast.case.pk}/{path}")
    assert page.status_code == 200
    assert "Barn Et Prøve" in page.content.decode()


@pytest.mark.parametrize("path", ["", "timeline/", "history/", "postpone/book_follow_up/"])
def test_a_case_of_others_gives_the_same_page_as_an_unknown_one(cast, client_of, path):
    client = client_of(cast.karl)
    hidden = client.get(f"/cases/{cast.case.pk}/{path}")
    unknown = client.get(f"/cases/{uuid.uuid4()}/{path}")
    assert hidden.status_code == unknown.status_code == 404


def test_signed_out_one_is_sent_to_sign_in(cast, client):
    assert client.get("/my-day/").headers["Location"].startswith("/account/login/")


def test_a_manager_opens_a_masked_case_with_a_reason(cast, client_of):
    client = client_of(cast.lars)
    assert "Barn Et" not in client.get(f"/cases/{cast.case.pk}/masked/").content.decode()
    sent = client.post(f"/cases/{cast.case.pk}/masked/", {"reason": "Klage fra en skole skal besvares"})
    assert sent.headers["Location"] == f"/cases/{cast.case.pk}/"
    assert "Barn Et" in client.get(f"/cases/{cast.case.pk}/").content.decode()


def test_a_reason_too_short_is_asked_for_again_and_kept(cast, client_of):
    answer = client_of(cast.lars).post(f"/cases/{cast.case.pk}/masked/", {"reason": "kort"})
    assert answer.status_code == 422
    assert "kort" in answer.content.decode()


def test_a_step_is_postponed_from_its_page(cast, client_of):
    client = client_of(cast.anna)
    url = f"/cases/{cast.case.pk}/postpone/order_assessment/"
    until_on = timezone.localdate() + dt.timedelta(days=14)
    sent = {
        "case": cast.case.pk,
        "step": "order_assessment",
        "until_on": str(until_on),
        "cause": "change",
        "reason": "Skoleskift",
    }
    assert client.post(url, sent).status_code == 302
    page = client.get(f"/cases/{cast.case.pk}/").content.decode()
    assert "Skridtet er udskudt" in page
    assert ": Skoleskift" in page


@pytest.mark.parametrize(("who", "step"), [("anna", "set_goals"), ("anna", "nonsense"), ("vera", "order_assessment")])
def test_a_step_the_user_may_not_postpone_has_no_such_page(cast, client_of, who, step):
    path = f"/cases/{cast.case.pk}/postpone/{step}/"
    assert client_of(getattr(cast, who)).get(path).status_code == 404


def test_the_timeline_keeps_the_letters_of_an_abbreviation(cast, client_of):
    CaseEvent.note(cast.case, CaseEvent.Kind.NETWORK, record_id=cast.case.pk, detail=lambda: "PPR-psykolog")
    page = client_of(cast.anna).get(f"/cases/{cast.case.pk}/timeline/").content.decode()
    assert "PPR-psykolog" in page


def test_the_searched_text_stands_in_no_address(cast, client_of):
    page = client_of(cast.anna).post("/search/", {"q": "barn e\x00t"})
    assert "Barn Et Prøve" in page.content.decode()
    assert "q=" not in page.wsgi_request.get_full_path()


def due(cast, step: str, user) -> dict:
    """A step of the case as the API gives it to this user, with the address of its page."""
    day = timezone.localdate()
    row = {"step": step, "case": cast.case.pk, "record": None, "due_on": day}
    may = kind_of(step).may_do(user, cast.case)
    button = kind_of(step).button(may_do=may)
    (shown,) = with_links([{**row, "button": button, "abilities": {"do": may, "postpone": True}}])
    return shown


@pytest.mark.parametrize("who", ["anna", "vera", "petra", "lars"])
@pytest.mark.parametrize("step", [kind.key for kind in KINDS if kind.done_at.takes == "case"])
def test_the_button_of_a_step_leads_nobody_to_a_refusal(cast, client_of, who, step):
    user = getattr(cast, who)
    if user == cast.lars:
        client_of(user).post(f"/cases/{cast.case.pk}/masked/", {"reason": "Klage fra en skole skal besvares"})
    assert client_of(user).get(due(cast, step, user)["url"]).status_code == 200


def test_in_a_revised_case_a_supervisors_step_leads_to_the_form_of_home_sparring(cast, client_of, revised):
    step = due(cast, "home_sparring", cast.vera)
    assert step["url"].endswith("sparring/new/?setting=home")
    assert "I hjemmet" in client_of(cast.vera).get(step["url"]).content.decode()


@pytest.mark.parametrize(
    ("who", "step", "button", "path"),
    [
        ("vera", "home_sparring", "Se sparring", "sparring/"),
        ("vera", "school_sparring", "Skriv sparring", "sparring/new/"),
        ("anna", "school_sparring", "Se sparring", "sparring/"),
        ("anna", "home_sparring", "Skriv sparring", "sparring/new/?setting=home"),
        ("petra", "set_goals", "Se mål", "goals/"),
        ("petra", "book_follow_up", "Book opfølgning", "meetings/new/"),
        ("lars", "book_follow_up", "Se møder", "meetings/"),
    ],
)
def test_only_users_who_may_do_a_step_see_its_button(cast, who, step, button, path):
    shown = due(cast, step, getattr(cast, who))
    assert (shown["button"], shown["url"]) == (button, f"/cases/{cast.case.pk}/{path}")


def test_a_manager_who_reads_a_case_postpones_nothing(cast, client_of):
    client = client_of(cast.lars)
    client.post(f"/cases/{cast.case.pk}/masked/", {"reason": "Klage fra en skole skal besvares"})
    assert "/postpone/" not in client.get(f"/cases/{cast.case.pk}/").content.decode()


def test_the_page_that_postpones_a_step_names_it(cast, client_of):
    page = client_of(cast.anna).get(f"/cases/{cast.case.pk}/postpone/order_assessment/").content.decode()
    assert re.search(r"Barn Et: bestil afdækning", page)


def test_the_history_names_fields_in_danish(cast, client_of):
    starts = timezone.now()
    meeting = book(case=cast.case, by=cast.anna, kind="start_up", starts_at=starts, invited=[cast.teacher])
    cancel(meeting, by=cast.anna, expected_version=meeting.version, reason="Syg")
    page = client_of(cast.anna).get(f"/cases/{cast.case.pk}/history/").content.decode()
    assert "Status: Booket → Aflyst" in page
