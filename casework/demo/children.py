"""The child: name, number, homes, schools, diagnoses and other measures."""

import datetime as dt

from stdnum.dk import cpr

from accounts.models import School
from children.models import CaseEvent, Child, Diagnosis, OtherMeasure, Placement, Schooling
from children.models.period import Period

from .organisation import ELSEWHERE, FORMER, MAINSTREAM, SPECIAL, Town
from .story import Story
from .traits import YEAR, Traits

DAY = dt.timedelta(days=1)


def child_of(traits: Traits, town: Town, *, has_number: bool) -> Child:
    """A child with these traits, not gathered yet."""
    child = Child(
        municipality=town.municipality,
        first_name=town.names.child(traits.gender),
        last_name=town.names.surname(),
        born_on=traits.born_on,
        gender=traits.gender,
        parents_contact=traits.contact,
    )
    if has_number:
        child.set_cpr(number_for(traits, town.numbers))
    return child


def number_for(traits: Traits, given: set[str]) -> str:
    """A CPR number nobody has: it ends in 99 and two more, and breaks the control digit.

    Numbers without one were only given out for a few dates, 1 January above all, and no child here was born on that.
    """
    start = traits.born_on.strftime("%d%m%y") + "99"
    ends = range(0 if traits.gender == "girl" else 1, 100, 2)
    free = (f"{start}{end:02}" for end in reversed(ends))
    number = next(number for number in free if cpr.checksum(number) and number not in given)
    given.add(number)
    return number


def settle(story: Story) -> None:
    """Everything about the child that was so when the case opened, and has changed since."""
    story.child.reading_help = story.say("around", "reading_help") if story.chance_of(0.4) else ""
    _homes(story)
    _schools(story)
    _diagnoses(story)
    _measures(story)


def _homes(story: Story) -> None:
    """One to three placements, the last still going."""
    traits, chance = story.traits, story.by_chance
    first_on = story.days.today - dt.timedelta(days=round(traits.years_placed * YEAR))
    settled_by = story.plot.opened_on - dt.timedelta(days=20)
    shifts = sorted(
        first_on + DAY * chance.randint(60, max(61, (settled_by - first_on).days - 60))
        for _shift in range(chance.choice([0, 0, 1, 1, 2]) if (settled_by - first_on).days > 400 else 0)
    )
    starts = [first_on, *(day for day in dict.fromkeys(shifts) if first_on < day < settled_by)]
    placed_by = story.case.municipality.name if traits.by_own_municipality else chance.choice(ELSEWHERE)
    basis = chance.choice([Placement.Basis.VOLUNTARY] * 3 + [Placement.Basis.WITHOUT_CONSENT])
    for place, start in enumerate(starts):
        is_last = place == len(starts) - 1
        home = _home(story, is_last=is_last)
        home.from_on, home.until_on = start, None if is_last else starts[place + 1] - DAY
        home.placing_municipality, home.basis = placed_by, basis
        if is_last and story.chance_of(0.7):
            home.grounds = story.say_joined("around", "grounds", "grounds_more")
        _keep_period(story, home, CaseEvent.Kind.PLACEMENT)
        story.home = home


def _home(story: Story, *, is_last: bool) -> Placement:
    """Where the child lives now, or somewhere it has lived."""
    kind = story.traits.kind if is_last else story.by_chance.choice(list(Placement.FOSTER_KINDS))
    if kind in Placement.FOSTER_KINDS:
        return Placement(kind=kind, place=f"Familien {story.town.names.surname()}")
    fitting = [each for each in story.town.institutions.values() if each.kind == kind]
    with_school = [each for each in fitting if each.name in story.town.internal]
    wants_school = story.traits.provision == Schooling.Provision.INTERNAL
    house = story.by_chance.choice(with_school if wants_school else fitting)
    return Placement(kind=kind, place=house.name, institution=house)


def _keep_period(story: Story, period: Period, kind: str) -> None:
    written_on = max(period.from_on, story.plot.opened_on)
    story.keep(period, on=written_on)
    if period.from_on >= story.plot.opened_on:
        story.tell(kind, period, on=period.from_on)


