"""A file's changes: new children with their records, additions to known children, and remarks.

Nothing is written here. A trial shows the plan's report; the import makes the plan again and writes it, so that it fits
the database at that time. A file only adds to existing records and never changes them, with one exception: a present
placement or schooling ends the day before the next one begins.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.models import Institution, School, User
from children.importing.adults import add_adults
from children.importing.known import Found, Known, NameAndDay, name_key, same_first_name
from children.importing.organisation import Organisation
from children.importing.periods import fit_placements, fit_schoolings, want_placement, want_schooling
from children.importing.planned import PlannedChild, planned
from children.importing.report import ERROR, WARNING, Report
from children.importing.rows import Understood, understand
from children.importing.sheet import Row, Sheet
from children.models import Child
from core.danish import number as in_figures

# Case numbers have four digits within a year.
CASES_A_YEAR: Final = 9999


@dataclass(slots=True)
class Plan:
    """The records to write, and the report."""

    report: Report
    children: list[PlannedChild] = field(default_factory=list)
    schools: list[School] = field(default_factory=list)
    institutions: list[Institution] = field(default_factory=list)
    rows: int = 0
    skipped: int = 0
    # Known children that rows were matched with, and whether by CPR number.
    recognised: set[UUID] = field(default_factory=set)
    used_cpr: bool = False

    @property
    def new(self) -> list[PlannedChild]:
        """The children to create."""
        return [each for each in self.children if each.is_new]

    def counts(self) -> dict[str, int]:
        """The figures of the report."""
        return {
            "rows": self.rows,
            "children": len(self.new),
            "existing": sum(not each.is_new for each in self.children),
            "skipped": self.skipped,
            "placements": sum(len(each.placements.added) for each in self.children),
            "schoolings": sum(len(each.schoolings.added) for each in self.children),
            "members": sum(len(each.members) for each in self.children),
            "schools": len(self.schools),
            "institutions": len(self.institutions),
            "errors": self.report.count(ERROR),
            "warnings": self.report.count(WARNING),
        }


def make_plan(sheet: Sheet, *, user: User) -> Plan:
    """Parse every row and compare it with the records of the coordinator's municipality."""
    report = Report()
    for remark in sheet.remarks:
        report.warn(*remark)
    read = [(row, understand(row.cells)) for row in sheet.rows]
    plan = Plan(report, rows=len(sheet.rows))
    whole = [(row, each) for row, each in read if _is_whole(row, each, report)]
    identities = [(each.values["cpr"], _name_and_day(each.values)) for _row, each in whole]
    known = Known(municipality=user.municipality, user=user, identities=identities)
    gathering = _Gathering(plan, known, user)
    for row, each in whole:
        gathering.add(row, each.values)
    for child in plan.children:
        fit_placements(child, gathering.organisation)
        fit_schoolings(child, report)
    plan.schools, plan.institutions = gathering.organisation.new_schools, gathering.organisation.new_institutions
    return plan


def _is_whole(row: Row, understood: Understood, report: Report) -> bool:
    """Whether a row can be planned at all; its errors go into the report."""
    if row.error:
        report.error(row.number, "", row.error)
    for key, message in understood.errors.items():
        report.error(row.number, key, message)
    for key, message in understood.warnings.items():
        report.warn(row.number, key, message)
    if row.cells.get("note"):
        report.warn(
            row.number,
            "",
            _("Bemærkninger bliver ikke indlæst, for de kan være følsomme. Skriv det vigtige i forløbet."),
        )
    return not (row.error or understood.errors)


