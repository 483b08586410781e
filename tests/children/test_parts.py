"""A part ends at one place: each duty on it is handed on, let go, or listed until somebody decides."""

import datetime as dt

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import SchoolPost
from assessments.actions import order_assessment
from children import actions, parts
from children.models import NetworkMember
from core.access import Role
from goals.actions import agree
from goals.models import Agreement
from meetings.actions import book
from meetings.models import Attendance, Meeting
from tests.cast import user
from tests.factories import AttendanceFactory, SchoolPostFactory

TODAY = timezone.localdate()


@pytest.fixture
def booked(cast):
    """A start-up meeting next week: the coordinator speaks for the child, the supervisor prepares it."""
    return book(
        case=cast.case,
        by=cast.anna,
        kind="start_up",
        starts_at=timezone.now() + dt.timedelta(days=7),
        invited=[cast.coordinator_member, cast.supervisor_member, cast.teacher],
        child_part="represented",
        represented_by=cast.coordinator_member,
        prepared_by=cast.supervisor_member,
        sits_next_to=cast.teacher,
    )


def agreed(cast, owner, what="Læser højt", **fields):
    return agree(case=cast.case, by=cast.anna, owner=owner, what=what, **fields)


def invited(meeting):
    rows = Attendance.objects.filter(meeting=meeting, invited=True)
    return sorted(rows.values_list("member__name", flat=True))


def orphans(api, cast):
    rows = api.get(f"cases/{cast.case.pk}/orphaned/").json()["rows"]
    return {(row["label"], row["name"]): row["id"] for row in rows}


def settle(api, cast, **rows):
    sent = [{"what": what, "to": str(to)} for what, to in rows["rows"].items()]
    return api.post(f"cases/{cast.case.pk}/settle/", {"rows": sent})


# Who answers for what -----------------------------------------------------------------------------------------------


def pointing_at_members():
    """Every field of every model that points at a network member."""
    return {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in [*model._meta.concrete_fields, *model._meta.local_many_to_many]
        if field.related_model is NetworkMember and not model._meta.auto_created
    }


def test_every_field_that_points_at_a_member_is_declared_once():
    """A new field fails here: say in its app's ``parts.py`` what becomes of it when the part ends."""
    answered = [answer.field for answer in parts.register()]
    assert sorted(answered) == sorted(pointing_at_members())


def test_every_key_to_one_member_follows_the_rule_of_the_network():
    """Past facts and releases are excepted: the action checks the member of a release."""
    keys = {
        f"{model._meta.label}.{field.name}": type(field).__name__
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.related_model is NetworkMember and not model._meta.auto_created
    }
    assert {name for name, kind in keys.items() if kind != "MemberKey"} == {"children.Release.to_member"}


@pytest.mark.parametrize("answer", parts.register(), ids=lambda answer: answer.field)
def test_every_answer_names_a_field_there_is(answer):
    assert parts.model_of(answer)._meta.get_field(answer.field.rpartition(".")[2])


# Handing on ---------------------------------------------------------------------------------------------------------


def test_the_next_coordinator_is_invited_in_place_of_the_former(cast, booked):
    actions.hand_over(case=cast.case, by=cast.anna, to_user=cast.karl, must_know="Alt er aftalt")
    booked.refresh_from_db()
    assert invited(booked) == ["Karl Prøve", "Tove Prøve", "Vera Prøve"]
    assert booked.represented_by.name == "Karl Prøve"


def test_the_next_coordinator_stands_for_the_open_agreements_and_not_for_those_that_ended(cast):
    still, done = agreed(cast, cast.coordinator_member), agreed(cast, cast.coordinator_member, "Ringer hjem")
    Agreement.objects.filter(pk=done.pk).update(status="done", ended_on=TODAY)
    actions.hand_over(case=cast.case, by=cast.anna, to_user=cast.karl, must_know="Alt er aftalt")
    owners = dict(Agreement.objects.values_list("pk", "owner__name"))
    assert owners == {still.pk: "Karl Prøve", done.pk: "Anna Prøve"}


