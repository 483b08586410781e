"""The made-up municipalities: schools, institutions, units, and the people who can sign in."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.hashers import make_password

from accounts.models import Institution, Municipality, School, SchoolPost, Unit, User
from casework.demo_signins import PASSWORD, SIGNINS
from children.models import Adult, ImportColumn
from core.access import Role

from .archive import Archive
from .calendar import as_calendar, school_years
from .days import Days
from .names import Names

MAINSTREAM = [
    "Vævervangskolen", "Rokkebjerg Skole", "Spoletoftskolen", "Uldagerskolen", "Nøglekrogskolen", "Tråbjerg Byskole",
]  # fmt: skip
SPECIAL = "Skyttelskolen"
# Schools the children came from.
FORMER = ["Æblevang Skole", "Vesterklintskolen", "Snegletofte Skole", "Fingerbølskolen"]
INSTITUTIONS = {
    "Sømgården": Institution.Kind.RESIDENTIAL,
    "Kantebakken": Institution.Kind.RESIDENTIAL,
    "Knudepunktet": Institution.Kind.OPHOLDSSTED,
    "Tvillinghuset": Institution.Kind.OPHOLDSSTED,
}
# Two of the institutions have a school of their own.
INTERNAL = {"Sømgården": "Sømgårdens skole", "Knudepunktet": "Knudepunktets skole"}
NEXT_DOOR = {"Garnhuset": Institution.Kind.RESIDENTIAL, "Ankerhuset": Institution.Kind.OPHOLDSSTED}
NEXT_DOOR_INTERNAL = {"Garnhuset": "Garnhusets skole", "Ankerhuset": "Ankerhusets skole"}
ELSEWHERE = ["Nabosund Kommune", "Vesterklint Kommune", "Æblevang Kommune", "Snegletofte Kommune"]
NOBODY = "!"


@dataclass
class Town:
    """One municipality with its parts, and the archive that collects its past."""

    municipality: Municipality
    archive: Archive
    days: Days
    names: Names
    units: dict[str, Unit] = field(default_factory=dict)
    schools: dict[str, School] = field(default_factory=dict)
    institutions: dict[str, Institution] = field(default_factory=dict)
    # The name of each institution's own school, by the institution's name.
    internal: dict[str, str] = field(default_factory=dict)
    coordinators: list[User] = field(default_factory=list)
    psychologists: list[User] = field(default_factory=list)
    supervisors: dict[str, User] = field(default_factory=dict)
    # By the place they lead.
    leaders: dict[str, Adult] = field(default_factory=dict)
    began_on: dt.date = dt.date.min
    # New cases follow the revised model from this day; running ones keep the model they began with.
    revised_on: dt.date = dt.date.min
    # Each coordinator's days with a meeting ahead: nobody is at two schools at once.
    booked: set[tuple[Any, dt.date]] = field(default_factory=set)
    # CPR numbers given to children, so that two born on one day get different ones.
    numbers: set[str] = field(default_factory=set)

    def keep(self, part: Any) -> Any:
        """Collect a part of the organisation."""
        part.municipality = self.municipality
        return self.archive.keep(part, on=self.began_on)

    def person(self, email: str, role: str, unit: Unit | None = None, **fields: Any) -> User:
        """Somebody with an account. Only those in the list of demo sign-ins can use it."""
        can_sign_in = email in dict(SIGNINS)
        user = User(
            email=email,
            name=self.names.adult(),
            role=role,
            unit=unit,
            phone=self.names.phone(),
            password=demo_password() if can_sign_in else NOBODY,
            **fields,
        )
        return self.keep(user)  # type: ignore[no-any-return]


_hashed: list[str] = []


def demo_password() -> str:
    """The shared demo password, hashed once: the hash is slow on purpose."""
    if not _hashed:
        _hashed.append(make_password(PASSWORD))
    return _hashed[0]


def found(name: str, code: str, archive: Archive, today: dt.date, names: Names) -> Town:
    """A municipality that began with the model three years ago and took up the revised one a year ago."""
    municipality = Municipality(name=name, code=code)
    years = school_years(today)
    days = Days(today, as_calendar(years))
    began_on = days.next_open(dt.date(today.year - 3, 1, 12))
    archive.keep(municipality, on=began_on)
    revised_on = today - dt.timedelta(days=365)
    town = Town(municipality, archive, days, names, began_on=began_on, revised_on=revised_on)
    for year, closed in years:
        town.keep(year)
        for each in closed:
            each.school_year = year
            town.keep(each)
    return town


def furnish(town: Town, coordinators: int) -> None:
    """Fill the large municipality with everything there is."""
    _units(town)
    _places(town, MAINSTREAM + FORMER, INSTITUTIONS, INTERNAL)
    town.schools[SPECIAL] = town.keep(School(name=SPECIAL, kind=School.Kind.SPECIAL))
    _office(town, coordinators)
    _supervisors(town)
    # The municipality's own lists of pupils use another word for the school.
    town.keep(ImportColumn(header="hjemmeskole", key="school"))


def furnish_small(town: Town) -> None:
    """Fill the municipality next door: one coordinator, one supervisor for its few schools."""
    unit = town.keep(Unit(name="PPR", kind=Unit.Kind.PPR))
    town.units["ppr"] = unit
    _places(town, ["Nabosund Skole", *FORMER[:1]], NEXT_DOOR, NEXT_DOOR_INTERNAL)
    town.coordinators.append(town.person("koordinator@nabo.example", Role.COORDINATOR, unit))
    town.psychologists.append(town.person("psykolog@nabo.example", Role.PSYCHOLOGIST, unit))
    _post(town, "vejleder@nabo.example", "Nabosund Skole", *NEXT_DOOR_INTERNAL.values())


def lead(town: Town) -> None:
    """Add the leaders of a school, an area, the school administration and the whole: each sees their own cases, masked.

    Made last, so that the names in the stories do not depend on them.
    """
    area = town.keep(Unit(name="Skoleområde Nord", kind=Unit.Kind.AREA))
    for name in MAINSTREAM[:3]:
        town.schools[name].area = area
    school = Unit(name=f"Ledelsen på {MAINSTREAM[0]}", kind=Unit.Kind.SCHOOL, school=town.schools[MAINSTREAM[0]])
    whole = Unit(name="Børn og Unge", kind=Unit.Kind.WHOLE)
    for email, unit in (
        ("skoleleder@demo.example", town.keep(school)),
        ("omraadeleder@demo.example", area),
        ("skolechef@demo.example", town.units["schools"]),
        ("direktoer@demo.example", town.keep(whole)),
    ):
        town.person(email, Role.MANAGER, unit)


def _units(town: Town) -> None:
    for key, name, kind in (
        ("ppr", "PPR Tråbjerg", Unit.Kind.PPR),
        ("authority", "Familie og Unge", Unit.Kind.AUTHORITY),
        ("schools", "Skole og Læring", Unit.Kind.SCHOOLS),
    ):
        town.units[key] = town.keep(Unit(name=name, kind=kind))


def _places(
    town: Town, schools: list[str], institutions: dict[str, Institution.Kind], internal: dict[str, str]
) -> None:
    town.internal = internal
    kinds = dict.fromkeys(schools, School.Kind.MAINSTREAM) | dict.fromkeys(internal.values(), School.Kind.INTERNAL)
    for name, kind in kinds.items():
        town.schools[name] = town.keep(School(name=name, kind=kind))
    for name, sort in institutions.items():
        town.institutions[name] = town.keep(Institution(name=name, kind=sort))


def _office(town: Town, coordinators: int) -> None:
    ppr = town.units["ppr"]
    emails = ["koordinator@demo.example", "kollega@demo.example"]
    emails += [f"koordinator{number}@demo.example" for number in range(3, coordinators + 1)]
    town.coordinators = [town.person(email, Role.COORDINATOR, ppr) for email in emails]
    town.psychologists = [
        town.person(email, Role.PSYCHOLOGIST, ppr) for email in ("psykolog@demo.example", "psykolog2@demo.example")
    ]
    town.person("leder@demo.example", Role.MANAGER, ppr)
    town.person("leder2@demo.example", Role.MANAGER, town.units["authority"])
    town.person("admin@demo.example", Role.ADMINISTRATOR, town.units["schools"])


def _supervisors(town: Town) -> None:
    _post(town, "vejleder@demo.example", MAINSTREAM[0])
    _post(town, "vejleder2@demo.example", MAINSTREAM[1])
    for number, name in enumerate([*MAINSTREAM[2:], SPECIAL, *INTERNAL.values()], start=3):
        _post(town, f"vejleder{number}@demo.example", name)


def _post(town: Town, email: str, *schools: str) -> None:
    user = town.person(email, Role.SUPERVISOR, hours_percent=30)
    for name in schools:
        town.supervisors[name] = user
        town.archive.keep(SchoolPost(user=user, school=town.schools[name], from_on=town.began_on), on=town.began_on)
