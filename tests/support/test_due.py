"""What is agreed in a sparring is followed up at the next one, unless another day was given."""

import datetime as dt

import pytest
from django.utils import timezone

from followup.models import CaseStatus
from goals.models import Agreement
from tests.children.browsing import text


def due_after(api, sent, **fields):
    api.post("sparrings/", sent | fields)
    return Agreement.objects.get().due_on


def test_an_agreement_is_due_with_the_next_sparring_of_its_kind(cast, api_of, sent, begun):
    due_on = due_after(api_of(cast.vera), sent)
    assert due_on == CaseStatus.objects.get(case=cast.case).school_sparring_due_on
    assert due_on > timezone.localdate() + dt.timedelta(weeks=7)


# Eight weeks after the first is a Tuesday between Christmas and New Year; eight weeks after the second an ordinary one.
@pytest.mark.parametrize(("held_on", "due_on"), [("2026-11-03", "2027-01-04"), ("2026-09-08", "2026-11-03")])
def test_before_the_start_up_meeting_it_is_due_by_the_municipalitys_rhythm(cast, api_of, sent, held_on, due_on):
    assert due_after(api_of(cast.vera), sent, held_on=held_on) == dt.date.fromisoformat(due_on)


def test_at_home_it_is_due_after_a_quarter(cast, api_of, sent):
    at_home = {"setting": "home", "receivers": [str(cast.caregiver.pk)], "form": "phone", "held_on": "2026-09-08"}
    assert due_after(api_of(cast.anna), sent, **at_home) == dt.date(2026, 12, 8)


def test_it_is_never_due_before_it_begins(cast, api_of, sent):
    begins = timezone.localdate() + dt.timedelta(weeks=30)
    changes = [{"what": "Giver en pause", "from_on": begins.isoformat()}]
    assert due_after(api_of(cast.vera), sent, changes=changes) == begins


def test_a_day_of_its_own_is_kept(cast, api_of, sent):
    on = timezone.localdate() + dt.timedelta(days=3)
    assert due_after(api_of(cast.vera), sent, changes=[{"what": "En pause", "due_on": on.isoformat()}]) == on


def test_the_form_says_when_agreements_are_followed_up(cast, client_of):
    page = client_of(cast.vera).get(f"/cases/{cast.case.pk}/sparring/new/")
    assert "følges op ved næste sparring" in text(page)
