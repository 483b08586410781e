"""Made-up content for the style guide, a page that shows every component (development only)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core.charts import Series, bar_chart, line_chart, share_bar
from core.forms import Choice, Field, FormState, Problem

PHASES = [
    {"key": "assessment", "label": "Afdækning", "state": "done", "text": "Formidlet d. 4. september", "url": "#"},
    {"key": "goals", "label": "Fælles mål", "state": "missing", "text": "Mangler barnets ord", "url": "#"},
    {
        "key": "support",
        "label": "Støtte og vejledning",
        "state": "current",
        "text": "4 sparringer i runden",
        "url": "#",
    },
    {"key": "followup", "label": "Opfølgning", "state": "upcoming", "text": "Tidligst d. 14. marts", "url": ""},
]
EVENTS = [
    {
        "at_text": "torsdag d. 18. marts 2027 (uge 11)",
        "kind": "sparring",
        "icon": "chat",
        "title": "Sparring med dansklærer",
        "text": "Aftalt: læse højt sammen tre gange om ugen fra mandag.",
        "url": "#",
        "by": "Vera Vejleder",
    },
    {
        "at_text": "mandag d. 1. marts 2027 (uge 9)",
        "kind": "meeting",
        "icon": "groups",
        "title": "Opfølgningsmøde",
        "text": "",
        "url": "#",
        "by": "Kim Prøve",
    },
    {"at_text": "d. 4. september 2026", "kind": "case", "icon": "flag", "title": "Forløbet åbnet", "by": "Kim Prøve"},
]
STEP = {
    "key": "followup",
    "label": "Book opfølgning",
    "why": "Det er tre måneder siden, I sidst holdt møde om målene.",
    "due_on": "d. 14. marts til d. 14. april 2027, om 3 uger",
    "url": "#",
    "button": "Book opfølgning",
    "postpone_url": "#",
}
CASES = [
    {
        "name": "Barn Et",
        "grade": "6.b, Prøveskolen",
        "phase": "Opfølgning",
        "kind": "overdue",
        "state": "4 dage over tid",
    },
    {"name": "Barn To", "grade": "8.a, Øvelsesskolen", "phase": "Fælles mål", "kind": "due", "state": "Om 3 dage"},
    {
        "name": "Barn Tre",
        "grade": "3.c, Prøveskolen",
        "phase": "Afdækning",
        "kind": "waiting",
        "state": "Venter på svar",
    },
]
COUNTS = [
    {
        "number": 2,
        "label": "Fristen er overskredet",
        "detail": "1 opfølgning, 1 aftale",
        "url": "#",
        "kind": "overdue",
        "icon": "warning",
    },
    {
        "number": 5,
        "label": "Denne uge",
        "detail": "2 møder, 3 aftaler",
        "url": "#",
        "kind": "due",
        "icon": "calendar-month",
    },
    {
        "number": 3,
        "label": "Venter på andre",
        "detail": "Længst: 12 dage",
        "url": "#",
        "kind": "waiting",
        "icon": "hourglass",
    },
]


def styleguide(request: HttpRequest) -> HttpResponse:
    """Every component of the look on one page, none of it about anyone."""
    return render(request, "styleguide/page.html", context())


def context() -> dict[str, Any]:
    """What the page shows: three forms (new, refused, in conflict), lists, the case's parts and charts."""
    return {
        "crumbs": [{"label": "Mine forløb", "url": "#"}, {"label": "Barn Et", "url": ""}],
        "tabs": [{"label": label, "url": "#", "current": index == 0} for index, label in enumerate(TABS)],
        "counts": COUNTS,
        "phases": PHASES,
        "step": STEP,
        "events": EVENTS,
        "cases": CASES,
        "chips": [{"label": "Læselyst", "url": "#", "current": True}, {"label": "Brøker", "url": "#"}, "Matematik"],
        "facts": [
            {"label": "Skole", "value": "Prøveskolen, 6.b"},
            {"label": "Anbringelse", "value": "Plejefamilie siden 2021"},
            {"label": "Læringskoordinator", "value": "Kim Prøve", "url": "#"},
            {"label": "Rådgiver", "value": ""},
        ],
        "form": _form(),
        "refused": _refused(),
        "charts": _charts(),
    }


