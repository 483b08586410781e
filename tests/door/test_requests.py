"""The application gets each request whole, as it was sent."""

import json

import pytest
from django.utils.translation import override

from core.problemtypes import BY_CODE
from door import limits
from door.bridge import Bridge
from door.limits import Refused

ENGLISH = {"accept-language": "en-GB,da;q=0.5"}


def test_a_request_reaches_the_application_as_it_was_sent(door):
    sent = {"Content-Type": "text/plain", "X-Forwarded-For": "203.0.113.7", "Cookie": "c=3"}
    status, headers, asked = door.ask("/b%C3%B8rn/?q=%C3%A6&q=b", "POST", b"hej", sent)
    assert (status, headers.get_all("Set-Cookie")) == (200, ["a=1", "b=2"])
    assert asked["PATH_INFO"].encode("latin-1").decode() == "/børn/"
    assert (asked["QUERY_STRING"], asked["body"]) == ("q=%C3%A6&q=b", "hej")
    assert (asked["CONTENT_TYPE"], asked["CONTENT_LENGTH"], asked["HTTP_COOKIE"]) == ("text/plain", "3", "c=3")
    assert (asked["HTTP_X_FORWARDED_FOR"], asked["REMOTE_ADDR"]) == ("203.0.113.7", "127.0.0.1")


def test_a_repeated_header_counts_once_and_one_with_underscores_is_dropped(door):
    connection = door.connect(
        b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nCookie: a=1\r\nCookie: b=2\r\n"
        b"X-Forwarded-For: 1.1.1.1\r\nX_Forwarded_For: 9.9.9.9\r\nX-Forwarded-For: 2.2.2.2\r\n\r\n"
    )
    asked = json.loads(door.answer(connection).partition(b"\r\n\r\n")[2])
    assert (asked["HTTP_COOKIE"], asked["HTTP_X_FORWARDED_FOR"]) == ("a=1; b=2", "1.1.1.1,2.2.2.2")


def test_a_head_request_has_no_body_and_the_connection_goes_on(door):
    sent = b"HEAD / HTTP/1.1\r\nHost: x\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    assert door.answer(door.connect(sent)).count(b"HTTP/1.1 200 OK") == 2


def test_a_body_without_its_length_is_refused_with_411(door):
    sent = b"POST /api/v1/goals/ HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n0\r\n\r\n"
    said = door.answer(door.connect(sent))
    assert said.startswith(b"HTTP/1.1 411")
    assert b"application/problem+json" in said
    assert json.loads(said.partition(b"\r\n\r\n")[2])["code"] == "length-required"


def test_a_large_body_of_nobody_is_not_read(door):
    sent = (
        f"POST /api/v1/imports/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: {limits.SIZE + 1}\r\n\r\n"
    )
    told = json.loads(door.answer(door.connect(sent.encode())).partition(b"\r\n\r\n")[2])
    assert told["door.refused"] == 413


@pytest.mark.parametrize("status", limits.SAID)
def test_every_refusal_is_of_a_kind_the_api_tells_of_in_danish_or_english(status):
    kind = BY_CODE[limits.SAID[status].code]
    danish, english = (json.loads(Refused(status).answer("/api/v1/goals/", asks)[2]) for asks in ({}, ENGLISH))
    assert (danish["status"], danish["code"], danish["title"]) == (kind.status, kind.code, str(kind.title))
    assert kind.address.endswith(danish["type"])
    with override("en"):
        assert english["title"] == str(kind.title)
    assert english["detail"] != danish["detail"]


def test_a_browser_is_answered_in_danish():
    asks = {**ENGLISH, "cookie": "c=3"}
    assert json.loads(Refused(408).answer("/api/v1/goals/", asks)[2])["title"] == "Det lykkedes ikke"


def test_a_body_too_large_for_its_route_is_read_and_dropped_and_the_application_reports_it(door):
    large = b"x" * (limits.SIZE + 1)
    _status, _headers, asked = door.ask("/notes", "POST", large, {"Cookie": "c=3"})
    assert (asked["door.refused"], asked["length"], asked["CONTENT_LENGTH"]) == (413, 0, "")
    _status, _headers, asked = door.ask("/children/import/", "POST", large, {"Cookie": "c=3"})
    assert (asked["door.refused"], asked["length"]) == (0, len(large))


def test_a_body_over_every_limit_is_not_read_at_all(door):
    sent = f"POST /children/import/ HTTP/1.1\r\nHost: x\r\nContent-Length: {limits.READ_PAST + 1}\r\n\r\n"
    assert door.answer(door.connect(sent.encode())).startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize("length", ["many", "1_0", "²"])
def test_a_length_that_is_no_number_is_refused(length):
    with pytest.raises(Refused) as refused:
        limits.announced({"content-length": length})
    assert refused.value.status == 400


def test_an_application_that_breaks_costs_its_own_request_only(door):
    for _each in range(4):
        assert door.ask("/breaks")[0] == 500
    assert door.ask()[0] == 200


def test_bodies_held_beyond_the_limit_are_asked_to_come_later(monkeypatch):
    bridge = Bridge(lambda environ, start: [])
    monkeypatch.setattr(limits, "HELD", 10)
    assert _refused(bridge, [b"x" * 11], 11) == 503
    assert bridge.held == 0


def test_only_so_many_large_bodies_are_read_at_a_time():
    bridge = Bridge(lambda environ, start: [])
    bridge.large = limits.LARGE_AT_ONCE
    assert _refused(bridge, [], limits.SIZE + 1) == 503
    assert dict(Refused(503).answer("/", {})[1])["retry-after"] == str(limits.RETRY_AFTER)


def _refused(bridge, chunks, size):
    """The status of the refusal when a body comes in these chunks."""
    import asyncio

    async def body():
        for chunk in chunks:
            yield chunk

    async def read():
        bridge.loop = asyncio.get_running_loop()
        await bridge._body("/", body(), {"content-length": str(size), "cookie": "c=3"})

    with pytest.raises(Refused) as refused:
        asyncio.run(read())
    return refused.value.status
