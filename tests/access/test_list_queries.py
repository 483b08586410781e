"""Every list, read by every role: more rows take no more queries."""

import datetime as dt
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casework.api import router
from children.actions import add_member, give_access, open_case
from core.access import Role
from core.models import Record
from meetings.actions import log_held
from tests.cast import BEGAN, child, user
from tests.factories import AgreementFactory, SchoolFactory, UnitFactory

from .world import populate

READERS = ("anna", "vera", "petra", "lars", "adam")
# Lists that are no view set of records.
OTHERS = ("cases", "notices", "account/tokens", "children/overview")
FEW, MANY = 3, 9
LATER = BEGAN + dt.timedelta(days=30)


def lists():
    viewsets = {prefix for prefix, viewset, _name in router.registry if getattr(viewset, "lists_records", False)}
    return sorted({*viewsets, *OTHERS})


def add_one(cast, number):
    """A child more in Anna's hands, with one of each thing, and one more of what is nobody's."""
    SchoolFactory(municipality=cast.home, name=f"Skole {number}")
    UnitFactory(municipality=cast.home, name=f"Enhed {number}")
    user(f"ny{number}@prove.example", f"Ny {number}", Role.SUPERVISOR, cast.home)
    another = child(f"Barn Nr {number}", cast.home, cast.school_a)
    case = open_case(child=another, by=cast.anna, opened_on=BEGAN)
    give_access(child=another, user=cast.petra, by=cast.anna)
    teacher = add_member(child=another, by=cast.anna, kind="school_professional", name="Tove Ny", from_on=BEGAN)
    made = populate(replace(cast, child=another, case=case, teacher=teacher)).objects
    AgreementFactory(
        case=case, owner=teacher, what="Ro", from_on=LATER, origin="sparring", origin_id=made["sparrings"].pk
    )
    reviews = {"goal_reviews": [{"goal": made["goals"], "verdict": "keep"}]}
    reviews["agreement_reviews"] = [{"agreement": made["agreements"], "verdict": "keep"}]
    log_held(case=case, kind="follow_up", by=cast.anna, held_on=LATER, attended=[teacher], **reviews)


def counted(clients):
    """Queries of every list by every reader who gets it."""
    found = {}
    for path in lists():
        for who, client in clients.items():
            address = f"/api/v1/{path}/" + ("?page_size=40" if path != "account/tokens" else "")
            with CaptureQueriesContext(connection) as asked:
                answer = client.get(address)
            if answer.status_code == 200:
                found[path, who] = len(asked)
    return found


@pytest.mark.timeout(300)
def test_more_rows_take_no_more_queries(cast, client_of):
    clients = {who: client_of(getattr(cast, who)) for who in READERS}
    for number in range(FEW):
        add_one(cast, number)
    counted(clients)
    few = counted(clients)
    for number in range(FEW, MANY):
        add_one(cast, number)
    many = counted(clients)
    assert len(few) > 60
    assert {at: (few[at], many[at]) for at in few if many[at] > few[at]} == {}


def lists_of_records():
    """Lists whose rows have a version, and so are changed; with the cases and the notices."""
    listed = {prefix: viewset for prefix, viewset, _name in router.registry if prefix in lists()}
    return ["cases", "notices", *(prefix for prefix, each in listed.items() if issubclass(each.queryset.model, Record))]


@pytest.mark.parametrize("path", lists_of_records())
def test_every_list_is_sorted_by_change_and_tells_what_was_changed_since(cast, client_of, path):
    populate(cast)
    since, read = "2026-08-17T00:00:00+00:00", 0
    for who in READERS:
        for sort in ("changed_at", "-changed_at", "created_at", "-created_at"):
            answer = client_of(getattr(cast, who)).get(f"/api/v1/{path}/", {"sort": sort, "changed_since": since})
            if answer.status_code not in {403, 404}:
                assert answer.status_code == 200, (who, sort, answer.json())
                assert all(row["changed_at"] >= since for row in answer.json()["results"])
                read += 1
    assert read
