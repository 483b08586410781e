"""Closing a case: what is open ends in the same write, and the manager approves where the municipality wants it."""

import datetime as dt
import json

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import Municipality
from assessments.actions import order_assessment
from children import actions, openends
from children.models import Case, CaseEvent, Closing, NetworkMember
from core.models import Change
from goals.actions import agree
from goals.models import Agreement
from meetings.actions import book, log_held
from meetings.models import Meeting

TODAY = timezone.localdate()


@pytest.fixture
def meeting(cast):
    soon = timezone.now() + dt.timedelta(days=7)
    return book(case=cast.case, by=cast.anna, kind="follow_up", starts_at=soon, invited=[cast.teacher])


@pytest.fixture
def agreement(cast):
    return agree(case=cast.case, by=cast.anna, owner=cast.teacher, what="Læser højt")


@pytest.fixture
def parts(cast):
    responsible = {"cognitive": cast.petra, "academic": cast.supervisor_member}
    return order_assessment(case=cast.case, by=cast.anna, responsible=responsible).parts


@pytest.fixture
def approval(cast):
    """The municipality wants a manager to approve."""
    Municipality.objects.filter(pk=cast.home.pk).update(closing_needs_approval=True)


def act(api, case, verb, **data):
    headers = {"If-Match": str(Case.objects.get(pk=case.pk).version)}
    return api.client.post(f"/api/v1/cases/{case.pk}/{verb}/", data, "application/json", headers=headers)


def close(api, case, **data):
    return act(api, case, "close", **{"close_reason": "moved", "closed_on": str(TODAY), **data})


def still_open(case):
    return [openends.name_of(kind, record) for kind, record in openends.open_in(case)]


def test_nothing_is_left_booked_or_open_in_a_closed_case(cast, api_of, meeting, agreement, parts):
    assert len(still_open(cast.case)) == 4
    assert close(api_of(cast.anna), cast.case).status_code == 200
    assert still_open(cast.case) == []
    assert Meeting.objects.get(pk=meeting.pk).cancelled_reason == "Forløbet er afsluttet."
    assert Agreement.objects.get(pk=agreement.pk).status == "stopped"
    assert list(parts.exclude(ordered_on=None)) == []


def test_each_agreement_ends_as_was_chosen(cast, api_of, agreement):
    done = agree(case=cast.case, by=cast.anna, owner=cast.caregiver, what="Læser lektier")
    passed_on = agree(case=cast.case, by=cast.anna, owner=cast.caregiver, what="Ringer til skolen")
    rows = [
        {"what": f"agreement.{done.pk}", "way": "done", "note": "Hver dag i et år"},
        {"what": f"agreement.{passed_on.pk}", "way": "passed_on"},
    ]
    assert close(api_of(cast.anna), cast.case, open_ends=rows).status_code == 200
    found = {row.what: (row.status, row.outcome) for row in Agreement.objects.filter(case=cast.case)}
    assert found == {
        "Læser højt": ("stopped", ""),
        "Læser lektier": ("done", "Hver dag i et år"),
        "Ringer til skolen": ("stopped", "Givet videre, da forløbet blev afsluttet."),
    }


def test_what_a_psychologist_has_begun_stays_closed_to_others_when_the_case_closes(cast, api_of, parts):
    cognitive = parts.get(kind="cognitive")
    type(cognitive).objects.filter(pk=cognitive.pk).update(strengths="Hukommelse")
    close(api_of(cast.anna), cast.case)
    assert api_of(cast.anna).get(f"assessment-parts/{cognitive.pk}/").json()["strengths"] is None
    assert still_open(cast.case) == []


def test_a_case_does_not_close_before_its_last_meeting(cast, api_of):
    log_held(case=cast.case, kind="other", by=cast.anna, held_on=TODAY - dt.timedelta(days=2), attended=[cast.teacher])
    api = api_of(cast.anna)
    early = close(api, cast.case, closed_on=str(TODAY - dt.timedelta(days=3)))
    assert [error["field"] for error in early.json()["errors"]] == ["closed_on"]
    assert close(api, cast.case, closed_on=str(TODAY - dt.timedelta(days=2))).status_code == 200


def test_a_refused_closing_leaves_all_as_it_was(cast, api_of, meeting, agreement):
    assert close(api_of(cast.anna), cast.case, closed_on="2999-01-01").status_code == 400
    assert len(still_open(cast.case)) == 2


