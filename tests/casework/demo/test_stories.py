"""A child's story in the demo is consistent from start to now."""

import re
from collections import Counter, defaultdict
from itertools import pairwise

import pytest

from assessments.models import AssessmentPart
from casework.demo.facts import MARKS, SUBJECTS, fits, unmarked
from casework.demo.words import AGES, stock
from children.models import Case, Child, Closing, NetworkMember, Schooling
from core.collation import fold
from goals.models import Agreement, Dream, Goal
from meetings.models import Meeting
from support.models import Sparring

from .town import TODAY, home_now, of_town

# One worker makes the demo and runs all tests that look at it.
pytestmark = [pytest.mark.usefixtures("demo_town"), pytest.mark.xdist_group("demo")]
# The most meetings and sparrings on one day in a town with three coordinators.
MOST_ON_A_DAY = 6


def schoolings_by_child():
    found = defaultdict(list)
    for row in of_town(Schooling).select_related("child").order_by("from_on"):
        found[row.child].append(row)
    return found


def said_as(template, text):
    """Whether a text is this template of the stock with names filled in."""
    pattern = re.sub(r"\\\{\w+\\\}", r"[\\w'’-]+", re.escape(unmarked(template)))
    return re.search(pattern, text) is not None


def sentences(text):
    return [each.strip() for each in re.split(r"(?<=[.?])\s+", text) if each.strip()]


# School ----------------------------------------------------------------------------------------------------------
def test_a_class_lasts_one_school_year_at_most():
    for rows in schoolings_by_child().values():
        for row in rows:
            year = row.from_on.year if row.from_on.month >= 8 else row.from_on.year - 1
            assert (row.until_on or TODAY) < row.from_on.replace(year=year + 1, month=8, day=1), row


def test_a_class_follows_the_one_before_and_fits_the_childs_age():
    for child, rows in schoolings_by_child().items():
        for earlier, later in pairwise(rows):
            assert (later.from_on - earlier.until_on).days == 1
            assert later.grade in (earlier.grade, earlier.grade + 1)
        assert 5 <= child.age_on(rows[-1].from_on) - rows[-1].grade <= 7


def test_a_change_of_school_is_spoken_of_only_where_there_was_one():
    schools = {child: {row.school_id for row in rows} for child, rows in schoolings_by_child().items()}
    stayed = [child for child, found in schools.items() if len(found) == 1]
    told = AssessmentPart.objects.filter(child__in=stayed)
    assert stayed
    for text in told.values_list("challenges", "words"):
        assert not re.search("skoleskift|skiftede skole", " ".join(text))


# Days ------------------------------------------------------------------------------------------------------------
def test_no_day_is_fuller_than_others_because_a_holiday_begins():
    days = Counter(of_town(Sparring).values_list("held_on", flat=True))
    days.update(Meeting.objects.held().filter(municipality__in=town_ids()).values_list("held_on", flat=True))
    assert max(days.values()) <= MOST_ON_A_DAY


def town_ids():
    return of_town(Case).values("municipality")


def test_a_child_has_one_meeting_or_sparring_a_day():
    days = Counter(of_town(Sparring).values_list("child", "held_on"))
    days.update(Meeting.objects.held().filter(municipality__in=town_ids()).values_list("child", "held_on"))
    assert [each for each, count in days.items() if count > 1] == []


def test_no_record_is_dated_before_the_one_it_refers_to():
    parts = of_town(AssessmentPart).exclude(received_on=None)
    assert [part for part in parts if part.received_on <= part.ordered_on] == []
    for case in of_town(Case):
        held = Meeting.objects.held().filter(case=case, kind="start_up").values_list("held_on", flat=True)
        spars = Sparring.objects.filter(case=case).values_list("held_on", flat=True)
        assert not spars or min(spars) > min(held)


# Words -----------------------------------------------------------------------------------------------------------
def test_no_child_says_the_same_twice():
    said = defaultdict(Counter)
    for model, name in ((Meeting, "child_words"), (Dream, "words"), (AssessmentPart, "words"), (Goal, "child_words")):
        for child, text in of_town(model).exclude(**{name: ""}).values_list("child", name):
            said[child].update(sentences(text))
    assert [(child, text) for child, found in said.items() for text, count in found.items() if count > 1] == []


def test_no_two_children_of_a_coordinator_say_the_same_at_a_meeting():
    for coordinator in NetworkMember.objects.filter(kind="coordinator", until_on=None).values("user").distinct():
        children = Child.objects.filter(networkmembers__user=coordinator["user"], networkmembers__until_on=None)
        told = Meeting.objects.filter(child__in=children).exclude(child_words="").values_list("child_words", flat=True)
        found = Counter(each for text in told for each in sentences(text) if len(each) > 25)
        assert [text for text, count in found.items() if count > 1] == []


def test_no_two_children_of_the_municipality_are_quoted_alike():
    told = of_town(Meeting).exclude(child_words="").values_list("child_words", flat=True)
    assert [text for text, count in Counter(told).items() if count > 1] == []


def test_a_case_is_closed_once():
    assert of_town(Closing).count() == of_town(Case).exclude(closed_on=None).count() > 0


