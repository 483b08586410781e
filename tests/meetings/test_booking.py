"""Booking, moving and cancelling meetings in the API."""

import datetime as dt

import pytest
from django.utils import timezone
from django.utils.timezone import localtime

from children import actions
from children.models import CaseEvent, NetworkMember
from meetings.models import Meeting
from tests.factories import AttendanceFactory, MeetingFactory, NetworkMemberFactory

SOON = (timezone.now() + dt.timedelta(days=20)).isoformat()


@pytest.fixture
def booking(cast):
    return {
        "case": str(cast.case.pk),
        "kind": "follow_up",
        "starts_at": SOON,
        "place": "Aaskolen, lokale 4",
        "invited": [str(cast.teacher.pk), str(cast.caregiver.pk)],
    }


def test_a_meeting_is_booked_with_its_people_and_the_childs_words_first(cast, api_of, booking):
    made = api_of(cast.anna).post("meetings/", booking)
    assert made.status_code == 201, made.json()
    data = made.json()
    assert data["agenda"].startswith("Barnets ord\n")
    assert [row["name"] for row in data["attendances"]] == ["Pia Prøve", "Tove Prøve"]
    assert all(row["invited"] and row["attended"] is None for row in data["attendances"])


def test_a_booking_is_on_the_timeline(cast, api_of, booking):
    made = api_of(cast.anna).post("meetings/", booking).json()
    event = CaseEvent.objects.get(record_id=made["id"])
    assert (event.kind, event.detail, event.by) == ("meeting_booked", "Opfølgningsmøde", cast.anna)


def test_a_day_and_an_hour_make_the_moment_in_danish_time(cast, api_of, booking):
    del booking["starts_at"]
    made = api_of(cast.anna).post("meetings/", booking | {"on": "2027-03-18", "at": "14.30"}).json()
    assert made["starts_at"] == "2027-03-18T13:30:00+00:00"


@pytest.mark.parametrize(
    ("when", "fields"),
    [({}, ["starts_at"]), ({"on": "", "at": "9.00"}, ["other_on"]), ({"on": "2027-03-18"}, ["at"])],
)
def test_a_meeting_has_a_day_and_an_hour(cast, api_of, booking, when, fields):
    del booking["starts_at"]
    answer = api_of(cast.anna).post("meetings/", booking | when)
    assert [error["field"] for error in answer.json()["errors"]] == fields


def test_a_case_has_one_booked_follow_up_at_a_time(cast, api_of, booking):
    api = api_of(cast.anna)
    api.post("meetings/", booking)
    again = api.post("meetings/", booking)
    assert again.status_code == 400
    assert "Flyt det, eller aflys det først" in again.json()["errors"][0]["message"]
    assert Meeting.objects.filter(case=cast.case).count() == 1


def test_other_meetings_are_booked_beside_the_follow_up(cast, api_of, booking):
    api = api_of(cast.anna)
    api.post("meetings/", booking)
    assert api.post("meetings/", booking | {"kind": "child_talk"}).status_code == 201


def test_nobody_from_another_childs_network_is_invited(cast, api_of, booking):
    stranger = NetworkMember.objects.get(child=cast.other_child, user=cast.anna)
    answer = api_of(cast.anna).post("meetings/", booking | {"invited": [str(stranger.pk)]})
    assert answer.json()["errors"][0]["field"] == "invited"
    assert not Meeting.objects.exists()


def test_a_meeting_before_the_child_was_born_is_refused(cast, api_of, booking):
    answer = api_of(cast.anna).post("meetings/", booking | {"starts_at": "2007-03-18T12:00:00Z"})
    assert answer.json()["errors"][0]["message"] == "Mødet ligger, før barnet blev født. Ret datoen."


def test_missing_parts_are_shown_and_block_nothing(cast, api_of, booking):
    made = api_of(cast.anna).post("meetings/", booking).json()
    assert [warning["key"] for warning in made["warnings"]] == [
        "no_child_part",
        "no_caseworker",
        "child_not_asked",
        "authority_not_asked",
    ]


def test_a_supervisor_reads_nothing_that_is_for_the_coordinator_alone(cast, api_of, booking):
    made = api_of(cast.vera).post("meetings/", booking).json()
    assert [warning["key"] for warning in made["warnings"]] == ["no_child_part", "no_caseworker"]
    assert {"child_words", "parents_child_asked", "parents_authority_asked"} <= set(made["restricted"])


def test_the_childs_part_is_decided_with_the_child(cast, api_of, meeting):
    decided = {
        "child_part": "part",
        "child_part_note": "Med de første 20 minutter",
        "prepared_by": str(cast.teacher.pk),
        "sits_next_to": str(cast.caregiver.pk),
        "parents_child_asked": "no",
        "parents_authority_asked": "yes",
    }
    answer = api_of(cast.anna).patch(f"meetings/{meeting.pk}/", decided, version=meeting.version)
    assert answer.status_code == 200, answer.json()
    assert [warning["key"] for warning in answer.json()["warnings"]] == ["no_caseworker"]
    assert answer.json()["people"]["sits_next_to"] == "Pia Prøve (plejemor)"