def test_the_people_notified_are_stored(cast, api_of):
    close(api_of(cast.anna), cast.case, told=[str(cast.teacher.pk), str(cast.caregiver.pk)])
    told = Closing.objects.get(case=cast.case).told.order_by("name")
    assert [member.name for member in told] == ["Pia Prøve", "Tove Prøve"]


def test_only_people_around_the_child_are_told_of_a_closing(cast, api_of):
    stranger = NetworkMember.objects.get(child=cast.karls_child, user=cast.karl)
    assert close(api_of(cast.anna), cast.case, told=[str(stranger.pk)]).status_code == 400
    with pytest.raises(ValidationError) as refused:
        actions.close_case(case=cast.case, by=cast.anna, reason="moved", told=[stranger])
    assert list(refused.value.message_dict) == ["told"]


def test_a_case_that_is_opened_again_and_closed_again_keeps_both_closings(cast, api_of):
    close(api_of(cast.anna), cast.case)
    actions.reopen_case(case=Case.objects.get(pk=cast.case.pk), by=cast.anna)
    assert close(api_of(cast.anna), cast.case, close_reason="withdrew").status_code == 200
    assert set(Closing.objects.values_list("reason", flat=True)) == {"moved", "withdrew"}


def test_the_history_says_who_closed_the_case(cast, api_of):
    close(api_of(cast.anna), cast.case)
    for record in (cast.case, Closing.objects.get()):
        assert Change.objects.filter(record_id=record.pk).latest("at").by == cast.anna
    assert Change.objects.filter(record_id=cast.case.pk).latest("at").fields["closed_on"] == [None, str(TODAY)]


def test_a_case_that_is_closed_already_is_not_closed_again(cast):
    read_before, read_after = Case.objects.get(pk=cast.case.pk), cast.case
    actions.close_case(case=read_after, by=cast.anna, reason="moved")
    for case in (read_before, read_after):
        with pytest.raises(ValidationError, match="allerede afsluttet"):
            actions.close_case(case=case, by=cast.anna, reason="withdrew")
    assert Closing.objects.get().reason == "moved"


def test_the_form_ticks_those_who_lose_their_access_and_says_how_each_is_told(cast, api_of):
    NetworkMember.objects.filter(pk=cast.teacher.pk).update(email="tove@skole.example")
    form = api_of(cast.anna).get(f"cases/{cast.case.pk}/close-form/").json()
    ways = {choice["label"]: choice["hint"] for choice in form["choices"]["told"]}
    ticked = {choice["label"] for choice in form["choices"]["told"] if choice["value"] in form["values"]["told"]}
    assert ticked == {"Petra Prøve (PPR-psykolog)", "Vera Prøve (læringsvejleder)"}
    assert ways["Vera Prøve (læringsvejleder)"] == "Får besked i Rød Tråd."
    assert ways["Tove Prøve (klasselærer)"] == "tove@skole.example"
    assert ways["Pia Prøve (plejemor)"] == "Ingen e-mail eller telefon."


def test_those_without_an_account_are_listed_with_addresses_to_copy(cast, api_of, client_of):
    NetworkMember.objects.filter(pk=cast.teacher.pk).update(email="tove@skole.example")
    told = [str(member.pk) for member in (cast.teacher, cast.caregiver, cast.supervisor_member)]
    close(api_of(cast.anna), cast.case, told=told)
    shown = api_of(cast.anna).get(f"cases/{cast.case.pk}/basics/").json()["told"]
    assert shown == {
        "here": ["Vera Prøve (læringsvejleder)"],
        "by_hand": ["Pia Prøve (plejemor)", "Tove Prøve (klasselærer)"],
        "emails": ["tove@skole.example"],
    }
    page = client_of(cast.anna).get(f"/cases/{cast.case.pk}/basics/").content.decode()
    assert "Giv selv besked til" in page
    assert 'data-copy="told-emails"' in page


