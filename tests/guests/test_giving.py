"""The coordinator gives links, sees who has one, and ends them."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from children import actions as children
from children.models import NetworkMember
from core.models import LookUp
from guests.models import Link

from .being_a_guest import booked, link_to, opened, path_of

API = "guest-links/"


def asked(cast, meeting, member, **fields):
    return {
        "case": str(cast.case.pk),
        "member": str(member.pk) if member else None,
        "purpose": f"meeting.{meeting.pk}",
        "way": "letter",
        "code_way": "told",
        **fields,
    }


def test_the_code_is_in_the_answer_and_nowhere_later(cast, meeting, api_of):
    api = api_of(cast.anna)
    made = api.post(API, asked(cast, meeting, cast.teacher)).json()
    link = Link.objects.get()
    assert made["code"] == link.code
    for text in (api.get(API).content, api.get(f"{API}{link.pk}/").content):
        assert link.code not in text.decode()
        assert link.token not in text.decode()


def test_the_page_gives_a_link_and_shows_its_code_once(cast, meeting, client_of):
    client = client_of(cast.anna)
    url = f"{reverse('link-new', args=[cast.case.pk])}?member={cast.teacher.pk}"
    form = client.get(url).content.decode()
    assert "Opfølgningsmøde" in form
    page = client.post(url, asked(cast, meeting, cast.teacher)).content.decode()
    link = Link.objects.get()
    assert link.code in page
    assert reverse("link-letter", args=[cast.case.pk, link.pk]) in page
    assert link.code not in client.get(reverse("case-network", args=[cast.case.pk])).content.decode()


def test_only_the_childs_coordinator_gives_links(cast, meeting, api_of):
    for user in (cast.vera, cast.petra, cast.lars):
        assert api_of(user).post(API, asked(cast, meeting, cast.teacher)).status_code == 404
    assert api_of(cast.karl).post(API, asked(cast, meeting, cast.teacher)).status_code == 400


def test_who_has_an_account_gets_no_link(cast, api_of):
    meeting = booked(cast.case, cast.supervisor_member)
    answer = api_of(cast.anna).post(API, asked(cast, meeting, cast.supervisor_member))
    assert answer.json()["errors"][0]["field"] == "member"


def test_nobody_gets_a_link_to_a_meeting_they_are_not_invited_to(cast, api_of):
    meeting = booked(cast.case, cast.teacher)
    answer = api_of(cast.anna).post(API, asked(cast, meeting, cast.caregiver))
    assert answer.json()["errors"][0]["field"] == "purpose"


def test_nobody_gets_a_link_to_another_childs_meeting(cast, api_of):
    meeting = booked(cast.other_case)
    answer = api_of(cast.anna).post(API, asked(cast, meeting, cast.teacher))
    assert answer.json()["errors"][0]["field"] == "purpose"


def test_a_member_of_another_childs_network_gets_no_link(cast, meeting):
    stranger = NetworkMember.objects.filter(child=cast.karls_child).first()
    with pytest.raises(ValidationError):
        link_to(meeting, stranger, by=cast.anna)


@pytest.mark.parametrize(("way", "code_way", "field"), [("mail", "told", "way"), ("letter", "text", "code_way")])
def test_a_link_goes_only_where_the_network_has_an_address(cast, meeting, api_of, way, code_way, field):
    answer = api_of(cast.anna).post(API, asked(cast, meeting, cast.teacher, way=way, code_way=code_way))
    assert answer.json()["errors"][0]["field"] == field


def test_link_and_code_do_not_go_the_same_way(cast, meeting, api_of):
    NetworkMember.objects.filter(pk=cast.teacher.pk).update(phone="20 30 40 50")
    answer = api_of(cast.anna).post(API, asked(cast, meeting, cast.teacher, way="text", code_way="text"))
    assert "samme vej" in answer.json()["errors"][0]["message"]


def test_the_network_page_says_who_has_a_link_and_whether_it_was_opened(cast, link, client_of):
    page = reverse("case-network", args=[cast.case.pk])
    client = client_of(cast.anna)
    assert "ikke åbnet endnu" in client.get(page).content.decode()
    opened(link)
    assert "åbnet" in client.get(page).content.decode().replace("ikke åbnet endnu", "")
    assert reverse("link-end", args=[cast.case.pk, link.pk]) not in client_of(cast.vera).get(page).content.decode()


def test_one_click_ends_a_link_and_its_session(cast, link, client_of, client):
    inside = opened(link)
    version = Link.objects.get().version
    client_of(cast.anna).post(reverse("link-end", args=[cast.case.pk, link.pk]), {"version": version})
    assert inside.get(reverse("guest-meeting")).status_code == 401
    assert client.get(path_of(link)).status_code == 404
    assert Link.objects.get().revoked_by == cast.anna


def test_a_new_code_is_shown_once_and_the_old_one_is_worth_nothing(cast, link, client_of, client):
    former = link.code
    button = reverse("link-renew", args=[cast.case.pk, link.pk])
    page = client_of(cast.anna).post(button, {"version": link.version}).content.decode()
    now = Link.objects.get().code
    assert now in page
    assert now != former
    assert client.post(path_of(link), {"code": former}).status_code == 422


def test_a_closed_case_has_no_links_and_a_reopened_one_gets_none_back(cast, link, client):
    children.close_case(case=cast.case, by=cast.anna, reason="moved", note="")
    children.reopen_case(case=type(cast.case).objects.get(pk=cast.case.pk), by=cast.anna)
    assert client.get(path_of(link)).status_code == 404


def test_another_coordinators_links_are_not_found(cast, link, api_of):
    api = api_of(cast.karl)
    assert api.get(f"{API}{link.pk}/").status_code == 404
    assert api.post(f"{API}{link.pk}/end/", version=link.version).status_code == 404
    assert api.get(f"{API}{link.pk}/letter/").status_code == 404


def test_an_ended_link_has_no_letter_and_gets_no_new_code(cast, link, api_of):
    api = api_of(cast.anna)
    ended = api.post(f"{API}{link.pk}/end/", version=link.version).json()
    assert ended["state"] == "revoked"
    assert api.get(f"{API}{link.pk}/letter/").status_code == 404
    assert api.post(f"{API}{link.pk}/renew/", version=ended["version"]).status_code == 409


def test_the_history_tells_who_was_given_a_link(cast, link, client_of):
    page = client_of(cast.anna).get(reverse("case-history", args=[cast.case.pk])).content.decode()
    assert escape("Link givet: Tove Prøve") in page
    assert link.code not in page


def test_a_link_lasts_as_long_as_its_task_says(cast, meeting, settings):
    settings.GUEST_LINK_DAYS = {"default": 14, "meeting": 3}
    link = link_to(meeting, cast.teacher, by=cast.anna)
    assert link.expires_at - timezone.now() < dt.timedelta(days=3, seconds=1)


def test_a_link_to_a_meeting_holds_until_the_meeting_is_over(cast, meeting):
    link = link_to(meeting, cast.teacher, by=cast.anna)
    assert link.expires_at == meeting.starts_at + dt.timedelta(minutes=meeting.minutes_planned)


def test_a_link_is_offered_to_those_whose_part_has_begun(cast, meeting, client_of):
    NetworkMember.objects.filter(pk=cast.teacher.pk).update(from_on=timezone.localdate() + dt.timedelta(days=3))
    page = client_of(cast.anna).get(reverse("case-network", args=[cast.case.pk])).content.decode()
    assert f"{reverse('link-new', args=[cast.case.pk])}?member={cast.teacher.pk}" not in page
    assert f"{reverse('link-new', args=[cast.case.pk])}?member={cast.caregiver.pk}" in page


def test_the_childs_own_letter_is_logged_with_its_name(cast, api_of):
    link = link_to(booked(cast.case, child_part="whole"), None, by=cast.anna)
    api_of(cast.anna).get(f"{API}{link.pk}/letter/")
    assert LookUp.objects.filter(route="api:guestlink-letter").get().classes == "AB"
