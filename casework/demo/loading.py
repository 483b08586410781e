"""Making the demo: who coordinates which cases, the state of each case, and then every story written."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from django.db import transaction
from django.utils import timezone, translation

from accounts.models import Municipality, User
from children.models import Case
from followup import status

from . import invitations, organisation
from .archive import Archive
from .chance import chance, some
from .children import child_of
from .names import Names
from .organisation import Town
from .plot import CHAPTERS, LATE, Plot, plot
from .story import Story
from .telling import write_story
from .traits import Traits, deal_traits, groups_for
from .words import Words

ModelVersion = Municipality.ModelVersion
CASELOAD = 21
CLOSED = 0.07
WITH_NUMBER = 0.5
# The place in a caseload of the case that came from another coordinator.
HANDED_OVER = 5


@dataclass
class Part:
    """One case before its story is written."""

    coordinator: User
    group: str
    plot: Plot
    words: Words
    former: User | None = None


def load(*, children: int, seed: int, today: dt.date | None = None) -> int:
    """Make the demo municipality, and a small one next door. Gives the number of cases."""
    with transaction.atomic(), translation.override("da"):
        archive = Archive(seed, timezone.now())
        day = today or timezone.localdate()
        names = Names(chance(seed, "names"))
        large = organisation.found("Tråbjerg Kommune", "990", archive, day, names)
        closed = round(children * CLOSED)
        organisation.furnish(large, max(2, round((children - closed) / CASELOAD)))
        small = organisation.found("Nabosund Kommune", "991", archive, day, names)
        organisation.furnish_small(small)
        stories = _write_stories(large, children, closed, seed) + _write_stories(small, 4, 0, seed)
        organisation.lead(large)
        archive.write()
        ids = [story.case.pk for story in stories]
        for start in range(0, len(ids), status.BATCH):
            status.refresh(ids[start : start + status.BATCH], day)
        status.refresh_all(day)
        invitations.tell(ids)
    return len(stories)


def _write_stories(town: Town, children: int, closed: int, seed: int) -> list[Story]:
    """Write the stories of one municipality, in the order in which the cases opened."""
    by_chance = chance(seed, town.municipality.code)
    parts = sorted(_parts(town, children, closed, by_chance), key=lambda part: part.plot.opened_on)
    opened = [part.plot.opened_on for part in parts]
    people = deal_traits(opened, [part.group for part in parts], town.days.today, by_chance)
    numbers, numbered = _numbers(opened), some(WITH_NUMBER, len(parts), by_chance)
    stories = []
    for nth, (part, traits) in enumerate(zip(parts, people, strict=True)):
        story = _story(town, part, traits, has_number=numbered[nth], by=chance(seed, town.municipality.code, nth))
        story.case.number = numbers[nth]
        write_story(story, nth, part.coordinator if part.former else None)
        stories.append(story)
    return stories


def _parts(town: Town, children: int, closed: int, by: Random) -> list[Part]:
    """Every coordinator's cases: about the caseload each, in every chapter, and a few that are closed."""
    parts = []
    quotations: Counter[str] = Counter()
    for nth, (coordinator, size) in enumerate(zip(town.coordinators, _sizes(town, children - closed), strict=True)):
        closed_here = closed // len(town.coordinators) + (nth < closed % len(town.coordinators))
        chapters = _chapters(nth, size, by) + [("closed", 3)] * closed_here
        groups = groups_for(len(chapters), by)
        words = Words(by, quotations)
        for place, ((chapter, rounds), group) in enumerate(zip(chapters, groups, strict=True)):
            part = Part(coordinator, group, plot(chapter, rounds, town.days, by), words)
            if place == HANDED_OVER and len(town.coordinators) > 1:
                part.former = town.coordinators[nth - 1]
            parts.append(part)
    return parts


def _sizes(town: Town, cases: int) -> list[int]:
    """Open cases for each coordinator: about equal, but of two colleagues one has two more, one two fewer."""
    count = len(town.coordinators)
    sizes = [cases // count + (nth < cases % count) for nth in range(count)]
    for nth in range(1, count - 1, 2):
        moved = 2 if sizes[nth + 1] > 15 else 0
        sizes[nth], sizes[nth + 1] = sizes[nth] + moved, sizes[nth + 1] - moved
    return sizes


def _chapters(nth: int, size: int, by: Random) -> list[tuple[str, int]]:
    """The chapters of a caseload. The first coordinator has them all; with the others some of the late work is done."""
    chapters = [CHAPTERS[place % len(CHAPTERS)] for place in range(size)]
    if nth == 0:
        return chapters
    return [("support", rounds) if name in LATE and by.random() < 0.4 else (name, rounds) for name, rounds in chapters]


def _numbers(opened: Sequence[dt.date]) -> list[str]:
    """Case numbers in the order of opening, starting anew each year."""
    given: dict[int, int] = defaultdict(int)
    numbers = []
    for on in opened:
        given[on.year] += 1
        numbers.append(f"{on.year}-{given[on.year]:04d}")
    return numbers


def _story(town: Town, part: Part, traits: Traits, *, has_number: bool, by: Random) -> Story:
    coordinator, municipality = part.former or part.coordinator, town.municipality
    child = child_of(traits, town, has_number=has_number)
    # Collected before anything points to it: collecting gives it its id.
    town.archive.keep(child, on=part.plot.opened_on, by=coordinator)
    case = Case(
        child=child,
        municipality=municipality,
        model_version=ModelVersion.REVISED if part.plot.opened_on >= town.revised_on else ModelVersion.ORIGINAL,
        opened_on=part.plot.opened_on,
    )
    return Story(town, traits, part.plot, part.words, coordinator, by, child, case)
