"""What the case, one sparring and Min skole show."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from children.actions import open_case
from children.models import NetworkMember
from followup.models import CaseStatus
from goals.actions import agree
from support.actions import log_sparring
from tests.cast import child
from tests.support.ticked import HOSTILE, Ticked


def test_the_case_shows_what_was_agreed_and_asks_kindly_how_it_went(cast, client_of, at_school, at_home):
    html = client_of(cast.vera).get(reverse("case-sparring", args=[cast.case.pk])).content.decode()
    assert "Fast opgave fra start" in html
    assert "Læser et kvarter før sengetid" in html
    # Only for the school sparring: a supervisor does not follow up in the home.
    assert html.count("Nåede I at prøve det, og hjalp det?") == 1


def test_the_case_shows_school_and_home_apart(cast, client_of, at_school, at_home):
    url = reverse("case-sparring", args=[cast.case.pk])
    html = client_of(cast.anna).get(url, {"setting": "home"}).content.decode()
    assert "Læser et kvarter før sengetid" in html
    assert "Fast opgave fra start" not in html


def test_home_sparring_stands_closed_for_the_psychologist(cast, client_of, at_home):
    html = client_of(cast.petra).get(reverse("case-sparring", args=[cast.case.pk])).content.decode()
    assert "Indholdet er ikke delt med dig" in html
    assert "Spørg Anna Prøve" in html
    assert "kvarter" not in html


def test_the_sparrings_page_shows_how_it_went(cast, client_of, at_school):
    client, url = client_of(cast.vera), reverse("sparring", args=[at_school.pk])
    assert "Nåede I at prøve det?" in client.get(url).content.decode()
    assert client.post(url, {"tried": "yes", "helped": "", "afterthought": "", "version": "1"}).status_code == 302
    at_school.refresh_from_db()
    assert (at_school.tried, at_school.helped) == ("yes", "")
    missing = client.post(url, {"helped": "yes", "version": "2"})
    assert missing.status_code == 422
    assert "Vælg, om det blev prøvet." in missing.content.decode()


def test_a_correction_is_made_on_its_own_page(cast, client_of, at_school):
    client, url = client_of(cast.vera), reverse("sparring-change", args=[at_school.pk])
    assert Ticked(client.get(url).content.decode()).values["form"] == ["team"]
    sent = {
        "held_on": at_school.held_on.isoformat(),
        "receivers-shown": "1",
        "receivers": [str(cast.teacher.pk)],
        "form": "observation",
        "changes-shown": "1",
        "version": "1",
    }
    assert client.post(url, sent).status_code == 302
    at_school.refresh_from_db()
    assert at_school.form == "observation"
    assert at_school.changes().count() == 1


def test_users_who_may_not_change_a_sparring_see_why(cast, client_of, at_home):
    client = client_of(cast.vera)
    assert client.get(reverse("sparring-change", args=[at_home.pk])).status_code == 403
    assert client.post(reverse("sparring", args=[at_home.pk]), {"tried": "yes", "version": "1"}).status_code == 403
    at_home.refresh_from_db()
    assert at_home.tried == ""


@pytest.mark.parametrize("name", ["my-school", "sparring-new"])
def test_hostile_names_and_texts_come_out_as_text(cast, client_of, at_school, name):
    cast.child.first_name = HOSTILE[:25]
    cast.child.save()
    second = child("Barn Fem", cast.home, cast.school_a)
    open_case(child=second, by=cast.anna)
    html = client_of(cast.vera).get(reverse(name)).content.decode()
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)" in html


def test_hostile_texts_in_a_sparring_come_out_as_text(cast, client_of):
    made = log_sparring(
        case=cast.case,
        by=cast.vera,
        held_on=timezone.localdate(),
        receivers=[cast.teacher],
        advised=HOSTILE,
        changes=[{"owner": cast.teacher, "what": HOSTILE}],
    )
    client = client_of(cast.vera)
    for url in (reverse("sparring", args=[made.pk]), reverse("case-sparring", args=[cast.case.pk])):
        html = client.get(url).content.decode()
        assert "<script>alert" not in html
        assert "&lt;script&gt;alert(1)" in html


def test_my_school_has_the_overdue_first_and_those_without_a_deadline_last(cast, client_of, api_of, begun):
    open_case(child=child("Barn Fem", cast.home, cast.school_a), by=cast.anna)
    cast.case.status.school_sparring_due_on = timezone.localdate() - dt.timedelta(days=4)
    cast.case.status.save()
    rows = api_of(cast.vera).get("my-school/").json()["children"]
    assert [(row["first_name"], row["state"]) for row in rows] == [("Barn Et", "overdue"), ("Barn Fem", "")]
    assert "4 dage over tid" in client_of(cast.vera).get(reverse("my-school")).content.decode()


def test_my_school_shows_what_teachers_have_promised_by_now(cast, api_of):
    today = timezone.localdate()
    for owner, what, days in [
        (cast.teacher, "Fristen er overskredet", -2),
        (cast.teacher, "I denne uge", 5),
        (cast.teacher, "Længe til", 30),
        (cast.caregiver, "Ikke lærerens", -2),
    ]:
        due_on = today + dt.timedelta(days=days)
        agree(case=cast.case, by=cast.anna, owner=owner, what=what, from_on=today - dt.timedelta(days=9), due_on=due_on)
    assert [row["what"] for row in api_of(cast.vera).get("my-school/").json()["promised"]] == [
        "Fristen er overskredet",
        "I denne uge",
    ]


def test_an_empty_school_says_what_happens_first(cast, client_of):
    NetworkMember.objects.filter(user=cast.vera).update(until_on=dt.date(2026, 9, 1))
    html = client_of(cast.vera).get(reverse("my-school")).content.decode()
    assert "Du følger ingen børn endnu" in html


@pytest.mark.parametrize("name", ["my-school", "sparring-new", "case-sparring"])
def test_many_rows_need_no_more_queries_than_two(cast, client_of, at_school, at_home, name):
    open_case(child=child("Barn Fem", cast.home, cast.school_a), by=cast.anna)
    client = client_of(cast.vera)
    url = reverse(name, args=[cast.case.pk] if name == "case-sparring" else [])
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    for number in range(4):
        open_case(child=child(f"Barn N{number}", cast.home, cast.school_a), by=cast.anna)
        row = {"owner": cast.teacher, "what": "Noget"}
        log_sparring(case=cast.case, by=cast.vera, held_on=at_school.held_on, receivers=[cast.teacher], changes=[row])
    with CaptureQueriesContext(connection) as many:
        client.get(url)
    assert len(many) == len(few)


def test_a_talk_with_somebody_else_is_shown_and_said_to_count_as_no_sparring(cast, api_of, client_of, sent, begun):
    before = CaseStatus.objects.get(case=cast.case).school_sparring_due_on
    made = api_of(cast.vera).post("sparrings/", sent | {"receivers": [str(cast.caregiver.pk)]}).json()
    assert made["counts"] is False
    assert CaseStatus.objects.get(case=cast.case).school_sparring_due_on == before
    assert "Tæller ikke som sparring" in client_of(cast.vera).get(f"/cases/{cast.case.pk}/sparring/").content.decode()