def test_the_form_lists_what_is_open_and_closes_it(cast, client_of, meeting, agreement, parts):
    anna, path = client_of(cast.anna), f"/cases/{cast.case.pk}/close/"
    page = anna.get(path).content.decode()
    for words in ("Bookede møder", "Aflyses", "Læser højt", "Bestilte dele af afdækningen", "Pia Prøve"):
        assert words in page
    sent = {
        "version": Case.objects.get(pk=cast.case.pk).version,
        "close_reason": "moved",
        "closed_on": str(TODAY),
        "open_ends-0-what": f"agreement.{agreement.pk}",
        "open_ends-0-way": "done",
        "open_ends-0-note": "Det gik godt",
        "told-shown": "1",
        "told": [str(cast.teacher.pk)],
    }
    assert anna.post(path, sent).status_code == 302
    assert Agreement.objects.get(pk=agreement.pk).outcome == "Det gik godt"


def test_a_booked_day_that_has_passed_is_asked_about_before_it_is_cancelled(cast, api_of, meeting):
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=timezone.now() - dt.timedelta(days=1))
    [row] = api_of(cast.anna).get(f"cases/{cast.case.pk}/close-form/").json()["rows"]
    assert "skriv referat" in row["remark"]


def test_nobody_books_in_a_case_that_closed_meanwhile(cast, api_of):
    stale = Case.objects.get(pk=cast.case.pk)
    close(api_of(cast.anna), cast.case)
    with pytest.raises(Exception, match="afsluttet"):
        book(case=stale, by=cast.anna, kind="follow_up", starts_at=timezone.now() + dt.timedelta(days=7))


# The manager's approval ---------------------------------------------------------------------------------------------


def test_where_the_manager_approves_the_case_goes_on_until_then(cast, api_of, approval, meeting):
    asked = close(api_of(cast.anna), cast.case, closing_note="Flytter til Aalborg").json()
    assert asked["is_open"]
    assert len(still_open(cast.case)) == 1
    assert CaseEvent.objects.filter(case=cast.case, kind="closing_asked").exists()


def test_a_closing_asked_for_keeps_whom_it_tells_and_stands_in_the_history_with_who_asked(cast, api_of, approval):
    close(api_of(cast.anna), cast.case, told=[str(cast.teacher.pk)])
    closing = Closing.objects.get(case=cast.case)
    assert list(closing.told.all()) == [cast.teacher]
    assert CaseEvent.objects.get(case=cast.case, kind="closing_asked").by == cast.anna
    assert Change.objects.get(record_id=closing.pk).by == cast.anna


def test_a_closing_is_not_asked_for_on_a_day_before_the_case_was_opened_or_its_last_meeting(cast, api_of, approval):
    before_the_case = cast.case.opened_on - dt.timedelta(days=1)
    assert close(api_of(cast.anna), cast.case, closed_on=str(before_the_case)).status_code == 400
    log_held(case=cast.case, kind="other", by=cast.anna, held_on=TODAY, attended=[cast.teacher])
    assert close(api_of(cast.anna), cast.case, closed_on=str(TODAY - dt.timedelta(days=1))).status_code == 400
    assert not Closing.objects.exists()


def test_a_closing_sent_back_stands_on_the_timeline_and_in_the_history_with_the_manager(cast, api_of, approval):
    close(api_of(cast.anna), cast.case)
    assert act(api_of(cast.lars), cast.case, "return-closing", word="Hvem tager over?").status_code == 200
    closing = Closing.objects.get(case=cast.case)
    assert CaseEvent.objects.get(case=cast.case, kind="closing_returned").by == cast.lars
    assert Change.objects.filter(record_id=closing.pk).latest("at").by == cast.lars


def test_a_closing_asked_for_in_another_case_is_not_approved_with_this_one(cast, api_of, approval):
    close(api_of(cast.anna), cast.other_case)
    assert act(api_of(cast.lars), cast.case, "approve-closing").status_code == 400
    assert Closing.objects.get().state == "asked"


def test_a_closing_asked_for_in_one_case_leaves_that_of_another_alone(cast, api_of, approval):
    for case in (cast.case, cast.other_case):
        close(api_of(cast.anna), case)
    assert set(Closing.objects.values_list("case", flat=True)) == {cast.case.pk, cast.other_case.pk}


def test_nothing_is_sent_back_that_is_not_waiting(cast, api_of, approval):
    close(api_of(cast.anna), cast.case)
    act(api_of(cast.lars), cast.case, "return-closing", word="Hvem tager over?")
    assert act(api_of(cast.lars), cast.case, "approve-closing").status_code == 400


