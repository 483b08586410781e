"""An assessment of Barn Et: Petra has the cognitive part, Vera the academic, Anna the rest."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from assessments.actions import change_part, hand_over_part, order_assessment
from assessments.models import Assessment, AssessmentPart, AssessmentReport
from tests.factories import AssessmentReportFactory

TODAY = dt.date.today()  # noqa: DTZ011
WEEK_AGO = TODAY - dt.timedelta(days=7)
STRENGTH = {"cognitive": "Ser mønstre", "academic": "Læser sikkert", "social": "Trøster andre", "own_words": "Fodbold"}


@pytest.fixture
def assessment(cast: Any) -> Assessment:
    """An assessment ordered a week ago, with nothing written."""
    named = {
        "cognitive": cast.petra,
        "academic": cast.supervisor_member,
        "social": cast.coordinator_member,
        "own_words": cast.coordinator_member,
    }
    return order_assessment(case=cast.case, by=cast.anna, ordered_on=WEEK_AGO, responsible=named)


@pytest.fixture
def part(assessment: Assessment) -> Callable[[str], AssessmentPart]:
    """One part by its kind, freshly read."""
    return lambda kind: AssessmentPart.objects.get(assessment=assessment, kind=kind)


@pytest.fixture
def received(cast: Any, assessment: Assessment, part: Callable[[str], AssessmentPart]) -> Assessment:
    """The assessment with every part received, the cognitive one handed over."""
    for kind, strength in STRENGTH.items():
        data: dict[str, Any] = {"strengths": strength, "challenges": "Bliver træt", "in_class": "Pauser"}
        if kind == "own_words":
            data["words"] = "Jeg vil være læge"
        if kind != "cognitive":
            data["received_on"] = TODAY
        author = cast.petra if kind == "cognitive" else cast.anna
        change_part(part=part(kind), by=author, data=data)
    hand_over_part(part=part("cognitive"), by=cast.petra)
    return assessment


@pytest.fixture
def report(cast: Any, received: Assessment) -> AssessmentReport:
    """A draft of the report."""
    return AssessmentReportFactory(
        case=cast.case,
        assessment=received,
        written_by=cast.anna,
        strengths="Ser mønstre og trøster andre.",
        challenges="Bliver træt.",
        child_words="Jeg vil være læge",
        in_class="Giv pauser.",
        at_home="Læs højt.",
        by=cast.anna,
    )
