"""Writing from a page is light: one call of the API, one row in the look-up log, and no form drawn on success."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.counting import asked
from tests.factories import ContactFactory, DreamFactory

DAY = dt.timedelta(days=1)


@pytest.fixture
def sent(cast, meeting, goal, agreement):
    """What is sent from each form, and where to, by the name of its page."""
    of_case, today = [cast.case.pk], timezone.localdate()
    coming = {"kind": "other", "other_on": (today + 30 * DAY).isoformat(), "at": "10:00", "place": "Aaskolen"}
    held = {"held_on": (today - DAY).isoformat(), "attended-shown": "1", "agreements-shown": "1", "minutes": "Godt"}
    goes_on = {"result": "continued", "tried": "yes", "due_on": (today + 60 * DAY).isoformat()}
    terms = {"what": "Læse højt", "place": "school", "rhythm": "weekdays", "from_on": today.isoformat()}
    contact, dream = ContactFactory(case=cast.case, author=cast.anna), DreamFactory(case=cast.case)
    return {
        "meeting-new": (of_case, {"case": cast.case.pk, "invited": [cast.teacher.pk], **coming}),
        "meeting-edit": ([meeting.pk], {"version": meeting.version, "place": "Biblioteket"}),
        "meeting-hold": ([meeting.pk], {"version": meeting.version, "attended": [cast.teacher.pk], **held}),
        "goal-new": (of_case, {"case": cast.case.pk, "title": "Regne", "academic_goal": "Regne til hundrede"}),
        "goal-edit": ([goal.pk], {"version": goal.version, "title": "Læse mere"}),
        "dream-edit": ([dream.pk], {"version": dream.version, "text": "At blive dyrlæge"}),
        "agreement-new": (of_case, {"case": cast.case.pk, "owner": cast.teacher.pk, **terms}),
        "agreement-edit": ([agreement.pk], {"version": agreement.version, "what": "Læse hver morgen"}),
        "agreement-follow-up": ([agreement.pk], {"version": agreement.version, **goes_on}),
        "contact": ([contact.pk], {"version": contact.version, "about": "Om ferien"}),
    }


# The page, and the most statements that saving its form may take.
FORMS = [
    ("meeting-new", 35),
    ("meeting-edit", 25),
    ("meeting-hold", 39),
    ("goal-new", 20),
    ("goal-edit", 25),
    ("dream-edit", 21),
    ("agreement-new", 21),
    ("agreement-edit", 23),
    ("agreement-follow-up", 27),
    ("contact", 24),
]


@pytest.mark.parametrize(("name", "most"), FORMS, ids=[name for name, _most in FORMS])
def test_saving_a_form_is_one_call_and_draws_none(anna, sent, name, most):
    ids, typed = sent[name]
    with asked() as count:
        answer = anna.post(reverse(name, args=ids), {**typed, "idempotency_key": "one-form"})
    assert answer.status_code == 302, answer.content.decode()
    assert count.lookups == 1
    # The call, and a savepoint where only the database can check a rule.
    assert count.transactions <= 2
    assert not answer.templates
    assert len(count.statements) <= most
