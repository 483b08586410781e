"""The fixed cast of the tests: obviously made-up people in two municipalities.

Prøvekøbing follows the model of 2019 and Nabostrup the revised one; ``revise`` lets a case follow that too.
``anna`` coordinates Barn Et (school A) and Barn To (school B); ``karl`` is her colleague with a child of his own,
``vera`` supervises at school A, ``viggo`` at school B, ``petra`` is a PPR psychologist with a part in Barn Et's
network, ``lars`` leads PPR, ``adam`` administers, ``nora`` coordinates in the municipality next door.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from accounts.models import Municipality, School, Unit, User
from children.actions import add_member, give_part, open_case
from children.models import Case, CaseEvent, Child, NetworkMember, Placement
from core.access import Role
from core.models import OutboxMessage
from followup.models import Notice
from tests.factories import (
    BEGAN,
    ChildFactory,
    MunicipalityFactory,
    PlacementFactory,
    SchoolFactory,
    SchoolingFactory,
    SchoolPostFactory,
    UnitFactory,
    UserFactory,
)


@dataclass
class Cast:
    """All people, schools and children of the tests, by name."""

    home: Municipality
    next_door: Municipality
    ppr: Unit
    school_a: School
    school_b: School
    anna: User
    karl: User
    vera: User
    viggo: User
    petra: User
    lars: User
    adam: User
    nora: User
    child: Child
    case: Case
    other_child: Child
    other_case: Case
    karls_child: Child
    karls_case: Case
    noras_child: Child
    noras_case: Case
    teacher: NetworkMember
    caregiver: NetworkMember

    @property
    def coordinator_member(self) -> NetworkMember:
        return NetworkMember.objects.get(child=self.child, kind=NetworkMember.Kind.COORDINATOR, until_on=None)

    @property
    def supervisor_member(self) -> NetworkMember:
        return NetworkMember.objects.get(child=self.child, user=self.vera, until_on=None)


def revise(*cases: Case) -> None:
    """Let cases follow the revised model of 2023."""
    for case in cases:
        case.model_version = 2023
        case.save()


def user(email: str, name: str, role: str, municipality: Municipality, **fields: Any) -> User:
    """A user without a usable password."""
    made: User = UserFactory(email=email, name=name, role=role, municipality=municipality, **fields)
    return made


def child(first_name: str, municipality: Municipality, school: School | None = None, **fields: Any) -> Child:
    """A girl of twelve in foster care, in a class if a school is given."""
    known = {"born_on": dt.date(2014, 5, 4), "gender": Child.Gender.GIRL, "parents_contact": ""} | fields
    made: Child = ChildFactory(first_name=first_name, municipality=municipality, **known)
    PlacementFactory(child=made, kind=Placement.Kind.FOSTER)
    if school is not None:
        SchoolingFactory(child=made, school=school)
    return made


def assemble() -> Cast:
    """Make the cast."""
    home = MunicipalityFactory(name="Prøvekøbing", code="901", model_version=2019)
    next_door = MunicipalityFactory(name="Nabostrup", code="902", model_version=2023)
    ppr = UnitFactory(municipality=home, name="PPR")
    owners = {"Aaskolen": home, "Østskolen": home, "Naboskolen": next_door}
    schools = {name: SchoolFactory(municipality=owner, name=name) for name, owner in owners.items()}
    people = {
        "anna": user("anna@prove.example", "Anna Prøve", Role.COORDINATOR, home, unit=ppr),
        "karl": user("karl@prove.example", "Karl Prøve", Role.COORDINATOR, home, unit=ppr),
        "vera": user("vera@prove.example", "Vera Prøve", Role.SUPERVISOR, home),
        "viggo": user("viggo@prove.example", "Viggo Prøve", Role.SUPERVISOR, home),
        "petra": user("petra@prove.example", "Petra Prøve", Role.PSYCHOLOGIST, home, unit=ppr),
        "lars": user("lars@prove.example", "Lars Prøve", Role.MANAGER, home, unit=ppr),
        "adam": user("adam@prove.example", "Adam Prøve", Role.ADMINISTRATOR, home),
        "nora": user("nora@nabo.example", "Nora Prøve", Role.COORDINATOR, next_door),
    }
    for name, school in {"vera": "Aaskolen", "viggo": "Østskolen"}.items():
        SchoolPostFactory(user=people[name], school=schools[school])
    children = {
        "child": child("Barn Et", home, schools["Aaskolen"]),
        "other_child": child("Barn To", home, schools["Østskolen"]),
        "karls_child": child("Barn Tre", home, schools["Østskolen"]),
        "noras_child": child("Barn Fire", next_door, schools["Naboskolen"]),
    }
    cases = {
        "case": open_case(child=children["child"], by=people["anna"], opened_on=BEGAN),
        "other_case": open_case(child=children["other_child"], by=people["anna"], opened_on=BEGAN),
        "karls_case": open_case(child=children["karls_child"], by=people["karl"], opened_on=BEGAN),
        "noras_case": open_case(child=children["noras_child"], by=people["nora"], opened_on=BEGAN),
    }
    give_part(child=children["child"], user=people["petra"], by=people["anna"])
    teacher = add_member(
        child=children["child"],
        by=people["anna"],
        kind="school_professional",
        name="Tove Prøve",
        part="Klasselærer",
        from_on=BEGAN,
    )
    caregiver = add_member(
        child=children["child"], by=people["anna"], kind="caregiver", name="Pia Prøve", part="Plejemor", from_on=BEGAN
    )
    # The same days whenever the tests run.
    NetworkMember.objects.update(from_on=BEGAN)
    _forget_the_news()
    return Cast(
        home=home,
        next_door=next_door,
        ppr=ppr,
        school_a=schools["Aaskolen"],
        school_b=schools["Østskolen"],
        teacher=teacher,
        caregiver=caregiver,
        **people,
        **children,
        **cases,
    )


def _forget_the_news() -> None:
    """Mark what happened when the cast was made as old, so that nobody gets notices of it."""
    began = dt.datetime.combine(BEGAN, dt.time(9), dt.UTC) - dt.timedelta(days=365)
    NetworkMember.objects.update(created_at=began)
    CaseEvent.objects.update(recorded_at=began)
    Notice.objects.all().delete()
    OutboxMessage.objects.all().delete()


def found() -> Cast:
    """The cast as it stands in the database, freshly read."""
    users = {
        row.name.split()[0].lower(): row
        for row in User.objects.select_related("municipality", "unit", "unit__municipality")
    }
    children = {row.first_name: row for row in Child.objects.select_related("municipality")}
    cases = {row.child.first_name: row for row in Case.objects.select_related("child__municipality", "municipality")}
    schools = {row.name: row for row in School.objects.select_related("municipality")}
    members = {row.name.split()[0]: row for row in NetworkMember.objects.filter(user=None).select_related("child")}
    municipalities = {row.name: row for row in Municipality.objects.all()}
    return Cast(
        home=municipalities["Prøvekøbing"],
        next_door=municipalities["Nabostrup"],
        ppr=Unit.objects.get(name="PPR"),
        school_a=schools["Aaskolen"],
        school_b=schools["Østskolen"],
        **users,
        child=children["Barn Et"],
        other_child=children["Barn To"],
        karls_child=children["Barn Tre"],
        noras_child=children["Barn Fire"],
        case=cases["Barn Et"],
        other_case=cases["Barn To"],
        karls_case=cases["Barn Tre"],
        noras_case=cases["Barn Fire"],
        teacher=members["Tove"],
        caregiver=members["Pia"],
    )
