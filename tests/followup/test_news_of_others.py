"""An act notifies the people it concerns in its own transaction, each once."""

import datetime as dt

import pytest
from django.utils import timezone

from accounts.models import Municipality
from assessments.actions import change_part, hand_over_part, order_assessment, order_part
from assessments.models import AssessmentPart
from children import actions
from children.models import Case, NetworkMember, Release
from core.access import Role
from core.casechanges import collecting
from followup.models import Notice
from followup.newskinds import NEWS, READ_AT
from followup.reminders import remind
from meetings.actions import book, cancel, change, hold
from meetings.models import Attendance
from tests.cast import user

IN_A_WEEK = timezone.now() + dt.timedelta(days=7)


def request(action, *args, **kwargs):
    """What a request does: one act, with its notices at the end."""
    with collecting():
        return action(*args, **kwargs)


def told():
    return sorted(Notice.objects.values_list("rule", "user__name"))


@pytest.fixture
def ordered(cast):
    """The cognitive part, ordered from the psychologist."""
    request(order_assessment, case=cast.case, by=cast.anna, responsible={"cognitive": cast.petra})
    return AssessmentPart.objects.get(kind="cognitive")


def test_a_psychologist_gets_a_notice_of_a_part_ordered_from_her(cast, ordered):
    assert told() == [("part_ordered", "Petra Prøve")]


def test_a_psychologist_who_joins_the_case_by_the_order_gets_one_notice(cast):
    request(order_assessment, case=cast.other_case, by=cast.anna, responsible={"cognitive": cast.petra})
    assert told() == [("part_ordered", "Petra Prøve")]


def test_a_part_given_to_another_person_notifies_that_person(cast, ordered):
    request(order_part, part=AssessmentPart.objects.get(kind="academic"), by=cast.anna, chosen=cast.supervisor_member)
    assert ("part_ordered", "Vera Prøve") in told()


def test_the_coordinator_gets_a_notice_of_a_part_handed_in(cast, ordered):
    ordered.strengths = "Husker tal"
    ordered.save()
    request(hand_over_part, part=ordered, by=cast.petra)
    assert ("part_handed_in", "Anna Prøve") in told()


def test_the_coordinator_gets_no_notice_of_a_part_she_wrote_herself(cast, ordered):
    part = AssessmentPart.objects.get(kind="academic")
    request(change_part, part=part, by=cast.anna, data={"strengths": "Læser", "received_on": timezone.localdate()})
    assert ("part_handed_in", "Anna Prøve") not in told()


@pytest.fixture
def meeting(cast):
    invited = [cast.coordinator_member, cast.supervisor_member, cast.teacher]
    return request(book, case=cast.case, by=cast.anna, kind="start_up", starts_at=IN_A_WEEK, invited=invited)


def test_a_booking_notifies_the_invited_but_not_its_author(cast, meeting):
    assert told() == [("meeting_booked", "Vera Prøve")]


def test_a_later_invitation_sends_its_notice_then(cast, meeting):
    psychologist = NetworkMember.objects.get(child=cast.child, user=cast.petra)
    invited = [*meeting.invited, psychologist]
    request(change, meeting, by=cast.anna, expected_version=meeting.version, invited=invited)
    assert told() == [("meeting_booked", "Petra Prøve"), ("meeting_booked", "Vera Prøve")]


def test_a_meeting_moved_twice_sends_two_notices(cast, meeting):
    for days in (1, 2):
        starts_at = IN_A_WEEK + dt.timedelta(days=days)
        request(change, meeting, by=cast.anna, expected_version=meeting.version, starts_at=starts_at)
    assert told().count(("meeting_moved", "Vera Prøve")) == 2


def test_a_cancelled_meeting_sends_notices(cast, meeting):
    request(cancel, meeting, by=cast.anna, expected_version=meeting.version, reason="Syg")
    assert ("meeting_cancelled", "Vera Prøve") in told()


def test_a_new_supervisor_gets_a_notice_of_the_child(cast):
    request(actions.give_part, child=cast.child, user=cast.viggo, by=cast.anna)
    assert told() == [("child_given", "Viggo Prøve")]


def test_a_coordinator_who_opens_a_case_gets_no_notice_of_it(cast):
    request(actions.close_case, case=cast.case, by=cast.anna, reason="moved", note="Flyttet")
    Notice.objects.all().delete()
    request(actions.open_case, child=cast.child, by=cast.anna)
    assert told() == [("child_given", "Vera Prøve")]


