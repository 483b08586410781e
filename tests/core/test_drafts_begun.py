"""A draft belongs to the new record and its start: what the query names as a start is part of the draft's key."""

import pytest

from tests.cast import BEGAN
from tests.factories import DreamFactory


@pytest.fixture
def begun_in(cast):
    """Pages of new records, each with addresses that give different starts."""
    dream = DreamFactory(case=cast.case, told_on=BEGAN, words="At blive læge")
    case, child = f"/cases/{cast.case.pk}", f"/children/{cast.child.pk}"
    return {
        f"{child}/network/new/": ["", f"?same_as={cast.teacher.pk}", f"?same_as={cast.caregiver.pk}"],
        f"{child}/schoolings/new/": ["", "?next=class"],
        f"{case}/contacts/new/": ["", f"?member={cast.teacher.pk}"],
        f"{case}/goals/new/": ["", f"?dream={dream.pk}"],
        f"{case}/meetings/new/": ["", "?kind=follow_up"],
        f"{case}/sparring/new/": ["?setting=school", "?setting=home"],
    }


def test_a_draft_with_one_start_is_not_restored_in_a_form_with_another(cast, client_of, begun_in):
    browser = client_of(cast.anna)
    for page, queries in begun_in.items():
        answers = [browser.get(page + query) for query in queries]
        assert [answer.status_code for answer in answers] == [200] * len(queries), page
        assert len({answer.context["form"].draft["key"] for answer in answers}) == len(queries), page


def test_the_address_to_return_to_is_no_part_of_the_form(cast, client_of):
    page = f"/children/{cast.child.pk}/network/new/"
    keys = {client_of(cast.anna).get(page + query).context["form"].draft["key"] for query in ("", "?back=my-day")}
    assert len(keys) == 1
