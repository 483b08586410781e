"""One record of each kind in Barn Et's case, so that every route has something to ask for."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from accounts.models import ApiToken, Institution, SchoolPost
from assessments.models import Assessment, AssessmentPart, AssessmentReport
from children.importing.carry_out import try_out
from children.models import Case, Diagnosis, OtherMeasure, Release
from followup.models import Notice, Postponement, SchoolYear
from goals.models import Agreement, Dream, Goal
from meetings.models import Meeting
from support.models import Contact, Sparring
from tests.cast import BEGAN, Cast

LATER = BEGAN + dt.timedelta(days=30)


@dataclass
class World:
    """The cast, and an object for every kind of route."""

    cast: Cast
    objects: dict[str, Any]

    def arguments(self, route: str, name: str) -> dict[str, Any]:
        """The ids a route takes, for Barn Et. Raises LookupError for an id without a record here."""
        found = {}
        for part in _converters(route):
            found[part] = self._argument(part, name.removeprefix("api:"))
        return found

    def url(self, name: str, ids: dict[str, Any]) -> str:
        return reverse(name, kwargs=ids)

    def _argument(self, part: str, name: str) -> Any:
        fixed = {
            "case_id": self.cast.case.pk,
            "key": "some-form",
            "code": "not-found",
            "section": "schools",
            "name": "everybody",
            "starts_in": BEGAN.year,
            "step": "share_assessment",
            "kind": "placement",
            "token_id": self.objects["account-token"].pk,
            "notice_id": self.objects["notice"].pk,
            "record_id": self.cast.school_a.pk,
            "period": self.objects["schooling"].pk,
            "post_id": self.objects["schoolpost"].pk,
            "release": self.objects["release"].pk,
        }
        if part in fixed:
            return fixed[part]
        prefixes = [name.rsplit("-", count)[0] for count in range(name.count("-") + 1)]
        if part == "record":
            prefixes = [OF_CHILD.get(prefix, prefix) for prefix in prefixes]
        elif name.rsplit("-", 1)[0] in OF_CHILD or name.startswith(("child", "case-open")):
            return self.cast.child.pk
        for prefix in prefixes:
            if prefix in self.objects:
                return self.objects[prefix].pk
        raise LookupError(f"{name}: no object for {part}. Tell of it in tests/access/world.py.")


# Pages below /children/<pk>/: ``pk`` is the child, ``record`` the thing itself.
OF_CHILD = {
    "placement": "placement",
    "schooling": "schooling",
    "diagnosis": "diagnosis",
    "measure": "othermeasure",
    "member": "networkmember",
    "psychologist": "networkmember",
}


def _converters(route: str) -> list[str]:
    return [part.split(">")[0].split(":")[-1] for part in route.split("<")[1:]]


def populate(cast: Cast, with_words: str = "Svært") -> World:
    """Put one record of each kind in Barn Et's case. Nothing here is passed on to anybody."""
    case: Case = cast.case
    made: dict[str, Any] = {"case": case, "child": cast.child, "municipality": cast.home}
    made["user"] = made["coordinator"] = cast.anna
    made["school"], made["unit"] = cast.school_a, cast.ppr
    made["schoolpost"] = SchoolPost.objects.get(user=cast.vera)
    made["institution"] = Institution(municipality=cast.home, name="Prøvegården", kind="residential")
    made["schoolyear"] = SchoolYear(municipality=cast.home, starts_in=BEGAN.year)
    made["placement"], made["schooling"] = cast.child.placements.get(), cast.child.schoolings.get()
    made["diagnosis"] = Diagnosis(child=cast.child, name="Ordblindhed")
    made["othermeasure"] = OtherMeasure(child=cast.child, kind="homework_help", from_on=BEGAN)
    made["networkmember"] = cast.teacher
    made["assessment"] = Assessment(case=case, ordered_on=BEGAN)
    made["assessmentpart"] = AssessmentPart(
        case=case, assessment=made["assessment"], kind="cognitive", strengths="Hukommelse", received_on=LATER
    )
    made["assessmentreport"] = AssessmentReport(
        case=case, assessment=made["assessment"], strengths="Nysgerrig", child_words=with_words, written_by=cast.anna
    )
    made["dream"] = Dream(case=case, told_on=BEGAN, words=with_words)
    made["goal"] = Goal(case=case, title="Store tal", academic_goal="Dividere", agreed_on=BEGAN, child_words=with_words)
    made["agreement"] = Agreement(case=case, owner=cast.teacher, what="Makkerlæsning", from_on=BEGAN)
    made["sparring"] = Sparring(case=case, held_on=LATER, giver=cast.vera, nothing_agreed=True)
    made["contact"] = Contact(case=case, held_on=LATER, author=cast.anna, note="Aftalt at tales ved")
    made["meeting"] = Meeting(case=case, kind="start_up", starts_at=dt.datetime(2026, 9, 1, 10, tzinfo=dt.UTC))
    made["meeting"].child_words = with_words
    made["postponement"] = Postponement(
        case=case, step="book_start_up", until_on=LATER, cause="other", reason="Flytter"
    )
    for record in made.values():
        if record._state.adding:
            record.save()
    made["contact"].members.set([cast.teacher])
    made["release"] = Release(
        case=case, item_kind="dream", item_id=made["dream"].pk, to_member=cast.teacher, released_by=cast.anna
    )
    made["release"].save()
    made["notice"] = Notice(municipality=cast.home, user=cast.anna, case=case, rule="window_soon", occurrence="x")
    made["notice"].save()
    made["account-token"], _text = ApiToken.issue(cast.anna, "Udtræk")
    sheet = "Fornavn;Efternavn;Fødselsdato;Køn\nNy;Prøve;02-03-2015;dreng\n".encode()
    made["import"], _plan = try_out(sheet, "ark.csv", by=cast.anna)
    made["assessment-part"], made["assessment-report"] = made["assessmentpart"], made["assessmentreport"]
    made["assessment-report-new"] = made["assessment-report-form"] = made["assessment-report-pdf"] = made["assessment"]
    return World(cast, made)
