"""The words of a next step: what it is called, why it is there, what its button says."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.danish import date_words, long_date

from .facts import Facts
from .models import CaseStatus
from .steps import NextStep, window_of

Step = CaseStatus.Step


def button_of(step: str, may_do: bool) -> str:
    """The word on the one button: it does the step, or shows where it will be seen done."""
    return _to_do(Step(step)) if may_do else _to_see(Step(step))


def _to_do(step: CaseStatus.Step) -> str:
    return {
        Step.ORDER_ASSESSMENT: _("Bestil afdækning"),
        Step.RECEIVE_ASSESSMENT: _("Se afdækning"),
        Step.SHARE_ASSESSMENT: _("Del afdækning"),
        Step.BOOK_START_UP: _("Book opstartsmøde"),
        Step.HOLD_MEETING: _("Åbn mødet"),
        Step.SET_GOALS: _("Skriv mål"),
        Step.SCHOOL_SPARRING: _("Log sparring"),
        Step.HOME_SPARRING: _("Log sparring"),
        Step.FOLLOW_AGREEMENT: _("Følg op på aftale"),
        Step.BOOK_FOLLOW_UP: _("Book opfølgning"),
    }[step]


def _to_see(step: CaseStatus.Step) -> str:
    if step in {Step.ORDER_ASSESSMENT, Step.RECEIVE_ASSESSMENT, Step.SHARE_ASSESSMENT}:
        return _("Se afdækning")
    if step in {Step.SCHOOL_SPARRING, Step.HOME_SPARRING}:
        return _("Se sparring")
    return {
        Step.SET_GOALS: _("Se mål"),
        Step.FOLLOW_AGREEMENT: _("Se aftaler"),
    }.get(step, _("Se møder"))


def why(step: NextStep, facts: Facts, today: dt.date) -> str:
    """Why the step is there, in one sentence with its dates."""
    words: str = _WHY[step.step](step, facts, today)
    if not step.postponed_for:
        return words
    put_off = _("Udskudt til %(day)s: %(reason)s") % {"day": date_words(step.act_on), "reason": step.postponed_for}
    return f"{words} {put_off}"


def _not_ordered(step: NextStep, facts: Facts, today: dt.date) -> str:
    return _("Forløbet blev åbnet %(day)s, og afdækningen er ikke bestilt endnu.") % {
        "day": date_words(facts.opened_on)
    }


def _parts_missing(step: NextStep, facts: Facts, today: dt.date) -> str:
    missing = facts.parts - facts.parts_received
    return ngettext(
        "Der mangler %(count)s del af afdækningen.", "Der mangler %(count)s dele af afdækningen.", missing
    ) % {"count": missing}


def _not_shared(step: NextStep, facts: Facts, today: dt.date) -> str:
    return _("Alle dele er modtaget. Lav rapporten, og del den med de voksne omkring barnet.")


def _assessment_shared(step: NextStep, facts: Facts, today: dt.date) -> str:
    return _("Afdækningen blev delt %(day)s. Nu skal de voksne mødes om fælles mål.") % {
        "day": date_words(facts.report_final_on)
    }


def _meeting(step: NextStep, facts: Facts, today: dt.date) -> str:
    if step.due_on < today:
        return _("Mødet var booket til %(day)s. Skriv referatet, eller aflys mødet.") % {"day": long_date(step.due_on)}
    return _("Mødet er booket til %(day)s.") % {"day": long_date(step.due_on)}


def _no_goals(step: NextStep, facts: Facts, today: dt.date) -> str:
    return _("Mødet blev holdt %(day)s, og der er ingen mål i gang.") % {"day": date_words(facts.last_meeting_on)}


def _since_last(last: dt.date | None, where: str) -> str:
    if last is None:
        return _("Der har ikke været sparring %(where)s endnu.") % {"where": where}
    return _("Sidste sparring %(where)s var %(day)s.") % {"where": where, "day": date_words(last)}


def _school(step: NextStep, facts: Facts, today: dt.date) -> str:
    return _since_last(facts.school_sparring_on, _("i skolen"))


def _home(step: NextStep, facts: Facts, today: dt.date) -> str:
    return _since_last(facts.home_sparring_on, _("i hjemmet"))


def _agreement(step: NextStep, facts: Facts, today: dt.date) -> str:
    agreement = next(each for each in facts.agreements if each.id == step.record_id)
    if not agreement.what:
        return _("Aftalt med %(owner)s om noget derhjemme.") % {"owner": agreement.owner}
    return _("Aftalt med %(owner)s: %(what)s") % {"owner": agreement.owner, "what": agreement.what}


def _window(step: NextStep, facts: Facts, today: dt.date) -> str:
    window = window_of(facts)
    if window is None:
        return ""
    words = _("Sidste møde var %(last)s. Opfølgningen holdes mellem %(opens)s og %(closes)s.") % {
        "last": date_words(facts.last_meeting_on),
        "opens": date_words(window.opens_on),
        "closes": date_words(window.closes_on),
    }
    return f"{words} {window.reason}".strip()


_WHY: dict[str, Any] = {
    Step.ORDER_ASSESSMENT: _not_ordered,
    Step.RECEIVE_ASSESSMENT: _parts_missing,
    Step.SHARE_ASSESSMENT: _not_shared,
    Step.BOOK_START_UP: _assessment_shared,
    Step.HOLD_MEETING: _meeting,
    Step.SET_GOALS: _no_goals,
    Step.SCHOOL_SPARRING: _school,
    Step.HOME_SPARRING: _home,
    Step.FOLLOW_AGREEMENT: _agreement,
    Step.BOOK_FOLLOW_UP: _window,
}
