"""Drafts: unsent text is as personal as sent text."""

import pytest
from django.db import connection

from children.actions import end_part
from children.models import NetworkMember
from core.models import Draft, LookUp
from goals import actions

WORDS = "Halvt skrevet om barnet"


@pytest.fixture
def key(cast):
    return f"goal-list.{cast.case.pk}"


def test_typed_text_is_encrypted_in_the_database(cast, api_of, key):
    api_of(cast.anna).put(f"drafts/{key}/", {"data": {"title": WORDS}})
    with connection.cursor() as cursor:
        cursor.execute("SELECT core_draft::text FROM core_draft")
        assert WORDS not in cursor.fetchone()[0]
    assert api_of(cast.anna).get(f"drafts/{key}/").json()["data"] == {"title": WORDS}


def test_a_user_without_the_child_does_not_get_the_draft_back(cast, api_of, key):
    api = api_of(cast.vera)
    api.put(f"drafts/{key}/", {"data": {"title": WORDS}})
    end_part(NetworkMember.objects.get(child=cast.child, user=cast.vera, until_on=None), by=cast.anna)
    assert api.get(f"drafts/{key}/").json() == {"data": {}, "saved_at": None}
    assert api.put(f"drafts/{key}/", {"data": {"title": WORDS}}).status_code == 404


def test_a_draft_about_a_strangers_child_is_not_kept(cast, api_of):
    for about in (cast.karls_case, cast.noras_case, cast.karls_child):
        assert api_of(cast.anna).put(f"drafts/goal-list.{about.pk}/", {"data": {"title": WORDS}}).status_code == 404
    assert not Draft.objects.exists()


def test_a_draft_of_a_change_is_tied_to_the_child_its_record_is_about(cast, api_of):
    goal = actions.set_goal(case=cast.case, by=cast.anna, title="Store tal", academic_goal="Dividere")
    assert api_of(cast.karl).put(f"drafts/goal-detail.{goal.pk}/", {"data": {"title": WORDS}}).status_code == 404
    assert api_of(cast.anna).put(f"drafts/goal-detail.{goal.pk}/", {"data": {"title": WORDS}}).status_code == 200
    assert Draft.objects.get().child_ids == [cast.child.pk]


def test_creating_and_reading_a_draft_are_logged_but_not_its_later_saves(cast, api_of, key):
    api = api_of(cast.anna)
    for text in ("a", "ab", "abc"):
        api.put(f"drafts/{key}/", {"data": {"title": text}})
    api.get(f"drafts/{key}/")
    looks = LookUp.objects.filter(route="api:draft-detail", child_ids=[cast.child.pk]).order_by("at")
    assert list(looks.values_list("action", flat=True)) == ["write", "read"]


def test_an_empty_form_logs_no_look(cast, api_of, key):
    api_of(cast.anna).get(f"drafts/{key}/")
    assert not LookUp.objects.filter(route="api:draft-detail").exists()


@pytest.mark.parametrize("key", ["Barn%20Et", "goal-list.barn et", "goal-list.020315-4321", "goal-list." + "x" * 50])
def test_a_draft_is_named_by_ids_and_our_own_words_alone(cast, api_of, key):
    answer = api_of(cast.anna).put(f"drafts/{key}/", {"data": {"title": WORDS}})
    assert answer.status_code == 400
    assert not Draft.objects.exists()


def test_a_manager_keeps_a_draft_about_a_case_of_the_unit_alone(cast, api_of):
    api = api_of(cast.lars)
    assert api.put(f"drafts/case-oversee.{cast.case.pk}/", {"data": {"reason": "Halvt"}}).status_code == 200
    assert LookUp.objects.latest("at").relation == "unit"
    assert api.put(f"drafts/case-oversee.{cast.noras_case.pk}/", {"data": {"reason": "Halvt"}}).status_code == 404