def test_a_subject_is_not_both_a_strength_and_a_difficulty():
    parts = of_town(AssessmentPart).filter(kind="academic").exclude(challenges="")
    assert parts.count() > 40
    for strengths, challenges in parts.values_list("strengths", "challenges"):
        hard = {
            side
            for each in stock("assessment")["academic"]
            for side in each["about"].split()
            if any(said_as(text, challenges) for text in each["challenges"])
        }
        marks = [MARKS.match(text) for text in stock("assessment")["academic_strengths"] if said_as(text, strengths)]
        excluded = {word[1:] for found in marks if found for word in found[1].split() if word.startswith("!")}
        assert hard
        assert not hard & excluded, (strengths, challenges)


def test_the_first_goals_answer_what_the_assessment_found():
    stories = zip_by_child(of_town(AssessmentPart).filter(kind="academic").exclude(challenges=""), of_town(Goal))
    assert len(stories) > 40
    for part, goals in stories:
        sides = set().union(*(sides_of(goal) for goal in goals)) & set(SUBJECTS)
        hard = [
            each
            for each in stock("assessment")["academic"]
            if any(said_as(text, part.challenges) for text in each["challenges"])
        ]
        assert any(sides & set(each["about"].split()) for each in hard), (part.challenges, sides)


def zip_by_child(parts, goals):
    """Each child's part of the assessment with its goals, for children who have both."""
    by_child = defaultdict(list)
    for goal in goals.order_by("agreed_on"):
        by_child[goal.child_id].append(goal)
    return [(part, by_child[part.child_id]) for part in parts if by_child[part.child_id]]


def sides_of(goal):
    for age in AGES:
        for dream in stock(age)["dreams"]:
            for each in dream["goals"]:
                if each["title"] == goal.title:
                    return set(each["about"].split())
    raise AssertionError(goal.title)


def test_what_is_agreed_for_a_goal_serves_it():
    """An agreement from a sparring about a goal shares a side with that goal."""
    tables = [*stock("school")["sparrings"], *stock("home")["sparrings"]]
    tied = of_town(Agreement).filter(origin="sparring").exclude(goal=None).select_related("goal")
    assert tied.count() > 50
    for agreement in tied:
        serving = [each for each in tables if said_as(each["change"], agreement.what)]
        assert any(set(each.get("about", "").split()) & sides_of(agreement.goal) for each in serving), agreement.what


def test_nobody_reads_aloud_to_a_teenager():
    teens = [child.pk for child in of_town(Child) if child.age_on(TODAY) >= 14]
    told = of_town(Agreement).filter(child__in=teens, place="home").values_list("what", flat=True)
    assert told
    assert not any(re.search("[Ll]æser højt for", what) for what in told)


def test_a_single_task_is_not_described_as_a_habit():
    once = of_town(Agreement).filter(rhythm="once", status="done").exclude(outcome="").values_list("outcome", flat=True)
    habits = [text for text in stock("around")["outcomes"] if any(said_as(text, told) for told in once)]
    assert once
    assert habits == []


# People ----------------------------------------------------------------------------------------------------------
def test_staff_of_an_institution_read_their_mail_there():
    places = {home.child_id: fold(home.place) for home in home_now() if not home.is_foster}
    staff = of_town(NetworkMember).filter(kind="caregiver", child__in=places).exclude(email="")
    assert staff
    assert all(each.email.endswith(f"@{places[each.child_id]}.example") for each in staff)


def test_a_text_is_used_for_the_children_it_fits():
    facts = {"teen", "family", "maths"}
    assert fits("Alle må høre det.", facts)
    assert fits("<teen maths|reading> Begge dele.", facts)
    assert not fits("<!family> Ikke i familien.", facts)
    assert fits({"about": "maths calm"}, facts)
    assert not fits({"about": "reading", "needs": "teen"}, facts)
    assert unmarked("<teen> Nu.") == "Nu."


def test_every_mark_is_a_known_fact():
    known = {
        *SUBJECTS, "fractions", "dyslexic", "diagnosed", "peers", "courage", "calm", "help", "attendance", "rest",
        "stamina", "longing", "young", "middle", "teen", "grade6", "grade8", "grade10", "family", "relatives",
        "institution", "contact", "consent", "moved", "mainstream", "shifted", "before", "at_school", "at_home",
        "football", "two_languages", "ADD", "ADHD", *(f"home_{kind}" for kind in Agreement.Activity.values),
    }  # fmt: skip
    asked = set()
    for name in ("young", "middle", "teen", "around", "assessment", "home", "school", "meetings"):
        asked |= words_asked(stock(name))
    assert asked - known == set()


def words_asked(text):
    if isinstance(text, dict):
        named = " ".join(str(text.get(key, "")) for key in ("needs", "about", "gives"))
        return set(re.findall(r"\w+", named)).union(*map(words_asked, text.values()))
    if isinstance(text, list):
        return set().union(*map(words_asked, text))
    marks = MARKS.match(text) if isinstance(text, str) else None
    return set(re.findall(r"\w+", marks[1])) if marks else set()
