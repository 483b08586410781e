"""One record of each kind in Barn Et's case, so that every route has something to ask for."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from accounts.models import ApiToken, SchoolPost
from children.importing.carry_out import try_out
from followup.models import SchoolYear
from tests.cast import Cast
from tests.factories import (
    BEGAN,
    AgreementFactory,
    AssessmentFactory,
    AssessmentPartFactory,
    AssessmentReportFactory,
    AttendanceFactory,
    ContactFactory,
    DiagnosisFactory,
    DreamFactory,
    GoalFactory,
    InstitutionFactory,
    LinkFactory,
    MeetingFactory,
    NoticeFactory,
    OtherMeasureFactory,
    PostponementFactory,
    ReleaseFactory,
    SchoolYearFactory,
    SparringFactory,
)


@dataclass
class World:
    """The cast, and a record for every kind of route, by the word before its id in an address."""

    cast: Cast
    objects: dict[str, Any]

    def arguments(self, route: str) -> dict[str, Any]:
        """The arguments of a route, for Barn Et. Raises LookupError for a kind of record that is missing in
        ``populate``.
        """
        taken: dict[str, Any] = {}
        before = ""
        for part in route.split("/"):
            if "<" not in part:
                before = part
                continue
            kind, name = part.strip("<>").split(":")
            # A chosen section stands before an id like any other word: /administration/schools/<id>/.
            taken[name] = before = self._id_of(before, route) if kind == "uuid" else CHOSEN[name]
        return taken

    def url(self, name: str, ids: dict[str, Any]) -> str:
        return reverse(name, kwargs=ids)

    def one(self, label: str) -> Any:
        """The object of a model, by its label."""
        return next(each for each in self.objects.values() if each._meta.label == label)

    def _id_of(self, collection: str, route: str) -> Any:
        if collection not in self.objects:
            raise LookupError(f"{route}: put one of the {collection} in the world of tests/access/world.py.")
        return self.objects[collection].pk


# Arguments of a route that are no ids, by name.
CHOSEN = {
    "key": "some-form",
    "code": "not-found",
    "section": "schools",
    "name": "everybody",
    "starts_in": BEGAN.year,
    "step": "share_assessment",
    "kind": "placements",
    "token": "no-link-has-this",
}


def populate(cast: Cast, with_words: str = "Svært") -> World:
    """Put one record of each kind in Barn Et's case. Nothing here is passed on to anybody."""
    made = {**_organisation(cast), **_around(cast), **_course(cast, with_words)}
    made["postponements"] = PostponementFactory(case=cast.case)
    made["releases"] = ReleaseFactory(
        case=cast.case, item_id=made["dreams"].pk, to_member=cast.teacher, released_by=cast.anna
    )
    made["notices"] = NoticeFactory(user=cast.anna, case=cast.case)
    made["tokens"], _text = ApiToken.issue(cast.anna, "Udtræk")
    sheet = "Fornavn;Efternavn;Fødselsdato;Køn\nNy;Prøve;02-03-2015;dreng\n".encode()
    made["imports"], _plan = try_out(sheet, "ark.csv", by=cast.anna)
    # Words in page addresses that differ from the API's.
    made["parts"], made["reports"] = made["assessment-parts"], made["assessment-reports"]
    made["posts"], made["share"], made["moved"] = made["school-posts"], made["releases"], made["schoolings"]
    made["import"] = made["imports"]
    return World(cast, made)


def _organisation(cast: Cast) -> dict[str, Any]:
    return {
        "municipalities": cast.home,
        "users": cast.anna,
        "coordinators": cast.anna,
        "schools": cast.school_a,
        "units": cast.ppr,
        "school-posts": SchoolPost.objects.get(user=cast.vera),
        "institutions": InstitutionFactory(municipality=cast.home),
        "school-years": SchoolYearFactory(municipality=cast.home, starts_in=BEGAN.year + SchoolYear.objects.count()),
    }


def _around(cast: Cast) -> dict[str, Any]:
    return {
        "cases": cast.case,
        "children": cast.child,
        "placements": cast.child.placements.get(),
        "schoolings": cast.child.schoolings.get(),
        "diagnoses": DiagnosisFactory(child=cast.child),
        "other-measures": OtherMeasureFactory(child=cast.child),
        "network": cast.teacher,
    }


def _course(cast: Cast, words: str) -> dict[str, Any]:
    case, teacher = cast.case, cast.teacher
    assessment = AssessmentFactory(case=case)
    meeting = MeetingFactory(case=case, child_words=words)
    return {
        "assessments": assessment,
        "assessment-parts": AssessmentPartFactory(case=case, assessment=assessment, kind="cognitive"),
        "assessment-reports": AssessmentReportFactory(
            case=case, assessment=assessment, child_words=words, written_by=cast.anna
        ),
        "dreams": DreamFactory(case=case, words=words),
        "goals": GoalFactory(case=case, child_words=words),
        "agreements": AgreementFactory(case=case, owner=teacher),
        "sparrings": SparringFactory(case=case, giver=cast.vera, receivers=[teacher]),
        "contacts": ContactFactory(case=case, author=cast.anna, members=[teacher]),
        "meetings": meeting,
        "attendances": AttendanceFactory(case=case, meeting=meeting, member=teacher),
        "invited": teacher,
        "guest-links": LinkFactory(case=case, member=teacher, record_id=meeting.pk),
    }
