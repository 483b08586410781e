"""What is true of one child, in words, and of whom a text can be said.

A text may begin with marks, ``"<teen contact> …"``, and a table may have ``needs = "teen contact"``: every word must
be true of the child; ``a|b`` is either, ``!a`` is not. A table's ``about`` names the sides of a goal it serves, one of
which must be a side of the child's. A text without marks is true of every child.

    age          young (6-9), middle (10-12), teen (13-); grade6, grade8, grade10: in it or above when the case opened
    home         family, relatives, institution; contact (with parents), consent (to the placement), moved (before)
    school       mainstream (not an institution's own), shifted (another school before this one)
    learning     the sides of the goals (maths, reading, writing, english, talking, listening, fractions); dyslexic
    wellbeing    the sides of the goals (peers, courage, calm, help, attendance, rest, stamina, longing)
    at home      home_reading, home_games, home_chores, home_homework, home_experiences: what is done by agreement
    now          before (there was a meeting before this one), at_school or at_home (where the thing told of is done)
    else         football, two_languages, diagnosed; the names of diagnoses
"""

import re
from collections.abc import Collection
from typing import Any

from children.models import Placement, Schooling

from .traits import Traits

SUBJECTS = ("maths", "reading", "writing", "english", "talking", "listening")
MARKS = re.compile(r"<([^>]*)> ")
# Children with one of these names speak a second language beside Danish.
TWO_LANGUAGES = {"Amina", "Aya", "Mohammed", "Sami", "Yusuf"}


def facts_of(traits: Traits, first_name: str, grade: int) -> set[str]:
    """The facts about a child when the case opens, in this grade."""
    found = {traits.group, "family" if traits.is_foster else "institution"}
    found |= {f"grade{each}" for each in (6, 8, 10) if grade >= each}
    conditions = {
        "relatives": traits.kind == Placement.Kind.NETWORK,
        "contact": traits.contact != "none",
        "mainstream": traits.provision != Schooling.Provision.INTERNAL,
        "shifted": traits.has_shifted,
        "diagnosed": traits.is_diagnosed,
        "two_languages": first_name in TWO_LANGUAGES,
    }
    return found | {word for word, is_so in conditions.items() if is_so}


def fits(text: Any, facts: Collection[str]) -> bool:
    """Whether a text or a table fits a child with these facts."""
    if isinstance(text, dict):
        about = str(text.get("about", "")).split()
        return _holds(str(text.get("needs", "")), facts) and (not about or any(side in facts for side in about))
    marks = MARKS.match(text)
    return not marks or _holds(marks[1], facts)


def _holds(needs: str, facts: Collection[str]) -> bool:
    return all(
        any((word[1:] not in facts) if word[0] == "!" else (word in facts) for word in term.split("|"))
        for term in needs.split()
    )


def unmarked(text: str) -> str:
    """The text without its marks."""
    return MARKS.sub("", text, count=1)