def test_the_next_coordinator_makes_the_parts_of_the_assessment_the_former_had(cast):
    ordered = order_assessment(case=cast.case, by=cast.anna, responsible={"own_words": cast.coordinator_member})
    actions.hand_over(case=cast.case, by=cast.anna, to_user=cast.karl, must_know="Alt er aftalt")
    assert ordered.parts.get(kind="own_words").responsible.name == "Karl Prøve"


def test_a_held_meeting_keeps_who_was_there(cast, booked):
    Meeting.objects.filter(pk=booked.pk).update(state="held", held_on=TODAY)
    actions.hand_over(case=cast.case, by=cast.anna, to_user=cast.karl, must_know="Alt er aftalt")
    assert invited(booked) == ["Anna Prøve", "Tove Prøve", "Vera Prøve"]


def test_all_cases_a_manager_hands_over_take_along_what_is_booked(cast, booked):
    actions.hand_over_all(coordinator=cast.anna, by=cast.lars, to_user=cast.karl)
    assert "Karl Prøve" in invited(booked)
    assert "Anna Prøve" not in invited(booked)


def test_the_next_supervisor_at_the_school_takes_over(cast, booked):
    agreement = agreed(cast, cast.supervisor_member)
    new = user("ny@prove.example", "Nina Prøve", Role.SUPERVISOR, cast.home)
    SchoolPostFactory(user=new, school=cast.school_a, from_on=TODAY)
    SchoolPost.objects.filter(user=cast.vera).update(until_on=TODAY - dt.timedelta(days=1))
    actions.follow_schools()
    booked.refresh_from_db()
    agreement.refresh_from_db()
    assert invited(booked) == ["Anna Prøve", "Nina Prøve", "Tove Prøve"]
    assert (booked.prepared_by.name, agreement.owner.name) == ("Nina Prøve", "Nina Prøve")


def test_nobody_is_invited_twice(cast, booked):
    second = user("ny@prove.example", "Nina Prøve", Role.SUPERVISOR, cast.home)
    SchoolPostFactory(user=second, school=cast.school_a, from_on=TODAY)
    actions.follow_schools()
    AttendanceFactory(case=cast.case, meeting=booked, member=NetworkMember.objects.get(user=second))
    SchoolPost.objects.filter(user=cast.vera).update(until_on=TODAY - dt.timedelta(days=1))
    actions.follow_schools()
    assert invited(booked) == ["Anna Prøve", "Nina Prøve", "Tove Prøve"]


def test_without_a_new_supervisor_duties_wait_for_one_who_comes_back(cast, booked, api_of):
    SchoolPost.objects.filter(user=cast.vera).update(until_on=TODAY - dt.timedelta(days=1))
    actions.follow_schools()
    assert ("Forbereder barnet", "Vera Prøve") in orphans(api_of(cast.anna), cast)
    SchoolPostFactory(user=cast.vera, school=cast.school_a, from_on=TODAY)
    actions.follow_schools()
    booked.refresh_from_db()
    assert not booked.prepared_by.has_ended(TODAY)
    assert orphans(api_of(cast.anna), cast) == {}


# Orphaned -----------------------------------------------------------------------------------------------------------


def test_duties_of_somebody_who_left_are_listed_until_handed_out_or_dropped(cast, booked, api_of):
    agreement, api = agreed(cast, cast.teacher), api_of(cast.anna)
    actions.end_member(member=cast.teacher, by=cast.anna)
    waiting = orphans(api, cast)
    assert {label for label, _name in waiting} == {
        "Inviteret til mødet",
        "Sidder ved siden af barnet",
        "Står for aftalen",
    }
    given = {
        waiting["Står for aftalen", "Tove Prøve"]: cast.caregiver.pk,
        waiting["Inviteret til mødet", "Tove Prøve"]: "let_go",
        waiting["Sidder ved siden af barnet", "Tove Prøve"]: "",
    }
    assert settle(api, cast, rows=given).status_code == 200
    agreement.refresh_from_db()
    assert agreement.owner == cast.caregiver
    assert invited(booked) == ["Anna Prøve", "Vera Prøve"]
    assert list(orphans(api, cast)) == [("Sidder ved siden af barnet", "Tove Prøve")]


