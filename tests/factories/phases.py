"""Assessment, goals, support and follow-up."""

from typing import Any

import factory
from factory import LazyAttribute, SelfAttribute, Sequence, SubFactory

from assessments.models import Assessment, AssessmentPart, AssessmentReport
from children.models import (
    NetworkMember,
    Release,
)
from followup.models import ClosedDays, Postponement, SchoolYear
from goals.models import Agreement, Dream, Goal
from meetings.models import AgreementReview, Attendance, CalendarFeed, CalendarMessage, GoalReview, Meeting
from support.models import Contact, Sparring

from .base import BEGAN, LATER, MEETING_STARTS_AT, ValidFactory
from .cases import OfCase, member, of_case, somebody
from .children import NetworkMemberFactory
from .organisation import OfMunicipality, UserFactory


class AssessmentFactory(OfCase):
    class Meta:
        model = Assessment

    ordered_on = BEGAN


class AssessmentPartFactory(OfCase):
    class Meta:
        model = AssessmentPart

    assessment = of_case(AssessmentFactory)
    kind = AssessmentPart.Kind.ACADEMIC
    strengths = "Hukommelse"
    received_on = LATER


class AssessmentReportFactory(OfCase):
    class Meta:
        model = AssessmentReport

    assessment = of_case(AssessmentFactory)
    strengths = "Nysgerrig"
    written_by = somebody()


class DreamFactory(OfCase):
    class Meta:
        model = Dream

    told_on = BEGAN
    words = "Jeg vil være dyrlæge"


class GoalFactory(OfCase):
    class Meta:
        model = Goal

    title = "Store tal"
    academic_goal = "Dividere"
    agreed_on = BEGAN


class AgreementFactory(OfCase):
    class Meta:
        model = Agreement

    owner = member()
    what = "Makkerlæsning"
    from_on = BEGAN


class SparringFactory(OfCase):
    """A sparring with a teacher at school, or a caregiver at home; ``receivers=[…]`` for others."""

    class Meta:
        model = Sparring
        skip_postgeneration_save = True

    held_on = LATER
    giver = somebody()
    nothing_agreed = True

    @factory.post_generation
    def receivers(self: Any, create: bool, given: Any, **_more: Any) -> None:
        kind = NetworkMember.Kind.CAREGIVER if self.setting == "home" else NetworkMember.Kind.SCHOOL_PROFESSIONAL
        if create:
            self.receivers.set(given or [NetworkMemberFactory(child=self.child, kind=kind)])


class ContactFactory(OfCase):
    """A contact with a teacher; ``members=[…]`` for others."""

    class Meta:
        model = Contact
        skip_postgeneration_save = True

    held_on = LATER
    author = somebody()
    note = "Aftalt at tales ved"

    @factory.post_generation
    def members(self: Any, create: bool, given: Any, **_more: Any) -> None:
        if create:
            self.members.set(given or [NetworkMemberFactory(child=self.child)])


class MeetingFactory(OfCase):
    """A booked start-up meeting."""

    class Meta:
        model = Meeting

    kind = Meeting.Kind.START_UP
    starts_at = MEETING_STARTS_AT


class HeldMeetingFactory(MeetingFactory):
    """A held start-up meeting."""

    state = Meeting.State.HELD
    held_on = MEETING_STARTS_AT.date()


class AttendanceFactory(OfCase):
    class Meta:
        model = Attendance

    meeting = of_case(MeetingFactory)
    member = member()


class CalendarMessageFactory(ValidFactory):
    """An invitation in an adult's calendar."""

    class Meta:
        model = CalendarMessage

    meeting = SubFactory(MeetingFactory)
    case = SelfAttribute("meeting.case")
    municipality = SelfAttribute("case.municipality")
    member = SubFactory(NetworkMemberFactory, child=SelfAttribute("..case.child"))
    sequence = 0
    method = CalendarMessage.Method.REQUEST
    starts_at = SelfAttribute("meeting.starts_at")
    minutes_planned = 60
    digest = "0" * 64


class CalendarFeedFactory(ValidFactory):
    class Meta:
        model = CalendarFeed

    user = SubFactory(UserFactory)
    digest = Sequence("{:064x}".format)
    times_switched_off = 0


class GoalReviewFactory(OfCase):
    class Meta:
        model = GoalReview

    meeting = of_case(HeldMeetingFactory)
    goal = of_case(GoalFactory)
    verdict = "keep"


class AgreementReviewFactory(OfCase):
    class Meta:
        model = AgreementReview

    meeting = of_case(HeldMeetingFactory)
    agreement = of_case(AgreementFactory)
    verdict = "keep"


class PostponementFactory(OfCase):
    class Meta:
        model = Postponement

    step = "book_start_up"
    until_on = LATER
    cause = Postponement.Cause.OTHER
    reason = "Flytter"


class SchoolYearFactory(OfMunicipality):
    class Meta:
        model = SchoolYear

    starts_in = BEGAN.year


class ClosedDaysFactory(OfMunicipality):
    class Meta:
        model = ClosedDays

    school_year = SubFactory(SchoolYearFactory, municipality=SelfAttribute("..municipality"))
    name = "Pædagogisk dag"
    from_on = until_on = LATER


class ReleaseFactory(OfCase):
    class Meta:
        model = Release

    item_kind = Release.Item.DREAM
    item_id = LazyAttribute(lambda release: DreamFactory(case=release.case).pk)
    to_member = member()
