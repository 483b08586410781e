"""A member with every duty there is, several of them on one record, is followed by another: all of it is handed on."""

import datetime as dt

import pytest
from django.utils import timezone

from accounts.models import SchoolPost
from assessments.actions import order_assessment
from children import actions, parts
from children.models import NetworkMember
from core.access import Role
from goals.actions import agree
from meetings.actions import book
from tests.cast import user
from tests.factories import SchoolPostFactory

TODAY = timezone.localdate()


def burden(cast, member):
    """Give a member every duty there is; a new kind of duty fails here until it is added."""
    book(
        case=cast.case,
        by=cast.anna,
        kind="start_up",
        starts_at=timezone.now() + dt.timedelta(days=7),
        invited=[member],
        child_part="represented",
        represented_by=member,
        prepared_by=member,
        sits_next_to=member,
    )
    agree(case=cast.case, by=cast.anna, owner=member, what="Læser højt")
    order_assessment(case=cast.case, by=cast.anna, responsible={"own_words": member, "academic": member})
    assert {each.duty.key for each in parts.open_duties_of([member])} == {duty.key for duty in parts.duties()}


def everything(*members):
    return sorted(each.id for each in parts.open_duties_of(members) if each.duty.key != "invitation")


def assert_handed_on(former, to, had):
    assert parts.open_duties_of([former]) == []
    assert everything(to) == had
    assert [each.duty.key for each in parts.open_duties_of([to])].count("invitation") == 1


def part_of(cast, who):
    return NetworkMember.objects.get(child=cast.child, user=who, until_on=None)


def hand_over(cast):
    actions.hand_over(case=cast.case, by=cast.anna, to_user=cast.karl, must_know="Alt er aftalt")


def hand_over_all(cast):
    actions.hand_over_all(coordinator=cast.anna, by=cast.lars, to_user=cast.karl)


@pytest.mark.parametrize("way", [hand_over, hand_over_all])
def test_the_next_coordinator_has_everything_the_former_had(cast, way):
    former = cast.coordinator_member
    burden(cast, former)
    had = everything(former)
    way(cast)
    assert_handed_on(former, part_of(cast, cast.karl), had)


def test_the_next_supervisor_has_everything_the_former_had_when_a_post_ends(cast):
    former = cast.supervisor_member
    burden(cast, former)
    had = everything(former)
    new = user("ny@prove.example", "Nina Prøve", Role.SUPERVISOR, cast.home)
    SchoolPostFactory(user=new, school=cast.school_a, from_on=TODAY)
    SchoolPost.objects.filter(user=cast.vera).update(until_on=TODAY - dt.timedelta(days=1))
    actions.follow_schools()
    assert_handed_on(former, part_of(cast, new), had)


def test_the_supervisor_of_the_new_school_has_everything_the_former_had(cast, api_of):
    former = cast.supervisor_member
    burden(cast, former)
    had = everything(former)
    school = {"child": str(cast.child.pk), "school": str(cast.school_b.pk), "grade": 6, "class_name": "6.x"}
    more = {"provision": "mainstream", "from_on": str(TODAY), "end_present": True}
    assert api_of(cast.anna).post("schoolings/", school | more).status_code == 201
    assert_handed_on(former, part_of(cast, cast.viggo), had)


def test_a_supervisor_who_comes_back_gets_everything_back(cast):
    former = cast.supervisor_member
    burden(cast, former)
    had = everything(former)
    SchoolPost.objects.filter(user=cast.vera).update(until_on=TODAY - dt.timedelta(days=1))
    actions.follow_schools()
    SchoolPostFactory(user=cast.vera, school=cast.school_a, from_on=TODAY)
    actions.follow_schools()
    assert_handed_on(former, part_of(cast, cast.vera), had)


def test_a_psychologist_with_access_again_gets_everything_back(cast):
    former = part_of(cast, cast.petra)
    burden(cast, former)
    had = everything(former)
    actions.end_member(member=former, by=cast.anna)
    actions.give_access(child=cast.child, user=cast.petra, by=cast.anna)
    assert_handed_on(former, part_of(cast, cast.petra), had)


def test_an_adult_who_comes_back_to_the_network_gets_everything_back(cast):
    former = cast.teacher
    burden(cast, former)
    had = everything(former)
    actions.end_member(member=former, by=cast.anna)
    again = {"kind": former.kind, "name": former.name, "part": former.part, "from_on": TODAY}
    back = actions.add_member(child=cast.child, by=cast.anna, same_as=former, **again)
    assert_handed_on(former, back, had)


def test_one_page_gives_all_duties_of_somebody_who_left_to_one_person(cast, api_of):
    former = cast.teacher
    burden(cast, former)
    had = everything(former)
    actions.end_member(member=former, by=cast.anna)
    rows = [{"what": each.id, "to": str(cast.caregiver.pk)} for each in parts.orphaned(cast.case)]
    assert api_of(cast.anna).post(f"cases/{cast.case.pk}/settle/", {"rows": rows}).status_code == 200
    assert_handed_on(former, cast.caregiver, had)
