"""The answers of the cycle's pages and lists."""

from django.db.models import TextChoices
from rest_framework import serializers

from children.models import CaseEvent, Placement, Release
from children.serializers.header import AboutCase
from core.answers import Abilities, Answer, Choices, FilterOffer, Values, paged
from core.fields import MomentField
from meetings.models import Meeting

from .cadence import State
from .models import CaseStatus
from .rules import rule_choices
from .steps import step_choices

CYCLE_KINDS = [(kind.value, kind.label) for kind in Meeting.CYCLE_KINDS]
PHASE_STATES = ["done", "current", "missing", "upcoming"]


class OverTime(Answer):
    """A step past its last day, and why it was postponed, if it was."""

    step = serializers.ChoiceField(choices=step_choices())
    label = serializers.CharField()  # type: ignore[assignment]
    due_on = serializers.DateField()
    postponed_until = serializers.DateField(allow_null=True)
    postponed_for = serializers.CharField()


class MaskedCaseRow(Answer):
    """A case in a list, as a manager sees it: no child."""

    id = serializers.UUIDField()
    url = serializers.CharField()
    number = serializers.CharField()
    opened_on = serializers.DateField()
    closed_on = serializers.DateField(allow_null=True)
    changed_at = MomentField()
    coordinator = serializers.CharField(allow_null=True)
    phase = serializers.ChoiceField(choices=CaseStatus.Phase.choices, allow_null=True)
    phase_label = serializers.CharField()
    round = serializers.IntegerField(allow_null=True)
    next_step = serializers.ChoiceField(choices=step_choices(), allow_null=True)
    next_step_label = serializers.CharField()
    next_step_on = serializers.DateField(allow_null=True)
    is_overdue = serializers.BooleanField()
    last_contact_on = serializers.DateField(allow_null=True)
    last_meeting_on = serializers.DateField(allow_null=True)
    next_meeting_at = MomentField(allow_null=True)
    window_opens_on = serializers.DateField(allow_null=True)
    window_closes_on = serializers.DateField(allow_null=True)
    follow_up_overdue = serializers.BooleanField()
    over_time = OverTime(many=True, required=False)


class CaseRow(MaskedCaseRow):
    """A case in a list. A masked one leaves out everything about the child."""

    child = serializers.UUIDField(required=False)
    first_name = serializers.CharField(required=False)
    last_name = serializers.CharField(required=False)
    class_name = serializers.CharField(required=False, allow_null=True)
    grade = serializers.IntegerField(required=False, allow_null=True)
    school = serializers.CharField(required=False, allow_null=True)
    placement_kind = serializers.ChoiceField(choices=Placement.Kind.choices, required=False, allow_null=True)
    placement_kind_label = serializers.CharField(required=False)


class CaseRows(Answer):
    """Cases, and how many there are."""

    count = serializers.IntegerField()
    page = serializers.IntegerField()
    pages = serializers.IntegerField()
    page_size = serializers.IntegerField()
    masked = serializers.BooleanField()
    results = CaseRow(many=True)


class CaseList(CaseRows):
    """A page of the list of cases."""

    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)


class CaseListPage(CaseList):
    """The list with its filters and sorts."""

    filters = FilterOffer(many=True)


class MaskedCase(MaskedCaseRow):
    """A case of a manager's unit, and whether its record is open to the manager just now."""

    is_open_to_me = serializers.BooleanField()


class Step(Answer):
    """Something to do in a case: what, why, by when, and whether this user may do it."""

    step = serializers.ChoiceField(choices=step_choices())
    label = serializers.CharField()  # type: ignore[assignment]
    why = serializers.CharField()
    button = serializers.CharField()
    act_on = serializers.DateField()
    due_on = serializers.DateField()
    is_overdue = serializers.BooleanField()
    waits_for_others = serializers.BooleanField()
    postponed = serializers.BooleanField()
    record = serializers.UUIDField(allow_null=True)
    case = serializers.UUIDField()
    abilities = Abilities()


class NamedStep(Step):
    """A step with the child's first name."""

    first_name = serializers.CharField()


class DayCounts(Answer):
    """How many cases have something to do: overdue, due this week, waiting for others."""

    overdue = serializers.IntegerField()
    this_week = serializers.IntegerField()
    waiting = serializers.IntegerField()