def test_a_child_who_is_represented_has_somebody_to_speak(cast, api_of, meeting):
    answer = api_of(cast.anna).patch(f"meetings/{meeting.pk}/", {"child_part": "represented"}, version=meeting.version)
    assert answer.json()["errors"][0] == {
        "field": "represented_by",
        "message": "Vælg, hvem der taler for barnet.",
        "code": "invalid",
    }


def test_only_the_coordinator_writes_the_childs_words(cast, api_of, meeting):
    words = {"child_words": "Jeg vil gerne sidde ved vinduet"}
    path = f"meetings/{meeting.pk}/"
    assert api_of(cast.vera).patch(path, words, version=meeting.version).status_code == 400
    assert api_of(cast.anna).patch(path, words, version=meeting.version).status_code == 200


def test_a_meeting_is_moved_and_the_people_with_it(cast, api_of, meeting):
    moved = {"other_on": "2027-03-18", "at": "10:00", "invited": [str(cast.caregiver.pk)]}
    answer = api_of(cast.anna).patch(f"meetings/{meeting.pk}/", moved, version=meeting.version)
    assert [row["name"] for row in answer.json()["attendances"]] == ["Pia Prøve"]
    assert CaseEvent.objects.filter(record_id=meeting.pk, kind="meeting_moved").count() == 1


def test_two_who_change_at_once_see_both_texts(cast, api_of, meeting):
    api = api_of(cast.anna)
    moved = {"place": "Hjemme", "other_on": "2027-03-19", "at": "12:30"}
    api.patch(f"meetings/{meeting.pk}/", moved, version=meeting.version)
    late = api.patch(
        f"meetings/{meeting.pk}/", {"place": "Skolen", "other_on": "2027-03-18", "at": "10:00"}, version=meeting.version
    )
    assert late.status_code == 412
    places, hours = late.json()["conflicts"]
    assert (places["yours"], places["theirs"]) == ("Skolen", "Hjemme")
    assert (hours["field"], hours["yours"]) == ("at", "torsdag d. 18. marts 2027 kl. 10.00")
    assert "12.30" in hours["theirs"]


@pytest.fixture
def moved_by_anna(cast, api_of, meeting):
    """Anna moves the meeting and invites the caregiver; gives the values of a form drawn before that."""
    meeting.starts_at = meeting.starts_at.replace(second=0, microsecond=0)
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=meeting.starts_at)
    before = {"place": meeting.place, "other_on": f"{localtime(meeting.starts_at):%Y-%m-%d}", "invited": []}
    before |= {"at": f"{localtime(meeting.starts_at):%H:%M}"}
    moved = {"other_on": "2027-03-19", "at": "12:30", "invited": [str(cast.caregiver.pk)]}
    api_of(cast.anna).patch(f"meetings/{meeting.pk}/", {"invited": []}, version=meeting.version)
    assert api_of(cast.anna).patch(f"meetings/{meeting.pk}/", moved, version=meeting.version + 1).status_code == 200
    return before


def test_an_untouched_hour_does_not_move_the_meeting_back(cast, api_of, meeting, moved_by_anna):
    sent = moved_by_anna | {"place": "Biblioteket"}
    late = api_of(cast.vera).patch(f"meetings/{meeting.pk}/", sent, version=meeting.version + 1).json()
    assert late["conflicts"] == []
    assert (late["taken"]["other_on"]["value"], late["taken"]["at"]["value"]) == ("2027-03-19", "12:30")
    assert "taget med" in late["detail"]


def test_somebody_invited_meanwhile_stays_invited(cast, api_of, meeting, moved_by_anna):
    sent = moved_by_anna | {"place": "Biblioteket"}
    late = api_of(cast.vera).patch(f"meetings/{meeting.pk}/", sent, version=meeting.version + 1).json()
    assert late["taken"]["invited"]["value"] == [str(cast.caregiver.pk)]


def test_the_history_names_the_invited(cast, client_of, moved_by_anna):
    page = client_of(cast.anna).get(f"/cases/{cast.case.pk}/history/").content.decode()
    assert "Inviterede" in page
    assert "Pia Prøve (plejemor)" in page


def test_a_meeting_is_cancelled_with_a_reason(cast, api_of, meeting, cancel):
    answer = cancel(cast.anna, meeting, "Plejemor er syg")
    assert (answer.json()["state"], answer.json()["cancelled_reason"]) == ("cancelled", "Plejemor er syg")
    assert CaseEvent.objects.filter(record_id=meeting.pk, kind="meeting_cancelled").exists()


