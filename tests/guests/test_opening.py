"""A link opens with its code, and with nothing else."""

import datetime as dt

import pytest
import time_machine
from django.contrib.sessions.backends.base import UpdateError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from children import actions as children
from core.access import GuestKind
from core.models import LookUp, uuid7
from guests import actions, sessions
from guests.models import TRIES, Link
from guests.registry import tasks
from guests.sending import the_link
from meetings.models import Attendance, Meeting
from tests.counting import asked
from tests.factories import AttendanceFactory, OutboxMessageFactory

from .being_a_guest import booked, in_by, link_for, link_to, opened, path_of

MEETING = reverse("guest-meeting")
DEAD = "Linket virker ikke længere"


def test_the_link_alone_says_who_asks_and_nothing_about_the_child(cast, link, client):
    page = client.get(path_of(link)).content.decode()
    assert "Prøvekøbing har inviteret dig til et møde" in page
    for secret in ("Barn Et", "Anna", "Tove", cast.case.number, "Aaskolen", str(link.pk)):
        assert secret not in page


def test_the_code_opens_the_task(link):
    page = opened(link).get(MEETING).content.decode()
    assert "Opfølgningsmøde om Barn Et" in page
    assert "Aaskolen, lokale 4" in page


def test_a_code_may_be_typed_with_spaces(link, client):
    assert client.post(path_of(link), {"code": f"{link.code[:3]} {link.code[3:]}"}).status_code == 302


def test_a_wrong_code_says_so_and_costs_a_try(link, client):
    answer = client.post(path_of(link), {"code": "nej"})
    assert answer.status_code == 422
    assert "Koden passer ikke" in answer.content.decode()
    assert Link.objects.get().tries_left == TRIES - 1


def test_after_the_last_try_the_right_code_opens_nothing_until_there_is_a_new_one(cast, link, client):
    for _time in range(TRIES):
        client.post(path_of(link), {"code": "nej"})
    assert client.post(path_of(link), {"code": link.code}).status_code == 404
    renewed = actions.renew_code(link=Link.objects.get(), by=cast.anna)
    assert renewed.code != link.code
    assert client.post(path_of(link), {"code": link.code}).status_code == 422
    assert client.post(path_of(link), {"code": renewed.code}).status_code == 302


def test_who_is_in_is_not_put_out_by_somebody_who_tries_codes(link):
    inside = opened(link)
    for _time in range(TRIES):
        Client().post(path_of(link), {"code": "nej"})
    assert inside.get(MEETING).status_code == 200


def unknown(cast, link):
    return "/guest/link/this-was-never-a-link/"


def withdrawn(cast, link):
    actions.end_link(link=link, by=cast.anna)


def used(cast, link):
    Link.objects.filter(pk=link.pk).update(used_at=timezone.now())


def old(cast, link):
    Link.objects.filter(pk=link.pk).update(expires_at=timezone.now())


def of_a_member_who_left(cast, link):
    children.end_member(member=cast.teacher, by=cast.anna)


def of_a_closed_case(cast, link):
    type(cast.case).objects.filter(pk=cast.case.pk).update(closed_on=timezone.localdate(), close_reason="moved")


def to_a_meeting_without_an_invitation(cast, link):
    Attendance.objects.filter(member=cast.teacher).delete()


def without_tries(cast, link):
    Link.objects.filter(pk=link.pk).update(tries_left=0)


DEATHS = [
    unknown,
    withdrawn,
    used,
    old,
    of_a_member_who_left,
    of_a_closed_case,
    to_a_meeting_without_an_invitation,
    without_tries,
]


@pytest.mark.parametrize("death", DEATHS)
def test_a_dead_link_says_one_sentence_whatever_the_reason(cast, link, client, death):
    path = death(cast, link) or path_of(link)
    answers = [client.get(path), client.post(path, {"code": link.code}), client.post(path, {"code": "nej"})]
    assert [answer.status_code for answer in answers] == [404, 404, 404]
    for answer in answers:
        assert DEAD in answer.content.decode()
        assert "Prøvekøbing" not in answer.content.decode()


@pytest.mark.parametrize("death", DEATHS)
def test_a_dead_link_takes_the_same_work_as_an_unknown_one(cast, link, client, death):
    path = death(cast, link) or path_of(link)
    with asked() as dead:
        client.post(path, {"code": link.code})
    with asked() as never_there:
        client.post(unknown(cast, link), {"code": link.code})
    assert len(dead.statements) == len(never_there.statements)


@pytest.mark.parametrize("death", [withdrawn, used, old, of_a_member_who_left, of_a_closed_case])
def test_what_ends_the_link_ends_the_session(cast, link, death):
    inside = opened(link)
    death(cast, link)
    assert inside.get(MEETING).status_code == 401
    assert inside.get("/api/v1/guest/meeting/").status_code == 401


def test_a_session_ends_after_half_an_hour_without_use(link):
    inside = opened(link)
    for minutes, status in ((29, 200), (50, 200), (79, 200), (111, 401)):
        with time_machine.travel(timezone.now() + dt.timedelta(minutes=minutes)):
            assert inside.get(MEETING).status_code == status, minutes


def test_leaving_ends_the_session(link):
    inside = opened(link)
    inside.post(reverse("guest-leave"))
    assert inside.get(MEETING).status_code == 401


def test_a_link_to_one_task_opens_no_other(link):
    Link.objects.filter(pk=link.pk).update(task="another")
    assert in_by(link).get("/api/v1/guest/meeting/").status_code == 401


