"""A closed case is read only: every record of a case, and every route of the API that writes."""

import datetime as dt
import json
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from children.actions import close_case
from children.models import Case, CaseRecord
from children.models.case import CASE_CLOSED
from core.models import ReadOnlyRecord
from goals.actions import tell_dream
from goals.models import Dream
from tests.cast import BEGAN
from tests.factories import AssessmentFactory, AssessmentPartFactory
from tests.waiting import wait_until_somebody_waits

from .routes import Route, routes
from .world import World, populate

ON = dt.date(2026, 11, 1)
LATER = BEGAN + dt.timedelta(days=30)
# Records of a case that a closed one takes too, each with the reason in its ``needs_open_case``.
WRITTEN_IN_CLOSED = {"children.CaseEvent", "children.Closing", "children.Handover"}
# Rows derived from the case, which the application itself writes.
DERIVED = {"followup.CaseStatus", "followup.CaseStep", "followup.Notice", "meetings.CalendarMessage"}

# Routes that write nothing in a case: they are about the child alone, or about no child.
OUTSIDE_CASES = {
    *["moving-up", "child", "placement", "schooling", "diagnosis", "othermeasure", "networkmember"],
    *["import", "coordinator", "school", "unit", "institution", "schoolyear", "municipality", "user", "schoolpost"],
    *["notices", "notice", "account", "typed", "search", "draft", "docs"],
    # The guests' own, where no user is known; a closed case has no session of theirs.
    "guest",
}
# Routes that a closed case takes: reopening, handing over, a manager's access, and withdrawing releases.
TAKEN = {"case-list", "case-reopen", "case-reassign", "case-oversee", "case-end-oversight", "release-withdraw"}
# Routes about the closing itself, with an error of their own for one that is decided.
CLOSING = {"case-close", "case-approve-closing", "case-return-closing"}
# A closed case has no links that work, and these say so in their own words.
OF_LINKS = {"guestlink-end", "guestlink-renew"}
# The network's routes about the case, although the part belongs to the child.
OF_THE_CASE = {"networkmember-give-access"}


