"""The same form sent twice writes once; a filter reveals nothing of records the user may not see."""

import uuid

import pytest

from children.models import Child
from goals.models import Dream


def test_a_second_click_on_a_change_is_no_conflict(cast, client_of):
    client = client_of(cast.anna)
    sent = {
        "first_name": "Barn Et",
        "last_name": "Ny",
        "born_on": "2014-05-04",
        "gender": "girl",
        "version": cast.child.version,
        "idempotency_key": "once",
    }
    first, second = (client.post(f"/children/{cast.child.pk}/edit/", sent) for _click in range(2))
    assert first.status_code == second.status_code == 302
    assert Child.objects.get(pk=cast.child.pk).version == cast.child.version + 1


def test_a_filter_answers_the_same_for_a_hidden_child_as_for_none(cast, api_of):
    api = api_of(cast.karl)
    hidden, unknown = api.get("placements/", child=cast.child.pk), api.get("placements/", child=uuid.uuid4())
    assert hidden.json() == unknown.json()
    assert hidden.json()["count"] == 0


@pytest.fixture
def tell(cast, api_of):
    """Log a dream with a key, as somebody in a case; the answer."""

    def tell(key, words="Dyrlæge", *, who=cast.anna, case=cast.case):
        data = {"case": str(case.pk), "told_on": "2026-09-01", "words": words}
        return api_of(who).post("dreams/", data, key=key)

    return tell


def test_the_same_request_sent_again_is_answered_with_the_record_it_wrote(tell):
    first = tell("a")
    tell("b", "Pilot")
    assert tell("a").json()["id"] == first.json()["id"]
    assert Dream.objects.count() == 2


def test_a_key_is_for_one_text_only(tell):
    tell("a")
    answer = tell("a", "Pilot")
    assert answer.status_code == 422
    assert "sendt før med et andet indhold" in answer.json()["detail"]
    assert Dream.objects.count() == 1


def test_without_a_key_the_same_text_is_two_records(tell):
    assert tell("").json()["id"] != tell("").json()["id"]


def test_two_people_may_happen_to_use_one_key(cast, tell):
    answers = [tell("a"), tell("a", who=cast.nora, case=cast.noras_case)]
    assert [answer.status_code for answer in answers] == [201, 201]


def test_a_record_removed_meanwhile_is_not_written_again(cast, tell):
    tell("a")
    Dream.objects.get().remove(by=cast.anna)
    assert tell("a").status_code == 409
    assert not Dream.objects.exists()
