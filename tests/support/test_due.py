"""What is agreed in a sparring is followed up at the next one, unless another day was given."""

import datetime as dt

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


def test_before_the_start_up_meeting_it_is_due_by_the_municipalitys_rhythm(cast, api_of, sent):
    assert due_after(api_of(cast.vera), sent) == timezone.localdate() + dt.timedelta(weeks=8)


def test_at_home_it_is_due_after_a_quarter(cast, api_of, sent):
    at_home = {"setting": "home", "receivers": [str(cast.caregiver.pk)], "form": "phone"}
    assert due_after(api_of(cast.anna), sent, **at_home) == timezone.localdate() + dt.timedelta(weeks=13)


def test_it_is_never_due_before_it_begins(cast, api_of, sent):
    begins = timezone.localdate() + dt.timedelta(weeks=30)
    changes = [{"what": "Giver en pause", "from_on": begins.isoformat()}]
    assert due_after(api_of(cast.vera), sent, changes=changes) == begins


def test_a_day_of_its_own_stands(cast, api_of, sent):
    on = timezone.localdate() + dt.timedelta(days=3)
    assert due_after(api_of(cast.vera), sent, changes=[{"what": "En pause", "due_on": on.isoformat()}]) == on


def test_the_form_says_when_agreements_are_followed_up(cast, client_of):
    page = client_of(cast.vera).get(f"/cases/{cast.case.pk}/sparring/new/")
    assert "følges op ved næste sparring" in text(page)