def test_what_the_manager_sees_names_no_child_and_shows_no_note(cast, api_of, client_of, approval):
    close(api_of(cast.anna), cast.case, closing_note="Flytter til Aalborg")
    lars = api_of(cast.lars)
    shown = json.dumps(lars.get(f"cases/{cast.case.pk}/closing/").json())
    page = client_of(cast.lars).get(f"/cases/{cast.case.pk}/closing/").content.decode()
    for words in ("Barn Et", "Aalborg"):
        assert words not in shown + page
    assert cast.case.number in client_of(cast.lars).get("/overview/").content.decode()


def test_approved_the_case_closes_as_it_was_asked(cast, api_of, client_of, approval, meeting, agreement):
    row = {"what": f"agreement.{agreement.pk}", "way": "done", "note": "Det gik godt"}
    close(api_of(cast.anna), cast.case, closing_note="Flytter", open_ends=[row])
    version = Case.objects.get(pk=cast.case.pk).version
    assert client_of(cast.lars).post(f"/cases/{cast.case.pk}/closing/approve/", {"version": version}).status_code == 302
    closed = Case.objects.get(pk=cast.case.pk)
    assert (closed.closed_on, closed.closing_note) == (TODAY, "Flytter")
    assert (still_open(closed), Agreement.objects.get(pk=agreement.pk).status) == ([], "done")
    assert api_of(cast.vera).get(f"cases/{cast.case.pk}/").status_code == 404


def test_sent_back_the_coordinator_reads_the_word_and_asks_again(cast, api_of, client_of, approval):
    anna = api_of(cast.anna)
    close(anna, cast.case, closing_note="Flytter")
    act(api_of(cast.lars), cast.case, "return-closing", word="Hvem tager over?")
    form = anna.get(f"cases/{cast.case.pk}/close-form/").json()
    assert (form["closing"]["word"], form["values"]["closing_note"]) == ("Hvem tager over?", "Flytter")
    assert "Hvem tager over?" in client_of(cast.anna).get(f"/cases/{cast.case.pk}/basics/").content.decode()
    assert close(anna, cast.case, closing_note="Flytter, skolen tager over").status_code == 200
    assert Closing.objects.get(case=cast.case).state == "asked"


def test_only_the_units_manager_decides(cast, api_of, approval):
    close(api_of(cast.anna), cast.case)
    for who in (cast.anna, cast.vera, cast.adam, cast.nora):
        assert act(api_of(who), cast.case, "approve-closing").status_code == 404
    assert Case.objects.get(pk=cast.case.pk).is_open


def test_nothing_is_approved_that_was_not_asked_for(cast, api_of, approval):
    assert act(api_of(cast.lars), cast.case, "approve-closing").status_code == 400


def test_a_closing_is_asked_for_sent_back_and_approved_from_the_present_version_only(cast, api_of, approval):
    close(api_of(cast.anna), cast.case)
    asked = {"close_reason": "moved", "closed_on": str(TODAY)}
    for who, verb, data in (
        (cast.anna, "close", asked),
        (cast.lars, "return-closing", {"word": "Hvem tager over?"}),
        (cast.lars, "approve-closing", {}),
    ):
        path, headers = f"/api/v1/cases/{cast.case.pk}/{verb}/", {"If-Match": str(cast.case.version)}
        answer = api_of(who).client.post(path, data, "application/json", headers=headers)
        assert answer.status_code == 412, verb


def test_each_answer_to_a_closing_makes_a_new_version_of_the_case(cast, api_of, approval):
    close(api_of(cast.anna), cast.case)
    assert Case.objects.get(pk=cast.case.pk).version == cast.case.version + 1
    act(api_of(cast.lars), cast.case, "return-closing", word="Hvem tager over?")
    assert Case.objects.get(pk=cast.case.pk).version == cast.case.version + 2


def test_approving_a_closing_dated_before_a_later_meeting_is_refused_with_the_reason(cast, api_of, approval):
    close(api_of(cast.anna), cast.case, closed_on=str(TODAY - dt.timedelta(days=3)))
    log_held(case=cast.case, kind="other", by=cast.anna, held_on=TODAY, attended=[cast.teacher])
    assert act(api_of(cast.lars), cast.case, "approve-closing").status_code == 400


def test_the_administrator_says_whether_the_manager_approves(cast, api_of):
    sent = {"closing_needs_approval": True}
    answer = api_of(cast.adam).patch(f"municipalities/{cast.home.pk}/", sent, version=cast.home.version)
    assert answer.json()["closing_needs_approval"] is True
