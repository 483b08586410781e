"""The adults of a row: members of the child's network, each added once."""

from typing import Any, Final

from django.utils.translation import gettext as _

from children.importing.known import plain
from children.importing.planned import PlannedChild
from children.importing.report import Report
from children.importing.rows import ADULTS
from children.importing.sheet import Row
from children.models import NetworkMember
from core.danish import today

KINDS: Final = {
    "caregiver1": NetworkMember.Kind.CAREGIVER,
    "caregiver2": NetworkMember.Kind.CAREGIVER,
    "caseworker": NetworkMember.Kind.CASEWORKER,
    "teacher": NetworkMember.Kind.SCHOOL_PROFESSIONAL,
}


def add_adults(child: PlannedChild, row: Row, values: dict[str, Any], report: Report) -> None:
    """Add the adults a row names and the child does not have yet."""
    for adult in ADULTS:
        name = values[f"{adult}_name"]
        if not name:
            continue
        kind = KINDS[adult]
        key = (str(kind), plain(name))
        if key in child.adults:
            if adult == "caregiver2" and plain(values["caregiver1_name"] or "") == key[1]:
                report.warn(row.number, "caregiver2_name", _("Den samme voksne står to gange og kommer med én gang."))
            continue
        child.adults.add(key)
        child.members.append(
            NetworkMember(
                municipality=child.child.municipality,
                child=child.child,
                kind=kind,
                name=name,
                email=values[f"{adult}_email"] or "",
                phone=values.get(f"{adult}_phone") or "",
                organisation=_organisation(adult, values),
                from_on=_since(adult, values),
            )
        )


def _organisation(adult: str, values: dict[str, Any]) -> str:
    if adult == "teacher":
        return values["school"] or ""
    return (values["placing_municipality"] or "") if adult == "caseworker" else ""


def _since(adult: str, values: dict[str, Any]) -> Any:
    """Caregivers start on the day the child moved in; for the others only today is known."""
    moved_in = values["placed_from_on"] if adult.startswith("caregiver") else None
    return min(moved_in, today()) if moved_in else today()
