"""Where a child lives and goes to school: dates in order, without overlap, and moving on in one step."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import SchoolPost, User
from children import actions
from children.models import CaseEvent, NetworkMember, Placement, Schooling
from children.models.relation import active_on

TODAY = timezone.localdate()


@pytest.fixture
def schooling(cast):
    return {
        "child": str(cast.child.pk),
        "school": str(cast.school_b.pk),
        "grade": 7,
        "class_name": "7.a",
        "provision": "mainstream",
        "from_on": str(TODAY - dt.timedelta(days=1)),
    }


@pytest.fixture
def placement(cast):
    return {
        "child": str(cast.child.pk),
        "kind": "residential",
        "place": "Prøvegården",
        "placing_municipality": "Prøvekøbing",
        "from_on": "2026-10-01",
    }


def errors(answer):
    assert answer.status_code == 400, answer.json()
    return {error["field"]: error["message"] for error in answer.json()["errors"]}


@pytest.mark.parametrize(
    ("dates", "field", "says"),
    [
        ({"until_on": "2026-09-30"}, "until_on", "Slutdatoen ligger før startdatoen"),
        ({"from_on": "2001-01-01"}, "from_on", "før barnet blev født"),
        ({"from_on": "2026-10-01"}, "from_on", "Afslut den først"),
        ({"from_on": "i går"}, "from_on", ""),
    ],
)
def test_a_placement_with_impossible_dates_names_the_field(cast, api_of, placement, dates, field, says):
    told = errors(api_of(cast.anna).post("placements/", placement | dates))
    assert list(told) == [field]
    assert says in told[field]


def test_a_new_placement_ends_the_present_one_the_day_before(cast, api_of, placement):
    answer = api_of(cast.anna).post("placements/", placement | {"end_present": True})
    assert answer.status_code == 201, answer.json()
    former = Placement.objects.filter(child=cast.child).earliest("from_on")
    assert former.until_on == dt.date(2026, 9, 30)


def test_a_new_placement_also_ends_one_that_was_to_end_later(cast, api_of, placement):
    Placement.objects.filter(child=cast.child).update(until_on=TODAY)
    assert api_of(cast.anna).post("placements/", placement | {"end_present": True}).status_code == 201
    assert Placement.objects.filter(child=cast.child).earliest("from_on").until_on == dt.date(2026, 9, 30)


def test_a_refused_placement_leaves_the_present_one_as_it_was(cast, api_of, placement):
    errors(api_of(cast.anna).post("placements/", placement | {"end_present": True, "kind": "tent"}))
    turned = {"end_present": True, "until_on": "2026-09-01"}
    errors(api_of(cast.anna).post("placements/", placement | turned))
    assert Placement.objects.get(child=cast.child).until_on is None


def test_a_placement_from_the_first_day_of_the_present_one_still_overlaps(cast, api_of, placement):
    told = errors(api_of(cast.anna).post("placements/", placement | {"end_present": True, "from_on": "2022-01-10"}))
    assert "Afslut den først" in told["from_on"]


def test_a_child_moving_school_moves_the_supervisors_access(cast, api_of, schooling):
    assert api_of(cast.anna).post("schoolings/", schooling | {"end_present": True}).status_code == 201
    assert api_of(cast.vera).get(f"children/{cast.child.pk}/").status_code == 404
    assert api_of(cast.viggo).get(f"children/{cast.child.pk}/").status_code == 200


def test_a_move_leaves_the_psychologists_part_as_it_is(cast, api_of, schooling):
    api_of(cast.anna).post("schoolings/", schooling | {"end_present": True})
    assert api_of(cast.petra).get(f"children/{cast.child.pk}/").status_code == 200


def test_a_supervisor_whose_school_the_child_stays_at_keeps_her_part(cast, api_of, schooling):
    part = cast.supervisor_member
    same_school = schooling | {"school": str(cast.school_a.pk), "end_present": True}
    assert api_of(cast.anna).post("schoolings/", same_school).status_code == 201
    assert list(NetworkMember.objects.filter(child=cast.child, user=cast.vera)) == [part]
    part.refresh_from_db()
    assert part.until_on is None


def test_a_supervisor_who_has_left_keeps_the_day_she_left(cast, api_of, schooling):
    part = cast.supervisor_member
    NetworkMember.objects.filter(pk=part.pk).update(until_on=part.from_on)
    api_of(cast.anna).post("schoolings/", schooling | {"end_present": True})
    part.refresh_from_db()
    assert part.until_on == part.from_on


def test_a_move_that_was_a_mistake_moves_the_access_back(cast, api_of, schooling):
    api = api_of(cast.anna)
    made = api.post("schoolings/", schooling | {"end_present": True}).json()
    assert api.delete(f"schoolings/{made['id']}/", version=made["version"]).status_code == 204
    former = Schooling.objects.get(child=cast.child)
    api.patch(f"schoolings/{former.pk}/", {"until_on": ""}, version=former.version)
    assert api_of(cast.viggo).get(f"children/{cast.child.pk}/").status_code == 404
    assert api_of(cast.vera).get(f"children/{cast.child.pk}/").status_code == 200


def test_a_move_next_month_moves_the_access_when_the_day_comes(cast, api_of, schooling, time_machine):
    day = TODAY + dt.timedelta(days=30)
    api_of(cast.anna).post("schoolings/", schooling | {"end_present": True, "from_on": str(day)})
    assert api_of(cast.viggo).get(f"children/{cast.child.pk}/").status_code == 404
    time_machine.move_to(dt.datetime.combine(day, dt.time(3)))
    assert actions.follow_schools() == 1
    assert api_of(cast.viggo).get(f"children/{cast.child.pk}/").status_code == 200
    assert api_of(cast.vera).get(f"children/{cast.child.pk}/").status_code == 404


def test_a_supervisor_who_stops_loses_the_schools_children(cast, api_of):
    SchoolPost.objects.filter(user=cast.vera).update(until_on=TODAY - dt.timedelta(days=2))
    assert actions.follow_schools() == 1
    assert api_of(cast.vera).get(f"children/{cast.child.pk}/").status_code == 404
    assert actions.follow_schools() == 0


@pytest.mark.parametrize("change", [{"is_active": False}, {"role": "psychologist"}])
def test_a_post_of_somebody_who_is_no_longer_a_supervisor_opens_nothing(cast, change):
    User.objects.filter(pk=cast.vera.pk).update(**change)
    assert actions.follow_schools() == 1
    assert not NetworkMember.objects.active(TODAY).filter(user=cast.vera).exists()


def test_following_the_schools_needs_no_more_queries_for_many_children(cast, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        assert actions.follow_schools() == 0


def test_a_past_school_is_history_and_no_news_on_the_timeline(cast, api_of, schooling):
    past = schooling | {"from_on": "2023-08-01", "until_on": "2025-06-30", "grade": 4}
    assert api_of(cast.anna).post("schoolings/", past).status_code == 201
    assert not CaseEvent.objects.filter(case=cast.case, kind="schooling").exists()


def test_a_new_school_is_on_the_timeline(cast, api_of, schooling):
    api_of(cast.anna).post("schoolings/", schooling | {"end_present": True})
    assert CaseEvent.objects.get(case=cast.case, kind="schooling").happened_on == TODAY - dt.timedelta(days=1)


def test_a_supervisor_does_not_move_children(cast, api_of, schooling):
    assert api_of(cast.vera).post("schoolings/", schooling | {"end_present": True}).status_code == 403


def test_a_diagnosis_is_written_once(cast, api_of):
    diagnosis = {"child": str(cast.child.pk), "name": "Ordblindhed"}
    assert api_of(cast.anna).post("diagnoses/", diagnosis).status_code == 201
    assert "name" in errors(api_of(cast.anna).post("diagnoses/", diagnosis))


def test_a_taken_cpr_number_is_an_error_at_the_number(cast, api_of):
    child = {"first_name": "Ny", "last_name": "Prøve", "born_on": "2015-03-02", "gender": "boy", "cpr": "020315-4321"}
    assert api_of(cast.anna).post("children/", child).status_code == 201
    assert "Søg barnet frem" in errors(api_of(cast.karl).post("children/", child))["cpr"]


def test_ending_a_part_that_began_today_takes_the_access_at_once(cast, api_of):
    part = actions.give_part(child=cast.other_child, user=cast.petra, by=cast.anna)
    actions.end_part(part, by=cast.anna)
    assert api_of(cast.petra).get(f"children/{cast.other_child.pk}/").status_code == 404
    part.refresh_from_db()
    assert (part.from_on, part.until_on) == (TODAY, TODAY - dt.timedelta(days=1))


def test_a_part_that_ended_the_day_it_began_holds_on_no_day(cast):
    part = actions.give_part(child=cast.other_child, user=cast.petra, by=cast.anna)
    actions.end_part(part, by=cast.anna)
    days = [TODAY + dt.timedelta(days=step) for step in (-1, 0, 1)]
    assert not any(NetworkMember.objects.filter(active_on(day), pk=part.pk).exists() for day in days)


def test_a_part_that_ended_the_day_it_began_counts_as_ended_and_not_as_a_wrong_date(cast, api_of):
    part = actions.give_part(child=cast.other_child, user=cast.petra, by=cast.anna)
    actions.end_part(part, by=cast.anna)
    answer = api_of(cast.anna).patch(f"network/{part.pk}/", {"phone": "12345678"}, version=part.version)
    assert (answer.status_code, "afsluttet" in answer.json()["detail"]) == (409, True)


def test_no_other_dates_turn_round(cast):
    part = actions.give_part(child=cast.other_child, user=cast.petra, by=cast.anna)
    for member in (part, cast.teacher):
        day = member.from_on - dt.timedelta(days=2)
        with pytest.raises(IntegrityError), transaction.atomic():
            NetworkMember.objects.filter(pk=member.pk).update(until_on=day)