def test_a_handover_sends_one_notice_and_none_of_a_new_child(cast):
    request(actions.hand_over, case=cast.case, by=cast.anna, to_user=cast.karl, must_know="Alt")
    assert told() == [("case_handed_over", "Karl Prøve")]


def test_the_sweep_sends_no_notice_of_it_again(cast, ordered, meeting):
    before = Notice.objects.filter(rule__in=NEWS).count()
    remind()
    assert Notice.objects.filter(rule__in=NEWS).count() == before


def test_what_is_shared_says_what_it_is_and_leads_there(cast, api_of, client_of, meeting):
    request(
        actions.release,
        case=cast.case,
        item_kind="meeting",
        item_id=meeting.pk,
        to_members=[cast.supervisor_member],
        by=cast.anna,
    )
    notice = Notice.objects.get(rule="item_shared")
    row = next(row for row in api_of(cast.vera).get("notices/").json()["results"] if row["id"] == str(notice.pk))
    assert row["text"] == "Delt med dig: barnets ord fra mødet."
    assert client_of(cast.vera).get(f"/notices/{notice.pk}/").url == f"/meetings/{meeting.pk}/"


def test_everything_that_can_be_shared_leads_somewhere():
    assert READ_AT.keys() == set(Release.Item)


@pytest.mark.parametrize("who", ["petra", "vera", "anna"])
def test_the_receiver_of_a_notice_may_open_its_page(cast, client_of, ordered, meeting, who):
    ordered.strengths = "Husker tal"
    ordered.save()
    request(hand_over_part, part=ordered, by=cast.petra)
    client = client_of(getattr(cast, who))
    notices = Notice.objects.filter(user=getattr(cast, who))
    assert notices.exists()
    for notice in notices:
        assert client.get(f"/notices/{notice.pk}/", follow=True).status_code == 200


@pytest.fixture
def asked_to_close(cast):
    """The coordinator has asked for the closing, in a municipality where the manager approves."""
    Municipality.objects.filter(pk=cast.home.pk).update(closing_needs_approval=True)
    case = Case.objects.get(pk=cast.case.pk)
    request(actions.ask_to_close, case=case, by=cast.anna, reason="moved")
    return case


def test_the_units_managers_get_one_notice_of_a_waiting_closing(cast, asked_to_close):
    assert told().count(("closing_asked", "Lars Prøve")) == 1
    remind()
    assert told().count(("closing_asked", "Lars Prøve")) == 1


def test_the_coordinator_gets_a_notice_of_a_closing_sent_back(cast, asked_to_close):
    request(actions.return_closing, case=asked_to_close, by=cast.lars, word="Hvem tager over?")
    assert ("closing_returned", "Anna Prøve") in told()


def test_the_coordinator_gets_a_notice_of_an_approved_closing(cast, asked_to_close):
    request(actions.approve_closing, case=asked_to_close, by=cast.lars)
    assert ("closing_approved", "Anna Prøve") in told()


def test_a_closing_requested_again_sends_a_new_notice(cast, asked_to_close):
    request(actions.return_closing, case=asked_to_close, by=cast.lars, word="Hvem tager over?")
    request(actions.ask_to_close, case=asked_to_close, by=cast.anna, reason="moved", note="Skolen tager over")
    assert told().count(("closing_asked", "Lars Prøve")) == 2


def test_closing_without_approval_sends_no_notice_to_its_author(cast):
    request(actions.close_case, case=cast.case, by=cast.anna, reason="moved")
    assert told() == []


# What is no longer so ----------------------------------------------------------------------------------------------


def standing(who):
    return sorted(Notice.objects.standing().filter(user=who).values_list("rule", flat=True))


def close(cast, **asked):
    request(actions.close_case, case=Case.objects.get(pk=cast.case.pk), by=cast.anna, reason="moved", **asked)


def test_people_whose_part_ends_with_the_case_get_a_notice_of_its_cancelled_meeting(cast, meeting):
    close(cast)
    assert ("meeting_cancelled", "Vera Prøve") in told()
    assert ("meeting_cancelled", "Anna Prøve") not in told()


