"""The child's schools: a class for each school year, at this school and at the one before."""

import datetime as dt

from accounts.models import School
from children.models import CaseEvent, Child, Schooling
from children.models.period import Period

from .organisation import FORMER, MAINSTREAM, SPECIAL
from .story import Story

DAY = dt.timedelta(days=1)


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


def attend(story: Story) -> None:
    """The school before this one, for those who have changed school; then a row for each school year."""
    school = _school(story)
    joined_on = _joined_on(story)
    if story.traits.has_shifted:
        _earlier_school(story, joined_on, school)
    provision = story.traits.provision
    letter = "" if provision == Schooling.Provision.INTERNAL else story.by_chance.choice("abc")
    story.schooling = _years(story, school, joined_on, None, letter=letter, provision=provision)[-1]
    story.supervisor = story.town.supervisors.get(school.name)
    story.joined_on = max(joined_on, story.plot.opened_on)


def _years(
    story: Story, school: School, from_on: dt.date, until_on: dt.date | None, *, letter: str, provision: str
) -> list[Schooling]:
    """A row for each school year between two days, or to the present one."""
    rows, last = [], until_on or story.days.today
    for year in range(_year(from_on), _year(last) + 1):
        grade = _grade(story, year)
        row = Schooling(
            school=school,
            grade=grade,
            class_name=f"{grade}.{letter}" if letter else "",
            provision=provision,
            from_on=max(from_on, _year_start(year)),
            until_on=until_on if year == _year(last) else _year_start(year + 1) - DAY,
        )
        keep_period(story, row, CaseEvent.Kind.SCHOOLING)
        rows.append(row)
    return rows


def _joined_on(story: Story) -> dt.date:
    """When the child came to the present school, or when our knowledge of its schooling begins."""
    opened_on, chance, has_shifted = story.plot.opened_on, story.by_chance, story.traits.has_shifted
    if has_shifted and story.plot.held and story.chance_of(0.12):
        return opened_on + DAY * chance.randint(10, 40)
    first = _first_year(story)
    year = max(_year(opened_on) - 1, first)
    in_mid_year = has_shifted and year < _year(opened_on) and story.chance_of(0.4)
    joined_on = _year_start(year) + DAY * (chance.randint(30, 250) if in_mid_year else 0)
    # A child who has changed school has spent some time at another first.
    return max(joined_on, min(_year_start(first) + 70 * DAY, story.days.today)) if has_shifted else joined_on


def _earlier_school(story: Story, until: dt.date, school: School) -> None:
    names = [name for name in FORMER if name in story.town.schools and name != school.name]
    former = story.town.schools[story.by_chance.choice(names)]
    year = max(_year(until - DAY) - story.by_chance.randint(0, 3), _first_year(story))
    mainstream, letter = Schooling.Provision.MAINSTREAM, story.by_chance.choice("abc")
    _years(story, former, _year_start(year), until - DAY, letter=letter, provision=mainstream)


def grade_of(child: Child, opened_on: dt.date) -> int:
    """The grade a child was in when the case opened."""
    return min(max(_year(opened_on) - child.born_on.year - 6, 0), 10)


def _first_year(story: Story) -> int:
    """The school year in which the child began school: that of its sixth birthday, or the one the case opened in."""
    return min(story.child.born_on.year + 6, _year(story.plot.opened_on))


def _year(day: dt.date) -> int:
    """The school year of a day, by the year it began."""
    return day.year if day.month >= 8 else day.year - 1


def _year_start(year: int) -> dt.date:
    return dt.date(year, 8, 1)


def _grade(story: Story, year: int) -> int:
    return min(year - _first_year(story), 10)


def keep_period(story: Story, period: Period, kind: str) -> None:
    """Collect a placement or schooling with its event on the timeline."""
    written_on = max(period.from_on, story.plot.opened_on)
    story.keep(period, on=written_on)
    if period.from_on >= story.plot.opened_on:
        story.add_event(kind, period, on=period.from_on)
