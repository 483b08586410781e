"""How often each page of a working day asks the database, and that twice the rows ask no more."""

import pytest
from django.urls import reverse

from children.actions import open_case
from tests.cast import child
from tests.counting import asked

# Who, the page, the most it may ask, and its rows in the look-up log.
PAGES = [
    ("anna", "my-day", 16, 1),
    ("anna", "case-list", 8, 1),
    ("anna", "year-plan", 18, 1),
    ("anna", "case", 24, 1),
    # It names no child.
    ("lars", "overview", 8, 0),
    ("vera", "my-school", 11, 1),
    ("vera", "case-sparring-new", 16, 1),
]


def address(cast, name):
    return reverse(name, args=[cast.case.pk] if name in {"case", "case-sparring-new"} else [])


@pytest.mark.parametrize(("who", "name", "most", "lookups"), PAGES, ids=[name for _who, name, *_most in PAGES])
def test_a_page_asks_no_more_than_this(cast, client_of, who, name, most, lookups):
    client = client_of(getattr(cast, who))
    client.get(address(cast, name))
    with asked() as count:
        answer = client.get(address(cast, name))
    assert answer.status_code == 200
    assert len(count.statements) <= most
    assert count.lookups == lookups


def test_a_search_asks_no_more_than_this(cast, client_of):
    client = client_of(cast.anna)
    client.post(reverse("search"), {"q": "Barn"})
    with asked() as count:
        answer = client.post(reverse("search"), {"q": "Barn"})
    assert "Barn Et" in answer.content.decode()
    assert len(count.statements) <= 8
    assert count.lookups == 1


def ten_more(cast, batch):
    for number in range(10):
        another = child(f"Barn {batch}{number}", cast.home, cast.school_a)
        # The school's supervisor is given a part with it.
        open_case(child=another, by=cast.anna)


@pytest.mark.parametrize(
    ("who", "name"), [("anna", "my-day"), ("anna", "case-list"), ("anna", "year-plan"), ("vera", "my-school")]
)
def test_twenty_rows_ask_no_more_than_ten(cast, client_of, who, name):
    client, told = client_of(getattr(cast, who)), []
    for batch in ("a", "b"):
        ten_more(cast, batch)
        client.get(address(cast, name))
        with asked() as count:
            client.get(address(cast, name))
        told.append(len(count.statements))
    assert told[1] == told[0]
