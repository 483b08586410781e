"""Saving a sparring is light: one call, one transaction, one log row, and no form drawn."""

import pytest
from django.urls import reverse
from django.utils import timezone

from core.models import Draft
from goals.actions import set_goal
from support.models import Sparring
from tests.counting import asked

pytestmark = pytest.mark.usefixtures("begun")


@pytest.fixture
def typed(cast):
    goal = set_goal(case=cast.case, by=cast.anna, title="Store tal", academic_goal="Dividere store tal")
    return {
        "case": str(cast.case.pk),
        "setting": "school",
        "held_on": timezone.localdate().isoformat(),
        "receivers": [str(cast.teacher.pk)],
        "goals": [str(goal.pk)],
        "form": "talk",
        "changes-0-what": "Fast plads ved vinduet",
        "changes-0-owner": str(cast.teacher.pk),
        "idempotency_key": "one-form",
    }


@pytest.fixture
def saved(cast, client_of, typed):
    """The answer to a sent form that had a draft, and its queries."""
    client = client_of(cast.vera)
    key = f"sparring-list.{cast.case.pk}.school"
    client.put(f"/api/v1/drafts/{key}/", {"data": {"advised": "Begyndt"}}, content_type="application/json")
    with asked() as count:
        answer = client.post(reverse("case-sparring-new", args=[cast.case.pk]), typed)
    assert Sparring.objects.count() == 1
    return answer, count


def test_a_sparring_is_saved_from_its_page_with_at_most_35_queries(saved):
    _answer, count = saved
    assert len(count.statements) <= 35


def test_the_page_leaves_one_row_in_the_look_up_log(saved):
    _answer, count = saved
    assert count.lookups == 1


def test_the_page_calls_the_api_once_and_keeps_what_it_says_in_the_session(saved):
    _answer, count = saved
    assert count.transactions == 1
    assert sum("django_session" in sql for sql in count.statements if sql.startswith("UPDATE")) == 1


def test_no_form_is_drawn_where_it_is_saved(saved):
    answer, _count = saved
    assert answer.status_code == 302
    assert not answer.templates


def test_the_draft_goes_with_the_writing(saved):
    assert not Draft.objects.exists()


def test_the_draft_stays_where_the_form_is_refused(cast, client_of, typed):
    client = client_of(cast.vera)
    key = f"sparring-list.{cast.case.pk}.school"
    client.put(f"/api/v1/drafts/{key}/", {"data": {"advised": "Begyndt"}}, content_type="application/json")
    refused = client.post(reverse("case-sparring-new", args=[cast.case.pk]), {**typed, "receivers": []})
    assert refused.status_code == 422
    assert Draft.objects.filter(key=key).exists()


def test_the_api_saves_a_sparring_with_at_most_33_queries_in_one_transaction(cast, api_of, sent):
    api = api_of(cast.vera)
    with asked() as count:
        answer = api.post("sparrings/", sent)
    assert answer.status_code == 201
    assert len(count.statements) <= 33
    assert (count.lookups, count.transactions) == (1, 1)


def test_what_is_answered_tells_by_when_the_next_one_is_due_counted_anew(cast, api_of, sent):
    answer = api_of(cast.vera).post("sparrings/", sent).json()
    status = api_of(cast.vera).get(f"sparrings/{answer['id']}/page/").json()
    assert answer["next_due_on"] == status["next_due_on"] is not None
    assert answer["first_name"] == cast.child.first_name


def test_one_more_change_asks_for_no_more_than_is_written(cast, api_of, sent):
    api, told = api_of(cast.vera), []
    for number in (1, 3):
        rows = [{"what": f"Giver en pause {row}", "owner": str(cast.teacher.pk)} for row in range(number)]
        with asked() as count:
            api.post("sparrings/", {**sent, "changes": rows})
        told.append(len(count.statements))
    # The agreement, its history, its line on the timeline.
    assert told[1] - told[0] <= 2 * 3
