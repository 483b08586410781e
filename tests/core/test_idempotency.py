"""The same form sent twice writes once; a filter reveals nothing of records the user may not see."""

import uuid

from children.models import Child


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
