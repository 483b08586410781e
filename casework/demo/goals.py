"""Phase 2: dreams, two-sided goals and agreements, and their outcomes."""

import datetime as dt
from typing import Any

from accounts.models import User
from children.models import CaseEvent, NetworkMember, Release
from goals.models import Agreement, Goal

from .assessment import release
from .days import DAY, weeks
from .story import Story
from .traits import YEAR
from .words import filled

Rhythm, Place, Status = Agreement.Rhythm, Agreement.Place, Agreement.Status


def set_goal(story: Story, meeting: Any, on: dt.date) -> Goal | None:
    """Agree on the next goal at a meeting, with who does what at school and at home."""
    if not story.goals_ahead:
        return None
    origin, said = story.goals_ahead.pop(0)
    said = filled(said, story.slots)
    goal = Goal(
        dream=origin,
        agreed_on=on,
        title=said["title"],
        academic_goal=said["academic"],
        wellbeing_goal=said["wellbeing"],
        child_words=said["words"],
        baseline=said["baseline"],
        target=said["target"],
        small_steps=said["steps"],
        **_in_the_plan(story, on),
    )
    _leave_out(story, goal)
    story.keep(goal, on=on)
    story.add_event(CaseEvent.Kind.GOAL_AGREED, goal, on=on)
    story.goals.append(goal)
    story.sides[goal.pk] = set(said["about"].split())
    if goal.child_words and "supervisor" in story.members and story.chance_of(0.6):
        release(story, Release.Item.GOAL, goal.pk, story.members["supervisor"], on)
    school, home = said["school"], said["home"]
    agree(
        story, "teacher", school | {"place": Place.SCHOOL}, on=on, goal=goal, meeting=meeting, until=_until(story, on)
    )
    agree(story, "caregiver", home | {"place": Place.HOME}, on=on, goal=goal, meeting=meeting, until=_until(story, on))
    return goal


def _in_the_plan(story: Story, on: dt.date) -> dict[str, str]:
    """School goals too often stand in plans the school has never seen, and the other way round."""
    known = story.by_chance.choice(["yes", "yes", "yes", "no", ""])
    number, topic = story.by_chance.choice([(2, "Skole og læring"), (3, "Skole og uddannelse"), (4, "Trivsel")])
    reference = f"Mål {number}: {topic}"
    if has_youth_plan(story, on):
        reference = f"Ungeplanen, mål {number}: {topic}"
    return {"caseworker_knows": known, "plan_reference": reference if known == "yes" else ""}


def has_youth_plan(story: Story, on: dt.date) -> bool:
    """Whether the youth plan has replaced the child's plan: three months after the 16th birthday."""
    return on >= story.child.born_on + dt.timedelta(days=round((16 + 0.25) * YEAR))


def _leave_out(story: Story, goal: Goal) -> None:
    """Leave something out of some goals, as in life; the page shows what is missing."""
    lack = story.by_chance.random()
    if lack < 0.06:
        goal.wellbeing_goal = ""
    elif lack < 0.10:
        goal.academic_goal = ""
    elif lack < 0.17:
        goal.child_words = ""
    elif lack < 0.22:
        goal.target = ""


def _until(story: Story, on: dt.date) -> dt.date | None:
    """Until about the next follow-up, or open."""
    return on + weeks(story.by_chance.uniform(13, 16)) if story.chance_of(0.4) else None


def agree(
    story: Story,
    owner: str | NetworkMember,
    said: dict[str, Any],
    *,
    on: dt.date,
    goal: Goal | None = None,
    meeting: Any = None,
    sparring: Any = None,
    until: dt.date | None = None,
    by: User | None = None,
) -> Agreement:
    """Collect an agreement. ``said``: what, where, how often, and perhaps when and which activity."""
    source = meeting or sparring
    origin = Agreement.Origin.MEETING if meeting else Agreement.Origin.SPARRING if sparring else Agreement.Origin.CASE
    agreement = Agreement(
        goal=goal,
        origin=origin,
        origin_id=source.pk if source else None,
        owner=story.members[owner] if isinstance(owner, str) else owner,
        from_on=on,
        due_on=until,
        **said,
    )
    story.keep(agreement, on=on, by=by)
    story.add_event(
        CaseEvent.Kind.AGREEMENT,
        agreement,
        on=on,
        by=by,
        detail=agreement.get_place_display(),  # type: ignore[attr-defined]
    )
    story.agreements.append(agreement)
    if agreement.place == Place.HOME and agreement.activity:
        story.facts.add(f"home_{agreement.activity}")
    return agreement


