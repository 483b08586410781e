"""Phase 1: the assessment with its four parts, the report, and the people they were passed on to."""

import datetime as dt
from typing import Any

from accounts.models import User
from assessments.models import Assessment, AssessmentPart, AssessmentReport
from children.models import CaseEvent, NetworkMember, Release

from .chance import pick_some
from .days import DAY, weeks
from .facts import SUBJECTS, fits
from .story import Story
from .words import stock

Kind = AssessmentPart.Kind
Source = AssessmentPart.Source
SOURCES = {
    Kind.COGNITIVE: [Source.PPV, Source.CHILD_STUDY],
    Kind.ACADEMIC: [Source.NATIONAL_TESTS, Source.SCHOOL_TESTS],
    Kind.SOCIAL: [Source.FTF, Source.SDQ, Source.WELLBEING_SURVEY],
    Kind.OWN_WORDS: [Source.TALK],
}
RESPONSIBLE = {
    Kind.COGNITIVE: "psychologist",
    Kind.ACADEMIC: "teacher",
    Kind.SOCIAL: "colleague",
    Kind.OWN_WORDS: "coordinator",
}
TEXTS = ("strengths", "challenges", "in_class", "at_home")


def assess(story: Story) -> None:
    """Write the assessment as far as it has come."""
    plot = story.plot
    if plot.ordered_on is None:
        return
    assessment = Assessment(
        round=1, ordered_on=plot.ordered_on, purpose=story.say_joined("around", "purposes", "purposes_more")
    )
    story.keep(assessment, on=plot.ordered_on)
    story.add_event(CaseEvent.Kind.ASSESSMENT_ORDERED, assessment, on=plot.ordered_on)
    parts = {
        kind: _part(story, assessment, kind, received_on)
        for kind, received_on in zip(Kind, plot.received_on, strict=True)
    }
    if plot.is_assessed:
        _report(story, assessment, parts)


def _part(story: Story, assessment: Assessment, kind: Any, received_on: dt.date | None) -> AssessmentPart:
    ordered_on = assessment.ordered_on
    part = AssessmentPart(
        assessment=assessment,
        kind=kind,
        responsible=story.members[RESPONSIBLE[kind]],
        ordered_on=ordered_on,
        sources=pick_some(SOURCES[kind], 1, 2, story.by_chance),
    )
    story.keep(part, on=ordered_on)
    if received_on is None:
        return part
    by = _author(story, kind)
    written: dict[str, Any] = _texts(story, kind) | {
        "carried_out_on": max(
            ordered_on, story.days.past(received_on - weeks(1.5), received_on - DAY, story.by_chance)
        ),
        "received_on": received_on,
    }
    if by != story.coordinator:
        written["handed_over_on"] = received_on
    story.archive.alter(part, on=received_on, by=by, **written)
    story.add_event(CaseEvent.Kind.ASSESSMENT_RECEIVED, part, on=received_on, by=by, detail=part)
    return part


def _author(story: Story, kind: Any) -> User:
    """A psychologist writes the cognitive part; the coordinator writes down the others."""
    psychologist = story.members["psychologist"].user
    return psychologist if kind == Kind.COGNITIVE and psychologist else story.coordinator


def _texts(story: Story, kind: Any) -> dict[str, str]:
    """Strengths first; then one difficulty, which the texts about class and home are about too."""
    if kind == Kind.OWN_WORDS:
        said = {name: story.say_joined(story.traits.group, f"own_{name}", f"own_{name}_more") for name in TEXTS}
        return {"words": story.quote("own_words", "own_about_school")} | said
    hard = _difficulty(story, str(kind))
    more = {name: stock("assessment")[f"{kind}_{name}_more"] for name in TEXTS}
    texts = {name: story.join(hard[name], more[name]) for name in TEXTS if name != "strengths"}
    return {"strengths": story.say_joined("assessment", f"{kind}_strengths", f"{kind}_strengths_more")} | texts


def _difficulty(story: Story, kind: str) -> dict[str, Any]:
    """What is hard for the child in this part: in its own subject, and on a side of its own goals."""
    facts = story.facts - set(SUBJECTS) | {story.subject} if kind == Kind.ACADEMIC else story.facts
    fitting = [each for each in stock("assessment")[kind] if fits(each, facts)]
    return story.by_chance.choice(fitting)


def _report(story: Story, assessment: Assessment, parts: dict[Any, AssessmentPart]) -> None:
    """The report gathers the parts; it is final on the day it is passed on."""
    last_on = max(day for day in story.plot.received_on if day)
    if story.plot.shared_on is None and story.chance_of(0.5):
        return
    written_on = min(last_on + 2 * DAY, story.plot.shared_on or last_on)
    shown = [parts[Kind.ACADEMIC], parts[Kind.SOCIAL]]
    report = AssessmentReport(
        assessment=assessment,
        child_words=parts[Kind.OWN_WORDS].words,
        written_by=story.coordinator,
        **{name: "\n\n".join(getattr(part, name) for part in shown) for name in TEXTS},
    )
    story.keep(report, on=written_on)
    if story.plot.shared_on is not None:
        _pass_on(story, report, parts, story.plot.shared_on)


def _pass_on(story: Story, report: AssessmentReport, parts: dict[Any, AssessmentPart], on: dt.date) -> None:
    for key in ("supervisor", "teacher", "colleague", "caregiver", "caregiver2", "caseworker"):
        if key in story.members and not (key == "caseworker" and story.chance_of(0.25)):
            release(story, Release.Item.REPORT, report.pk, story.members[key], on)
    story.archive.alter(report, on=on, by=story.coordinator, final_on=on)
    story.add_event(CaseEvent.Kind.ASSESSMENT_PASSED_ON, report, on=on, detail="Afdækningsrapport")
    if "supervisor" not in story.members:
        return
    for kind in pick_some([Kind.SOCIAL, Kind.OWN_WORDS], 0, 2, story.by_chance):
        release(story, Release.Item.PART, parts[kind].pk, story.members["supervisor"], on)
        story.add_event(CaseEvent.Kind.ASSESSMENT_PASSED_ON, parts[kind], on=on, detail=parts[kind])


def release(story: Story, kind: str, item_id: Any, member: NetworkMember, on: dt.date) -> None:
    """Pass one item on to somebody in the network."""
    row = Release(item_kind=kind, item_id=item_id, to_member=member)
    story.keep(row, on=on)
    row.released_at = row.created_at
