"""Danish order and Danish search, the same in the database and in Python.

In queries: `order_by(DanishSort("last_name"))` and `filter(last_name__danish_fold__contains=typed)`. Their SQL is
core/sql/danish_sort.sql; `sort_key` and `fold` do the same for lists in memory. Search is looser still: `DanishLoose`
and `loose`, with core/sql/danish_loose.sql.
"""

import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from django.db.models import CharField, Func, TextField, Transform

SQL: Final = Path(__file__).parent / "sql" / "danish_sort.sql"

RING, DIAERESIS, DOUBLE_ACUTE = "\u030a", "\u0308", "\u030b"
MARKS: Final = re.compile("[\u0300-\u036f]")
ASCII_LOWER: Final = {upper: upper + 32 for upper in range(ord("A"), ord("Z") + 1)}
SIGNS: Final = {"-": " ", "\u00a0": " ", "\u2010": " ", "\u2011": " ", "\u2019": "'"}
LETTERS: Final = {"Ð": "d", "ð": "d", "Đ": "d", "đ": "d", "Ł": "l", "ł": "l", "ı": "i"} | SIGNS
SORT_LETTERS: Final = str.maketrans(
    {"Æ": "{", "æ": "{", "Ø": "|", "ø": "|", "Œ": "|", "œ": "|", "ß": "ss", "ẞ": "ss", "þ": "th", "Þ": "th"} | LETTERS
)
FOLD_LETTERS: Final = str.maketrans(
    {"Æ": "ae", "æ": "ae", "Ø": "oe", "ø": "oe", "Œ": "oe", "œ": "oe", "ß": "ss", "ẞ": "ss", "þ": "th", "Þ": "th"}
    | LETTERS
)


class DanishSort(Func):
    """A text as something to order by: `order_by(DanishSort("last_name"), DanishSort("first_name"))`.

    The collation is said out loud: in a database with another one the order would be that one's.
    """

    function = "danish_sort"
    template = '(%(function)s(%(expressions)s) COLLATE "C")'
    arity = 1
    output_field = TextField()


@CharField.register_lookup
@TextField.register_lookup
class DanishFold(Transform):
    """A text as something to search in: `DanishFold("last_name")`, or as a lookup that folds both sides:
    `filter(last_name__danish_fold__startswith="aabenraa")` finds Åbenrå.
    """

    function = "danish_fold"
    lookup_name = "danish_fold"
    bilateral = True
    output_field = TextField()


class DanishLoose(Func):
    """The searched form of a text for users who may type no Danish letters: a finds å, o finds ø."""

    function = "danish_loose"
    arity = 1
    output_field = TextField()


def containing(rows: Any, name: str, words: Iterable[str]) -> Any:
    """The rows whose annotation ``name``, a DanishLoose, holds each of these words, which are in the loose form."""
    for word in words:
        rows = rows.filter(**{f"{name}__contains": word})
    return rows


def sort_key(text: str) -> str:
    """The same as danish_sort(): `sorted(names, key=sort_key)`."""
    text = _decomposed(text)
    text = text.replace("a" + RING, "}").replace("a" + DIAERESIS, "{")
    text = text.replace("o" + DIAERESIS, "|").replace("o" + DOUBLE_ACUTE, "|")
    text = text.replace("u" + DIAERESIS, "y").replace("u" + DOUBLE_ACUTE, "y").replace("aa", "}")
    return MARKS.sub("", text.translate(SORT_LETTERS))


def fold(text: str) -> str:
    """The same as danish_fold(): `fold("aabenraa") == fold("Åbenrå")`."""
    text = _decomposed(text)
    text = text.replace("a" + RING, "aa").replace("a" + DIAERESIS, "ae")
    text = text.replace("o" + DIAERESIS, "oe").replace("o" + DOUBLE_ACUTE, "oe")
    text = text.translate(FOLD_LETTERS).replace("'", "").replace("  ", " ")
    return MARKS.sub("", text)


def loose(text: str) -> str:
    """The same as danish_loose(): `loose("Soren") == loose("Søren")`."""
    return fold(text).replace("aa", "a").replace("oe", "o").replace("ae", "a")


def _decomposed(text: str) -> str:
    """Decomposed and lowered as PostgreSQL does in collation C: the ASCII letters only."""
    return unicodedata.normalize("NFD", text).translate(ASCII_LOWER)
