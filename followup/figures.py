"""What each figure about cases counts, defined once: a figure and the list it links to use the same condition.

*Overdue* is whatever is past its last day, also where it was postponed: a postponed step stays visible, with its
reason. So the whole is never smaller than its parts: a follow-up past its window, any step past its day.
"""

import datetime as dt
from collections.abc import Callable

from django.db.models import Exists, OuterRef, Q

from core.danish import COPENHAGEN

from .models import CaseStep
from .models.step import CaseStepQuerySet
from .steps.follow_up import FILL_MINUTES

Steps = CaseStepQuerySet | None


def late_steps(today: dt.date, among: Steps = None) -> CaseStepQuerySet:
    """The next steps past their last day, whether or not they were postponed."""
    return _among(among).shown(today).filter(due_on__lt=today)


def follow_up_over_time(today: dt.date, among: Steps = None) -> Q:
    """The window has closed without a follow-up; one may be booked by now."""
    return Q(status__window_closes_on__lt=today)


def something_over_time(today: dt.date, among: Steps = None) -> Q:
    """A step or the follow-up is overdue."""
    return follow_up_over_time(today) | Q(Exists(late_steps(today, among).filter(case=OuterRef("pk"))))


def put_off(today: dt.date, among: Steps = None) -> Q:
    """Something overdue was postponed, with a reason, to a day that is still ahead."""
    late = late_steps(today, among).put_off(today).filter(case=OuterRef("pk"))
    return Q(Exists(late))


def booked(today: dt.date, among: Steps = None) -> Q:
    """A start-up or follow-up meeting is booked, today or later."""
    midnight = dt.datetime.combine(today, dt.time(), tzinfo=COPENHAGEN)
    return Q(status__next_meeting_at__gte=midnight)


def without_content(today: dt.date, among: Steps = None) -> Q:
    """A start-up or follow-up meeting was held without content and is still empty."""
    return Q(Exists(_among(among).filter(case=OuterRef("pk"), step=FILL_MINUTES.key)))


def _among(steps: Steps) -> CaseStepQuerySet:
    return CaseStep.objects.all() if steps is None else steps


# Conditions on cases, by the figure's name. ``among``: the steps of the one municipality whose cases are counted; the
# database would otherwise read those of the whole country. It changes no figure.
FIGURES: dict[str, Callable[[dt.date, Steps], Q]] = {
    "follow_up_overdue": follow_up_over_time,
    "step_overdue": something_over_time,
    "put_off": put_off,
    "booked": booked,
    "without_content": without_content,
}
