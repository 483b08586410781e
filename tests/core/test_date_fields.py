"""Days and times are shown in Danish in every form, whatever the browser's language, and read as they are meant."""

import datetime as dt
from pathlib import Path

import pytest
import time_machine

from goals.models import Agreement, Dream
from meetings.models import Meeting

TEMPLATES = Path(__file__).parents[2] / "templates"


@pytest.fixture(autouse=True)
def on_a_wednesday_in_november(db):
    with time_machine.travel(dt.datetime(2026, 11, 25, 12, tzinfo=dt.UTC), tick=False):
        yield


def test_no_form_leaves_a_day_or_a_time_to_the_browsers_language():
    written = {path: path.read_text() for path in TEMPLATES.rglob("*.html")}
    kinds = ('type="date"', 'type="time"', 'type="datetime-local"')
    assert [path.name for path, text in written.items() if any(kind in text for kind in kinds)] == []


def test_a_past_day_is_read_as_the_nearest(cast, client_of):
    sent = {"case": str(cast.case.pk), "told_on": "3/8", "words": "At blive pilot"}
    assert client_of(cast.anna).post(f"/cases/{cast.case.pk}/dreams/new/", sent).status_code == 302
    assert Dream.objects.get().told_on == dt.date(2026, 8, 3)


def test_a_deadline_is_read_as_the_next_such_day(cast, client_of):
    sent = {"owner": str(cast.teacher.pk), "what": "Læser højt", "place": "school", "rhythm": "daily"}
    sent |= {"case": str(cast.case.pk), "from_on": "i dag", "due_on": "3. august"}
    client_of(cast.anna).post(f"/cases/{cast.case.pk}/agreements/new/", sent)
    saved = Agreement.objects.get()
    assert (saved.from_on, saved.due_on) == (dt.date(2026, 11, 25), dt.date(2027, 8, 3))


def test_a_meeting_is_booked_for_next_monday_at_two(cast, client_of):
    sent = {"case": str(cast.case.pk), "kind": "start_up", "other_on": "på mandag", "at": "14"}
    client_of(cast.anna).post(f"/cases/{cast.case.pk}/meetings/new/", sent)
    assert Meeting.objects.get().starts_at.isoformat() == "2026-11-30T13:00:00+00:00"


def test_an_unreadable_value_is_kept_as_typed_with_an_error(cast, client_of):
    answer = client_of(cast.anna).post(f"/cases/{cast.case.pk}/dreams/new/", {"told_on": "31/2", "words": "Pilot"})
    assert answer.status_code == 422
    assert 'value="31/2"' in answer.content.decode()
    assert "Skriv datoen som dag-måned-år" in answer.content.decode()


def test_nobodys_birthday_is_guessed(cast, client_of):
    answer = client_of(cast.anna).post(f"/children/{cast.child.pk}/edit/", {"born_on": "3/8", "version": "1"})
    assert answer.status_code == 422
    assert 'value="3/8"' in answer.content.decode()


def test_the_day_is_shown_in_words(cast, api_of):
    told = api_of(cast.vera).post("days/", {"text": "i morgen"}).json()
    assert told == {"date": "2026-11-26", "short": "26-11-2026", "words": "torsdag d. 26. november 2026 (uge 48)"}


def test_an_unreadable_day_gets_a_message_on_how_to_write_one(cast, api_of):
    told = api_of(cast.vera).post("days/", {"text": "snart"}).json()
    assert (told["date"], told["short"]) == (None, "")
    assert "for eksempel" in told["words"]


def test_a_draft_with_a_loosely_written_day_comes_back_with_the_day_that_was_meant(cast, client_of, api_of):
    api_of(cast.anna).put(f"drafts/dream-list.{cast.case.pk}/", {"data": {"told_on": "i går"}})
    assert 'value="24-11-2026"' in client_of(cast.anna).get(f"/cases/{cast.case.pk}/dreams/new/").content.decode()
