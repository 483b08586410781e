"""One made-up municipality: coordinators, schools, and children with two years of casework behind them."""

import datetime as dt
import random
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import Institution, Municipality, School, SchoolPost, Unit, User
from children.importing.copying import copy_in
from children.models import Child, NetworkMember, Placement, Schooling
from core.access import Role
from followup import reminders, status

from .course import history, open_case, receivers
from .town import Town

SCHOOLS = 20
CASELOAD = 21
# The measured coordinator has more than a page of 25 rows.
MEASURED_CASELOAD = 30
FIRST_NAMES = ["Malthe", "Asta", "Birk", "Cilje", "Dagny", "Ejnar", "Frode", "Gry", "Hjalte", "Idun", "Jeppe", "Kamma"]
LAST_NAMES = ["Prøve", "Måling", "Målested", "Prøvesen", "Ærøprøve", "Østmåling", "Åprøve", "Tilmål", "Vejmåling"]
DAY = dt.timedelta(days=1)

Kind = NetworkMember.Kind


def build(children: int, *, seed: int) -> Town:
    """A municipality with this many children, whose status and reminders the application itself computes."""
    with transaction.atomic():
        town = _organisation(children, random.Random(seed))
        for index in range(children):
            child = _child(town, index)
            open_case(town, child, _adults(town, child, index), index)
        history(town)
        for model, rows in town.rows.items():
            copy_in(model, rows)
        receivers(town)
        status.refresh_all(town.today)
        reminders.remind(town.today)
    return town


def _organisation(children: int, chance: random.Random) -> Town:
    municipality = Municipality(name="Målerup Kommune", code="100")
    unit = Unit(municipality=municipality, name="PPR", kind=Unit.Kind.PPR)
    schools = [School(municipality=municipality, name=f"Måleskole {number}") for number in range(SCHOOLS)]
    institution = Institution(municipality=municipality, name="Målehuset", kind=Institution.Kind.RESIDENTIAL)
    for row in [municipality, unit, *schools, institution]:
        row.save()
    others = -(-max(children - MEASURED_CASELOAD, 0) // CASELOAD)
    town = Town(
        municipality=municipality,
        unit=unit,
        schools=schools,
        institution=institution,
        manager=_user(municipality, unit, Role.MANAGER, 0),
        coordinators=[_user(municipality, unit, Role.COORDINATOR, number) for number in range(1 + others)],
        supervisors=[_user(municipality, None, Role.SUPERVISOR, number) for number in range(SCHOOLS)],
        today=timezone.localdate(),
        chance=chance,
    )
    for user, school in zip(town.supervisors, schools, strict=True):
        SchoolPost(user=user, school=school, from_on=town.ago(900)).save()
    return town


def _user(municipality: Municipality, unit: Unit | None, role: Role, number: int) -> User:
    user = User(
        email=f"{role.value}{number}@maal.example",
        name=f"{role.label} {number}",
        role=role,
        municipality=municipality,
        unit=unit,
    )
    # Measured users get a session made for them.
    user.set_unusable_password()
    user.save()
    return user


def _child(town: Town, index: int) -> Child:
    """A child with its placement and its school."""
    child: Child = town.add(
        Child(
            municipality=town.municipality,
            first_name=FIRST_NAMES[index % len(FIRST_NAMES)],
            last_name=f"{LAST_NAMES[index % len(LAST_NAMES)]} {index}",
            born_on=town.ago(365 * 8 + index * 7 % 3000),
            gender=Child.Gender.values[index % 2],
        )
    )
    of_child: dict[str, Any] = {"municipality": town.municipality, "child": child}
    moved_on, shifted_on = town.ago(700 + index % 300), town.ago(300)
    home = {"placing_municipality": town.municipality.name, **of_child}
    house = town.institution
    town.add(
        Placement(
            kind="residential",
            place=house.name,
            institution=house,
            from_on=town.ago(2000),
            until_on=moved_on - DAY,
            **home,
        )
    )
    town.add(Placement(kind="foster", place=f"Familien Måling {index}", from_on=moved_on, **home))
    at_school = {"school": town.schools[index % SCHOOLS], **of_child}
    town.add(Schooling(grade=4, class_name="4.b", from_on=town.ago(1000), until_on=shifted_on - DAY, **at_school))
    town.add(Schooling(grade=5, class_name="5.b", from_on=shifted_on, **at_school))
    return child


def _adults(town: Town, child: Child, index: int) -> dict[str, NetworkMember]:
    """The adults around a child, by their part."""
    beyond = index - MEASURED_CASELOAD
    users = {
        Kind.COORDINATOR: town.coordinators[0 if beyond < 0 else 1 + beyond // CASELOAD],
        Kind.SUPERVISOR: town.supervisors[index % SCHOOLS],
    }
    others = (Kind.SCHOOL_PROFESSIONAL, Kind.CAREGIVER, Kind.PARENT, Kind.CASEWORKER)
    return {
        kind.value: town.add(
            NetworkMember(
                municipality=town.municipality,
                child=child,
                kind=kind,
                user=users.get(kind),
                name=users[kind].name if kind in users else f"{kind.label} {index}",
                from_on=town.ago(700),
            )
        )
        for kind in (*users, *others)
    }
