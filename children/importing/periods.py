"""The placement and schooling of a row, fitted among those of the child.

Empty cells: a schooling without its first day starts with the present school year, on 1 August. A placement must have
its day: nothing can be guessed there, and the time in placement is counted from it.
"""

import datetime as dt
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from children.importing.organisation import Organisation
from children.importing.planned import PlannedChild, Wanted, same_schooling
from children.importing.report import Report
from children.importing.sheet import Row
from children.importing.timeline import Fit
from children.models import Placement, Schooling
from core.collation import fold
from core.danish import today

SCHOOL_YEAR_BEGINS: Final = 8
ADDED: Final = (Fit.ADDED, Fit.MOVED)
PLACEMENT: Final = {
    Fit.OTHER_DAY: _("Barnet bor der allerede, men med en anden indflytningsdato. Den ændres ikke."),
    Fit.MOVED: _("Barnets nuværende anbringelse bliver afsluttet dagen før."),
    Fit.CLASH: _("Barnet bor et andet sted den dag. Ret datoen, eller ret anbringelsen under stamdata."),
}
SCHOOLING: Final = {
    Fit.OTHER_DAY: _("Barnet går der allerede, men med en anden startdato. Den ændres ikke."),
    Fit.MOVED: _("Barnets nuværende skoleforhold bliver afsluttet dagen før."),
    Fit.CLASH: _("Barnet går et andet sted eller i en anden klasse den dag. Skriv, hvornår det nye begyndte."),
}


def school_year_start(day: dt.date) -> dt.date:
    """The first day of the school year of a day."""
    return dt.date(day.year - (day.month < SCHOOL_YEAR_BEGINS), SCHOOL_YEAR_BEGINS, 1)


def want_placement(child: PlannedChild, row: Row, values: dict[str, Any], organisation: Organisation) -> None:
    """Add the placement a row names to the child's wanted ones."""
    if not values["placement_kind"]:
        if child.is_new and not child.wanted_placements:
            organisation.report.warn(
                row.number, "placement_kind", _("Der står ingen anbringelse. Tilføj den senere under stamdata.")
            )
        return
    typed = values["placing_municipality"]
    placement = Placement(
        municipality=child.child.municipality,
        child=child.child,
        kind=values["placement_kind"],
        place=values["placement_name"],
        from_on=values["placed_from_on"],
        placing_municipality=_as_we_write_it(typed, organisation.known.municipality.name),
    )
    child.wanted_placements.append(Wanted(row.number, placement, is_said=bool(typed)))


def _as_we_write_it(typed: str | None, own: str) -> str:
    """The placing municipality; the user's own where it is empty or only spelt differently."""
    if not typed or typed == own or fold(typed).removesuffix(" kommune") == fold(own):
        return own
    return typed


def want_schooling(child: PlannedChild, row: Row, values: dict[str, Any], organisation: Organisation) -> None:
    """Add the schooling a row names to the child's wanted ones."""
    if not values["school"]:
        if child.is_new and not child.wanted_schoolings:
            organisation.report.warn(row.number, "school", _("Der står ingen skole. Tilføj den senere under stamdata."))
        return
    grade = values["grade"]
    schooling = Schooling(
        municipality=child.child.municipality,
        child=child.child,
        school=organisation.school(row.number, values["school"], values["provision"]),
        grade=grade.grade,
        class_name=grade.class_name,
        provision=values["provision"],
        from_on=values["school_from_on"] or max(school_year_start(today()), child.child.born_on),
    )
    is_said = bool(row.cells.get("provision"))
    child.wanted_schoolings.append(Wanted(row.number, schooling, bool(values["school_from_on"]), is_said))


def fit_placements(child: PlannedChild, organisation: Organisation) -> None:
    """Fit the placements in, in the order of their days."""
    for wanted in sorted(child.wanted_placements, key=lambda each: each.period.from_on):
        fit = child.placements.fit(wanted.period)
        _tell(fit, wanted, organisation.report, "placed_from_on", PLACEMENT)
        if fit in ADDED:
            _complete(wanted, organisation)


def _complete(wanted: Wanted, organisation: Organisation) -> None:
    placement = wanted.period
    placement.institution = organisation.institution(wanted.row, placement.kind, placement.place)
    if not wanted.is_said:
        message = _("Feltet er tomt og bliver sat til jeres egen kommune.")
        organisation.report.warn(wanted.row, "placing_municipality", message)


def fit_schoolings(child: PlannedChild, report: Report) -> None:
    """Fit the schoolings in, in the order of their days; one without a day is first compared with the present one."""
    for wanted in sorted(child.wanted_schoolings, key=lambda each: each.period.from_on):
        fit = _undated(child, wanted) or child.schoolings.fit(wanted.period)
        _tell(fit, wanted, report, "school_from_on", SCHOOLING)
        if fit in ADDED and not wanted.is_dated:
            message = _("Skolestart er tom og bliver sat til skoleårets første dag, 1. august.")
            report.warn(wanted.row, "school_from_on", message)
        if fit in ADDED and not wanted.is_said:
            report.warn(wanted.row, "provision", _("Skoletilbuddet er tomt og bliver sat til almen klasse."))


def _undated(child: PlannedChild, wanted: Wanted) -> Fit | None:
    """How a schooling without a day relates to the present one; None where it starts with the school year."""
    present = child.schoolings.on(max(today(), wanted.period.from_on))
    if wanted.is_dated or present is None:
        return None
    if _is_present(present, wanted):
        return Fit.THERE
    return Fit.CLASH if present.from_on >= wanted.period.from_on else None


def _is_present(present: Schooling, wanted: Wanted) -> bool:
    if not wanted.is_said:
        wanted.period.provision = present.provision
    return same_schooling(present, wanted.period)


def _tell(fit: Fit, wanted: Wanted, report: Report, key: str, messages: dict[Fit, Any]) -> None:
    if fit not in messages:
        return
    remark = report.error if fit == Fit.CLASH else report.warn
    remark(wanted.row, key, messages[fit])
