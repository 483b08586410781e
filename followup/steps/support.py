"""Phase 3: sparring at school and at home, and the agreements to follow up."""

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import access
from core.access import Role
from core.danish import date_words

from .due import home_sparring_due_on, school_sparring_due_on
from .kind import DAY, WEEK, Found, NextStep, Place, SameDay, StepKind, WritersOf
from .reminder import Reminder, Who

if TYPE_CHECKING:
    from followup.facts import Facts

LOG_AT_SCHOOL: Final = Place("case-sparring-new")
# Without it, a supervisor's form is about the school.
LOG_AT_HOME: Final = Place("case-sparring-new", asks=(("setting", "home"),))
PAGE: Final = Place("case-sparring")


def _sparring(due_on: dt.date | None) -> Iterator[Found]:
    if due_on is not None:
        yield Found(due_on, due_on)


def _since_last(last: dt.date | None, where: str) -> str:
    if last is None:
        return _("Der har ikke været sparring %(where)s endnu.") % {"where": where}
    return _("Sidste sparring %(where)s var %(day)s.") % {"where": where, "day": date_words(last)}


def _why_at_school(step: NextStep, facts: "Facts", today: dt.date) -> str:
    return _since_last(facts.school_sparring_on, _("i skolen"))


def _why_at_home(step: NextStep, facts: "Facts", today: dt.date) -> str:
    return _since_last(facts.home_sparring_on, _("i hjemmet"))


def _agreements(facts: "Facts") -> Iterator[Found]:
    for each in facts.agreements:
        yield Found(each.due_on, each.due_on, each.id)


def _why_agreement(step: NextStep, facts: "Facts", today: dt.date) -> str:
    agreement = next(each for each in facts.agreements if each.id == step.record_id)
    if not agreement.what:
        return _("Aftalt med %(owner)s om noget derhjemme.") % {"owner": agreement.owner}
    return _("Aftalt med %(owner)s: %(what)s") % {"owner": agreement.owner, "what": agreement.what}


SCHOOL_SPARRING: Final = StepKind(
    key="school_sparring",
    label=gettext_lazy("Sparring i skolen"),
    find=lambda facts: _sparring(school_sparring_due_on(facts)),
    why=_why_at_school,
    to_do=gettext_lazy("Skriv sparring"),
    to_see=gettext_lazy("Se sparring"),
    done_at=LOG_AT_SCHOOL,
    seen_at=PAGE,
    done_by=Role.SUPERVISOR,
    same_day=SameDay.ANYWHERE,
    waits_for_others=True,
    reminders=(
        Reminder(
            rule="school_sparring",
            label=gettext_lazy("Sparring i skolen mangler"),
            text=gettext_lazy("Der skulle have været sparring i skolen senest %(day)s."),
            to=(Who.SUPERVISOR, Who.COORDINATOR),
            first=DAY,
            every=4 * WEEK,
        ),
    ),
)
HOME_SPARRING: Final = StepKind(
    key="home_sparring",
    label=gettext_lazy("Sparring i hjemmet"),
    find=lambda facts: _sparring(home_sparring_due_on(facts)),
    why=_why_at_home,
    to_do=gettext_lazy("Skriv sparring"),
    to_see=gettext_lazy("Se sparring"),
    done_at=LOG_AT_HOME,
    seen_at=PAGE,
    done_by=WritersOf(access.E),
    same_day=SameDay.ANYWHERE,
    reminders=(
        Reminder(
            rule="home_sparring",
            label=gettext_lazy("Sparring i hjemmet mangler"),
            text=gettext_lazy("Der skulle have været sparring i hjemmet senest %(day)s."),
            to=(Who.COORDINATOR, Who.SUPERVISOR_AT_HOME),
            first=DAY,
            every=4 * WEEK,
        ),
    ),
)
FOLLOW_AGREEMENT: Final = StepKind(
    key="follow_agreement",
    label=gettext_lazy("Følg op på aftale"),
    find=_agreements,
    why=_why_agreement,
    to_do=gettext_lazy("Følg op på aftale"),
    to_see=gettext_lazy("Se aftaler"),
    done_at=Place("agreement-follow-up", "record"),
    seen_at=Place("case-goals"),
    done_by=WritersOf(access.A),
    same_day=SameDay.ANYWHERE,
    # It has a date of its own, and the step stands for all that are due: it is followed up, not postponed.
    postponable=False,
    reminders=(
        Reminder(
            rule="agreement_soon",
            label=gettext_lazy("Din aftale løber snart ud"),
            text=gettext_lazy("En aftale, du har, løber til %(day)s."),
            to=(Who.OWNER,),
            first=-3 * DAY,
            ends="due_on",
            last=-DAY,
        ),
        Reminder(
            rule="agreement_due",
            label=gettext_lazy("Aftale skal følges op"),
            text=gettext_lazy("En aftale løb til %(day)s. Følg op på, hvordan det gik."),
            to=(Who.COORDINATOR, Who.OWNER),
        ),
    ),
)

# In the order of a case's course.
KINDS: Final = (SCHOOL_SPARRING, HOME_SPARRING, FOLLOW_AGREEMENT)