def test_a_dropped_agreement_is_stopped(cast, api_of):
    agreement = agreed(cast, cast.teacher)
    actions.end_member(member=cast.teacher, by=cast.anna)
    settle(api_of(cast.anna), cast, rows={f"agreement.{agreement.pk}": "let_go"})
    agreement.refresh_from_db()
    assert agreement.status == Agreement.Status.STOPPED


def test_without_anybody_to_speak_for_the_child_its_part_is_decided_anew(cast, booked, api_of):
    NetworkMember.objects.filter(pk=cast.teacher.pk).update(until_on=TODAY - dt.timedelta(days=1))
    Meeting.objects.filter(pk=booked.pk).update(represented_by=cast.teacher)
    settle(api_of(cast.anna), cast, rows={f"represented_by.{booked.pk}": "let_go"})
    booked.refresh_from_db()
    assert (booked.represented_by, booked.child_part) == (None, "")


def test_an_invitation_of_somebody_who_will_have_left_is_listed_at_once(cast, booked, api_of):
    actions.end_member(member=cast.teacher, by=cast.anna, until_on=TODAY + dt.timedelta(days=3))
    assert ("Inviteret til mødet", "Tove Prøve") in orphans(api_of(cast.anna), cast)


def test_nothing_is_done_where_one_row_is_wrong(cast, api_of):
    agreement, gone = agreed(cast, cast.teacher), cast.caregiver
    other = agreed(cast, cast.teacher, "Ringer hjem")
    for member in (cast.teacher, gone):
        actions.end_member(member=member, by=cast.anna)
    rows = {f"agreement.{other.pk}": "let_go", f"agreement.{agreement.pk}": gone.pk}
    answer = settle(api_of(cast.anna), cast, rows=rows)
    assert [error["field"] for error in answer.json()["errors"]] == ["rows.1.to"]
    other.refresh_from_db()
    assert other.is_open


@pytest.mark.parametrize("what", ["agreement.nothing", "nothing", "agreement.0197e0c0-0000-7000-8000-000000000000"])
def test_a_missing_record_is_an_error_at_its_row(cast, api_of, what):
    answer = settle(api_of(cast.anna), cast, rows={what: "let_go"})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "rows.0.to")


def test_the_text_a_psychologist_has_begun_stays_with_psychologists(cast, api_of):
    ordered = order_assessment(case=cast.case, by=cast.anna, responsible={"cognitive": cast.petra})
    part = ordered.parts.get(kind="cognitive")
    type(part).objects.filter(pk=part.pk).update(strengths="Hukommelse")
    actions.end_member(member=part.responsible, by=cast.anna)
    api = api_of(cast.anna)
    assert settle(api, cast, rows={f"part.{part.pk}": cast.caregiver.pk}).status_code == 400
    assert settle(api, cast, rows={f"part.{part.pk}": "let_go"}).status_code == 200
    assert api.get(f"assessment-parts/{part.pk}/").json()["strengths"] is None
    assert orphans(api, cast) == {}


def test_only_the_coordinator_decides(cast, api_of):
    assert api_of(cast.vera).get(f"cases/{cast.case.pk}/orphaned/").status_code == 403
    assert settle(api_of(cast.vera), cast, rows={}).status_code == 403


def test_the_page_gives_a_thing_to_somebody_and_the_case_says_what_waits(cast, client_of):
    agreement, anna = agreed(cast, cast.teacher), client_of(cast.anna)
    actions.end_member(member=cast.teacher, by=cast.anna)
    for path in ("", "network/"):
        assert f"/cases/{cast.case.pk}/orphaned/" in anna.get(f"/cases/{cast.case.pk}/{path}").content.decode()
    sent = {"rows-0-what": f"agreement.{agreement.pk}", "rows-0-to": str(cast.caregiver.pk)}
    assert anna.post(f"/cases/{cast.case.pk}/orphaned/", sent).status_code == 302
    assert "orphaned" not in anna.get(f"/cases/{cast.case.pk}/").content.decode()


def test_my_day_shows_in_which_cases_something_waits_with_a_link(cast, api_of, client_of):
    agreed(cast, cast.teacher)
    agreed(cast, cast.teacher, "Ringer hjem")
    page = f"/cases/{cast.case.pk}/orphaned/"
    assert page not in client_of(cast.anna).get("/my-day/").content.decode()
    actions.end_member(member=cast.teacher, by=cast.anna)
    assert page in client_of(cast.anna).get("/my-day/").content.decode()
    [waits] = api_of(cast.anna).get("my-day/").json()["orphaned"]
    assert (waits["case"], waits["first_name"], waits["count"]) == (str(cast.case.pk), "Barn Et", 2)


