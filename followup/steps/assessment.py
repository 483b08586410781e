"""Phase 1: the assessment is ordered, collected and shared.

The times after which these steps count as late: the evaluation gives no figures. The set-up took about 20 weeks in all,
and these leave room for a start-up meeting within them.
"""

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core import access
from core.access import Role
from core.danish import date_words

from .due import open_day
from .kind import WEEK, Found, NextStep, Place, SameDay, StepKind, WritersOf
from .reminder import Reminder, Who

if TYPE_CHECKING:
    from followup.facts import Facts

ORDER_WITHIN: Final = 2 * WEEK
RECEIVE_WITHIN: Final = 8 * WEEK
SHARE_WITHIN: Final = 2 * WEEK
# The author of a part is reminded when it is this late.
LATE_AFTER: Final = 2 * WEEK
PAGE: Final = Place("case-assessment")


def _not_ordered(facts: "Facts") -> Iterator[Found]:
    if facts.report_final_on is None and facts.assessment_ordered_on is None:
        since = facts.since(facts.opened_on)
        yield Found(since, open_day(facts, since + ORDER_WITHIN))


def _why_order(step: NextStep, facts: "Facts", today: dt.date) -> str:
    return _("Forløbet blev åbnet %(day)s, og afdækningen er ikke bestilt endnu.") % {
        "day": date_words(facts.since(facts.opened_on))
    }


def _parts_missing(facts: "Facts") -> Iterator[Found]:
    if facts.report_final_on is None and facts.assessment_ordered_on and facts.parts_received < facts.parts:
        due_on = open_day(facts, facts.since(facts.assessment_ordered_on) + RECEIVE_WITHIN)
        yield Found(due_on, due_on, facts.assessment_id)


def _why_receive(step: NextStep, facts: "Facts", today: dt.date) -> str:
    missing = facts.parts - facts.parts_received
    return ngettext(
        "Der mangler %(count)s del af afdækningen.", "Der mangler %(count)s dele af afdækningen.", missing
    ) % {"count": missing}


def _not_shared(facts: "Facts") -> Iterator[Found]:
    if facts.report_final_on is None and facts.assessment_ordered_on and facts.parts_received == facts.parts:
        last_on = facts.since(facts.last_part_on or facts.assessment_ordered_on)
        yield Found(last_on, open_day(facts, last_on + SHARE_WITHIN), facts.assessment_id)


def _why_share(step: NextStep, facts: "Facts", today: dt.date) -> str:
    return _("Alle dele er modtaget. Lav rapporten, og del den med de voksne omkring barnet.")


ORDER_ASSESSMENT: Final = StepKind(
    key="order_assessment",
    label=gettext_lazy("Bestil afdækning"),
    find=_not_ordered,
    why=_why_order,
    to_do=gettext_lazy("Bestil afdækning"),
    to_see=gettext_lazy("Se afdækning"),
    done_at=Place("assessment-new"),
    seen_at=PAGE,
    done_by=Role.COORDINATOR,
    same_day=SameDay.ANYWHERE,
    reminders=(
        Reminder(
            rule="order_assessment",
            label=gettext_lazy("Afdækning er ikke bestilt"),
            text=gettext_lazy("Afdækningen skulle være bestilt senest %(day)s."),
            to=(Who.COORDINATOR,),
            every=2 * WEEK,
        ),
    ),
)
RECEIVE_ASSESSMENT: Final = StepKind(
    key="receive_assessment",
    label=gettext_lazy("Saml afdækningen"),
    find=_parts_missing,
    why=_why_receive,
    to_do=gettext_lazy("Se afdækning"),
    to_see=gettext_lazy("Se afdækning"),
    done_at=PAGE,
    seen_at=PAGE,
    done_by=WritersOf(access.A),
    same_day=SameDay.ANYWHERE,
    waits_for_others=True,
    reminders=(
        Reminder(
            rule="part_late",
            label=gettext_lazy("En del af afdækningen mangler"),
            text=gettext_lazy("Afdækningen skulle være samlet %(day)s, og der mangler stadig en del."),
            to=(Who.COORDINATOR, Who.RESPONSIBLE),
            first=LATE_AFTER,
            every=2 * WEEK,
        ),
    ),
)
SHARE_ASSESSMENT: Final = StepKind(
    key="share_assessment",
    label=gettext_lazy("Del afdækningen"),
    find=_not_shared,
    why=_why_share,
    to_do=gettext_lazy("Del afdækning"),
    to_see=gettext_lazy("Se afdækning"),
    done_at=PAGE,
    seen_at=PAGE,
    done_by=Role.COORDINATOR,
    same_day=SameDay.ANYWHERE,
    reminders=(
        Reminder(
            rule="report_not_shared",
            label=gettext_lazy("Afdækning er ikke delt"),
            text=gettext_lazy("Alle dele er modtaget. Rapporten skulle være delt senest %(day)s."),
            to=(Who.COORDINATOR,),
            every=2 * WEEK,
        ),
    ),
)

# In the order of a case's course.
KINDS: Final = (ORDER_ASSESSMENT, RECEIVE_ASSESSMENT, SHARE_ASSESSMENT)