class _Gathering:
    """Collects rows into children: several rows may be about the same one."""

    def __init__(self, plan: Plan, known: Known, user: User) -> None:
        self.plan, self.report, self.known, self.user = plan, plan.report, known, user
        self.organisation = Organisation(known, plan.report)
        self.by_cpr: dict[str, PlannedChild] = {}
        self.by_name: dict[NameAndDay, list[PlannedChild]] = defaultdict(list)
        self.by_id: dict[UUID, PlannedChild] = {}

    def add(self, row: Row, values: dict[str, Any]) -> None:
        """Add a complete row."""
        name = _name_and_day(values)
        if self._is_anothers_number(row, values):
            return
        child = self._in_the_file(row, values, name) or self._in_the_database(row, values, name)
        if child is None:
            return
        child.rows.append(row.number)
        want_placement(child, row, values, self.organisation)
        want_schooling(child, row, values, self.organisation)
        add_adults(child, row, values, self.report)

    def _is_anothers_number(self, row: Row, values: dict[str, Any]) -> bool:
        """Whether the CPR number belongs to another first name: in a row above, or of a known child."""
        number, first_name = values["cpr"], values["first_name"]
        if number is None:
            return False
        above = self.by_cpr.get(number)
        if above is not None and not same_first_name(above.child.first_name, first_name):
            message = _("CPR-nummeret står også i række %(row)d ved et andet fornavn. Ret en af rækkerne.")
            self.report.error(row.number, "cpr", message % {"row": above.rows[0]})
            return True
        found = self.known.numbered(number)
        if found is None or same_first_name(found.first_name, first_name):
            return False
        self.plan.recognised.add(found.id)
        self.plan.used_cpr = True
        self.report.error(row.number, "cpr", self._whose(found))
        return True

    def _whose(self, found: Found) -> str:
        """Whose number it is: the case's number, which only its coordinator recognises."""
        case = self.known.cases.get(found.id)
        if case is None:
            return _("CPR-nummeret hører til et barn i kommunen med et andet fornavn. Ret nummeret eller navnet.")
        message = _(
            "CPR-nummeret hører til barnet i forløb %(case)s, der har et andet fornavn. Ret nummeret eller navnet."
        )
        return message % {"case": case.number}

    def _in_the_file(self, row: Row, values: dict[str, Any], name: NameAndDay) -> PlannedChild | None:
        number = values["cpr"]
        named = self.by_name[name]
        same = self.by_cpr.get(number) or next((each for each in named if not (number and each.number)), None)
        if same is not None:
            message = _("Barnet står også i række %(row)d. De to rækker lægges sammen.")
            self.report.warn(row.number, "", message % {"row": same.rows[0]})
        return same

    def _in_the_database(self, row: Row, values: dict[str, Any], name: NameAndDay) -> PlannedChild | None:
        found = self.known.child(values["cpr"], name)
        if found is None:
            return self._remember(planned(self._new(values), number=values["cpr"], is_new=True), name)
        self.plan.recognised.add(found.id)
        self.plan.used_cpr |= bool(values["cpr"])
        if not found.is_own:
            self.plan.skipped += 1
            message = _("Barnet findes i kommunen hos en anden læringskoordinator. Rækken springes over.")
            self.report.warn(row.number, "", message)
            return None
        return self.by_id.get(found.id) or self._existing(found, row, values, name)

    def _existing(self, found: Found, row: Row, values: dict[str, Any], name: NameAndDay) -> PlannedChild:
        if name_key(found.first_name, found.last_name) != name[0]:
            self.report.warn(row.number, "", _("Barnet findes allerede under et lidt andet navn. Navnet ændres ikke."))
        if values["cpr"] and not found.cpr_digest:
            self.report.warn(
                row.number, "cpr", _("Barnet findes allerede uden CPR-nummer. Skriv nummeret under barnets stamdata.")
            )
        child = planned(self.known.own[found.id], number=values["cpr"], is_new=False, known=self.known)
        if child.case is None:
            self.report.warn(
                row.number, "", _("Barnet findes allerede, men har intet åbent forløb. Åbn det fra barnets side.")
            )
        self.by_id[found.id] = child
        return self._remember(child, name)

    def _new(self, values: dict[str, Any]) -> Child:
        child = Child(
            municipality=self.user.municipality,
            first_name=values["first_name"],
            last_name=values["last_name"],
            born_on=values["born_on"],
            gender=values["gender"],
        )
        child.set_cpr(values["cpr"] or "")
        return child

    def _remember(self, child: PlannedChild, name: NameAndDay) -> PlannedChild:
        self.plan.children.append(child)
        if child.number:
            self.by_cpr[child.number] = child
        self.by_name[name].append(child)
        return child


def _name_and_day(values: dict[str, Any]) -> NameAndDay:
    return name_key(values["first_name"], values["last_name"]), values["born_on"]


def check_room(plan: Plan, *, taken: int) -> None:
    """Refuse more new cases than a year has numbers for. The error goes into the report."""
    if taken + len(plan.new) > CASES_A_YEAR:
        message = _("Der kan højst oprettes %(count)s forløb på et år. Del filen, eller vent til nytår.")
        plan.report.error(None, "", message % {"count": in_figures(CASES_A_YEAR)})
