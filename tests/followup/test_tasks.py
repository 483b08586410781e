"""What the clock starts: each task does its whole work, without a broker."""

import datetime as dt

from django.utils import timezone

from children.models import NetworkMember
from core.models import Draft
from followup import tasks
from followup.models import CaseStatus
from tests.factories import DraftFactory, SchoolPostFactory, UserFactory


def test_the_reminders_of_the_day_are_written(cast):
    tasks.remind()
    assert cast.anna.notices.exists()


def test_at_night_every_open_case_is_computed_anew(cast):
    CaseStatus.objects.filter(case=cast.case).update(phase="support", next_step="none")
    tasks.nightly()
    status = CaseStatus.objects.get(case=cast.case)
    assert (status.phase, status.next_step) == ("assessment", "order_assessment")


def test_at_night_a_supervisor_whose_post_has_begun_gets_the_children_of_the_school(cast):
    new = UserFactory(municipality=cast.home, role="supervisor")
    SchoolPostFactory(user=new, school=cast.school_a, from_on=timezone.localdate())
    tasks.nightly()
    assert NetworkMember.objects.filter(child=cast.child, user=new, kind="supervisor", until_on=None).exists()


def test_at_night_old_drafts_are_thrown_away_and_new_ones_kept(cast):
    DraftFactory(user=cast.anna, key="old", saved_at=timezone.now() - dt.timedelta(days=400))
    DraftFactory(user=cast.anna, key="new")
    tasks.nightly()
    assert list(Draft.objects.filter(key__in=["old", "new"]).values_list("key", flat=True)) == ["new"]