# Somebody who leaves on a day to come --------------------------------------------------------------------------------


@pytest.fixture
def leaving(cast):
    """The caregiver, whose part ends in a week."""
    actions.end_member(member=cast.caregiver, by=cast.anna, until_on=TODAY + dt.timedelta(days=7))
    return NetworkMember.objects.get(pk=cast.caregiver.pk)


def agree_over_api(api, cast, owner, days):
    due_on = str(TODAY + dt.timedelta(days=days))
    sent = {"case": str(cast.case.pk), "owner": str(owner.pk), "what": "Læser højt", "place": "home", "due_on": due_on}
    return api.post("agreements/", {**sent, "rhythm": "once", "from_on": str(TODAY)})


def test_an_agreement_is_not_given_to_somebody_who_is_gone_when_it_is_due(cast, api_of, leaving):
    refused = agree_over_api(api_of(cast.anna), cast, leaving, 8)
    assert refused.status_code == 400
    [error] = refused.json()["errors"]
    assert error["field"] == "owner"
    assert error["message"].startswith("Pia Prøve er kun med til og med")
    assert agree_over_api(api_of(cast.anna), cast, leaving, 7).status_code == 201


def test_an_agreement_waits_for_another_as_soon_as_its_owner_is_said_to_leave_before_it_is_due(cast, api_of):
    for what, days in (("Læser højt", 8), ("Ringer hjem", 7)):
        agreed(cast, cast.caregiver, what, due_on=TODAY + dt.timedelta(days=days))
    assert orphans(api_of(cast.anna), cast) == {}
    actions.end_member(member=cast.caregiver, by=cast.anna, until_on=TODAY + dt.timedelta(days=7))
    [(label, name)] = orphans(api_of(cast.anna), cast)
    assert (label, name) == ("Står for aftalen", "Pia Prøve")


def test_what_is_due_later_is_not_passed_to_somebody_who_is_gone_then(cast, api_of, leaving):
    agreement = agreed(cast, cast.teacher, due_on=TODAY + dt.timedelta(days=30))
    actions.end_member(member=cast.teacher, by=cast.anna)
    refused = settle(api_of(cast.anna), cast, rows={f"agreement.{agreement.pk}": leaving.pk})
    assert "kun med til og med" in refused.json()["errors"][0]["message"]


def test_nobody_is_invited_who_is_gone_by_the_meeting(cast, leaving):
    soon = timezone.now() + dt.timedelta(days=8)
    with pytest.raises(ValidationError, match="kun med til og med"):
        book(case=cast.case, by=cast.anna, kind="other", starts_at=soon, invited=[leaving])


# Somebody who is switched off and on ---------------------------------------------------------------------------------


def switch(api, who, **fields):
    who.refresh_from_db()
    headers = {"If-Match": str(who.version)}
    answer = api.client.patch(f"/api/v1/users/{who.pk}/", fields, "application/json", headers=headers)
    assert answer.status_code == 200, answer.json()


def test_a_supervisor_who_is_switched_on_again_is_back_at_once_with_what_was_hers(cast, booked, api_of):
    switch(api_of(cast.adam), cast.vera, is_active=False)
    assert ("Forbereder barnet", "Vera Prøve") in orphans(api_of(cast.anna), cast)
    switch(api_of(cast.adam), cast.vera, is_active=True)
    assert NetworkMember.objects.filter(child=cast.child, user=cast.vera, until_on=None).exists()
    assert orphans(api_of(cast.anna), cast) == {}


def test_a_supervisor_who_is_switched_off_is_followed_by_another_of_the_school_at_once(cast, booked, api_of):
    new = user("ny@prove.example", "Nina Prøve", Role.SUPERVISOR, cast.home)
    SchoolPostFactory(user=new, school=cast.school_a, from_on=TODAY)
    switch(api_of(cast.adam), cast.vera, is_active=False)
    booked.refresh_from_db()
    assert booked.prepared_by.name == "Nina Prøve"
