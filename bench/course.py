"""What has happened in a made-up case: assessment, meetings, goals, agreements, sparring, and the traces they leave."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.utils import timezone

from assessments.models import Assessment, AssessmentPart, AssessmentReport
from children.models import Case, CaseEvent, Child, NetworkMember
from core.models import Change, LookUp
from goals.models import Agreement, Dream, Goal
from meetings.models import Attendance, Meeting
from support.models import Sparring

from .town import Town

Adults = dict[str, NetworkMember]
Event = CaseEvent.Kind
# Looks in the log for each child at the start; the log is the largest table of all.
LOOKS = 10
WITH_HISTORY = (Child, NetworkMember, Case, Goal, Meeting, Sparring)
TEXT = "Det går bedst i små grupper og med en fast plan for dagen. " * 4


def open_case(town: Town, child: Child, adults: Adults, index: int) -> None:
    """A case opened more than a year ago, somewhere in the cycle."""
    case = town.add(
        Case(
            municipality=town.municipality,
            child=child,
            number=f"2025-{index + 1:04d}",
            model_version=2023,
            opened_on=town.ago(500 + index % 100),
        )
    )
    course = _Course(town, case, adults)
    course.happened(Event.CASE_OPENED, case.pk, case.opened_on)
    course.assess()
    # One case in ten has had no start-up meeting yet.
    if index % 10:
        course.meet(index)
        course.agree(index)
        course.spar(index)


class _Course:
    """One case, and the rows that belong to it."""

    def __init__(self, town: Town, case: Case, adults: Adults) -> None:
        self.town, self.case, self.adults = town, case, adults
        self.of_case: dict[str, Any] = {"municipality": town.municipality, "child": case.child, "case": case}
        self.by = adults["coordinator"].user

    def happened(self, kind: str, record_id: UUID, on: dt.date) -> None:
        """Add a line to the timeline."""
        self.town.add(CaseEvent(kind=kind, record_id=record_id, happened_on=on, by=self.by, **self.of_case))

    def assess(self) -> None:
        """Four parts, all received, in a report that was passed on."""
        ordered_on, received_on = self.town.ago(480), self.town.ago(440)
        assessment = self.town.add(Assessment(ordered_on=ordered_on, **self.of_case))
        self.happened(Event.ASSESSMENT_ORDERED, assessment.pk, ordered_on)
        for kind in AssessmentPart.Kind.values:
            part = self.town.add(
                AssessmentPart(
                    assessment=assessment,
                    kind=kind,
                    ordered_on=ordered_on,
                    received_on=received_on,
                    words=TEXT,
                    strengths=TEXT,
                    challenges=TEXT,
                    **self.of_case,
                )
            )
            self.happened(Event.ASSESSMENT_RECEIVED, part.pk, received_on)
        report = self.town.add(
            AssessmentReport(
                assessment=assessment, strengths=TEXT, written_by=self.by, final_on=self.town.ago(430), **self.of_case
            )
        )
        self.happened(Event.ASSESSMENT_PASSED_ON, report.pk, self.town.ago(430))

    def meet(self, index: int) -> None:
        """A start-up meeting and two follow-ups held; every third case has the next one booked."""
        last = 20 + index * 7 % 140
        for kind, days in (("start_up", last + 230), ("follow_up", last + 115), ("follow_up", last)):
            held_on = self.town.ago(days)
            meeting = self._meeting(kind, held_on, state="held", held_on=held_on, minutes=TEXT)
            self.happened(Event.MEETING_HELD, meeting.pk, held_on)
        if index % 3 == 0:
            booked = self._meeting("follow_up", self.town.ago(-(1 + index % 20)))
            self.happened(Event.MEETING_BOOKED, booked.pk, self.town.ago(3))

    def _meeting(self, kind: str, on: dt.date, **values: Any) -> Meeting:
        starts_at = timezone.make_aware(dt.datetime.combine(on, dt.time(10)))
        meeting: Meeting = self.town.add(
            Meeting(kind=kind, starts_at=starts_at, child_part="part", agenda=TEXT, **values, **self.of_case)
        )
        for part in ("school_professional", "caregiver", "supervisor"):
            self.town.add(Attendance(meeting=meeting, member=self.adults[part], **self.of_case))
        return meeting

    def agree(self, index: int) -> None:
        """A dream, three goals, and agreements: some done, some running, one with a day for follow-up."""
        dream = self.town.add(Dream(told_on=self.town.ago(300), words=TEXT, **self.of_case))
        for number in range(3):
            texts = dict.fromkeys(["academic_goal", "wellbeing_goal", "target"], TEXT)
            agreed_on = self.town.ago(200 - number)
            goal = self.town.add(
                Goal(dream=dream, title=f"Mål {number}", child_words="Ja", agreed_on=agreed_on, **texts, **self.of_case)
            )
            self.happened(Event.GOAL_AGREED, goal.pk, agreed_on)
            self._promise(goal, at_home=number == 1, status="done", ended_on=self.town.ago(30))
            self._promise(
                goal, at_home=number == 1, due_on=self.town.ago(index * 11 % 60 - 45) if number == 0 else None
            )

    def _promise(self, goal: Goal, *, at_home: bool, **values: Any) -> None:
        agreement = self.town.add(
            Agreement(
                goal=goal,
                owner=self.adults["caregiver" if at_home else "school_professional"],
                what="Læser sammen hver dag",
                place="home" if at_home else "school",
                rhythm="daily",
                from_on=self.town.ago(150),
                **values,
                **self.of_case,
            )
        )
        self.happened(Event.AGREEMENT, agreement.pk, agreement.from_on)

    def spar(self, index: int) -> None:
        """Six sparrings at school and two at home."""
        for number in range(8):
            at_home = number % 4 == 3
            held_on = self.town.ago(10 + index * 3 % 50 + number * 35)
            sparring = self.town.add(
                Sparring(
                    setting="home" if at_home else "school",
                    held_on=held_on,
                    giver=self.by if at_home else self.adults["supervisor"].user,
                    form="home_visit" if at_home else "talk",
                    focus="wellbeing",
                    question=TEXT,
                    advised=TEXT,
                    nothing_agreed=True,
                    **self.of_case,
                )
            )
            self.happened(Event.SPARRING, sparring.pk, held_on)


def history(town: Town) -> None:
    """The tables that grow most: each record's history, and the look-up log."""
    for model in WITH_HISTORY:
        for row in town.rows[model]:
            child_id = row.pk if isinstance(row, Child) else row.child_id
            town.add(Change(kind="created", model=model._meta.label, record_id=row.pk, child_id=child_id, version=1))
    for member in town.rows[NetworkMember]:
        for _look in range(LOOKS if member.user else 0):
            town.add(
                LookUp(
                    user=member.user,
                    role=member.user.role,
                    relation=member.kind,
                    action="read",
                    result="given",
                    route="api:case-overview",
                    child_ids=[member.child_id],
                    classes="AB",
                )
            )


def receivers(town: Town) -> None:
    """The receiver of each sparring: the teacher or the caregiver. Separate, because a join table needs both its rows
    first.
    """
    through = Sparring.receivers.through
    with_whom = {
        (member.child_id, member.kind): member.pk
        for member in town.rows[NetworkMember]
        if member.kind in {"school_professional", "caregiver"}
    }
    through._default_manager.bulk_create(
        through(
            sparring_id=sparring.pk,
            networkmember_id=with_whom[
                sparring.child_id, "caregiver" if sparring.setting == "home" else "school_professional"
            ],
        )
        for sparring in town.rows[Sparring]
    )
