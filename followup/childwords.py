"""What the child has said in a case, from every place where it is written down, so that nobody types it again."""

from typing import Any

from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Cast, Coalesce, TruncDate
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.models import AssessmentPart, AssessmentReport
from children.models import Case, Release
from core.danish import inside
from goals.models import Dream, Goal
from meetings.models import Meeting

from .newskinds import READ_AT

Item = Release.Item
# Users write on from the newest; a form cannot offer everything said in a case of many years.
MOST = 20
NOTHING = Value("", output_field=CharField())


def child_words(case: Case) -> list[dict[str, Any]]:
    """Each thing the child has said, once: words, day, source in words, page. Newest first.

    One query, however much there is. Repeated words are given with the place they were first written in.
    """
    first, *others = _everywhere(case)
    seen: set[str] = set()
    found: list[dict[str, Any]] = []
    for words, said_on, item, record, about, state, _at in first.union(*others, all=True).order_by("said_on", "at"):
        same = " ".join(words.split()).casefold()
        if same not in seen:
            seen.add(same)
            place = READ_AT[Item(item)]
            url = reverse(place.route, args=[record if place.takes == "record" else case.pk])
            found.append(
                {"words": words.strip(), "said_on": said_on, "source": _source(item, about, state), "url": url}
            )
    return found[: -MOST - 1 : -1]


def _everywhere(case: Case) -> list[QuerySet[Any, Any]]:
    """The five places where the child's words are written, as rows of the same columns."""
    parts, reports = AssessmentPart.objects.filter(case=case), AssessmentReport.objects.filter(case=case)
    done_on = Coalesce("carried_out_on", "received_on", TruncDate("changed_at"))
    held_on = Coalesce("held_on", TruncDate("starts_at"))
    return [
        _rows(parts, Item.PART, "words", done_on),
        _rows(reports, Item.REPORT, "child_words", Coalesce("final_on", TruncDate("created_at"))),
        _rows(Meeting.objects.filter(case=case), Item.MEETING, "child_words", held_on, "kind", "state"),
        _rows(Dream.objects.filter(case=case), Item.DREAM, "words", F("told_on")),
        _rows(Goal.objects.filter(case=case), Item.GOAL, "child_words", F("agreed_on"), "title"),
    ]


def _rows(
    records: QuerySet[Any, Any], item: str, words: str, said_on: Any, about: str = "", state: str = ""
) -> QuerySet[Any, Any]:
    rows = records.exclude(**{words: ""}).annotate(
        said_on=said_on,
        item=Value(item, output_field=CharField()),
        about=Cast(about, CharField()) if about else NOTHING,
        was=Cast(state, CharField()) if state else NOTHING,
        at=F("created_at"),
    )
    return rows.order_by().values_list(words, "said_on", "item", "pk", "about", "was", "at")


def _source(item: str, about: str, state: str) -> str:
    """The source of the words, in words."""
    if item == Item.MEETING:
        kind = str(Meeting.Kind(about).label)
        # Words prepared for a planned or cancelled meeting were not said at it.
        return kind if state == Meeting.State.HELD else _("Forberedt til %(meeting)s") % {"meeting": inside(kind)}
    if item == Item.GOAL:
        return _("Mål: %(title)s") % {"title": about}
    return {
        Item.PART: _("Afdækning, barnets egne ord"),
        Item.REPORT: _("Afdækningsrapport"),
        Item.DREAM: _("Barnets drøm"),
    }[Item(item)]