class BookedMeeting(Answer):
    """A booked meeting that is not over."""

    id = serializers.UUIDField()
    kind_label = serializers.CharField()
    starts_at = MomentField()
    place = serializers.CharField()
    child_part = serializers.ChoiceField(choices=Meeting.ChildPart.choices, allow_blank=True)
    child_part_label = serializers.CharField()


class NamedMeeting(BookedMeeting):
    """A booked meeting with its case and the child's first name."""

    case = serializers.UUIDField()
    first_name = serializers.CharField()


class OrphanedInCase(Answer):
    """A case with open duties whose person has left."""

    case = serializers.UUIDField()
    first_name = serializers.CharField()
    count = serializers.IntegerField()


class MyDay(Answer):
    """A coordinator's day."""

    today = serializers.DateField()
    counts = DayCounts()
    steps = NamedStep(many=True)
    waiting = NamedStep(many=True)
    orphaned = OrphanedInCase(many=True)
    meetings = NamedMeeting(many=True)
    cases = CaseRows()


class Phase(Answer):
    """One of the four phases, and how far it has come."""

    key = serializers.ChoiceField(choices=CaseStatus.Phase.choices)
    label = serializers.CharField()  # type: ignore[assignment]
    state = serializers.ChoiceField(choices=PHASE_STATES)
    text = serializers.CharField()


class OpenGoal(Answer):
    """An open goal. The child's words are null where this user may not read them."""

    id = serializers.UUIDField()
    title = serializers.CharField()
    academic_goal = serializers.CharField()
    wellbeing_goal = serializers.CharField()
    child_words = serializers.CharField(allow_null=True)
    words_restricted = serializers.BooleanField()
    missing = serializers.ListField(child=serializers.CharField())


class OpenAgreement(Answer):
    """An open agreement. Its text is null where this user may not read it."""

    id = serializers.UUIDField()
    restricted = serializers.BooleanField()
    what = serializers.CharField(allow_null=True)
    owner = serializers.CharField()
    place_label = serializers.CharField()
    rhythm_label = serializers.CharField(allow_null=True)
    due_on = serializers.DateField(allow_null=True)
    is_overdue = serializers.BooleanField()
    data_class = serializers.CharField()


class Event(Answer):
    """Something that happened in a case."""

    id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=CaseEvent.Kind.choices)
    kind_label = serializers.CharField()
    happened_on = serializers.DateField()
    detail = serializers.CharField()
    by = serializers.CharField()
    record = serializers.UUIDField()
    which = serializers.CharField()


# "from" is a keyword in Python.
Handover = type(
    "HandoverNote",
    (Answer,),
    {
        "__doc__": "What the coordinator before wrote to this one.",
        "__module__": __name__,
        "from": serializers.CharField(),
        "by": serializers.CharField(allow_null=True),
        "on": serializers.DateField(),
        "promised": serializers.CharField(),
        "due": serializers.CharField(),
        "must_know": serializers.CharField(),
    },
)


class Perspective(Answer):
    """The child's perspective as a principle, what is missing of it, and what is written down."""

    label = serializers.CharField()  # type: ignore[assignment]
    missing = serializers.ListField(child=serializers.CharField())
    written = serializers.ListField(child=serializers.CharField())


class CaseOverview(AboutCase):
    """The front page of a case."""

    phase = serializers.ChoiceField(choices=CaseStatus.Phase.choices)
    round = serializers.IntegerField()
    phases = Phase(many=True)
    next_step = Step(allow_null=True)
    further_steps = Step(many=True)
    goals = OpenGoal(many=True)
    agreements = OpenAgreement(many=True)
    next_meeting = BookedMeeting(allow_null=True)
    events = Event(many=True)
    handover = Handover(allow_null=True)
    orphaned = serializers.IntegerField()
    last_contact_on = serializers.DateField(allow_null=True)
    perspective = Perspective(allow_null=True)


class Timeline(AboutCase, paged(Event)):  # type: ignore[misc]
    """What happened in a case, newest first, and the filters."""

    filters = FilterOffer(many=True)


class ChangedField(Answer):
    """A field before and after; both are empty where this user may not read its class."""

    label = serializers.CharField()  # type: ignore[assignment]
    shown = serializers.BooleanField()
    data_class = serializers.CharField()
    before = serializers.CharField()
    after = serializers.CharField()


