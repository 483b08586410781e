"""The child's dreams, drawn before the story begins: the difficulties and the goals come from them."""

import datetime as dt

from children.models import CaseEvent, Release
from goals.models import Dream

from .assessment import release
from .facts import SUBJECTS, facts_of
from .plot import OWN_WORDS
from .schools import grade_of
from .story import Story

FIRST = ["maths", "maths", "reading", "reading", "writing"]
WELLBEING = ["peers", "courage", "calm", "help"]


def draw_dreams(story: Story) -> None:
    """Draw the dreams the child will tell and, with them, its difficulties: all other texts agree with them."""
    opened_on = story.plot.opened_on
    story.facts |= facts_of(story.traits, story.child.first_name, grade_of(story.child, opened_on))
    tells = story.plot.received_on[OWN_WORDS] is not None
    for _each in range(tells + (tells and len(story.plot.held) >= 3)):
        drawn = story.words.dream(story.traits.group, story.facts)
        if drawn is not None:
            story.dreams_ahead.append(drawn)
            story.facts |= set(str(drawn.get("gives", "")).split())
    sides = [side for each in story.dreams_ahead for goal in each["goals"] for side in goal["about"].split()]
    if not sides:
        sides = [story.by_chance.choice(FIRST), story.by_chance.choice(WELLBEING)]
    story.facts |= set(sides)
    story.subject = next((side for side in sides if side in SUBJECTS), "")


def dream(story: Story, on: dt.date) -> None:
    """The child tells a dream, to the coordinator or somebody close; its goals are set later."""
    if not story.dreams_ahead:
        return
    drawn = story.dreams_ahead.pop(0)
    listener = story.members[story.by_chance.choice(["coordinator", "coordinator", "caregiver", "teacher"])]
    kept = story.keep(Dream(told_on=on, words=drawn["words"], told_to=listener), on=on)
    story.add_event(CaseEvent.Kind.DREAM, kept, on=on)
    story.dreams.append(kept)
    story.goals_ahead += [(kept, goal) for goal in drawn["goals"]]
    if "supervisor" in story.members and story.chance_of(0.7):
        release(story, Release.Item.DREAM, kept.pk, story.members["supervisor"], on)