def _school(story: Story) -> School:
    """The school that fits the provision; those of foster children are spread over the town."""
    schools, provision = story.town.schools, story.traits.provision
    if provision == Schooling.Provision.INTERNAL:
        return schools[story.town.internal[story.home.place]]
    if SPECIAL not in schools:
        return next(iter(schools.values()))
    if provision == Schooling.Provision.SPECIAL_SCHOOL:
        return schools[SPECIAL]
    # The first two schools have the two supervisors of the demo, and so the most children.
    return schools[story.by_chance.choice([MAINSTREAM[0]] * 2 + [MAINSTREAM[1]] + MAINSTREAM)]


def _schools(story: Story) -> None:
    """The school before this one, for those who have changed school; then a row for each school year."""
    today, plot, chance = story.days.today, story.plot, story.by_chance
    school, letter = _school(story), chance.choice("abc")
    joined_on = _joined_on(story)
    if story.traits.has_shifted:
        _earlier_school(story, joined_on, school)
    began = joined_on
    for year in range(_year(joined_on), _year(today) + 1):
        grade = _grade(story, year)
        story.schooling = Schooling(
            school=school,
            grade=grade,
            class_name=f"{grade}.{letter}" if story.traits.provision != Schooling.Provision.INTERNAL else "",
            provision=story.traits.provision,
            from_on=began,
            until_on=None if year == _year(today) else _year_start(year + 1) - DAY,
        )
        began = _year_start(year + 1)
        _keep_period(story, story.schooling, CaseEvent.Kind.SCHOOLING)
    story.supervisor, story.joined_on = story.town.supervisors.get(school.name), max(joined_on, plot.opened_on)


def _joined_on(story: Story) -> dt.date:
    """When the child came to the present school, or when our knowledge of its schooling begins."""
    opened_on, chance = story.plot.opened_on, story.by_chance
    if story.traits.has_shifted and story.plot.held and story.chance_of(0.12):
        return opened_on + DAY * chance.randint(10, 40)
    first = min(max(_year(opened_on) - 1, story.child.born_on.year + 6), _year(opened_on))
    in_mid_year = story.traits.has_shifted and first < _year(opened_on) and story.chance_of(0.4)
    return _year_start(first) + DAY * (chance.randint(30, 250) if in_mid_year else 0)


def _earlier_school(story: Story, until: dt.date, school: School) -> None:
    names = [name for name in FORMER if name in story.town.schools and name != school.name]
    started = _year_start(max(_year(until) - story.by_chance.randint(1, 4), story.child.born_on.year + 6))
    row = Schooling(
        school=story.town.schools[story.by_chance.choice(names)],
        grade=_grade(story, _year(until - DAY)),
        provision=Schooling.Provision.MAINSTREAM,
        from_on=min(started, until - DAY * 150),
        until_on=until - DAY,
    )
    _keep_period(story, row, CaseEvent.Kind.SCHOOLING)


def _year(day: dt.date) -> int:
    """The school year a day lies in, by the year it began."""
    return day.year if day.month >= 8 else day.year - 1


def _year_start(year: int) -> dt.date:
    return dt.date(year, 8, 1)


def _grade(story: Story, year: int) -> int:
    return min(max(year - story.child.born_on.year - 6, 0), 10)


def _diagnoses(story: Story) -> None:
    if not story.traits.is_diagnosed:
        return
    for _each in range(2 if story.chance_of(0.25) else 1):
        said = story.say("around", "diagnoses")
        established_on = story.plot.opened_on - DAY * story.by_chance.randint(90, 900)
        story.keep(
            Diagnosis(name=said["name"], note=said["note"], established_on=max(established_on, story.child.born_on)),
            on=story.plot.opened_on,
        )


def _measures(story: Story) -> None:
    for kind in story.traits.measures:
        from_on = max(story.plot.opened_on - DAY * story.by_chance.randint(-60, 400), story.child.born_on)
        note = story.say("around", f"measures_{kind}")
        from_on = min(from_on, story.days.today)
        story.keep(OtherMeasure(kind=OtherMeasure.Kind(kind), from_on=from_on, note=note), on=story.plot.opened_on)
