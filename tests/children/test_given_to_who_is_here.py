"""Nothing new is given to somebody who has left; a record of a past day may name who was there then."""

import datetime as dt

import pytest
from django.utils import timezone

from assessments.actions import order_assessment
from children import actions
from children.models import NetworkMember
from goals.actions import agree
from goals.models import Agreement

TODAY = timezone.localdate()
LAST_WEEK, YESTERDAY = TODAY - dt.timedelta(days=7), TODAY - dt.timedelta(days=1)
SOON = timezone.now() + dt.timedelta(days=10)


@pytest.fixture
def gone(cast):
    """The class teacher, who left yesterday."""
    actions.end_member(member=cast.teacher, by=cast.anna)
    cast.teacher.refresh_from_db()
    return cast.teacher


MEETING = {"kind": "follow_up", "starts_at": SOON.isoformat()}
SPARRING = {"held_on": str(TODAY), "nothing_agreed": True}
WAYS = {
    "an agreement": ("agreements/", {"what": "Læser højt"}, "owner"),
    "an invitation": ("meetings/", MEETING, "invited"),
    "to speak for the child": ("meetings/", MEETING | {"child_part": "represented"}, "represented_by"),
    "to prepare the child": ("meetings/", MEETING, "prepared_by"),
    "to sit next to the child": ("meetings/", MEETING, "sits_next_to"),
    "a part of the assessment": ("assessments/", {}, "academic_by"),
    "sparring": ("sparrings/", SPARRING, "receivers"),
    "a contact": ("contacts/", {"held_on": str(TODAY), "way": "phone", "note": "Ringede"}, "members"),
    "a dream told today": ("dreams/", {"words": "Dyrlæge", "told_on": str(TODAY)}, "told_to"),
    "a meeting held today": ("meetings/log-held/", {"kind": "other", "held_on": str(TODAY)}, "attended"),
}
MANY = {"invited", "receivers", "members", "attended"}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("who", ["gone", "somebody else's"])
def test_it_is_not_given_to_people_outside_the_network(cast, api_of, gone, way, who):
    path, data, field = WAYS[way]
    member = gone if who == "gone" else NetworkMember.objects.get(child=cast.other_child, user=cast.anna)
    chosen = [str(member.pk)] if field in MANY else str(member.pk)
    answer = api_of(cast.anna).post(path, {"case": str(cast.case.pk), **data, field: chosen})
    assert answer.status_code == 400, answer.json()
    assert [error["field"] for error in answer.json()["errors"]] == [field]


@pytest.mark.parametrize("way", WAYS)
def test_it_is_given_to_people_around_the_child(cast, api_of, way):
    path, data, field = WAYS[way]
    chosen = [str(cast.teacher.pk)] if field in MANY else str(cast.teacher.pk)
    answer = api_of(cast.anna).post(path, {"case": str(cast.case.pk), **data, field: chosen})
    assert answer.status_code == 201, answer.json()


@pytest.mark.parametrize("way", ["sparring", "a contact", "a dream told today", "a meeting held today"])
def test_a_record_of_last_week_may_name_who_was_there(cast, api_of, gone, way):
    path, data, field = WAYS[way]
    chosen = [str(gone.pk)] if field in MANY else str(gone.pk)
    day = {name: str(LAST_WEEK) for name in ("held_on", "told_on") if name in data}
    answer = api_of(cast.anna).post(path, {"case": str(cast.case.pk), **data, field: chosen, **day})
    assert answer.status_code == 201, answer.json()


def test_somebody_who_joins_before_the_meeting_can_be_invited(cast, api_of):
    begins = TODAY + dt.timedelta(days=5)
    member = actions.add_member(child=cast.child, by=cast.anna, kind="caregiver", name="Ny Plejemor", from_on=begins)
    booking = {"case": str(cast.case.pk), **MEETING, "invited": [str(member.pk)]}
    assert api_of(cast.anna).post("meetings/", booking).status_code == 201


def test_somebody_who_leaves_before_the_meeting_cannot_be_invited(cast, api_of):
    actions.end_member(member=cast.teacher, by=cast.anna, until_on=TODAY + dt.timedelta(days=5))
    booking = {"case": str(cast.case.pk), **MEETING, "invited": [str(cast.teacher.pk)]}
    assert api_of(cast.anna).post("meetings/", booking).status_code == 400


def test_an_agreement_can_be_corrected_while_its_owner_who_left_is_still_on_it(cast, api_of):
    agreement = agree(case=cast.case, by=cast.anna, owner=cast.teacher, what="Læser højt")
    actions.end_member(member=cast.teacher, by=cast.anna)
    sent = {"what": "Læser højt hver dag", "owner": str(cast.teacher.pk)}
    answer = api_of(cast.anna).patch(f"agreements/{agreement.pk}/", sent, version=agreement.version)
    assert answer.status_code == 200, answer.json()


def test_an_agreement_is_not_given_to_somebody_who_has_left(cast, api_of, gone):
    agreement = agree(case=cast.case, by=cast.anna, owner=cast.caregiver, what="Læser højt")
    path = f"agreements/{agreement.pk}/"
    answer = api_of(cast.anna).patch(path, {"owner": str(gone.pk)}, version=agreement.version)
    assert answer.status_code == 400
    assert Agreement.objects.get(pk=agreement.pk).owner == cast.caregiver


def test_a_part_is_not_ordered_from_somebody_who_has_left(cast, api_of, gone):
    part = order_assessment(case=cast.case, by=cast.anna).parts.get(kind="academic")
    url, sent = f"/api/v1/assessment-parts/{part.pk}/order/", {"responsible": str(gone.pk)}
    headers = {"If-Match": f'"{part.version}"'}
    answer = api_of(cast.anna).client.post(url, sent, "application/json", headers=headers)
    assert answer.status_code == 400


def test_nothing_is_shared_with_who_left(cast, api_of, gone):
    dream = api_of(cast.anna).post("dreams/", {"case": str(cast.case.pk), "words": "Dyrlæge"}).json()
    sent = {"case": str(cast.case.pk), "item_kind": "dream", "item_id": dream["id"], "to_members": [str(gone.pk)]}
    answer = api_of(cast.anna).post("releases/", sent)
    assert [error["field"] for error in answer.json()["errors"]] == ["to_members"]
