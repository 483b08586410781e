"""Schools and institutions named in a file: recognised in any spelling, or created."""

from difflib import get_close_matches

from django.utils.translation import gettext as _

from accounts.models import Institution, School
from children.importing.known import Known
from children.importing.report import Report
from children.models import Placement
from core.collation import fold

KINDS = {"special_school": School.Kind.SPECIAL, "internal": School.Kind.INTERNAL}
WITH_INSTITUTION = {Placement.Kind.RESIDENTIAL, Placement.Kind.OPHOLDSSTED}
# The similarity (difflib's ratio) from which another name is suggested.
ALIKE = 0.8
LONGEST_NAME = 80


class Organisation:
    """The municipality's schools and institutions, with those a file adds. Each name is decided once, and noted for
    every row.
    """

    def __init__(self, known: Known, report: Report) -> None:
        self.known, self.report = known, report
        self.new_schools: list[School] = []
        self.new_institutions: list[Institution] = []
        self._messages: dict[str, str] = {}

    def school(self, row: int, name: str, provision: str) -> School:
        """The school of that name, or a new one of the kind its provision implies."""
        key = fold(name)
        school = self.known.schools.get(key)
        if school is None:
            self._messages[key] = self._unknown(name, [each.name for each in self.known.schools.values()])
            kind = KINDS.get(provision, School.Kind.MAINSTREAM)
            school = School(municipality=self.known.municipality, name=name, kind=kind)
            self.known.schools[key] = school
            self.new_schools.append(school)
        if school.closed:
            self.report.warn(row, "school", _("Skolen %(name)s er nedlagt. Tjek navnet.") % {"name": school.name})
        elif key in self._messages:
            self.report.warn(row, "school", self._messages[key])
        return school

    def _unknown(self, name: str, names: list[str]) -> str:
        alike = {fold(each): each for each in names}
        nearest = get_close_matches(fold(name), list(alike), 1, ALIKE)
        if nearest:
            message = _("Skolen »%(name)s« findes ikke og bliver oprettet. Ret navnet, hvis du mener »%(other)s«.")
            return message % {"name": name, "other": alike[nearest[0]]}
        return _("Skolen »%(name)s« findes ikke og bliver oprettet. Tjek, at navnet er stavet rigtigt.") % {
            "name": name
        }

    def institution(self, row: int, kind: str, name: str) -> Institution | None:
        """The institution of that kind and name, or a new one; None for families."""
        if kind not in WITH_INSTITUTION or len(name) > LONGEST_NAME:
            return None
        key = (kind, fold(name))
        institution = self.known.institutions.get(key) or self._of_other_kind(name)
        if institution is None:
            institution = Institution(municipality=self.known.municipality, name=name, kind=kind)
            self.known.institutions[key] = institution
            self.new_institutions.append(institution)
        if institution in self.new_institutions:
            message = _("Stedet »%(name)s« findes ikke blandt kommunens institutioner og bliver oprettet.")
            self.report.warn(row, "placement_name", message % {"name": institution.name})
        return institution

    def _of_other_kind(self, name: str) -> Institution | None:
        # A name is one institution, whichever of the two kinds a row gives.
        found = (self.known.institutions.get((kind, fold(name))) for kind in WITH_INSTITUTION)
        return next((each for each in found if each is not None), None)
