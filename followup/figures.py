"""What the figures about cases count, each said once: a figure and the list it leads to ask the same.

*Over time* is what has passed its last day, also where it was put off: what is left out is to be seen, with its
reason. So the whole is never smaller than its parts: a follow-up past its window, anything put off past its day.
"""

import datetime as dt
from collections.abc import Callable

from django.db.models import Exists, OuterRef, Q, QuerySet

from core.danish import COPENHAGEN

from .models import CaseStep
from .steps.follow_up import FILL_MINUTES


def late_steps(today: dt.date) -> QuerySet[CaseStep]:
    """The next steps past their last day, whether or not they were put off."""
    return CaseStep.objects.shown(today).filter(due_on__lt=today)


def follow_up_over_time(today: dt.date) -> Q:
    """The window has closed, and no follow-up was held in it; one may be booked by now."""
    return Q(status__window_closes_on__lt=today)


def something_over_time(today: dt.date) -> Q:
    """A step or the follow-up is over time."""
    return follow_up_over_time(today) | Q(Exists(late_steps(today).filter(case=OuterRef("pk"))))


def put_off(today: dt.date) -> Q:
    """Something over time was put off with a reason, to a day that is not yet there."""
    late = late_steps(today).filter(case=OuterRef("pk"), postponed_until__gt=today)
    return Q(Exists(late))


def booked(today: dt.date) -> Q:
    """A start-up or follow-up meeting is booked, today or later."""
    midnight = dt.datetime.combine(today, dt.time(), tzinfo=COPENHAGEN)
    return Q(status__next_meeting_at__gte=midnight)


def without_content(today: dt.date) -> Q:
    """A start-up or follow-up meeting was held without content and has not been filled since."""
    return Q(Exists(CaseStep.objects.filter(case=OuterRef("pk"), step=FILL_MINUTES.key)))


# Conditions on cases, by the figure's name.
FIGURES: dict[str, Callable[[dt.date], Q]] = {
    "follow_up_overdue": follow_up_over_time,
    "step_overdue": something_over_time,
    "put_off": put_off,
    "booked": booked,
    "without_content": without_content,
}