class ActPart(Answer):
    """One change to one record, or the same change to several."""

    what = serializers.CharField()
    fields = ChangedField(many=True)  # type: ignore[assignment]


class Act(ActPart):
    """One act of a person: the main change, and the changes that came with it."""

    id = serializers.UUIDField()
    at = MomentField()
    by = serializers.CharField()
    along = ActPart(many=True)


class History(AboutCase, paged(Act)):  # type: ignore[misc]
    """Who changed what, newest first."""


class FollowUpWindow(Answer):
    """When the next meeting of the cycle can be held."""

    opens_on = serializers.DateField()
    closes_on = serializers.DateField()
    reason = serializers.CharField()
    state = serializers.ChoiceField(choices=[state.value for state in State])


class ProposedDay(Answer):
    """A proposed day, and the reason for it."""

    date = serializers.DateField()
    reason = serializers.CharField()


class BookedDay(Answer):
    """A booked meeting of the cycle without minutes: its day may be past."""

    meeting = serializers.UUIDField()
    day = serializers.DateField()
    is_over = serializers.BooleanField()


class FollowUpDates(Answer):
    """Which meeting of the cycle is next, its window and proposed days, and which of the days asked are closed.

    Without a window ``expected`` says what the days are counted from instead, or why none are proposed.
    """

    kind = serializers.ChoiceField(choices=CYCLE_KINDS)
    expected = serializers.CharField()
    window = FollowUpWindow(allow_null=True)
    proposals = ProposedDay(many=True)
    booked = BookedDay(allow_null=True)
    closed = serializers.DictField(child=serializers.CharField())


class Opens(TextChoices):
    """What a reminder leads to: the record, a manager's page of the case without the child, or nothing."""

    RECORD = "record"
    MASKED = "masked"
    NOTHING = ""


class NoticeRow(Answer):
    """One reminder. ``about`` is the child's first name, or the case's number where ``named`` is false.

    ``opens`` is empty where the reader's part has ended: the reminder then leads nowhere.
    """

    id = serializers.UUIDField()
    rule = serializers.ChoiceField(choices=rule_choices())
    label = serializers.CharField()  # type: ignore[assignment]
    text = serializers.CharField()
    kind = serializers.CharField()
    about = serializers.CharField()
    named = serializers.BooleanField()
    opens = serializers.ChoiceField(choices=Opens.values, allow_blank=True)
    case = serializers.UUIDField()
    record = serializers.UUIDField(allow_null=True)
    due_on = serializers.DateField(allow_null=True)
    created_at = MomentField()
    changed_at = MomentField()
    read_at = MomentField(allow_null=True)
    done_at = MomentField(allow_null=True)


class Notices(paged(NoticeRow)):  # type: ignore[misc]
    """The user's reminders, newest first."""

    unread = serializers.IntegerField()
    done = serializers.IntegerField()


class Unread(Answer):
    """The number of unread reminders."""

    unread = serializers.IntegerField()


class MarkedRead(Answer):
    """The number of reminders that were unread until now."""

    read = serializers.IntegerField()


class SaidByChild(Answer):
    """Something the child has said: when, its source, and the page with it."""

    words = serializers.CharField()
    said_on = serializers.DateField()
    source = serializers.CharField()  # type: ignore[assignment]
    url = serializers.CharField()


class ChildWords(Answer):
    """What the child has said in a case, newest first."""

    results = SaidByChild(many=True)


class OfferedItem(Answer):
    """An item that can be passed on, the kind it is listed under, and the names of those who have it."""

    id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=Release.Item.choices)
    group = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    shared_with = serializers.ListField(child=serializers.CharField())


class ShareSeveral(AboutCase):
    """The initial data of the page that passes on several things."""

    items = OfferedItem(many=True)
    values = Values()
    choices = Choices()


class GivenItem(Answer):
    """One item the user was given, and the page with it."""

    kind = serializers.ChoiceField(choices=Release.Item.choices)
    kind_label = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    given_on = MomentField()
    by = serializers.CharField()
    url = serializers.CharField()


class Given(AboutCase):
    """The items the user was given in a case, newest first."""

    results = GivenItem(many=True)
