"""The pages where a meeting is booked or moved."""

import datetime as dt
import re

import time_machine
from django.utils import timezone

from meetings import actions
from meetings.models import Meeting

DAY = dt.timedelta(days=1)
HOSTILE = "<script>alert(1)</script>"


def page_of(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


def test_the_first_meeting_is_a_start_up_with_the_whole_network(cast, anna):
    page = page_of(anna.get(f"/cases/{cast.case.pk}/meetings/new/"))
    assert re.search(r'value="start_up" *checked', page)
    assert re.search(rf'value="{cast.teacher.pk}"[^>]*checked', page)


def test_the_fixed_people_of_the_last_meeting_are_ticked(cast, anna, held):
    page = page_of(anna.get(f"/cases/{cast.case.pk}/meetings/new/"))
    assert re.search(rf'value="{cast.teacher.pk}"[^>]*checked', page)
    assert not re.search(rf'value="{cast.supervisor_member.pk}"[^>]*checked', page)
    assert 'value="Aaskolen"' in page


def test_somebody_who_could_not_come_last_time_is_invited_again(cast, anna, held):
    page = page_of(anna.get(f"/cases/{cast.case.pk}/meetings/new/"))
    assert re.search(rf'value="{cast.caregiver.pk}"[^>]*checked', page)


def test_three_days_are_proposed_for_the_next_follow_up(cast, anna, held):
    page = page_of(anna.get(f"/cases/{cast.case.pk}/meetings/new/"))
    assert page.count('name="on"') == 4
    assert "midt i perioden" in page


def test_a_proposed_day_is_booked(cast, anna, held):
    path = f"/cases/{cast.case.pk}/meetings/new/"
    day = re.search(r'name="on"[^>]*value="(\d{4}-\d\d-\d\d)"', page_of(anna.get(path)))[1]
    answer = anna.post(
        path, {"case": cast.case.pk, "kind": "follow_up", "on": day, "at": "09:00", "minutes_planned": "45"}
    )
    booked = Meeting.objects.planned().get()
    assert answer["Location"] == f"/meetings/{booked.pk}/"
    assert timezone.localtime(booked.starts_at).isoformat().startswith(f"{day}T09:00")


def test_a_booking_without_an_hour_keeps_all_that_was_typed(cast, anna):
    typed = {"case": cast.case.pk, "kind": "child_talk", "other_on": "2027-03-18", "at": "", "place": HOSTILE}
    answer = anna.post(f"/cases/{cast.case.pk}/meetings/new/", typed)
    page = page_of(answer)
    assert answer.status_code == 422
    assert "Skriv et klokkeslæt, for eksempel 14.30." in page
    assert 'value="18-03-2027"' in page
    assert HOSTILE not in page
    assert "&lt;script&gt;" in page
    assert not Meeting.objects.exists()


def test_a_day_that_is_over_is_written_down_as_held_and_not_booked(cast, anna):
    typed = {"case": cast.case.pk, "kind": "other", "other_on": "2026-10-01", "at": "9.30", "place": "Aaskolen"}
    answer = anna.post(f"/cases/{cast.case.pk}/meetings/new/", typed)
    assert answer.status_code == 422
    page = page_of(answer)
    assert "Dagen er gået." in page
    assert 'value="Aaskolen"' in page
    assert f'href="/cases/{cast.case.pk}/meetings/log/"' in page
    assert not Meeting.objects.exists()


def test_a_meeting_earlier_today_is_booked_and_written_down_next(cast, anna):
    with time_machine.travel(dt.datetime(2026, 11, 25, 14, tzinfo=dt.UTC), tick=False):
        typed = {"case": cast.case.pk, "kind": "other", "other_on": "2026-11-25", "at": "9.30", "minutes_planned": "30"}
        answer = anna.post(f"/cases/{cast.case.pk}/meetings/new/", typed)
    assert answer["Location"] == f"/meetings/{Meeting.objects.get().pk}/hold/"


def test_a_meeting_outside_the_window_shows_a_warning(cast, anna, held):
    early = actions.book(case=cast.case, by=cast.anna, kind="follow_up", starts_at=timezone.now() + 10 * DAY)
    assert "Opfølgningen kan tidligst holdes" in page_of(anna.get(f"/meetings/{early.pk}/"))
