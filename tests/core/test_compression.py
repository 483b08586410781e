"""A page is sent compressed, unless something on it was chosen by the one who asked for it."""

import pytest

ACCEPTED = {"Accept-Encoding": "gzip, br"}


def encoding(answer):
    return answer.headers.get("Content-Encoding", "")


def test_a_page_is_sent_compressed(cast, client_of):
    answer = client_of(cast.anna).get("/my-day/", headers=ACCEPTED)
    assert encoding(answer) == "gzip"
    assert "Accept-Encoding" in answer.headers["Vary"]


def test_a_reader_who_cannot_unpack_gets_it_as_it_is(cast, client_of):
    assert encoding(client_of(cast.anna).get("/my-day/")) == ""


@pytest.mark.parametrize("path", ["/cases/?q=Barn", "/api/v1/my-day/", "/api/v1/cases/"])
def test_a_page_that_may_hold_the_query_is_not_compressed(cast, client_of, path):
    assert encoding(client_of(cast.anna).get(path, headers=ACCEPTED)) == ""


def test_a_refused_form_is_not_compressed(cast, client_of):
    typed = {"title": "", "target": "Det, jeg skrev"}
    answer = client_of(cast.anna).post(f"/cases/{cast.case.pk}/goals/new/", typed, headers=ACCEPTED)
    assert (answer.status_code, encoding(answer)) == (422, "")


def test_an_unknown_address_is_not(cast, client_of):
    assert encoding(client_of(cast.anna).get("/findes-ikke/", headers=ACCEPTED)) == ""


def test_the_same_page_has_another_length_each_time(cast, client_of):
    client = client_of(cast.anna)
    lengths = {len(client.get("/account/", headers=ACCEPTED).content) for _time in range(6)}
    assert len(lengths) > 1
