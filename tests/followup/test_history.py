"""The history: one line for each act of a person, before and after in words."""

import datetime as dt

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from children.models import CaseEvent, ChildRecord
from core.acts import one_act
from followup.history import DONE
from followup.naming import WHICH
from goals.actions import agree, follow_up_agreement
from meetings.actions import book, cancel
from support.actions import log_sparring
from tests.access.world import populate
from tests.factories import GoalFactory


def history(api, case):
    return api.get(f"cases/{case.pk}/history/").json()["results"]


def lines(row):
    return [(field["label"], field["before"], field["after"]) for field in row["fields"] if field["shown"]]


@pytest.mark.parametrize(
    "model",
    [m for m in apps.get_models() if issubclass(m, ChildRecord) and m is not CaseEvent],
    ids=lambda model: model.__name__,
)
def test_every_record_about_a_child_has_its_words_in_the_history(model):
    assert model._meta.label in DONE, "say in followup/history.py what it is called to make, change and delete one"


def test_the_naming_field_is_a_field_of_the_record():
    assert all(apps.get_model(label)._meta.get_field(name) for label, name in WHICH.items())


def test_a_sparring_with_two_agreements_is_one_line(cast, api_of):
    api = api_of(cast.anna)
    sent = {
        "case": str(cast.case.pk),
        "held_on": timezone.localdate().isoformat(),
        "receivers": [str(cast.teacher.pk)],
        "form": "talk",
        "changes": [{"what": "Giver en pause"}, {"what": "Sidder forrest"}],
    }
    assert api.post("sparrings/", sent).status_code == 201
    row = history(api, cast.case)[0]
    assert row["what"].startswith("Sparring skrevet: ")
    assert [each["what"] for each in row["along"]] == ["Aftale indgået: Giver en pause og Sidder forrest"]


def test_two_presses_of_a_button_are_two_lines(cast, api_of):
    api = api_of(cast.anna)
    before = len(history(api, cast.case))
    for version, name in enumerate(["Ny", "Nyere"], start=cast.child.version):
        assert api.patch(f"children/{cast.child.pk}/", {"last_name": name}, version=version).status_code == 200
    rows = history(api, cast.case)
    assert len(rows) == before + 2
    assert lines(rows[0]) == [("efternavn", "Ny", "Nyere")]


def test_a_cancelled_meeting_sends_a_notice_that_it_is_cancelled(cast, api_of):
    meeting = book(case=cast.case, by=cast.anna, kind="start_up", starts_at=timezone.now(), invited=[cast.teacher])
    cancel(meeting, by=cast.anna, expected_version=meeting.version, reason="Syg")
    row = history(api_of(cast.anna), cast.case)[0]
    assert row["what"].startswith("Møde aflyst: opstartsmøde")
    assert ("status", "Booket", "Aflyst") in lines(row)


def test_a_person_is_named_before_and_after_in_the_history(cast, api_of):
    agreed = agree(
        case=cast.case,
        by=cast.anna,
        owner=cast.teacher,
        what="Makkerlæsning",
        place="school",
        from_on=timezone.localdate(),
    )
    agreed.owner = cast.caregiver
    agreed.save(by=cast.anna)
    row = history(api_of(cast.anna), cast.case)[0]
    assert row["what"] == "Aftale ændret: Makkerlæsning"
    assert lines(row) == [("hvem?", cast.teacher.name, cast.caregiver.name)]


def test_a_goal_is_named_to_those_who_may_read_it(cast, api_of):
    GoalFactory(
        case=cast.case, title="Store tal", academic_goal="Dividere", agreed_on=timezone.localdate(), by=cast.anna
    )
    assert history(api_of(cast.vera), cast.case)[0]["what"] == "Mål aftalt: Store tal"


def test_a_longer_history_needs_no_more_queries(cast, client_of, api_of):
    def questions():
        api = api_of(cast.anna)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            history(api, cast.case)
        return len(asked)

    def sparring(days):
        held_on = timezone.localdate() - dt.timedelta(days=days)
        log_sparring(case=cast.case, by=cast.anna, receivers=[cast.teacher], held_on=held_on, nothing_agreed=True)

    sparring(1)
    few = questions()
    for days in range(2, 8):
        sparring(days)
    assert questions() == few


def share(api, case, member, **items):
    rows = [{"item_kind": kind, "item_id": str(record.pk)} for kind, record in items.items()]
    sent = {"case": str(case.pk), "items": rows, "to_members": [str(member.pk)]}
    assert api.post("releases/several/", sent).status_code == 201


def test_what_is_shared_is_told_with_whom_it_is_shared_with(cast, api_of):
    made = populate(cast)
    share(
        api_of(cast.anna),
        cast.case,
        cast.supervisor_member,
        goal=made.one("goals.Goal"),
        meeting=made.one("meetings.Meeting"),
    )
    told = history(api_of(cast.anna), cast.case)[0]["what"]
    assert told.startswith("Delt: barnets ord om målet (Store tal) og barnets ord fra mødet (opstartsmøde ")
    assert told.endswith(f" med {cast.supervisor_member.name}")


def test_those_who_came_to_a_meeting_are_one_line_with_their_names(cast, api_of):
    meeting = book(
        case=cast.case,
        by=cast.anna,
        kind="start_up",
        starts_at=timezone.now(),
        invited=[cast.teacher, cast.caregiver],
    )
    with one_act():
        for each in meeting.attendances.all():
            each.attended = True
            each.save(by=cast.anna)
    row = history(api_of(cast.anna), cast.case)[0]
    assert row["what"].startswith("Var med: ")
    assert cast.teacher.name in row["what"]
    assert cast.caregiver.name in row["what"]
    assert row["along"] == []


def followed_up(cast, place):
    agreement = agree(
        case=cast.case, by=cast.anna, owner=cast.teacher, what="Læser", place=place, from_on=timezone.localdate()
    )
    follow_up_agreement(agreement=agreement, by=cast.anna, tried="yes", helped="somewhat", status="done")


@pytest.mark.parametrize("place", ["school", "home"])
def test_what_came_of_an_agreement_is_told_to_those_who_may_read_it(cast, api_of, place):
    followed_up(cast, place)
    row = history(api_of(cast.anna), cast.case)[0]
    assert row["what"] == "Aftale fulgt op: Læser"
    assert ("blev det prøvet?", "", "Ja") in lines(row)


def test_what_came_of_an_agreement_at_home_is_not_told_to_the_psychologist(cast, api_of):
    followed_up(cast, "home")
    row = history(api_of(cast.petra), cast.case)[0]
    assert row["what"] == f"Aftale fulgt op: {cast.teacher.name}"
    assert lines(row) == []
