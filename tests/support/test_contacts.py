"""Contacts: a call or a mail that is neither sparring nor a meeting."""

import pytest
from django.urls import reverse
from django.utils import timezone

from children.actions import add_member
from children.models import CaseEvent
from core.models import Change, LookUp
from followup.models import CaseStatus
from followup.status import refresh
from support.contacts import log_contact
from support.models import Contact
from tests.support.conftest import days_ago

NOTE = "Mor kommer til mødet og tager bedstemor med"


@pytest.fixture
def caseworker(cast):
    return add_member(child=cast.child, by=cast.anna, kind="caseworker", name="Rådgiver Prøve", from_on=days_ago(60))


@pytest.fixture
def called(cast, caseworker):
    """The coordinator has called the caseworker five days ago."""
    return log_contact(case=cast.case, by=cast.anna, members=[caseworker], held_on=days_ago(5), note=NOTE)


def sent(cast, *members, **fields):
    today = timezone.localdate().isoformat()
    return {
        "case": str(cast.case.pk),
        "members": [str(m.pk) for m in members],
        "held_on": today,
        "note": NOTE,
        **fields,
    }


def problems(answer):
    return {error["field"]: error["message"] for error in answer.json()["errors"]}


def test_a_call_is_kept_with_its_author_and_stands_on_the_timeline(cast, api_of, caseworker):
    made = api_of(cast.anna).post("contacts/", sent(cast, caseworker))
    assert made.status_code == 201, made.json()
    assert (made.json()["author_name"], made.json()["with_whom"]) == ("Anna Prøve", ["Rådgiver Prøve"])
    event = CaseEvent.objects.get(record_id=made.json()["id"])
    assert (event.kind, event.detail) == ("contact", "Telefon")


def test_it_counts_as_the_last_contact_and_as_no_sparring(cast, called):
    refresh([cast.case.pk])
    status = CaseStatus.objects.get(case=cast.case)
    assert status.last_contact_on == called.held_on
    assert cast.case.sparrings.count() == 0


@pytest.mark.parametrize(
    ("who", "status"), [("anna", 201), ("vera", 201), ("petra", 400), ("lars", 403), ("adam", 403), ("karl", 400)]
)
def test_coordinator_and_supervisor_write_of_a_call_with_the_teacher(cast, api_of, who, status):
    assert api_of(getattr(cast, who)).post("contacts/", sent(cast, cast.teacher)).status_code == status
    assert Contact.objects.count() == (status == 201)


def test_a_supervisor_leaves_contact_with_the_home_to_the_coordinator(cast, api_of):
    answer = api_of(cast.vera).post("contacts/", sent(cast, cast.caregiver))
    assert "læringskoordinatoren" in problems(answer)["members"]
    assert api_of(cast.anna).post("contacts/", sent(cast, cast.caregiver)).status_code == 201


def test_what_was_said_with_the_authority_is_closed_to_the_school(cast, api_of, called):
    seen = api_of(cast.vera).get(f"contacts/{called.pk}/").json()
    assert (seen["note"], seen["restricted"]) == (None, ["note"])
    assert seen["with_whom"] == ["Rådgiver Prøve"]
    assert seen["abilities"] == {"change": False, "remove": False}


def test_one_from_the_home_among_them_makes_it_knowledge_of_the_home(cast, api_of):
    both = log_contact(
        case=cast.case, by=cast.anna, members=[cast.teacher, cast.caregiver], held_on=days_ago(1), note=NOTE
    )
    assert api_of(cast.petra).get(f"contacts/{both.pk}/").json()["restricted"] == ["note"]
    assert api_of(cast.vera).get(f"contacts/{both.pk}/").json()["note"] == NOTE


def test_somebody_around_another_child_cannot_be_chosen(cast, api_of):
    stranger = add_member(
        child=cast.other_child, by=cast.anna, kind="parent", name="Forælder Prøve", from_on=days_ago(9)
    )
    assert "netværk" in problems(api_of(cast.anna).post("contacts/", sent(cast, stranger)))["members"]


def test_a_future_day_and_no_people_are_errors_at_their_fields(cast, api_of):
    later = days_ago(-3).isoformat()
    answer = api_of(cast.anna).post("contacts/", sent(cast, cast.teacher, held_on=later))
    assert "ude i fremtiden" in problems(answer)["held_on"]
    assert problems(api_of(cast.anna).post("contacts/", sent(cast)))["members"]


def test_the_history_names_who_it_was_with_and_not_what_was_said(cast, api_of, called):
    change = {"members": [str(cast.teacher.pk)], "note": "Noget andet"}
    assert api_of(cast.anna).patch(f"contacts/{called.pk}/", change, version=1).status_code == 200
    told = str(api_of(cast.vera).get(f"cases/{cast.case.pk}/history/").json())
    assert "Lærer Prøve" in told or cast.teacher.name in told
    assert NOTE not in told
    assert Change.objects.filter(record_id=called.pk, kind="changed").count() == 2


def test_the_day_on_the_timeline_follows_a_correction(cast, api_of, called):
    api_of(cast.anna).patch(f"contacts/{called.pk}/", {"held_on": days_ago(8).isoformat()}, version=1)
    assert CaseEvent.objects.get(record_id=called.pk).happened_on == days_ago(8)


def test_who_wrote_it_and_the_coordinator_delete_it(cast, api_of):
    hers = log_contact(case=cast.case, by=cast.anna, members=[cast.teacher], held_on=days_ago(1), note=NOTE)
    assert api_of(cast.vera).delete(f"contacts/{hers.pk}/", version=1).status_code == 403
    assert api_of(cast.anna).delete(f"contacts/{hers.pk}/", version=1).status_code == 204
    assert not CaseEvent.objects.filter(record_id=hers.pk).exists()


def test_a_look_at_it_is_logged_with_what_was_shown(cast, api_of, called):
    api_of(cast.anna).get(f"contacts/{called.pk}/")
    assert "F" in LookUp.objects.filter(user=cast.anna).latest("at").classes


def test_on_the_page_it_takes_a_person_and_two_lines(cast, client_of, caseworker):
    client, url = client_of(cast.anna), reverse("case-contact-new", args=[cast.case.pk])
    html = client.get(url, {"member": str(caseworker.pk)}).content.decode()
    ticked = html.split(f'value="{caseworker.pk}"')[1].split(">")[0]
    assert "checked" in ticked
    saved = client.post(url, sent(cast, caseworker, way="phone"), follow=True).content.decode()
    assert NOTE in saved
    assert "Kontakten er gemt." in saved


def test_a_supervisor_is_offered_the_adults_of_the_school_only(cast, client_of, caseworker):
    html = client_of(cast.vera).get(reverse("case-contact-new", args=[cast.case.pk])).content.decode()
    assert cast.teacher.name in html
    assert caseworker.name not in html.split("<form", 1)[1]


def test_a_closed_contact_shows_that_it_is_there_and_whom_to_ask(cast, client_of, called):
    for name, at in (("case-contacts", cast.case.pk), ("contact", called.pk)):
        html = client_of(cast.vera).get(reverse(name, args=[at])).content.decode()
        assert "Indholdet er ikke delt med dig" in html
        assert NOTE not in html


def test_deleting_asks_first(cast, client_of, called):
    client, url = client_of(cast.anna), reverse("contact-remove", args=[called.pk])
    assert "Slet kun en kontakt" in client.get(url).content.decode()
    assert client.post(url, {"version": "1"}).status_code == 302
    assert Contact.objects.count() == 0
