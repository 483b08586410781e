"""The demo municipality, with the questions its tests ask."""

import datetime as dt
import hashlib

from accounts.models import Municipality
from assessments.models import Assessment, AssessmentPart, AssessmentReport
from children.models import Placement
from goals.models import Agreement, Dream, Goal
from meetings.models import GoalReview, Meeting
from support.models import Sparring

# A Wednesday in term.
TODAY = dt.date(2026, 11, 18)
NOON = dt.datetime(2026, 11, 18, 11, tzinfo=dt.UTC)
TOLD = {
    Assessment: ["purpose"],
    Placement: ["grounds"],
    Dream: ["words"],
    Goal: ["title", "academic_goal", "wellbeing_goal", "child_words", "baseline", "target"],
    Agreement: ["what"],
    Sparring: ["question", "advised", "afterthought"],
    Meeting: ["child_words", "minutes"],
    GoalReview: ["done", "happened"],
    AssessmentPart: ["words", "strengths", "challenges", "in_class", "at_home"],
    AssessmentReport: ["strengths", "challenges", "in_class", "at_home"],
}


def town():
    return Municipality.objects.get(name="Tråbjerg Kommune")


def of_town(model):
    return model._base_manager.filter(municipality=town())


def share(part, whole):
    return part.count() / whole.count()


def home_now():
    return of_town(Placement).filter(until_on=None)


def digest():
    """A digest of every row, in the order the rows lie in."""
    told = hashlib.sha256()
    for model, names in TOLD.items():
        for row in of_town(model).order_by("pk").values_list("pk", *names):
            told.update(repr(row).encode())
    return told.hexdigest()
