"""Minutes sent as they stand make no new version; who was there is part of them."""

import pytest


@pytest.fixture
def send(cast, api_of, held):
    def sent(**fields):
        api = api_of(cast.anna)
        version = api.get(f"meetings/{held.pk}/").json()["version"]
        answer = api.post(f"meetings/{held.pk}/minutes/", fields, version=version)
        return answer.json()["version"] - version

    return sent


def test_minutes_as_they_stand_make_no_version(cast, send):
    assert send(minutes="Alle var enige.", attended=[str(cast.teacher.pk)]) == 0


@pytest.mark.parametrize("fields", [{"minutes": "Ikke alle var enige."}, {"attended": []}])
def test_other_minutes_and_other_people_do(send, fields):
    assert send(**fields) == 1
