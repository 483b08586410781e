"""Search by name among what a user may see: children, the adults around them, and their schools.

A name matches when it holds every typed word. Where nothing matches, names with one slip of a letter are given.
"""

from collections.abc import Callable, Sequence
from typing import Any, Final

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import Case as Either
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.utils import timezone

from children.models import Case, NetworkMember
from children.models.child import whole_name
from core.collation import DanishFold, DanishLoose, DanishSort, containing
from core.spelling import all_slips

from .typed import Typed, rows_with

CHILDREN, ADULTS, SCHOOLS = 10, 5, 3
# The number of most similar names that are examined for a slip.
LIKE_IT: Final = 50
SCHOOL: Final = "status__schooling__school"
Rows = list[dict[str, Any]]


def numbered(cases: QuerySet[Case], typed: str) -> Rows:
    """Cases whose number begins with the typed text, the latest first."""
    return list(_case_columns(cases.filter(number__startswith=typed).order_by("-number"))[:CHILDREN])


def children(cases: QuerySet[Case], user: Any, typed: Typed, *, slips: bool = False) -> Any:
    """Cases by their child's name; with ``slips`` similar names."""
    order = (DanishSort("child__first_name"), DanishSort("child__last_name"), "-number")
    found = _by_name(cases, whole_name("child__"), typed, slips).order_by("rank", *order)
    return _case_columns(found, "loose", "folded")


def adults(cases: QuerySet[Case], user: Any, typed: Typed, *, slips: bool = False) -> Any:
    """Adults with a part today around a child of these cases, each with the case it leads to. Without the user."""
    latest = cases.filter(child=OuterRef("child")).order_by(F("closed_on").desc(nulls_first=True), "-opened_on")
    members = NetworkMember.objects.active(timezone.localdate()).visible_to(user).exclude(user=user.pk)
    led_to = members.annotate(case_id=Subquery(latest.values("pk")[:1])).exclude(case_id=None)
    order = (DanishSort("name"), DanishSort("child__first_name"), "pk")
    found = _by_name(led_to, F("name"), typed, slips).order_by("rank", *order)
    columns = {"first_name": F("child__first_name"), "last_name": F("child__last_name")}
    return found.values("case_id", "child_id", "loose", "folded", "name", "part", "kind", "organisation", **columns)


def schools(cases: QuerySet[Case], user: Any, typed: Typed, *, slips: bool = False) -> Any:
    """Schools that children of these cases attend now, with the number of open cases at each."""
    at_school = cases.open().exclude(**{SCHOOL: None})  # type: ignore[attr-defined]
    found = _by_name(at_school, F(f"{SCHOOL}__name"), typed, slips).order_by("rank", DanishSort(f"{SCHOOL}__name"))
    rows = found.values("loose", "folded", "rank", school_id=F(SCHOOL), name=F(f"{SCHOOL}__name"))
    return rows.annotate(cases=Count("pk"))


# What is searched, and the most results of each.
SEARCHED = ((children, CHILDREN), (adults, ADULTS), (schools, SCHOOLS))


def named(cases_of: Callable[[Any], QuerySet[Case]], user: Any, text: str, *, slips: bool = False) -> list[Rows]:
    """Children, adults and schools by name; with ``slips`` those with similar names.

    ``cases_of`` gives the cases that a user searches. The three queries without slips are compiled once a day.
    """
    typed = Typed.of(text)
    if not typed.folded:
        return [[] for _each in SEARCHED]
    if not slips:
        return [rows_with(find, cases_of, most, user, typed) for find, most in SEARCHED]
    return [_slipped(find(cases_of(user), user, typed, slips=True), typed, most) for find, most in SEARCHED]


def _slipped(rows: Any, typed: Typed, most: int) -> Rows:
    # In both forms, because two swapped letters may be an o and an e, which together are a Danish letter.
    forms = {"loose": " ".join(typed.loose), "folded": " ".join(typed.folded)}
    like_it = rows[:LIKE_IT]
    return [row for row in like_it if any(all_slips(text, row[form]) for form, text in forms.items())][:most]


def _by_name(rows: Any, name: Any, typed: Typed, slips: bool) -> Any:
    """Rows with the searched form of the name and a rank: those that match, or all of them for a slip."""
    rows = rows.annotate(loose=DanishLoose(name), folded=DanishFold(name))
    if slips:
        return rows.annotate(rank=Value(1.0) - TrigramWordSimilarity(" ".join(typed.loose), F("loose")))
    return containing(rows, "loose", typed.loose).annotate(rank=_rank(typed.folded))


def _rank(words: Sequence[str]) -> Either:
    """First a name that begins as typed, then one with a word that does, then one with exactly these letters."""
    begin, hold = Q(), Q()
    for word in words:
        begin &= Q(folded__startswith=word) | Q(folded__contains=f" {word}")
        hold &= Q(folded__contains=word)
    whens = [When(folded__startswith=" ".join(words), then=0), When(begin, then=1), When(hold, then=2)]
    return Either(*whens, default=Value(3))


def _case_columns(cases: Any, *compared: str) -> Any:
    return cases.values(
        "id",
        "number",
        "child_id",
        "closed_on",
        *compared,
        first_name=F("child__first_name"),
        last_name=F("child__last_name"),
        born_on=F("child__born_on"),
        class_name=F("status__schooling__class_name"),
        school=F(f"{SCHOOL}__name"),
    )
