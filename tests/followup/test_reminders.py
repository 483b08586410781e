"""Who is reminded of what, when, and only once."""

import datetime as dt

import pytest
from django.core import mail
from django.core.management import call_command

from children import actions
from children.models import NetworkMember
from core import outbox
from core.models import OutboxMessage
from followup.models import CaseStep, Notice
from followup.reminders import remind
from followup.status import refresh
from tests.factories import AgreementFactory, MeetingFactory, PostponementFactory

HELD_ON = dt.date(2026, 9, 1)  # so the window is 1 December to 1 January's last school day before it
SOON = dt.date(2026, 11, 20)
OPEN = dt.date(2026, 12, 2)
PASSED = dt.date(2027, 1, 4)
DAY = dt.timedelta(days=1)


@pytest.fixture
def case(cast):
    """Barn Et's case with a start-up meeting held, and no other steps that are in the way."""
    at = dt.datetime.combine(HELD_ON, dt.time(10), tzinfo=dt.UTC)
    MeetingFactory(case=cast.case, kind="start_up", starts_at=at, state="held", held_on=HELD_ON, child_words="Godt")
    CaseStep.objects.exclude(case=cast.case, step="book_follow_up").delete()
    return cast.case


def told(rule):
    return sorted(Notice.objects.filter(rule=rule).values_list("user__name", flat=True))


def test_nobody_is_reminded_long_before_the_window(case):
    remind(dt.date(2026, 11, 1))
    assert Notice.objects.count() == 0


def test_the_coordinator_is_reminded_two_weeks_before_the_window_opens(case):
    remind(SOON)
    assert told("window_soon") == ["Anna Prøve"]


def test_a_booked_meeting_needs_no_reminder(case):
    MeetingFactory(case=case, kind="follow_up", starts_at=dt.datetime(2026, 12, 8, 9, tzinfo=dt.UTC))
    remind(SOON)
    assert told("window_soon") == []


def test_in_the_window_the_coordinator_is_reminded_once_a_week(case):
    for day in (OPEN, OPEN + dt.timedelta(days=1), OPEN + dt.timedelta(days=7)):
        remind(day)
    assert told("window_open") == ["Anna Prøve", "Anna Prøve"]


def test_when_the_fourth_month_has_passed_the_manager_is_reminded_too(case):
    for day in (PASSED, PASSED + DAY):
        remind(day)
    assert told("window_passed") == ["Anna Prøve", "Lars Prøve"]


def test_a_missing_follow_up_reminds_every_second_week_and_then_the_manager(case):
    CaseStep.objects.filter(case=case).update(due_on=dt.date(2027, 1, 22))
    for day in range(30):
        remind(dt.date(2027, 1, 25) + day * DAY)
    assert told("window_passed") == ["Anna Prøve"] * 3 + ["Lars Prøve"]


def test_after_a_long_holiday_people_get_one_reminder(case):
    for day in range(16):
        remind(dt.date(2026, 12, 22) + day * DAY)
    assert told("window_passed") == ["Anna Prøve", "Lars Prøve"]


def test_a_postponement_silences_the_coordinators_reminder_but_not_the_managers(case):
    PostponementFactory(case=case, step="book_follow_up", until_on=dt.date(2027, 2, 1))
    remind(OPEN)
    remind(PASSED)
    assert told("window_open") == []
    assert "Lars Prøve" in told("window_passed")


def test_sparring_eight_weeks_old_reminds_supervisor_and_coordinator(case):
    refresh([case.pk], dt.date(2026, 10, 28))
    remind(dt.date(2026, 10, 28))
    assert told("school_sparring") == ["Anna Prøve", "Vera Prøve"]


@pytest.mark.parametrize("who", ["vera", "petra"])
def test_an_agreement_at_its_date_reminds_coordinator_and_owner(cast, case, who):
    owner = NetworkMember.objects.get(child=case.child, user=getattr(cast, who))
    AgreementFactory(case=case, owner=owner, from_on=HELD_ON, due_on=SOON)
    remind(SOON)
    assert told("agreement_due") == ["Anna Prøve", owner.name]


def test_a_closed_case_reminds_nobody(cast, case):
    actions.close_case(case=case, by=cast.anna, reason="moved", note="Flyttet")
    remind(OPEN)
    assert not Notice.objects.filter(case=case).exists()


def test_the_same_sweep_twice_notifies_nobody_twice(case):
    assert (remind(OPEN), remind(OPEN)) == (1, 0)


def test_an_item_passed_on_notifies_receivers_with_an_account(cast, case):
    members = [cast.supervisor_member, cast.caregiver]
    actions.release(case=case, item_kind="goal", item_id=case.pk, to_members=members, by=cast.anna)
    remind(SOON)
    assert told("item_shared") == ["Vera Prøve"]


def test_several_notices_a_day_are_one_mail(cast, case):
    AgreementFactory(case=case, owner=cast.teacher, from_on=HELD_ON, due_on=SOON)
    remind(SOON)
    assert OutboxMessage.objects.filter(user=cast.anna).count() == 1


def test_the_mail_names_nobody(cast, case):
    remind(SOON)
    outbox.deliver()
    text = mail.outbox[0].subject + mail.outbox[0].body
    assert mail.outbox[0].to == ["anna@prove.example"]
    assert "Barn" not in text
    assert case.number not in text


def test_a_notice_is_worded_when_shown_and_read_when_opened(cast, case, client_of, api_of):
    remind(SOON)
    row = api_of(cast.anna).get("notices/").json()["results"][0]
    assert (row["about"], row["read_at"]) == ("Barn Et", None)
    client_of(cast.anna).get(f"/notices/{row['id']}/")
    assert api_of(cast.anna).get("notices/count/").json() == {"unread": 0}


def test_a_managers_notice_names_the_case_number(cast, case, api_of):
    remind(PASSED)
    assert api_of(cast.lars).get("notices/").json()["results"][0]["about"] == case.number


def test_the_notice_of_somebody_else_is_answered_like_an_unknown_one(cast, case, api_of):
    remind(SOON)
    notice = Notice.objects.get(user=cast.anna)
    assert api_of(cast.karl).post(f"notices/{notice.pk}/read/").status_code == 404


def test_sweep_delivers_without_celery(cast, case, capsys):
    Notice.objects.all().delete()
    call_command("sweep")
    assert "open cases" in capsys.readouterr().out


def test_due_prints_case_numbers_and_no_names(cast, case, capsys):
    call_command("due", "--on", "2027-01-05")
    out = capsys.readouterr().out
    assert f"{case.number} book_follow_up (overdue)" in out
    assert "Barn" not in out