def test_no_meeting_is_cancelled_without_a_reason(cast, meeting, cancel):
    answer = cancel(cast.anna, meeting, " ")
    assert answer.json()["errors"][0]["message"] == "Skriv kort, hvorfor mødet aflyses."
    assert Meeting.objects.get().is_planned


def test_after_a_cancelled_follow_up_another_is_booked(cast, api_of, meeting, booking, cancel):
    cancel(cast.anna, meeting, "Sygdom")
    assert api_of(cast.anna).post("meetings/", booking).status_code == 201


def test_a_cancelled_meeting_cannot_be_changed(cast, api_of, meeting, cancel):
    version = cancel(cast.anna, meeting, "Sygdom").json()["version"]
    assert api_of(cast.anna).patch(f"meetings/{meeting.pk}/", {"place": "X"}, version=version).status_code == 409


@pytest.fixture
def cancel(client_of):
    def post(user, meeting, reason):
        return client_of(user).post(
            f"/api/v1/meetings/{meeting.pk}/cancel/",
            {"cancelled_reason": reason},
            "application/json",
            headers={"If-Match": f'"{meeting.version}"'},
        )

    return post


@pytest.mark.parametrize("who", ["karl", "viggo", "lars", "adam", "nora"])
def test_a_meeting_the_user_has_no_part_in_is_answered_like_an_unknown_one(cast, api_of, meeting, who):
    assert api_of(getattr(cast, who)).get(f"meetings/{meeting.pk}/").status_code == 404
    assert api_of(getattr(cast, who)).get(f"cases/{cast.case.pk}/meetings/").status_code == 404


def test_nothing_is_booked_in_a_case_one_cannot_see(cast, api_of, booking):
    assert api_of(cast.karl).post("meetings/", booking).status_code == 400
    assert not Meeting.objects.exists()


def test_the_same_key_books_one_meeting(cast, api_of, booking):
    api = api_of(cast.anna)
    first, second = (api.post("meetings/", booking, key="once").json()["id"] for _ in range(2))
    assert first == second


def test_the_hour_is_that_of_the_last_meeting_whose_hour_is_known(cast, api_of, booking):
    moment = dt.datetime(2026, 9, 3, 14, 30, tzinfo=timezone.get_current_timezone())
    MeetingFactory(case=cast.case, kind="start_up", state="held", held_on=moment.date(), starts_at=moment)
    noon = moment.replace(month=11, hour=12, minute=0)
    MeetingFactory(case=cast.case, kind="follow_up", state="held", held_on=noon.date(), starts_at=noon)
    form = api_of(cast.anna).get(f"cases/{cast.case.pk}/meeting-form/").json()
    assert form["values"]["at"] == "14:30"


def test_a_required_hour_is_marked(cast, client_of):
    page = client_of(cast.anna).get(f"/cases/{cast.case.pk}/meetings/new/").content.decode()
    field = page.split('name="at"')[0].rsplit("<input", 1)[1] + page.split('name="at"')[1].split(">")[0]
    assert 'aria-required="true"' in field


def test_the_next_meeting_invites_those_of_the_last_who_are_here_and_who_took_over(cast, api_of, held):
    actions.hand_over(case=cast.case, by=cast.anna, to_user=cast.karl, must_know="Alt er aftalt")
    actions.end_member(member=cast.caregiver, by=cast.karl)
    values = api_of(cast.karl).get(f"cases/{cast.case.pk}/meeting-form/").json()["values"]
    names = NetworkMember.objects.filter(pk__in=values["invited"]).values_list("name", flat=True)
    assert sorted(names) == ["Karl Prøve", "Tove Prøve"]


def parent(cast, **fields):
    return NetworkMemberFactory(
        child=cast.child,
        kind="parent",
        name="Mona Prøve",
        from_on=timezone.localdate() - dt.timedelta(days=90),
        **fields,
    )


def test_a_parent_the_authority_advised_against_is_not_ticked_as_present(cast, api_of):
    mona = parent(cast, authority_advice="no")
    meeting = MeetingFactory(case=cast.case, kind="start_up", starts_at=timezone.now())
    AttendanceFactory(case=cast.case, meeting=meeting, member=mona)
    AttendanceFactory(case=cast.case, meeting=meeting, member=cast.teacher)
    form = api_of(cast.anna).get(f"meetings/{meeting.pk}/hold-form/").json()
    assert form["values"]["attended"] == [str(cast.teacher.pk)]


def test_the_next_meeting_keeps_the_hour_of_one_booked_at_noon(cast, api_of, booking):
    del booking["starts_at"]
    on = (timezone.localdate() + dt.timedelta(days=20)).isoformat()
    assert api_of(cast.anna).post("meetings/", booking | {"on": on, "at": "12.00"}).status_code == 201
    assert api_of(cast.anna).get(f"cases/{cast.case.pk}/meeting-form/").json()["values"]["at"] == "12:00"