TABS = ["Overblik", "Tidslinje", "Afdækning", "Mål og aftaler", "Sparring", "Møder", "Netværk", "Stamdata", "Historik"]


def _form() -> FormState:
    who = [Choice("1", "Lærer Test"), Choice("2", "Plejemor Test", "Hjemme"), Choice("3", "Pædagog Test")]
    fields = [
        Field(
            "what", "Hvad gør vi anderledes", help="Én konkret ting.", required=True, example="Læse højt 20 minutter"
        ),
        Field(
            "form",
            "Form",
            kind="radio",
            required=True,
            value="talk",
            choices=[
                Choice("talk", "Samtale"),
                Choice("team", "Team"),
                Choice("observation", "Observation"),
            ],
        ),
        Field("who", "Med hvem?", kind="checkboxes", required=True, value=["1"], choices=who),
        Field("on", "Dato", kind="date", required=True, value="2027-03-18"),
        Field("at", "Mødet begynder", kind="datetime", required=True, value="2027-03-18T14:05"),
        Field(
            "school",
            "Skole",
            kind="select",
            required=True,
            value="b",
            choices=[Choice("a", "Prøveskolen"), Choice("b", "Øvelsesskolen")],
        ),
        Field("notes", "Noter", kind="textarea", value="Barn Et vil gerne læse om heste.", max_length=300),
        Field("nothing", "Intet aftalt denne gang", kind="checkbox", value=False),
        Field("minutes", "Minutter", kind="number"),
    ]
    row = {
        "what": Field("agreements-0-what", "Hvad", required=True, value="Ringe hver fredag"),
        "until": Field("agreements-0-until", "Hvornår", kind="date"),
    }
    blank = {
        "what": Field("agreements-__n__-what", "Hvad", required=True),
        "until": Field("agreements-__n__-until", "Hvornår", kind="date"),
    }
    return FormState(
        fields={each.name: each for each in fields},
        rows={"agreements": [row]},
        blank_rows={"agreements": blank},
        draft={"key": "x", "url": "/api/v1/drafts/x/", "data": {"what": "…"}, "saved_at": "2027-03-18T14:05:00+01:00"},
        version=3,
        idempotency_key="00000000-0000-0000-0000-000000000000",
    )


def _refused() -> FormState:
    born = "Datoen ligger, før barnet blev født. Ret datoen eller fødselsdatoen."
    fields = {
        "from_on": Field("from_on", "Anbragt fra", kind="date", required=True, value="1999-01-01", errors=[born]),
        "kind": Field(
            "kind",
            "Anbringelsens art",
            kind="radio",
            required=True,
            errors=["Vælg en art."],
            choices=[Choice("a", "Plejefamilie"), Choice("b", "Institution")],
        ),
        "place": Field("place", "Sted", value="Testgården"),
    }
    return FormState(
        fields=fields,
        errors=[
            Problem("from_on", "Anbragt fra", born, "f-from_on"),
            Problem("kind", "Anbringelsens art", "Vælg en art.", "f-kind"),
        ],
        conflict={
            "message": "",
            "fields": [{"label": "Sted", "yours": "Testgården", "theirs": "Testgården, afdeling 2"}],
        },
    )


def _charts() -> list[Any]:
    return [
        bar_chart(
            "Forløb pr. koordinator",
            [("Kim Prøve", 23), ("Test Kollega", 18), ("Ny Koordinator", 6)],
            key="load",
            unit="Forløb",
            limit=21,
            limit_label="Mål: 21",
        ),
        share_bar(
            "Forløb i hver fase",
            [("Afdækning", 11), ("Fælles mål", 7), ("Støtte og vejledning", 34), ("Opfølgning", 16)],
            key="phases",
            unit="Forløb",
        ),
        line_chart(
            "Opfølgninger holdt til tiden",
            ["1. kvartal", "2. kvartal", "3. kvartal", "4. kvartal"],
            [Series("I år", [40, 55, 61, 72]), Series("Sidste år", [31, None, 44, 47])],
            key="held",
        ),
    ]
