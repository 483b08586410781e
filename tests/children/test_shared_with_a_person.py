"""An item given to a person is readable while that person has a part around the child; both sides' pages agree."""

import pytest
from django.utils import timezone

from accounts.models import SchoolPost
from children import actions
from children.models import NetworkMember, Release
from children.models.release import shared_with
from goals.actions import tell_dream
from tests.factories import ReleaseFactory, SchoolPostFactory

WORDS = "Jeg vil være dyrlæge"


@pytest.fixture
def dream(cast):
    """A dream, shared with the supervisor and the psychologist."""
    dream = tell_dream(case=cast.case, by=cast.anna, told_on=timezone.localdate(), words=WORDS)
    people = NetworkMember.objects.filter(child=cast.child, user__in=[cast.vera, cast.petra])
    actions.release(case=cast.case, item_kind="dream", item_id=dream.pk, to_members=people, by=cast.anna)
    return dream


def reads(api, dream):
    answer = api.get(f"dreams/{dream.pk}/")
    return answer.status_code == 200 and answer.json()["words"] == WORDS


def told(cast, client_of):
    """The people the coordinator's page names under the dream."""
    return client_of(cast.anna).get(f"/api/v1/cases/{cast.case.pk}/goals/").json()["dreams"][0]["shared_with"]


def reopened(cast, **asked):
    actions.close_case(case=cast.case, by=cast.anna, reason="moved", note="")
    return actions.reopen_case(case=cast.case, by=cast.anna, **asked)


def test_a_supervisor_reads_it_after_the_case_was_closed_and_opened_again(cast, api_of, client_of, dream):
    reopened(cast)
    assert reads(api_of(cast.vera), dream)
    assert "Vera Prøve" in told(cast, client_of)


def test_a_psychologist_let_in_again_reads_it_again(cast, api_of, client_of, dream):
    reopened(cast)
    assert not reads(api_of(cast.petra), dream)
    assert told(cast, client_of) == ["Vera Prøve"]
    actions.give_access(child=cast.child, user=cast.petra, by=cast.anna)
    assert reads(api_of(cast.petra), dream)
    assert sorted(told(cast, client_of)) == ["Petra Prøve", "Vera Prøve"]


def test_a_post_given_up_and_taken_again_gives_it_back(cast, api_of, client_of, dream):
    SchoolPost.objects.filter(user=cast.vera).update(until_on="2026-09-01")
    actions.follow_schools()
    assert told(cast, client_of) == ["Petra Prøve"]
    SchoolPostFactory(user=cast.vera, school=cast.school_a, from_on=timezone.localdate())
    actions.follow_schools()
    assert reads(api_of(cast.vera), dream)
    assert "Vera Prøve" in told(cast, client_of)


def test_what_was_taken_back_stays_closed_in_a_new_part(cast, api_of, dream):
    released = Release.objects.get(item_id=dream.pk, to_member__user=cast.vera)
    actions.withdraw(released=released, by=cast.anna)
    reopened(cast)
    assert not reads(api_of(cast.vera), dream)


def test_it_is_given_to_a_person_once_and_taken_back_from_the_person(cast, api_of, dream):
    reopened(cast)
    again = [cast.supervisor_member]
    assert actions.release(case=cast.case, item_kind="dream", item_id=dream.pk, to_members=again, by=cast.anna) == []
    # Earlier versions allowed one release for each row of the same person.
    ReleaseFactory(case=cast.case, item_kind="dream", item_id=dream.pk, to_member=cast.supervisor_member, by=cast.anna)
    actions.withdraw(released=Release.objects.filter(item_id=dream.pk, to_member__user=cast.vera).first(), by=cast.anna)
    assert not reads(api_of(cast.vera), dream)


def test_an_adult_without_an_account_is_known_by_the_row(cast, dream):
    actions.release(case=cast.case, item_kind="dream", item_id=dream.pk, to_members=[cast.teacher], by=cast.anna)
    actions.end_member(member=cast.teacher, by=cast.anna)
    assert cast.teacher.name not in shared_with([dream.pk])[dream.pk]


def test_the_page_that_shares_says_who_has_left_and_can_take_it_back_from_them(cast, client_of, dream):
    actions.end_member(member=NetworkMember.objects.get(child=cast.child, user=cast.petra), by=cast.anna)
    page = client_of(cast.anna).get(f"/cases/{cast.case.pk}/share/?item=dream&id={dream.pk}").content.decode()
    assert page.count("ikke i barnets netværk nu") == 1
    assert page.count("Tag tilbage") == 2


def test_opening_again_offers_the_psychologist_who_had_access(cast, client_of, api_of, dream):
    actions.close_case(case=cast.case, by=cast.anna, reason="moved", note="")
    anna, path = client_of(cast.anna), f"/cases/{cast.case.pk}/reopen/"
    assert "Petra Prøve" in anna.get(path).content.decode()
    version = type(cast.case).objects.get(pk=cast.case.pk).version
    anna.post(path, {"version": version, "psychologists": [cast.petra.pk], "psychologists-shown": "1"})
    assert reads(api_of(cast.petra), dream)


def test_reopening_gives_access_only_to_those_chosen(cast, client_of, api_of, dream):
    actions.close_case(case=cast.case, by=cast.anna, reason="moved", note="")
    version = type(cast.case).objects.get(pk=cast.case.pk).version
    sent = {"version": version, "psychologists-shown": "1"}
    assert client_of(cast.anna).post(f"/cases/{cast.case.pk}/reopen/", sent).status_code == 302
    assert not reads(api_of(cast.petra), dream)
