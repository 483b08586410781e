"""In a case of the revised model supervisors also spar with the home; in one of 2019 only the coordinator does."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from followup.models import Notice
from followup.reminders import remind
from followup.status import refresh
from goals.actions import agree
from goals.models import Agreement
from meetings.models import Meeting
from support.contacts import log_contact
from support.models import Contact, Sparring
from tests.cast import revise
from tests.factories import MeetingFactory, NetworkMemberFactory
from tests.support.conftest import days_ago


@pytest.fixture
def sent_home(cast, sent):
    """A sparring with the foster mother today."""
    return sent | {"setting": "home", "receivers": [str(cast.caregiver.pk)]}


def reads_daily(case, by, owner):
    return agree(
        case=case, by=by, owner=owner, what="Læser tyve minutter", place="home", activity="reading", rhythm="daily"
    )


def test_a_supervisor_logs_home_sparring(cast, api_of, revised, sent_home):
    made = api_of(cast.vera).post("sparrings/", sent_home)
    assert made.status_code == 201, made.json()
    assert (made.json()["giver_name"], made.json()["changes"][0]["place"]) == ("Vera Prøve", "home")


def test_the_case_decides_and_not_the_municipality(cast, api_of, sent_home):
    cast.home.model_version = 2023
    cast.home.save()
    assert api_of(cast.vera).post("sparrings/", sent_home).status_code == 400
    revise(cast.case)
    assert api_of(cast.vera).post("sparrings/", sent_home).status_code == 201


def test_it_follows_up_changes_and_passes_on_what_it_wrote_itself(cast, api_of, revised, sent_home):
    api = api_of(cast.vera)
    own = api.post("sparrings/", sent_home).json()
    assert own["abilities"] == {"change": True, "remove": True, "follow_up": True, "share": True}
    assert api.patch(f"sparrings/{own['id']}/", {"advised": "Læs højt"}, version=1).status_code == 200
    assert api.post(f"sparrings/{own['id']}/follow-up/", {"tried": "yes"}, version=2).status_code == 200


def test_the_coordinators_home_sparring_is_followed_up_and_neither_deleted_nor_passed_on(
    cast, api_of, revised, at_home
):
    seen = api_of(cast.vera).get(f"sparrings/{at_home.pk}/").json()
    assert seen["abilities"] == {"change": True, "remove": False, "follow_up": True, "share": False}


def test_agreements_at_home_are_made_and_followed_up(cast, api_of, revised):
    api, sent = api_of(cast.vera), {"case": str(cast.case.pk), "owner": str(cast.caregiver.pk), "what": "Læser"}
    made = api.post("agreements/", sent | {"place": "home", "activity": "reading"})
    assert made.status_code == 201, made.json()
    path = f"agreements/{made.json()['id']}/"
    assert api.post(f"{path}follow-up/", {"result": "done"}, version=1).status_code == 200


def test_an_agreement_elsewhere_is_moved_home_in_a_revised_case_only(cast, api_of):
    agreement = agree(case=cast.case, by=cast.anna, owner=cast.teacher, what="Makkerlæsning")
    api, path = api_of(cast.vera), f"agreements/{agreement.pk}/"
    refused = api.patch(path, {"place": "home"}, version=1)
    assert [error["field"] for error in refused.json()["errors"]] == ["place"]
    revise(cast.case)
    assert api.patch(path, {"place": "home"}, version=1).status_code == 200


def test_only_what_she_agreed_herself_is_the_supervisors_to_pass_on(cast, api_of, revised):
    hers = reads_daily(cast.case, cast.vera, cast.caregiver)
    annas = reads_daily(cast.case, cast.anna, cast.caregiver)
    listed = api_of(cast.vera).get("agreements/", case=cast.case.pk).json()["results"]
    shares = {row["id"]: row["abilities"]["share"] for row in listed}
    assert shares == {str(hers.pk): True, str(annas.pk): False}


@pytest.mark.parametrize(("version", "offered"), [(2019, False), (2023, True)])
def test_the_form_of_an_agreement_offers_the_home_where_she_writes_it(cast, client_of, version, offered):
    if version == 2023:
        revise(cast.case)
    html = client_of(cast.vera).get(reverse("agreement-new", args=[cast.case.pk])).content.decode()
    assert ('value="home"' in html, 'name="activity"' in html) == (offered, offered)


def test_at_a_meeting_she_goes_through_what_is_agreed_at_home(cast, api_of, revised):
    agreement = reads_daily(cast.case, cast.anna, cast.caregiver)
    meeting = MeetingFactory(case=cast.case, kind="follow_up", starts_at=timezone.now())
    form = api_of(cast.vera).get(f"meetings/{meeting.pk}/hold-form/").json()
    assert [row["id"] for row in form["to_follow_up"]] == [str(agreement.pk)]
    assert form["left_to_coordinator"] == 0


def test_contact_with_the_home_is_written_and_with_the_authority_left_to_the_coordinator(cast, api_of, revised):
    today = timezone.localdate().isoformat()
    call = {"case": str(cast.case.pk), "members": [str(cast.caregiver.pk)], "held_on": today, "note": "Ringede"}
    made = api_of(cast.vera).post("contacts/", call)
    assert (made.status_code, made.json()["abilities"]) == (201, {"change": True, "remove": True})
    parent = NetworkMemberFactory(child=cast.child, kind="parent", name="Mor Prøve", from_on=days_ago(9))
    refused = api_of(cast.vera).post("contacts/", call | {"members": [str(parent.pk)]})
    assert "Kontakt med forældre og myndighed" in refused.json()["errors"][0]["message"]
    assert Contact.objects.count() == 1


def test_a_contact_of_the_coordinators_with_the_home_may_be_corrected(cast, api_of, revised):
    annas = log_contact(case=cast.case, by=cast.anna, members=[cast.caregiver], held_on=days_ago(1), note="Ringede")
    api = api_of(cast.vera)
    assert api.patch(f"contacts/{annas.pk}/", {"note": "Ringede igen"}, version=1).status_code == 200
    assert api.delete(f"contacts/{annas.pk}/", version=2).status_code == 403


def test_the_form_offers_the_home_and_its_adults(cast, client_of, revised):
    client, url = client_of(cast.vera), reverse("case-sparring-new", args=[cast.case.pk])
    assert "Skift til sparring i hjemmet" in client.get(url).content.decode()
    at_home = client.get(url, {"setting": "home"}).content.decode()
    assert "I hjemmet" in at_home
    assert f'value="{cast.caregiver.pk}"' in at_home


def test_the_step_is_hers_too(cast, api_of, begun):
    refresh([cast.case.pk])
    steps = api_of(cast.vera).get(f"cases/{cast.case.pk}/overview/").json()
    found = {row["step"]: row for row in [steps["next_step"], *steps["further_steps"]]}
    assert found["home_sparring"]["abilities"]["do"] is False
    revise(cast.case)
    steps = api_of(cast.vera).get(f"cases/{cast.case.pk}/overview/").json()
    found = {row["step"]: row for row in [steps["next_step"], *steps["further_steps"]]}
    assert (found["home_sparring"]["abilities"]["do"], found["home_sparring"]["button"]) == (True, "Skriv sparring")


@pytest.mark.parametrize(("version", "told"), [(2019, ["Anna Prøve"]), (2023, ["Anna Prøve", "Vera Prøve"])])
def test_home_sparring_reminds_the_people_the_model_says(cast, begun, version, told):
    if version == 2023:
        revise(cast.case)
    Meeting.objects.update(held_on=dt.date(2026, 8, 20))
    refresh([cast.case.pk])
    remind(dt.date(2027, 3, 3))
    found = Notice.objects.filter(rule="home_sparring", case=cast.case).values_list("user__name", flat=True)
    assert sorted(found) == told


def test_min_skole_shows_when_the_home_is_due(cast, client_of, api_of, begun):
    assert api_of(cast.vera).get("my-school/").json()["children"][0]["home"] is None
    revise(cast.case)
    home = api_of(cast.vera).get("my-school/").json()["children"][0]["home"]
    assert (home["due_on"] is not None, home["is_first"]) == (True, False)
    html = client_of(cast.vera).get(reverse("my-school")).content.decode()
    assert "Næste sparring i hjemmet senest" in html
    assert f"{reverse('case-sparring-new', args=[cast.case.pk])}?setting=home" in html


def test_the_button_of_min_skole_writes_what_is_due_first(cast, client_of, begun, revised, at_school):
    Meeting.objects.update(held_on=days_ago(200))
    refresh([cast.case.pk])
    html = client_of(cast.vera).get(reverse("my-school")).content.decode()
    button = html.split("button-primary")[1].split("</a>")[0]
    assert "?setting=home" in button
    assert "Skriv sparring i skolen" in html


def test_a_psychologist_gets_no_further(cast, api_of, revised, sent_home, at_home):
    seen = api_of(cast.petra).get(f"sparrings/{at_home.pk}/").json()
    assert "advised" in seen["restricted"]
    assert api_of(cast.petra).post("sparrings/", sent_home).status_code == 403
    assert Sparring.objects.count() == 1


def test_what_is_agreed_at_home_by_a_stranger_school_stays_unknown(cast, api_of, revised):
    agreement = reads_daily(cast.case, cast.anna, cast.caregiver)
    assert api_of(cast.viggo).get(f"agreements/{agreement.pk}/").status_code == 404
    assert Agreement.objects.get(pk=agreement.pk).version == 1


def test_the_form_of_home_sparring_shows_what_runs_at_home(cast, client_of, revised):
    reads_daily(cast.case, cast.anna, cast.caregiver)
    html = client_of(cast.vera).get(reverse("case-sparring-new", args=[cast.case.pk]), {"setting": "home"}).content
    assert "Læser tyve minutter" in html.decode()
    assert 'name="changes-0-activity"' in html.decode()


@pytest.mark.parametrize("setting", ["home", "school"])
def test_in_2019_support_at_home_is_no_part_of_the_form(cast, client_of, setting):
    reads_daily(cast.case, cast.anna, cast.caregiver)
    url = reverse("case-sparring-new", args=[cast.case.pk])
    html = client_of(cast.anna).get(url, {"setting": setting}).content.decode()
    assert "Læser tyve minutter" not in html
    assert "changes-0-activity" not in html


def test_a_new_activity_is_agreed_in_the_same_write(cast, client_of, revised):
    url = reverse("case-sparring-new", args=[cast.case.pk]) + "?setting=home"
    typed = {
        "case": str(cast.case.pk),
        "setting": "home",
        "held_on": timezone.localdate().isoformat(),
        "receivers": [str(cast.caregiver.pk)],
        "form": "home_visit",
        "changes-0-what": "Spiller Yatzy",
        "changes-0-activity": "games",
        "changes-0-rhythm": "weekly",
        "changes-0-when": "Søndag efter frokost",
    }
    assert client_of(cast.vera).post(url, typed).status_code == 302
    agreed = Sparring.objects.get().changes().get()
    assert (agreed.place, agreed.activity, agreed.rhythm) == ("home", "games", "weekly")
    assert agreed.when == "Søndag efter frokost"


def test_a_sparring_at_school_agrees_on_no_activity_at_home(cast, api_of, revised, sent):
    refused = api_of(cast.vera).post("sparrings/", sent | {"changes": [{"what": "Læser", "activity": "reading"}]})
    assert [error["field"] for error in refused.json()["errors"]] == ["changes.0.place"]