def follow_up(
    story: Story,
    agreement: Agreement,
    *,
    status: str,
    on: dt.date,
    outcome: str = "",
    tried: str = "",
    helped: str = "",
    due_on: dt.date | None = None,
    by: User | None = None,
) -> None:
    """Write the outcome of an agreement on a day."""
    goes_on = status == Status.OPEN
    values: dict[str, Any] = {"status": status, "followed_up_on": on, "ended_on": None if goes_on else on}
    values |= {"tried": tried, "helped": helped, "outcome": outcome}
    if goes_on:
        values["due_on"] = due_on
    story.archive.alter(agreement, on=on, by=by or story.coordinator, **values)
    detail = "Fortsætter" if goes_on else agreement.get_status_display()  # type: ignore[attr-defined]
    story.add_event(CaseEvent.Kind.AGREEMENT_ENDED, agreement, on=on, by=by, detail=detail)


def end_goal(story: Story, goal: Goal, status: str, on: dt.date, reason: str) -> None:
    """A goal is reached, or stopped with a reason."""
    story.archive.alter(goal, on=on, by=story.coordinator, status=status, ended_on=on, end_reason=reason)
    detail = goal.get_status_display()  # type: ignore[attr-defined]
    story.add_event(CaseEvent.Kind.GOAL_ENDED, goal, on=on, detail=detail)


def end_single_agreements(story: Story, before: dt.date) -> None:
    """End single agreements whose day has passed as done."""
    for agreement in story.agreements:
        if agreement.is_open and agreement.due_on and agreement.due_on < before and agreement.rhythm == Rhythm.ONCE:
            on = story.days.between(agreement.due_on - 4 * DAY, agreement.due_on, story.by_chance)
            _end(story, agreement, Status.DONE, max(on, agreement.from_on))


def renew_rhythms(story: Story) -> None:
    """Give recurring agreements whose day has passed a new one."""
    today = story.days.today
    for agreement in story.agreements:
        if agreement.is_open and agreement.due_on and agreement.due_on < today:
            on = story.days.between(agreement.due_on - 4 * DAY, agreement.due_on, story.by_chance)
            due_on = today + DAY * story.by_chance.randint(20, 80)
            _end(story, agreement, Status.OPEN, max(on, agreement.from_on), due_on)


def _end(story: Story, agreement: Agreement, status: str, on: dt.date, due_on: dt.date | None = None) -> None:
    helped = story.by_chance.choice(["yes", "somewhat"])
    outcome = outcome_words(story, agreement, "outcomes")
    follow_up(story, agreement, status=status, on=on, outcome=outcome, tried="yes", helped=helped, due_on=due_on)


def outcome_words(story: Story, agreement: Agreement, kind: str) -> str:
    """The outcome of an agreement in words that fit its place, and whether it is a single task."""
    if kind == "outcomes" and agreement.rhythm == Rhythm.ONCE:
        kind = "outcomes_once"
    return story.say_joined("around", kind, f"{kind}_more", now=[f"at_{agreement.place}"])


def leave_open(story: Story) -> None:
    """Leave one agreement late, or due this week, where the chapter is about that."""
    if story.plot.chapter == "agreement_late":
        due_on = story.days.ago(2.2, 0.7, story.by_chance)
        promise(story, due_on, on=max(due_on - weeks(3), story.plot.held[-1]))
    elif story.plot.chapter == "agreement_this_week":
        began_on = max(story.days.ago(3, 2, story.by_chance), story.plot.held[-1])
        promise(story, story.days.end_of_week(), on=began_on)


def promise(story: Story, due_on: dt.date, on: dt.date) -> None:
    """A single task with a day, still open."""
    at_school = story.chance_of(0.5)
    what = story.say("around", "once_at_school" if at_school else "once_at_home")
    if what is None:
        return
    said = {"what": what}
    owner = "teacher" if at_school else "caregiver"
    place = Place.SCHOOL if at_school else Place.HOME
    agree(story, owner, said | {"place": place, "rhythm": Rhythm.ONCE}, on=min(on, due_on), until=due_on)
