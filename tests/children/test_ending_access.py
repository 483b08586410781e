"""An ended access takes effect at once, for every kind of part."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import SchoolPost
from children import actions
from children.models import CaseEvent, NetworkMember
from core.danish import short_date
from core.models import Change

TODAY = timezone.localdate()
TOMORROW = TODAY + dt.timedelta(days=1)


def post(api, path, data, *, version):
    headers = {"If-Match": str(version)}
    return api.client.post(f"/api/v1/{path}", data, "application/json", headers=headers)


@pytest.fixture
def petras_part(cast):
    return NetworkMember.objects.get(child=cast.child, user=cast.petra)


def end(api, part, **data):
    return post(api, f"network/{part.pk}/end/", data, version=part.version)


def sees(api, cast):
    return api.get(f"cases/{cast.case.pk}/").status_code == 200


def test_a_part_ended_without_a_day_gives_nothing_from_this_moment(cast, api_of, petras_part):
    assert sees(api_of(cast.petra), cast)
    assert end(api_of(cast.anna), petras_part).status_code == 200
    assert not sees(api_of(cast.petra), cast)


def test_a_part_that_ends_later_holds_until_its_last_day(cast, api_of, petras_part, time_machine):
    assert end(api_of(cast.anna), petras_part, until_on=str(TOMORROW)).status_code == 200
    assert sees(api_of(cast.petra), cast)
    time_machine.move_to(dt.datetime.combine(TOMORROW + dt.timedelta(days=1), dt.time(3)))
    assert not sees(api_of(cast.petra), cast)


def test_access_that_ends_later_can_be_ended_now(cast, api_of, petras_part):
    ending = end(api_of(cast.anna), petras_part, until_on=str(TOMORROW)).json()
    assert ending["abilities"]["end"]
    petras_part.refresh_from_db()
    end(api_of(cast.anna), petras_part)
    assert not sees(api_of(cast.petra), cast)


@pytest.mark.parametrize("who", ["petras_part", "teacher"])
def test_a_part_that_has_ended_says_it_cannot_be_ended_and_cannot(cast, api_of, petras_part, who):
    part = petras_part if who == "petras_part" else cast.teacher
    ended = end(api_of(cast.anna), part).json()
    part.refresh_from_db()
    assert ended["abilities"]["end"] is False
    assert end(api_of(cast.anna), part, until_on=str(TOMORROW)).status_code == 400
    assert NetworkMember.objects.get(pk=part.pk).until_on < TODAY


def test_an_adult_added_by_mistake_is_removed_the_same_day(cast, api_of):
    api = api_of(cast.anna)
    made = api.post("network/", {"child": str(cast.child.pk), "kind": "other", "name": "En", "from_on": str(TODAY)})
    member = NetworkMember.objects.get(pk=made.json()["id"])
    assert end(api, member).status_code == 200
    groups = api.get(f"cases/{cast.case.pk}/network/").json()["groups"]
    assert "En" not in [row["name"] for group in groups for row in group["members"]]


def test_a_post_ended_now_takes_the_children_at_once(cast, api_of, client_of):
    school_post = SchoolPost.objects.get(user=cast.vera)
    page = client_of(cast.adam)
    page.post(f"/administration/posts/{school_post.pk}/end/", {"version": school_post.version})
    assert not sees(api_of(cast.vera), cast)


def test_a_post_that_has_ended_says_it_cannot_be_ended_and_cannot(cast, api_of):
    school_post = SchoolPost.objects.get(user=cast.vera)
    path, adam = f"school-posts/{school_post.pk}/end/", api_of(cast.adam)
    assert post(adam, path, {}, version=1).json()["abilities"]["end"] is False
    assert post(adam, path, {}, version=2).status_code == 400


@pytest.mark.parametrize("change", [{"is_active": False}, {"role": "coordinator"}])
@pytest.mark.parametrize("who", ["petra", "vera"])
def test_a_user_who_is_switched_off_or_changes_role_leaves_the_networks(cast, api_of, who, change):
    user = getattr(cast, who)
    answer = api_of(cast.adam).patch(f"users/{user.pk}/", change, version=user.version)
    assert answer.status_code == 200, answer.json()
    assert not NetworkMember.objects.active(TODAY).filter(user=user).exists()


@pytest.mark.parametrize("who", ["petra", "vera"])
def test_when_one_user_is_switched_off_everybody_else_keeps_their_part(cast, api_of, who):
    user = getattr(cast, who)
    others = set(NetworkMember.objects.active(TODAY).exclude(user=user))
    api_of(cast.adam).patch(f"users/{user.pk}/", {"is_active": False}, version=user.version)
    assert set(NetworkMember.objects.active(TODAY)) == others


def test_the_end_of_a_part_stands_on_the_timeline_and_in_the_history_with_who_ended_it(cast, api_of):
    CaseEvent.objects.filter(record_id=cast.teacher.pk).delete()
    assert end(api_of(cast.anna), cast.teacher).status_code == 200
    event = CaseEvent.objects.get(record_id=cast.teacher.pk)
    assert (event.kind, event.by, event.detail) == (CaseEvent.Kind.NETWORK, cast.anna, "Fagperson i skolen")
    assert Change.objects.filter(record_id=cast.teacher.pk).latest("at").by == cast.anna


def test_a_part_somebody_else_has_changed_is_not_ended(cast, api_of):
    cast.teacher.phone = "11 22 33 44"
    cast.teacher.save()
    cast.teacher.version -= 1
    assert end(api_of(cast.anna), cast.teacher).status_code == 412


def test_a_part_that_follows_the_school_is_not_ended_by_hand(cast):
    with pytest.raises(ValidationError) as refused:
        actions.end_member(member=cast.supervisor_member, by=cast.anna)
    assert list(refused.value.message_dict) == ["until_on"]


def test_a_coordinator_who_is_switched_off_is_named_until_the_cases_are_handed_over(cast, api_of):
    api_of(cast.adam).patch(f"users/{cast.anna.pk}/", {"is_active": False}, version=cast.anna.version)
    assert NetworkMember.objects.active(TODAY).filter(user=cast.anna, child=cast.child).exists()


def test_the_form_says_that_access_ends_at_once_and_offers_a_later_day(cast, client_of, petras_part):
    page = client_of(cast.anna).get(f"/children/{cast.child.pk}/network/{petras_part.pk}/end/").content.decode()
    assert "Adgangen ophører, så snart du gemmer" in page
    assert 'id="f-until_on"' in page
    assert f'value="{short_date(TODAY)}"' not in page


def test_a_manager_who_has_seen_enough_closes_the_record_at_once(cast, api_of, client_of):
    lars = api_of(cast.lars)
    lars.post(f"cases/{cast.case.pk}/oversee/", {"reason": "Klage fra en skole"})
    assert sees(lars, cast)
    client_of(cast.lars).post(f"/cases/{cast.case.pk}/oversight/end/")
    assert not sees(lars, cast)
    assert (
        api_of(cast.anna).get(f"cases/{cast.case.pk}/network/").json()["oversight"][0]["reason"] == "Klage fra en skole"
    )


def test_nobody_ends_an_oversight_that_is_not_theirs(cast, api_of):
    for who in (cast.anna, cast.lars, cast.karl):
        assert api_of(who).post(f"cases/{cast.case.pk}/end-oversight/").status_code == 404
