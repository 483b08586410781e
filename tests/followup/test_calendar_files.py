"""A municipality's published calendar read from a file: tried first, then all or nothing; hostile files are refused."""

import datetime as dt
import json
from contextlib import suppress

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from followup import calendarfile
from followup.models import ClosedDays, SchoolYear

TODAY = dt.date(2026, 11, 25)
ICS = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Tråbjerg Kommune//Ferieplan//DA
BEGIN:VTIMEZONE
TZID:Europe/Copenhagen
BEGIN:STANDARD
DTSTART:19701025T030000
RRULE:FREQ=SECONDLY;COUNT=999999999
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
UID:1
SUMMARY:Sommerferie
DTSTART;VALUE=DATE:20270626
DTEND;VALUE=DATE:20270809
END:VEVENT
BEGIN:VEVENT
UID:2
SUMMARY:Vinterferie\\, uge 8
DTSTART;VALUE=DATE:20270220
DTEND;VALUE=DATE:20270301
BEGIN:VALARM
TRIGGER:-PT15M
SUMMARY:Påmindelse
END:VALARM
END:VEVENT
BEGIN:VEVENT
UID:3
SUMMARY:Pædagogisk dag for alle
  skoler
DTSTART;TZID=Europe/Copenhagen:20270315T080000
DTEND;TZID=Europe/Copenhagen:20270315T160000
END:VEVENT
BEGIN:VEVENT
UID:4
SUMMARY:Grundlovsdag
DTSTART;VALUE=DATE:20270605
END:VEVENT
BEGIN:VEVENT
UID:5
SUMMARY:Bestyrelsesmøde
DTSTART;VALUE=DATE:20270110
RRULE:FREQ=MONTHLY
END:VEVENT
END:VCALENDAR
"""
CSV = """Navn;Fra;Til
Efterårsferie;16-10-2027;24-10-2027
Første skoledag;9. august 2027;
Juleferie;18.12.2027;03.01.2028
Pædagogisk dag;2027-11-01;2027-11-01
"""


@pytest.fixture(autouse=True)
def _in_november():
    with time_machine.travel(dt.datetime(2026, 11, 25, 9, tzinfo=dt.UTC), tick=False):
        yield


def understood(text, name="ferie.ics"):
    events, unread = calendarfile.read(text.encode() if isinstance(text, str) else text, name)
    return calendarfile.understood(events, TODAY), unread


def tried(client, content, name="ferie.ics"):
    return client.post("/school-calendar/file/", {"file": SimpleUploadedFile(name, content)})


def test_a_calendar_is_understood_by_the_names_of_its_events():
    reading, unread = understood(ICS)
    assert reading.years[2026] == {
        "last_day_on": dt.date(2027, 6, 25),
        "winter_from_on": dt.date(2027, 2, 20),
        "winter_until_on": dt.date(2027, 2, 28),
        "closed_days": [
            {
                "name": "Pædagogisk dag for alle skoler",
                "from_on": dt.date(2027, 3, 15),
                "until_on": dt.date(2027, 3, 15),
            }
        ],
    }
    assert reading.years[2027] == {"first_day_on": dt.date(2027, 8, 9), "closed_days": []}
    assert reading.known == 1
    assert [(each.name, each.why) for each in unread] == [
        ("Bestyrelsesmøde", "Den gentager sig. Skriv hver periode for sig.")
    ]


def test_a_csv_file_as_danish_programs_write_it_is_understood():
    for encoding in ("utf-8", "cp1252", "utf-16"):
        reading, unread = understood(CSV.encode(encoding), "ferie.csv")
        assert unread == []
        year = reading.years[2027]
        assert (year["autumn_from_on"], year["first_day_on"]) == (dt.date(2027, 10, 16), dt.date(2027, 8, 9))
        assert year["christmas_until_on"] == dt.date(2028, 1, 3)
        assert year["closed_days"][0]["name"] == "Pædagogisk dag"


def test_a_summer_written_from_monday_to_friday_ends_the_year_on_the_friday_before():
    reading, _unread = understood("Navn;Fra;Til\nSommerferie;28-06-2027;06-08-2027\n", "ferie.csv")
    assert reading.years[2026]["last_day_on"] == dt.date(2027, 6, 25)
    assert reading.years[2027]["first_day_on"] == dt.date(2027, 8, 9)


def test_a_holiday_written_a_day_at_a_time_lasts_from_the_first_to_the_last():
    rows = "".join(f"Vinterferie;{day}-02-2027;\n" for day in range(22, 27))
    year = understood("Navn;Fra;Til\n" + rows, "ferie.csv")[0].years[2026]
    assert (year["winter_from_on"], year["winter_until_on"]) == (dt.date(2027, 2, 22), dt.date(2027, 2, 26))


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("Efterårsferie;10-10-2020;18-10-2020", "Skoleår før 2026/27"),
        ("Lukket;01-03-2027;01-09-2027", "Den varer"),
        ("Vinterferie;20-02-2027;10-02-2027", "slutter, før den begynder"),
        ("Vinterferie;31-02-2027;", "Den dato findes ikke"),
        (";20-02-2027;", "intet navn"),
        ("Vinterferie;;", "ingen første dag"),
        ("Ombygning;15-07-2027;15-08-2027", "to skoleår"),
        ("Første skoledag efter juleferien;04-01-2027;", "Kun første skoledag efter sommerferien"),
    ],
)
def test_unreadable_entries_are_left_out_and_listed(row, why):
    reading, unread = understood(f"Navn;Fra;Til\n{row}\n", "ferie.csv")
    assert why in [*unread, *reading.left_out][0].why
    assert not reading.years


@pytest.mark.parametrize(
    ("content", "name", "told"),
    [
        (b"", "ferie.ics", "Filen er tom"),
        (b"x" * (512 * 1024 + 1), "ferie.ics", "større end 512 kB"),
        (b"hej", "ferie.ics", "er ikke en kalender"),
        (b"hej\nmed dig\n", "ferie.csv", "overskrifterne Navn, Fra og Til"),
        (b"a\x00b", "ferie.csv", "kan ikke læses"),
        (b"BEGIN:VCALENDAR\nEND:VCALENDAR\n", "ferie.ics", "ingen ferier i filen"),
        (b"BEGIN:VCALENDAR\n" + b"BEGIN:VEVENT\nEND:VEVENT\n" * 1001, "ferie.ics", "for mange begivenheder"),
    ],
)
def test_a_file_that_is_no_calendar_is_refused_in_words(content, name, told):
    with pytest.raises(calendarfile.ReadingError, match=told):
        calendarfile.read(content, name)


def test_a_file_is_tried_before_anything_is_written_and_then_saved_whole(cast, client_of):
    client = client_of(cast.adam)
    page = tried(client, ICS.encode())
    assert "Vinterferie" in page.content.decode()
    assert not SchoolYear.objects.exists()
    saved = client.post("/school-calendar/save/", {"years": page.context["sent"]}, follow=True)
    assert "Skolekalenderen er gemt for 2026/27 og 2027/28" in saved.content.decode()
    assert SchoolYear.objects.get(starts_in=2026).winter_from_on == dt.date(2027, 2, 20)
    assert ClosedDays.objects.get().name == "Pædagogisk dag for alle skoler"


def test_the_same_file_twice_adds_nothing(cast, client_of):
    client = client_of(cast.adam)
    client.post("/school-calendar/save/", {"years": tried(client, ICS.encode()).context["sent"]})
    again = tried(client, ICS.encode())
    assert not again.context["plan"]["may_save"]
    assert "Filen siger ikke noget nyt" in again.content.decode()


def test_a_file_against_the_law_says_so_and_is_not_saved(cast, client_of):
    page = tried(client_of(cast.adam), b"Navn;Fra;Til\nSidste skoledag;30-06-2027;\n", "ferie.csv")
    assert "Sommerferien begynder efter loven" in page.content.decode()
    assert not page.context["plan"]["may_save"]


def test_a_calendar_changed_since_the_file_was_tried_is_not_overwritten(cast, client_of, api_of):
    client = client_of(cast.adam)
    sent = tried(client, ICS.encode()).context["sent"]
    api_of(cast.adam).post("school-years/", {"starts_in": 2026, "first_day_on": "2026-08-12"})
    refused = client.post("/school-calendar/save/", {"years": sent}, follow=True)
    assert "er ændret, siden du prøvede filen" in refused.content.decode()
    assert not SchoolYear.objects.filter(starts_in=2027).exists()


@pytest.mark.parametrize("years", ["", "[", "{}", "[1]", '[{"starts_in": "x"}]', "[{}]", "[[]]", json.dumps([{}] * 11)])
def test_a_saving_that_no_page_has_made_is_refused(cast, client_of, years):
    answer = client_of(cast.adam).post("/school-calendar/save/", {"years": years}, follow=True)
    assert answer.status_code == 200
    assert "Skolekalenderen er gemt" not in answer.content.decode()
    assert not SchoolYear.objects.exists()


LINES = st.sampled_from(
    [*ICS.splitlines(), "BEGIN:VEVENT", "END:VEVENT", "BEGIN:X", "DTEND:", "DTSTART;VALUE=DATE:99999999"]
)
JUNK = st.text(st.characters(codec="utf-8"), max_size=30)


@given(st.lists(st.one_of(LINES, JUNK, st.builds("{}{}".format, LINES, JUNK)), max_size=40))
def test_no_calendar_however_odd_brings_the_reader_down(lines):
    content = "\r\n".join(["BEGIN:VCALENDAR", *lines, "END:VCALENDAR"]).encode()
    with suppress(calendarfile.ReadingError):
        events, _unread = calendarfile.read(content, "ferie.ics")
        calendarfile.understood(events, TODAY)


@given(st.binary(max_size=300), st.sampled_from(["a.ics", "a.csv", "a"]))
def test_no_bytes_bring_the_reader_down(content, name):
    with suppress(calendarfile.ReadingError):
        calendarfile.read(content, name)


@pytest.mark.timeout(10)
def test_a_hostile_calendar_costs_no_time():
    nested = "BEGIN:VEVENT\n" * 3000 + "BEGIN:VCALENDAR\n" * 3000
    folded = "BEGIN:VEVENT\nSUMMARY:a" + "\n b" * 60_000 + "\nDTSTART;VALUE=DATE:20270101\nEND:VEVENT\n"
    forever = "BEGIN:VEVENT\nSUMMARY:Ferie\nDTSTART:20270101T000000\nDURATION:P99999999999D\nEND:VEVENT\n" * 900
    for text in (nested, folded, forever):
        with suppress(calendarfile.ReadingError):
            events, _unread = calendarfile.read(f"BEGIN:VCALENDAR\n{text}END:VCALENDAR\n".encode(), "ferie.ics")
            assert all(len(event.name) <= 60 for event in events)
