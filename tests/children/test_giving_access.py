"""A coordinator gives a psychologist access to a child; nobody else gets it that way."""

import pytest
from django.core.exceptions import ValidationError

from children import actions
from children.models import Case, CaseEvent, NetworkMember
from core.access import Role
from core.models import Change, ReadOnlyRecord
from tests.factories import UserFactory


@pytest.fixture
def other_psychologist(cast):
    return UserFactory(role=Role.PSYCHOLOGIST, municipality=cast.home, name="Poul Prøve", phone="11 22 33 44")


def give(api, child, user):
    return api.post("network/give-access/", {"child": str(child.pk), "user": str(user.pk)})


def test_a_psychologist_finds_a_child_from_the_moment_access_is_given(cast, api_of, other_psychologist):
    assert api_of(other_psychologist).get(f"children/{cast.child.pk}/").status_code == 404
    assert give(api_of(cast.anna), cast.child, other_psychologist).status_code == 201
    assert api_of(other_psychologist).get(f"children/{cast.child.pk}/").status_code == 200


def test_the_part_has_the_users_contact_and_stands_on_the_timeline_with_who_gave_it(cast, api_of, other_psychologist):
    give(api_of(cast.anna), cast.child, other_psychologist)
    part = NetworkMember.objects.get(user=other_psychologist)
    assert (part.name, part.email, part.phone) == ("Poul Prøve", other_psychologist.email, "11 22 33 44")
    event = CaseEvent.objects.get(record_id=part.pk)
    assert (event.kind, event.by, event.detail) == (CaseEvent.Kind.NETWORK, cast.anna, "PPR-psykolog")
    assert Change.objects.get(record_id=part.pk).by == cast.anna


@pytest.mark.parametrize("who", ["karl", "vera", "lars", "adam"])
def test_no_other_role_is_given_access(cast, who):
    with pytest.raises(ValidationError, match="Vælg en PPR-psykolog fra kommunen"):
        actions.give_access(child=cast.child, user=getattr(cast, who), by=cast.anna)


def test_a_psychologist_next_door_is_given_no_access(cast):
    stranger = UserFactory(role=Role.PSYCHOLOGIST, municipality=cast.next_door)
    with pytest.raises(ValidationError, match="Vælg en PPR-psykolog fra kommunen"):
        actions.give_access(child=cast.child, user=stranger, by=cast.anna)


def test_no_access_is_given_to_a_child_whose_case_is_closed(cast, other_psychologist):
    Case.objects.filter(pk=cast.case.pk).update(closed_on=cast.case.opened_on, close_reason="moved")
    with pytest.raises(ReadOnlyRecord):
        actions.give_access(child=cast.child, user=other_psychologist, by=cast.anna)


@pytest.mark.parametrize("kind", sorted(NetworkMember.WITH_ACCESS))
def test_an_adult_is_not_added_with_a_part_that_gives_access(cast, kind):
    with pytest.raises(ValidationError) as refused:
        actions.add_member(child=cast.child, by=cast.anna, kind=kind, name="En Voksen", from_on=cast.case.opened_on)
    assert list(refused.value.message_dict) == ["kind"]