def shut(case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(closed_on=ON, close_reason="moved")


def of_a_case() -> list[type[CaseRecord]]:
    return [model for model in apps.get_models() if issubclass(model, CaseRecord)]


def test_everything_that_points_at_a_case_is_a_record_of_it_or_derived():
    pointing = {
        model._meta.label
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.related_model is Case
    }
    assert pointing - {model._meta.label for model in of_a_case()} == DERIVED


@pytest.mark.parametrize("model", of_a_case(), ids=lambda model: model.__name__)
def test_no_record_of_a_closed_case_is_made(cast, model):
    shut(cast.case)
    record = model(case=Case.objects.get(pk=cast.case.pk))
    if model._meta.label in WRITTEN_IN_CLOSED:
        assert not record.is_read_only
    else:
        with pytest.raises(ReadOnlyRecord, match="afsluttet"):
            record.save()


def test_no_record_of_a_closed_case_is_changed_or_removed(cast):
    world = populate(cast)
    shut(cast.case)
    kept = [record for record in world.objects.values() if isinstance(record, CaseRecord)]
    for record in (type(each).objects.get(pk=each.pk) for each in kept):
        if record.needs_open_case:
            with pytest.raises(ReadOnlyRecord):
                record.save(by=cast.anna)
            with pytest.raises(ReadOnlyRecord):
                record.remove(by=cast.anna)


def test_the_fields_of_a_closed_case_cannot_be_changed(cast):
    shut(cast.case)
    case = Case.objects.get(pk=cast.case.pk)
    case.opened_on = dt.date(2026, 8, 2)
    with pytest.raises(ReadOnlyRecord):
        case.save(by=cast.anna)


def bodies(world: World) -> dict[str, Any]:
    """The bodies of routes that validate their input before they reach the case. A new route needs an entry here."""
    cast, day = world.cast, str(LATER)
    case, teacher = str(cast.case.pk), str(cast.teacher.pk)
    dream = {"item_kind": "dream", "item_id": str(world.objects["dreams"].pk)}
    return {
        "case-detail": {"opened_on": "2026-08-02"},
        "case-hand-over": {"to_user": str(cast.karl.pk), "must_know": "Alt"},
        "case-settle": {"rows": []},
        "case-move-on": {"period": str(world.objects["schoolings"].pk), "rows": []},
        "postponement-list": {
            "case": case,
            "step": "book_start_up",
            "until_on": str(timezone.localdate() + dt.timedelta(days=14)),
            "cause": "other",
            "reason": "Ferie",
        },
        "assessment-list": {"case": case},
        "assessmentreport-list": {"assessment": str(world.objects["second"].pk), "strengths": "Nysgerrig"},
        "release-list": {"case": case, **dream, "to_members": [teacher]},
        "release-several": {"case": case, "items": [dream], "to_members": [teacher]},
        "networkmember-give-access": {"child": str(cast.child.pk), "user": str(cast.petra.pk)},
        "dream-list": {"case": case, "words": "Flyve"},
        "goal-list": {"case": case, "title": "Læse", "academic_goal": "Læse"},
        "agreement-list": {"case": case, "owner": teacher, "what": "Læse"},
        "meeting-list": {"case": case, "kind": "other", "starts_at": "2999-01-04T10:00:00Z"},
        "meeting-same-day": {
            "meetings": [{"case": case, "kind": "other", "on": "2999-01-04", "at": "10:00", "minutes_planned": 60}]
        },
        "meeting-log-held": {"case": case, "kind": "other", "held_on": day, "without_content": True},
        "meeting-answer": {"member": teacher, "answer": "comes"},
        "sparring-list": {"case": case, "held_on": day, "receivers": [teacher], "nothing_agreed": True},
        "guestlink-list": {
            "case": case,
            "member": teacher,
            "purpose": "meeting.1",
            "way": "letter",
            "code_way": "told",
        },
        "contact-list": {"case": case, "held_on": day, "members": [teacher], "note": "Ringet"},
    }


def with_more(world: World) -> World:
    """Including a part that waits to be received, and a round without a report."""
    case, first = world.cast.case, world.objects["assessments"]
    world.objects["waiting"] = AssessmentPartFactory(
        case=case, assessment=first, kind="academic", strengths="Regner", received_on=None
    )
    world.objects["second"] = AssessmentFactory(case=case, round=2, ordered_on=LATER)
    return world


def writing() -> list[Route]:
    """The API's routes that write in cases."""
    found = []
    for route in routes():
        name = route.name.removeprefix("api:")
        outside = any(name == prefix or name.startswith(f"{prefix}-") for prefix in OUTSIDE_CASES)
        if route.name.startswith("api:") and route.method != "get" and (not outside or name in OF_THE_CASE):
            found.append(route)
    return found


def test_every_route_that_writes_refuses_a_closed_case(cast, client_of):
    world, client = with_more(populate(cast)), client_of(cast.anna)
    told, wrong = bodies(world), []
    shut(cast.case)
    for route in writing():
        name = route.name.removeprefix("api:")
        if name in TAKEN | CLOSING | OF_LINKS:
            continue
        ids = world.arguments(route.pattern)
        if name in {"assessmentpart-order", "assessmentpart-hand-over"}:
            ids["pk"] = world.objects["waiting"].pk
        with transaction.atomic():
            answer = client.generic(
                route.method.upper(),
                reverse(route.name, kwargs=ids),
                json.dumps(told.get(name, {})),
                "application/json",
                headers={"If-Match": "1"},
            )
            transaction.set_rollback(True)
        if (answer.status_code, answer.json().get("detail")) != (409, str(CASE_CLOSED)):
            wrong.append(f"{route}: {answer.status_code} {answer.json()}")
    assert not wrong, "\n".join(wrong)


def test_a_closed_case_offers_nothing_but_what_it_takes(cast, client_of):
    world, client = populate(cast), client_of(cast.anna)
    shut(cast.case)
    offered = set()
    for route in routes():
        name = route.name.removeprefix("api:")
        if route.method != "get" or not name.endswith("-detail"):
            continue
        ids = world.arguments(route.pattern)
        if isinstance(_record(world, ids), CaseRecord):
            shown = client.get(reverse(route.name, kwargs=ids)).json()
            offered |= {f"{name} {ability}" for ability, may in shown.get("abilities", {}).items() if may}
    assert offered == {"release-detail withdraw"}


def _record(world: World, ids: dict[str, Any]) -> Any:
    return next((record for record in world.objects.values() if record.pk == ids.get("pk")), None)


def dream_and_hang_up(case: Case, by: Any) -> None:
    """In a thread of its own, with its own connection."""
    try:
        tell_dream(case=Case.objects.get(pk=case.pk), by=by, told_on=ON, words="Flyve")
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_a_writer_during_the_closing_waits_and_is_refused(cast):
    with ThreadPoolExecutor() as pool:
        with transaction.atomic():
            close_case(case=cast.case, by=cast.anna, reason="moved", closed_on=ON)
            writing_it = pool.submit(dream_and_hang_up, cast.case, cast.anna)
            wait_until_somebody_waits()
        with pytest.raises(ReadOnlyRecord):
            writing_it.result()
    assert not Dream.objects.exists()


APPS = ["assessments", "children", "followup", "goals", "meetings", "support"]
IN_BULK = re.compile(r"\b(\w+)\.(?:_base_manager|objects)\b[^\n]*\.(?:bulk_create|bulk_update|update|delete)\(")


def test_no_application_code_writes_round_the_record():
    """Only the timeline's rows are moved and deleted in bulk, with the record they are about."""
    names = {model.__name__ for model in of_a_case()} - {"CaseEvent"}
    root = Path(__file__).parents[2]
    sources = [path for app in APPS for path in (root / app).rglob("*.py") if "migrations" not in path.parts]
    found = [(path.name, hit[1]) for path in sources for hit in IN_BULK.finditer(path.read_text())]
    assert [each for each in found if each[1] in names] == []
