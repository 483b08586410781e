"""The placement and schooling of a row, and how they go in among those of the child.

Empty cells: a schooling without its first day begins with the present school year, on 1 August. A placement must have
its day: nothing can be guessed there, and the time in placement is read from it.
"""

import datetime as dt
from typing import Any, Final

from django.utils.translation import gettext as _

from children.importing.organisation import Organisation
from children.importing.planned import PlannedChild, Wanted, same_schooling
from children.importing.reading import Row
from children.importing.report import Report
from children.importing.timeline import Fit
from children.models import Placement, Schooling
from core.collation import fold
from core.danish import today

SCHOOL_YEAR_BEGINS: Final = 8


def school_year_start(day: dt.date) -> dt.date:
    """The first day of the school year a day belongs to."""
    return dt.date(day.year - (day.month < SCHOOL_YEAR_BEGINS), SCHOOL_YEAR_BEGINS, 1)


def want_placement(child: PlannedChild, row: Row, values: dict[str, Any], organisation: Organisation) -> None:
    """Note the placement a row names."""
    if not values["placement_kind"]:
        if child.is_new and not child.wanted_placements:
            organisation.report.warn(
                row.number, "placement_kind", _("Der står ingen anbringelse. Tilføj den senere under stamdata.")
            )
        return
    placement = Placement(
        municipality=child.child.municipality,
        child=child.child,
        kind=values["placement_kind"],
        place=values["placement_name"],
        from_on=values["placed_from_on"],
        placing_municipality=_placing_municipality(row, values, organisation),
        institution=organisation.institution(row.number, values["placement_kind"], values["placement_name"]),
    )
    child.wanted_placements.append(Wanted(row.number, placement))


def _placing_municipality(row: Row, values: dict[str, Any], organisation: Organisation) -> str:
    own = organisation.known.municipality.name
    typed = values["placing_municipality"]
    if not typed:
        organisation.report.warn(
            row.number, "placing_municipality", _("Feltet er tomt og bliver sat til jeres egen kommune.")
        )
        return own
    if typed == own or fold(typed).removesuffix(" kommune") == fold(own):
        return own
    return str(typed)


def want_schooling(child: PlannedChild, row: Row, values: dict[str, Any], organisation: Organisation) -> None:
    """Note the schooling a row names."""
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


def fit_placements(child: PlannedChild, report: Report) -> None:
    """Put in the placements, in the order of their days."""
    for wanted in sorted(child.wanted_placements, key=lambda each: each.period.from_on):
        fit = child.placements.fit(wanted.period)
        if fit == Fit.OTHER_DAY:
            report.warn(
                wanted.row, "placed_from_on", _("Barnet bor der allerede fra en anden dag. Datoen ændres ikke.")
            )
        elif fit == Fit.MOVED:
            report.warn(wanted.row, "placed_from_on", _("Barnets nuværende anbringelse bliver afsluttet dagen før."))
        elif fit == Fit.CLASH:
            report.error(
                wanted.row,
                "placed_from_on",
                _("Barnet bor et andet sted den dag. Ret datoen, eller ret anbringelsen under stamdata."),
            )


def fit_schoolings(child: PlannedChild, report: Report) -> None:
    """Put in the schoolings, in the order of their days; one without a day is first compared with the present."""
    for wanted in sorted(child.wanted_schoolings, key=lambda each: each.period.from_on):
        if not wanted.is_dated:
            present = child.schoolings.on(max(today(), wanted.period.from_on))
            if present is not None and _is_present(present, wanted):
                continue
            if present is not None and present.from_on >= wanted.period.from_on:
                _tell_of_schooling(Fit.CLASH, wanted, report)
                continue
            report.warn(
                wanted.row, "school_from_on", _("Skolestart er tom og bliver sat til skoleårets første dag, 1. august.")
            )
        if not wanted.is_said:
            report.warn(wanted.row, "provision", _("Skoletilbuddet er tomt og bliver sat til almen klasse."))
        _tell_of_schooling(child.schoolings.fit(wanted.period), wanted, report)


def _is_present(present: Schooling, wanted: Wanted) -> bool:
    if not wanted.is_said:
        wanted.period.provision = present.provision
    return same_schooling(present, wanted.period)


def _tell_of_schooling(fit: Fit, wanted: Wanted, report: Report) -> None:
    if fit == Fit.OTHER_DAY:
        report.warn(wanted.row, "school_from_on", _("Barnet går der allerede fra en anden dag. Datoen ændres ikke."))
    elif fit == Fit.MOVED:
        report.warn(wanted.row, "school_from_on", _("Barnets nuværende skoleforhold bliver afsluttet dagen før."))
    elif fit == Fit.CLASH:
        report.error(
            wanted.row,
            "school_from_on",
            _("Barnet går et andet sted eller i en anden klasse den dag. Skriv, hvornår det nye begyndte."),
        )