def test_looks_and_wrong_codes_are_logged_with_the_member(cast, link, client):
    LookUp.objects.all().delete()
    client.post(path_of(link), {"code": "nej"})
    opened(link).get(MEETING)
    refused, given = LookUp.objects.order_by("at")
    assert {refused.member_id, given.member_id} == {cast.teacher.pk}
    assert (refused.result, given.result) == ("denied", "given")
    assert (given.role, given.relation, given.classes) == ("school_professional", "guest", "AB")
    assert given.child_ids == [cast.child.pk]


def test_the_childs_own_link_is_logged_as_the_childs(cast):
    link = link_to(booked(cast.case, child_part="whole"), None, by=cast.anna)
    opened(link).get(MEETING)
    row = LookUp.objects.get(link_id=link.pk)
    assert (row.role, row.member_id, row.user_id) == ("child", None, None)


def test_a_second_link_for_the_same_ends_the_first(cast, meeting, link, client):
    second = link_to(meeting, cast.teacher, by=cast.anna)
    assert client.get(path_of(link)).status_code == 404
    assert client.get(path_of(second)).status_code == 200


def test_neither_token_nor_code_is_stored(link):
    stored = str(Link.objects.values().get())
    assert link.token not in stored
    assert f"'{link.code}'" not in stored


def test_a_session_key_of_a_guest_opens_nothing_as_a_users(cast, link, client):
    inside = opened(link)
    client.cookies["sessionid"] = inside.key
    assert client.get("/").status_code == 302


def test_a_users_session_key_opens_nothing_as_a_guests(cast, client_of, client):
    client.cookies["guest"] = client_of(cast.anna).cookies["sessionid"].value
    assert client.get(MEETING).status_code == 401


def test_a_user_who_opens_a_link_stays_signed_in_and_is_nobody_on_the_guests_pages(cast, link, client):
    client.force_login(cast.anna, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(MEETING).status_code == 401
    assert client.post(path_of(link), {"code": link.code}).status_code == 302
    assert client.get(MEETING).status_code == 200
    assert client.get(f"/cases/{cast.case.pk}/").status_code == 200
    assert LookUp.objects.filter(link_id=link.pk, user=None).count() == LookUp.objects.filter(link_id=link.pk).count()


def test_an_unknown_id_is_no_link(cast, link):
    Link.objects.filter(pk=link.pk).update(record_id=uuid7())
    assert Client().get(path_of(link)).status_code == 404


def test_a_form_drawn_for_one_guest_is_not_taken_from_another(cast, meeting, link):
    other = opened(link_to(meeting, cast.caregiver, by=cast.anna))
    other.mark = opened(link).mark
    answer = other.post(reverse("guest-leave"))
    assert answer.status_code == 403
    assert other.get(MEETING).status_code == 200


def test_a_new_code_ends_the_sessions_of_the_old_one(cast, link):
    inside = opened(link)
    actions.renew_code(link=Link.objects.get(), by=cast.anna)
    assert inside.get(MEETING).status_code == 401


def test_a_session_in_use_all_the_time_ends_after_four_hours(link):
    inside, began = opened(link), timezone.now()
    for minutes in range(25, 240, 25):
        with time_machine.travel(began + dt.timedelta(minutes=minutes)):
            assert inside.get(MEETING).status_code == 200
    with time_machine.travel(began + dt.timedelta(minutes=245)):
        assert inside.get(MEETING).status_code == 401


def test_a_page_asked_for_while_the_session_is_ended_is_nobodys(link, monkeypatch):
    inside = opened(link)

    def gone(store):
        raise UpdateError

    monkeypatch.setattr(sessions, "_note_use", gone)
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=5)):
        assert inside.get(MEETING).status_code == 401


def test_the_right_code_gives_the_tries_back(link, client):
    for _time in range(TRIES - 1):
        client.post(path_of(link), {"code": "nej"})
    opened(link)
    assert Link.objects.get().tries_left == TRIES


def invited_anew(cast, link):
    Attendance.objects.filter(member=cast.teacher).delete()
    AttendanceFactory(meeting=Meeting.objects.get(pk=link.record_id), member=cast.teacher, case=cast.case)


def whose_end_was_undone(cast, link):
    children.end_member(member=cast.teacher, by=cast.anna)
    cast.teacher.until_on = None
    cast.teacher.save(by=cast.anna)


def given_an_account(cast, link):
    type(cast.teacher).objects.filter(pk=cast.teacher.pk).update(user=cast.viggo)


def whose_meeting_was_cancelled(cast, link):
    Meeting.objects.filter(pk=link.record_id).update(state="cancelled")


@pytest.mark.parametrize("event", [invited_anew, whose_end_was_undone, given_an_account, whose_meeting_was_cancelled])
def test_a_link_does_not_come_back_and_the_network_page_says_so(cast, link, client, client_of, event):
    event(cast, link)
    assert client.get(path_of(link)).status_code == 404
    page = client_of(cast.anna).get(reverse("case-network", args=[cast.case.pk])).content.decode()
    assert "Rollen eller forløbet er slut" in page
    assert "virker til og med" not in page
    assert the_link(OutboxMessageFactory.build(kind="guest_link", user=None, record_id=link.pk)) is None


@pytest.mark.parametrize("kind", GuestKind.values)
def test_a_link_stands_exactly_as_long_as_its_record_is_offered(cast, kind):
    link = link_for(booked(cast.case), kind)
    for _time in range(2):
        offered = tasks()["meeting"].record_of(link) is not None
        assert offered == Link.objects.live().filter(pk=link.pk).exists()
        Attendance.objects.all().delete()
        Meeting.objects.update(child_part="not")
    assert not offered
