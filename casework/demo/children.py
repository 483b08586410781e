"""The child: name, number, homes, schools, diagnoses and other measures."""

import datetime as dt

from stdnum.dk import cpr

from children.models import CaseEvent, Child, Diagnosis, OtherMeasure, Placement, Schooling

from . import schools
from .organisation import ELSEWHERE, Town
from .story import Story
from .traits import YEAR, Traits
from .words import filled, stock

DAY = dt.timedelta(days=1)


def child_of(traits: Traits, town: Town, *, has_number: bool) -> Child:
    """A child with these traits, not collected yet."""
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
    """A CPR number nobody has: it ends in 99 and two more digits, and breaks the control digit.

    Numbers without a control digit were only given out for a few dates, 1 January above all, and no child here was born
    on that day.
    """
    start = traits.born_on.strftime("%d%m%y") + "99"
    ends = range(0 if traits.gender == "girl" else 1, 100, 2)
    free = (f"{start}{end:02}" for end in reversed(ends))
    number = next(number for number in free if cpr.checksum(number) and number not in given)
    given.add(number)
    return number


def add_background(story: Story) -> None:
    """Everything about the child that was so when the case opened, and its changes since."""
    _homes(story)
    schools.attend(story)
    _diagnoses(story)
    _measures(story)
    if story.chance_of(0.5) or "dyslexic" in story.facts:
        story.child.reading_help = story.say("around", "reading_help") or ""


def _homes(story: Story) -> None:
    """One to three placements, the last still running."""
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
    if len(starts) > 1:
        story.facts.add("moved")
    if basis == Placement.Basis.VOLUNTARY:
        story.facts.add("consent")
    for place, start in enumerate(starts):
        is_last = place == len(starts) - 1
        home = _home(story, is_last=is_last)
        home.from_on, home.until_on = start, None if is_last else starts[place + 1] - DAY
        home.placing_municipality, home.basis = placed_by, basis
        if is_last and story.chance_of(0.7):
            home.grounds = story.say_joined("around", "grounds", "grounds_more")
        schools.keep_period(story, home, CaseEvent.Kind.PLACEMENT)
        story.home = home


def _home(story: Story, *, is_last: bool) -> Placement:
    """The child's present placement, or an earlier one."""
    kind = story.traits.kind if is_last else story.by_chance.choice(list(Placement.FOSTER_KINDS))
    if kind in Placement.FOSTER_KINDS:
        return Placement(kind=kind, place=f"Familien {story.town.names.surname()}")
    fitting = [each for each in story.town.institutions.values() if each.kind == kind]
    with_school = [each for each in fitting if each.name in story.town.internal]
    wants_school = story.traits.provision == Schooling.Provision.INTERNAL
    house = story.by_chance.choice(with_school if wants_school else fitting)
    return Placement(kind=kind, place=house.name, institution=house)


def _diagnoses(story: Story) -> None:
    if not story.traits.is_diagnosed:
        return
    for _each in range(2 if story.chance_of(0.25) else 1):
        said = story.say("around", "diagnoses")
        if "dyslexic" in story.facts and not _each:
            dyslexia = next(each for each in stock("around")["diagnoses"] if each["name"] == "Ordblindhed")
            said = filled(dyslexia, story.slots)
        if said is None:
            return
        story.facts.add(said["name"].split()[0])
        established_on = story.plot.opened_on - DAY * story.by_chance.randint(90, 900)
        story.keep(
            Diagnosis(name=said["name"], note=said["note"], established_on=max(established_on, story.child.born_on)),
            on=story.plot.opened_on,
        )


def _measures(story: Story) -> None:
    for kind in story.traits.measures:
        from_on = max(story.plot.opened_on - DAY * story.by_chance.randint(-60, 400), story.child.born_on)
        note = story.say("around", f"measures_{kind}") or ""
        from_on = min(from_on, story.days.today)
        story.keep(OtherMeasure(kind=OtherMeasure.Kind(kind), from_on=from_on, note=note), on=story.plot.opened_on)
