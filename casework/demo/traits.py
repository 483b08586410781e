"""Who the children are, in the proportions of the evaluation: 68 children in three municipalities, 2020-2022."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from children.models import OtherMeasure, Placement, Schooling

from .chance import dealt, some

YEAR = 365.25
AGES = {"young": (6.4, 9.9), "middle": (10.1, 12.9), "teen": (13.1, 16.6)}
# 63 % boys; 66 % are thirteen or more.
BOYS = 0.63
AGE_GROUPS = {"teen": 0.66, "middle": 0.22, "young": 0.12}
# 7.7 years in foster care and 3.3 in institutions give the mean of 5.7 with this share in foster care.
IN_FOSTER_CARE = 0.545
MEAN_YEARS = {True: 7.7, False: 3.3}
KINDS = {
    True: {Placement.Kind.FOSTER: 0.6, Placement.Kind.SPECIALISED: 0.25, Placement.Kind.NETWORK: 0.15},
    False: {Placement.Kind.RESIDENTIAL: 0.55, Placement.Kind.OPHOLDSSTED: 0.45},
}
Provision = Schooling.Provision
# In foster care 91 % go to mainstream school; in institutions 38 % mainstream, 19 % special, 42 % internal school.
PROVISIONS = {
    True: {Provision.MAINSTREAM: 71, Provision.SUPPORTED: 20, Provision.SPECIAL_CLASS: 6, Provision.SPECIAL_SCHOOL: 3},
    False: {
        Provision.MAINSTREAM: 27, Provision.SUPPORTED: 11, Provision.SPECIAL_CLASS: 9, Provision.SPECIAL_SCHOOL: 10,
        Provision.INTERNAL: 42,
    },
}  # fmt: skip
DIAGNOSED = 0.37
SHIFTED = 0.59
BY_OWN_MUNICIPALITY = 0.61
CONTACT = {"regular": 0.52, "some": 0.37, "none": 0.11}
MEASURES = {
    OtherMeasure.Kind.FAMILY_TREATMENT: 0.25,
    OtherMeasure.Kind.HOMEWORK_HELP: 0.07,
    OtherMeasure.Kind.SUPPORT_PERSON: 0.10,
    OtherMeasure.Kind.OTHER: 0.18,
}


@dataclass
class Traits:
    """The traits of one child before the story begins."""

    group: str
    gender: str
    is_foster: bool
    born_on: dt.date = dt.date.min
    kind: str = ""
    provision: str = ""
    years_placed: float = 0.0
    is_diagnosed: bool = False
    has_shifted: bool = False
    by_own_municipality: bool = True
    contact: str = "regular"
    measures: list[str] = field(default_factory=list)


def deal_traits(opened: Sequence[dt.date], groups: Sequence[str], today: dt.date, by: Random) -> list[Traits]:
    """One child for each case that opened on these days, of these age groups."""
    count = len(opened)
    genders = some(BOYS, count, by)
    in_foster_care = some(IN_FOSTER_CARE, count, by)
    people = [
        Traits(group, "boy" if boy else "girl", foster)
        for group, boy, foster in zip(groups, genders, in_foster_care, strict=True)
    ]
    for person, opened_on in zip(people, opened, strict=True):
        person.born_on = _born_on(person.group, opened_on, today, by)
    for is_foster in (True, False):
        _home(people, opened, is_foster, today, by)
    _circumstances(people, by)
    return people


def groups_for(count: int, by: Random) -> list[str]:
    """Age groups for a caseload, in the proportions of all."""
    return dealt(AGE_GROUPS, count, by)


def _born_on(group: str, opened_on: dt.date, today: dt.date, by: Random) -> dt.date:
    """A birthday in the age group; no child was younger than six when the case opened."""
    youngest, oldest = AGES[group]
    open_for = (today - opened_on).days / YEAR
    age = by.uniform(min(max(youngest, 6.1 + open_for), oldest), oldest)
    born_on = today - dt.timedelta(days=round(age * YEAR))
    # Real numbers without a valid control digit were given out for 1 January.
    return born_on + dt.timedelta(days=1) if (born_on.month, born_on.day) == (1, 1) else born_on


def _home(people: list[Traits], opened: Sequence[dt.date], is_foster: bool, today: dt.date, by: Random) -> None:
    """Set kind of placement, kind of school and time in placement, in foster care or in institutions."""
    chosen = [(each, day) for each, day in zip(people, opened, strict=True) if each.is_foster == is_foster]
    kinds = dealt(KINDS[is_foster], len(chosen), by)
    provisions = dealt(PROVISIONS[is_foster], len(chosen), by)
    years = [by.uniform(0.35, 1.0) * (today - each.born_on).days / YEAR for each, _day in chosen]
    least = [(today - day).days / YEAR + 0.15 for _each, day in chosen]
    most = [(today - each.born_on).days / YEAR - 0.3 for each, _day in chosen]
    years = _with_mean(years, least, most, MEAN_YEARS[is_foster])
    for (each, _day), kind, provision, much in zip(chosen, kinds, provisions, years, strict=True):
        each.kind, each.provision, each.years_placed = kind, provision, much


def _with_mean(years: list[float], least: list[float], most: list[float], mean: float) -> list[float]:
    """The years stretched or shrunk towards a mean, each within its own limits."""
    for _try in range(40):
        if not years or abs(sum(years) / len(years) - mean) < 0.05:
            break
        factor = mean * len(years) / sum(years)
        years = [min(max(year * factor, low), high) for year, low, high in zip(years, least, most, strict=True)]
    return [min(max(year, low), high) for year, low, high in zip(years, least, most, strict=True)]


def _circumstances(people: list[Traits], by: Random) -> None:
    count = len(people)
    columns = zip(
        people,
        some(DIAGNOSED, count, by),
        some(SHIFTED, count, by),
        some(BY_OWN_MUNICIPALITY, count, by),
        dealt(CONTACT, count, by),
        strict=True,
    )
    for person, diagnosed, shifted, own, contact in columns:
        person.is_diagnosed, person.has_shifted = diagnosed, shifted
        person.by_own_municipality, person.contact = own, contact
    for kind, share in MEASURES.items():
        for person, has in zip(people, some(share, count, by), strict=True):
            if has:
                person.measures.append(kind)
