"""Records derived, logged or stored for a user."""

from factory import LazyFunction, SelfAttribute, Sequence, SubFactory

from core.models import Change, Draft, LookUp, OutboxMessage, UsedKey, uuid7
from followup.models import CaseStatus, CaseStep, Notice

from .base import LATER, ValidFactory
from .cases import CaseFactory, somebody
from .organisation import UserFactory


class OfCaseWithoutChild(ValidFactory):
    class Meta:
        abstract = True

    case = SubFactory(CaseFactory)
    municipality = SelfAttribute("case.municipality")


class NoticeFactory(OfCaseWithoutChild):
    class Meta:
        model = Notice

    user = somebody()
    rule = "window_soon"
    occurrence = Sequence("time {}".format)


class CaseStatusFactory(OfCaseWithoutChild):
    class Meta:
        model = CaseStatus

    is_open = True
    phase = CaseStatus.Phase.ASSESSMENT
    next_step = "order_assessment"


class CaseStepFactory(OfCaseWithoutChild):
    class Meta:
        model = CaseStep

    step = "follow_agreement"
    record_id = LazyFunction(uuid7)
    act_on = due_on = LATER


class ChangeFactory(ValidFactory):
    class Meta:
        model = Change

    by = SubFactory(UserFactory)
    kind = Change.Kind.CHANGED
    model = "goals.Goal"
    record_id = LazyFunction(uuid7)
    version = 2
    fields = {"title": ["Tal", "Store tal"]}


class LookUpFactory(ValidFactory):
    class Meta:
        model = LookUp

    user = SubFactory(UserFactory)
    role = SelfAttribute("user.role")
    relation = "coordinator"
    action = LookUp.Action.READ
    result = LookUp.Result.GIVEN
    route = "api:case-overview"
    child_ids = LazyFunction(lambda: [uuid7()])
    classes = "AB"


class DraftFactory(ValidFactory):
    class Meta:
        model = Draft

    user = SubFactory(UserFactory)
    key = Sequence("sparring-list.{}".format)
    content = "{}"


class UsedKeyFactory(ValidFactory):
    class Meta:
        model = UsedKey

    user = SubFactory(UserFactory)
    key = Sequence("key {}".format)
    route = "api:sparring-list"
    digest = b"digest"
    record_id = LazyFunction(uuid7)


class OutboxMessageFactory(ValidFactory):
    class Meta:
        model = OutboxMessage

    user = SubFactory(UserFactory)
    occasion = Sequence("notices/{}".format)
