"""A slow sender costs a socket, never a thread."""

import time

import pytest

from door import limits

ANNOUNCED = b"POST /notes HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nsix by"
HALF_A_HEADER = b"POST /notes HTTP/1.1\r\nHost: x\r\nContent-Le"


@pytest.mark.parametrize("sent", [ANNOUNCED, HALF_A_HEADER], ids=["half a body", "half a header"])
def test_fifty_slow_senders_keep_nobody_waiting(door, sent):
    slow = [door.connect(sent) for _each in range(50)]
    began = time.monotonic()
    for _each in range(20):
        assert door.ask()[0] == 200
        assert door.ask("/", "POST", b"quick")[2]["length"] == 5
    assert time.monotonic() - began < 2
    for connection in slow:
        connection.close()


def test_a_sender_who_stops_halfway_gets_408_and_the_connection_is_closed(door):
    began = time.monotonic()
    said = door.answer(door.connect(ANNOUNCED))
    assert said.startswith(b"HTTP/1.1 408")
    assert b"Det tog for lang tid at sende" in said
    assert limits.PAUSE - 1 < time.monotonic() - began < limits.PAUSE + 10


def test_a_slow_sender_who_goes_on_is_waited_for(door):
    connection = door.connect(b"POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 6\r\n\r\n")
    for letter in b"slowly"[:6]:
        connection.sendall(bytes([letter]))
        time.sleep(0.2)
    assert b'"body": "slowly"' in door.answer(connection)


def test_a_slow_body_gets_the_time_for_its_size_and_no_more():
    """A spreadsheet of 10 MB over a slow line has nine minutes; a line of text has ten seconds."""
    assert limits.seconds(10 * limits.MEGABYTE) == pytest.approx(534, abs=1)
    assert limits.seconds(100) < 11


def test_a_sender_who_hangs_up_halfway_has_sent_nothing(door):
    connection = door.connect(ANNOUNCED)
    connection.shutdown(1)
    assert door.answer(connection).startswith(b"HTTP/1.1 400")