def test_chosen_people_with_an_account_get_a_notice_of_the_closing(cast):
    close(cast, told=[cast.supervisor_member, cast.teacher])
    assert told() == [("case_closed", "Vera Prøve")]
    remind()
    assert told().count(("case_closed", "Vera Prøve")) == 1


def test_with_approval_by_the_manager_people_are_notified_then(cast, asked_to_close):
    request(actions.return_closing, case=asked_to_close, by=cast.lars, word="Hvem tager over?")
    request(actions.ask_to_close, case=asked_to_close, by=cast.anna, reason="moved", told=[cast.supervisor_member])
    assert ("case_closed", "Vera Prøve") not in told()
    request(actions.approve_closing, case=asked_to_close, by=cast.lars)
    assert ("case_closed", "Vera Prøve") in told()


def test_a_notice_of_a_case_the_user_has_left_names_no_child_and_has_no_link(cast, api_of, client_of, meeting):
    close(cast, told=[cast.supervisor_member])
    rows = api_of(cast.vera).get("notices/").json()["results"]
    assert {(row["about"], row["opens"]) for row in rows} == {(cast.case.number, "")}
    for row in rows:
        assert client_of(cast.vera).get(f"/notices/{row['id']}/").url == "/notices/"
    page = client_of(cast.vera).get("/notices/").content.decode()
    assert "Aflyst: opstartsmøde" in page
    assert f"/notices/{rows[0]['id']}/" not in page


def uninvite(cast, meeting):
    meeting.refresh_from_db()
    request(change, meeting, by=cast.anna, expected_version=meeting.version, invited=[cast.coordinator_member])


def test_a_withdrawn_invitation_sends_a_notice_and_closes_the_former_one(cast, meeting):
    uninvite(cast, meeting)
    assert standing(cast.vera) == ["meeting_uninvited"]


def test_a_repeated_invitation_sends_a_new_notice(cast, meeting):
    uninvite(cast, meeting)
    meeting.refresh_from_db()
    request(change, meeting, by=cast.anna, expected_version=meeting.version, invited=[cast.supervisor_member])
    assert standing(cast.vera) == ["meeting_booked"]


def test_a_handed_on_invitation_notifies_both_people(cast, api_of, meeting):
    Attendance.objects.update(created_at=timezone.now() - dt.timedelta(days=60))
    school = {"child": str(cast.child.pk), "school": str(cast.school_b.pk), "grade": 6, "class_name": "6.x"}
    more = {"provision": "mainstream", "from_on": str(timezone.localdate()), "end_present": True}
    assert api_of(cast.anna).post("schoolings/", school | more).status_code == 201
    assert standing(cast.viggo) == ["child_given", "meeting_booked"]
    assert standing(cast.vera) == ["meeting_uninvited"]


def test_a_held_meeting_withdraws_nobodys_invitation(cast, meeting):
    meeting.refresh_from_db()
    request(hold, meeting, by=cast.anna, expected_version=meeting.version, held_on=timezone.localdate(), attended=[])
    assert standing(cast.vera) == []


def test_losing_an_ordered_part_sends_a_notice_and_closes_the_former_one(cast, ordered):
    other = user("ny@prove.example", "Nina Prøve", Role.PSYCHOLOGIST, cast.home)
    member = request(actions.give_access, child=cast.child, user=other, by=cast.anna)
    request(order_part, part=ordered, by=cast.anna, chosen=member)
    assert standing(cast.petra) == ["part_taken"]
    assert "part_ordered" in standing(other)


def test_the_notice_of_an_order_given_back_is_open_again(cast, ordered):
    psychologist = ordered.responsible
    for chosen in (cast.supervisor_member, psychologist):
        request(order_part, part=AssessmentPart.objects.get(pk=ordered.pk), by=cast.anna, chosen=chosen)
    assert standing(cast.petra) == ["part_ordered"]


def test_the_notice_of_an_order_is_done_when_the_part_is_handed_in(cast, ordered):
    ordered.strengths = "Husker tal"
    ordered.save()
    request(hand_over_part, part=ordered, by=cast.petra)
    assert standing(cast.petra) == []


def test_a_closing_decided_waits_for_no_manager(cast, asked_to_close):
    assert standing(cast.lars) == ["closing_asked"]
    request(actions.approve_closing, case=asked_to_close, by=cast.lars)
    assert standing(cast.lars) == []
