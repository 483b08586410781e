"""The people of the demo: who signs in, who leads, and nobody who can be reached."""

from collections import Counter

import pytest

from accounts.models import User
from casework.demo_signins import PASSWORD, SIGNINS
from children import openends, parts
from children.models import (
    Case,
    Child,
    NetworkMember,
)

from .town import of_town, town

# One worker makes the demo and runs all tests that look at it.
pytestmark = [pytest.mark.usefixtures("demo_town"), pytest.mark.xdist_group("demo")]


def test_everyone_in_the_list_of_sign_ins_can_sign_in():
    for email, _who in SIGNINS:
        assert User.objects.get(email=email).check_password(PASSWORD)
    others = User.objects.filter(municipality=town()).exclude(email__in=dict(SIGNINS))
    assert others
    assert not any(user.has_usable_password() for user in others)


def test_no_mail_and_no_call_can_reach_anyone():
    members = of_town(NetworkMember)
    assert {email.rpartition(".")[2] for email in members.values_list("email", flat=True) if email} == {"example"}
    assert {phone[:5] for phone in members.values_list("phone", flat=True) if phone} == {"00 00"}


def test_a_coordinator_has_twentyone_open_cases():
    loads = Counter(
        of_town(NetworkMember).filter(kind="coordinator", until_on=None, child__cases__closed_on=None)
        .values_list("user__email", flat=True)
    )  # fmt: skip
    assert loads["koordinator@demo.example"] == 21
    assert all(19 <= load <= 23 for load in loads.values())
    assert of_town(Case).exclude(closed_on=None).count() == 5


def test_each_leader_sees_cases_and_the_higher_one_no_fewer():
    seen = [
        Case.objects.of_unit(User.objects.get(email=f"{who}@demo.example")).count()
        for who in ("skoleleder", "omraadeleder", "skolechef", "direktoer")
    ]
    assert 0 < seen[0] < seen[1] < seen[2] <= seen[3] == of_town(Case).count()


def test_the_neighbours_have_four_children_nobody_here_can_see():
    neighbour = User.objects.get(email="koordinator@nabo.example")
    assert Child.objects.visible_to(neighbour).count() == 4
    coordinator = User.objects.get(email="koordinator@demo.example")
    assert not Child.objects.visible_to(neighbour) & Child.objects.visible_to(coordinator)


def test_nothing_is_left_open_in_a_closed_case():
    for case in of_town(Case).exclude(closed_on=None):
        assert openends.open_in(case) == [], case


def test_no_duty_belongs_to_somebody_who_has_left():
    for case in of_town(Case).filter(closed_on=None):
        assert [(each.id, each.member.name) for each in parts.orphaned(case)] == [], case
