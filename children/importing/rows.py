"""The values of one row: its cells parsed one by one, and then checked together.

Only the spelling is judged here. The plan knows the municipality, its schools and its children.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.utils.translation import gettext as _

from children.importing.columns import HEADERS
from children.importing.values import CellError, parser_of
from children.models.child import (
    CPR_OF_ANOTHER_DAY,
    CPR_OF_ANOTHER_GENDER,
    EARLIEST_BIRTH,
    gender_contradicts,
)
from children.models.period import BEFORE_BIRTH
from core import cpr

SCHOOL: Final = ("grade", "provision", "school_from_on")
PLACEMENT: Final = ("placement_kind", "placement_name", "placed_from_on")
ADULTS: Final = ("caregiver1", "caregiver2", "caseworker", "teacher")


@dataclass(slots=True)
class Understood:
    """A row's values by key (None where a cell is empty or wrong), its errors by key, and its warnings."""

    values: dict[str, Any] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    warnings: dict[str, str] = field(default_factory=dict)

    def wrong(self, key: str, message: str) -> None:
        """Note the first error of a cell; later ones are dropped."""
        self.errors.setdefault(key, message)


def understand(cells: Mapping[str, str]) -> Understood:
    """The values of a row with all its errors. Raises nothing: a report shows all errors at once."""
    row = Understood()
    for key in HEADERS:
        try:
            row.values[key] = parser_of(key)(cells.get(key, "").strip())
        except CellError as error:
            row.values[key] = None
            row.wrong(key, str(error))
    for rule in (_named, _identified, _at_school, _placed, _after_birth, _adults_named):
        rule(row)
    return row


def _named(row: Understood) -> None:
    if not row.values["first_name"]:
        row.wrong("first_name", _("Skriv barnets fornavn."))
    if not row.values["last_name"]:
        row.wrong("last_name", _("Skriv barnets efternavn."))


def _identified(row: Understood) -> None:
    """The number gives birth date and gender where the columns are empty; where both are given, they must agree."""
    number, born_on = row.values["cpr"], row.values["born_on"]
    if number and born_on and not cpr.agrees(number, born_on):
        row.wrong("born_on", str(CPR_OF_ANOTHER_DAY))
    if number:
        row.values["born_on"] = born_on or cpr.birth_date(number)
        row.values["gender"] = row.values["gender"] or ("girl" if cpr.is_female(number) else "boy")
        if gender_contradicts(number, row.values["gender"]):
            row.warnings["gender"] = str(CPR_OF_ANOTHER_GENDER)
        if row.values["born_on"] < EARLIEST_BIRTH:
            row.wrong("cpr", _("CPR-nummeret hører til en fødselsdato, der ligger for langt tilbage. Ret det."))
    elif not born_on and "cpr" not in row.errors:
        row.wrong("born_on", _("Skriv barnets fødselsdato eller CPR-nummer."))
    if not row.values["gender"] and "cpr" not in row.errors:
        row.wrong("gender", _("Skriv pige, dreng eller andet."))


def _at_school(row: Understood) -> None:
    if row.values["school"]:
        row.values["provision"] = row.values["provision"] or "mainstream"
        if row.values["grade"] is None:
            row.wrong("grade", _("Skriv klassetrinnet, når skolen er udfyldt."))
    elif any(row.values[key] is not None for key in SCHOOL):
        row.wrong("school", _("Skriv skolens navn, eller slet resten om skolen."))


def _placed(row: Understood) -> None:
    if not any(row.values[key] or key in row.errors for key in PLACEMENT):
        return
    missing = {
        "placement_kind": _("Skriv anbringelsestypen, når barnet er anbragt."),
        "placement_name": _("Skriv plejefamiliens eller institutionens navn."),
        "placed_from_on": _("Skriv den dag, barnet flyttede ind."),
    }
    for key, message in missing.items():
        if not row.values[key]:
            row.wrong(key, message)


def _after_birth(row: Understood) -> None:
    born_on = row.values["born_on"]
    for key in ("school_from_on", "placed_from_on"):
        if born_on and row.values[key] and row.values[key] < born_on:
            row.wrong(key, str(BEFORE_BIRTH))


def _adults_named(row: Understood) -> None:
    for adult in ADULTS:
        reached = row.values[f"{adult}_email"] or row.values.get(f"{adult}_phone")
        if reached and not row.values[f"{adult}_name"]:
            row.wrong(f"{adult}_name", _("Skriv navnet på den voksne, eller slet e-mail og telefon."))
