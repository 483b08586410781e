"""The brief as accessible PDF, drawn from ``brief.typ``: the page's data as short texts."""

from collections.abc import Mapping
from pathlib import Path
from textwrap import shorten
from typing import Any

from django.utils.translation import gettext as _

from core.danish import inside, listing, moment, near_date
from core.pdf import confidential, drawn

SOURCE = (Path(__file__).resolve().parent / "brief.typ").read_bytes()
# The brief refers to texts that stand whole in the application; more would be read by nobody at a meeting.
LONGEST = 280
Data = Mapping[str, Any]
Facts = list[dict[str, str]]


def drawn_brief(data: Data) -> bytes:
    """The brief as PDF/UA-1; its data must be in ``core.pdf.LANGUAGE``, and that language active."""
    return drawn(SOURCE, content(data))


def content(data: Data) -> dict[str, Any]:
    """What stands on the paper."""
    return {
        "title": _("Mødeoplæg"),
        "facts": _facts(data),
        "labels": _labels(),
        "withheld": data["withheld"],
        "words": [{"words": _short(row["words"]), "source": row["source"]} for row in data["child_words"]],
        "since": _since(data),
        "promises": [_place(place) for place in data["promises"]],
        "goals": [_goal(goal) for goal in data["goals"]],
        "sparrings": [_sparring(row) for row in data["sparrings"]],
        "open": [_line(row["text"], row["why"]) for row in data["open"]],
        "sources": _("Alt står i forløbet: mål og aftaler under Mål og aftaler, sparring og møder under deres dag."),
        **confidential(),
    }


def _labels() -> dict[str, Any]:
    return {
        "words": _("Barnets ord"),
        "since": _("Siden sidst"),
        "promises": _("Lovet og gjort"),
        "columns": [_("Hvem"), _("Lovet"), _("Gjort")],
        "none": _("Ingen aftaler siden sidst."),
        "goals": _("Mål for mål"),
        "sparring": _("Sparring siden sidst"),
        "open": _("Det er stadig åbent"),
        "nothing": _("Alt er fulgt op"),
    }


def _facts(data: Data) -> Facts:
    case, coming = data["case"], data["coming"]
    child = case["child"]
    planned = ", ".join(filter(None, [moment(coming["starts_at"]), coming["place"]])) if coming else ""
    return _filled(
        (_("Barn"), ", ".join(filter(None, [child["full_name"], child["class_name"], child["school"]]))),
        (_("Forløb"), f"{case['number']}, {data['municipality']}"),
        (coming["kind_label"] if coming else "", planned),
        (_("Inviterede"), listing(coming["invited"]) if coming else ""),
        (_("Til"), data["for_text"]),
    )


def _since(data: Data) -> list[str]:
    """The last meeting, the changed faces and the child's part, in short paragraphs."""
    last, faces, coming = data["last"], data["faces"], data["coming"]
    lines = [f"{data['since_text']}."]
    if last and last["came"]:
        lines.append(_("%(names)s var med.") % {"names": listing(last["came"])})
    if last and last["absent"]:
        lines.append(_("%(names)s var inviteret og kom ikke.") % {"names": listing(last["absent"])})
    if faces["new"]:
        lines.append(_("Ny siden sidst: %(names)s.") % {"names": listing(faces["new"])})
    if faces["gone"]:
        lines.append(_("Ikke længere i netværket: %(names)s.") % {"names": listing(faces["gone"])})
    return [" ".join(lines), *([" ".join(coming["child_part"])] if coming else [])]


def _place(place: Data) -> dict[str, Any]:
    """One row for each promise; the person's name stands on the first."""
    rows = []
    for person in place["people"]:
        for number, promise in enumerate(person["promises"]):
            rows.append(
                {
                    "name": person["name"] if number == 0 else "",
                    "part": person["part"] if number == 0 else "",
                    "what": _short(promise["what"]),
                    "terms": f"{promise['terms']}. {promise['source']}",
                    "state": promise["state_text"],
                    "outcome": _short(promise["outcome"]),
                }
            )
    return {"label": place["label"], "rows": rows}


def _goal(goal: Data) -> dict[str, Any]:
    ended = f" ({inside(goal['status_label'])})" if goal["status"] != "open" else ""
    reviews = [
        (_("På mødet %(day)s") % {"day": row["day"]}, _line(row["verdict_label"], _short(row["text"]), sep=". "))
        for row in goal["reviews"]
    ]
    return {
        "title": f"{goal['title']}{ended}",
        "words": _short(goal["child_words"]),
        "facts": _filled(
            (_("Fagligt mål"), _short(goal["academic_goal"])),
            (_("Trivselsmål"), _short(goal["wellbeing_goal"])),
            (_("Sådan ved vi, at det lykkes"), _short(goal["target"])),
            (_("Små skridt"), _short("; ".join(goal["small_steps"]))),
            *reviews,
            (_("Derfor"), _short(goal["end_reason"])),
        ),
    }


def _sparring(row: Data) -> dict[str, Any]:
    with_whom = _("%(giver)s med %(names)s") % {"giver": row["giver"], "names": row["with_whom"]}
    about = _("Om %(goals)s") % {"goals": row["about"]} if row["about"] else ""
    said = ". ".join(filter(None, [f"{row['form_label']}, {with_whom}", about, _short(row["question"])]))
    changes = [f"{each['who']}: {_short(each['what'])} ({inside(each['state_text'])})" for each in row["changes"]]
    hidden = _("Det førte til en aftale, som ikke vises her.")
    led_to = _("Det førte til:") + " " + "; ".join(changes) if changes else hidden
    title = f"{row['setting_label']}, {near_date(row['held_on'])}"
    return {"title": title, "lines": [said, _("Intet aftalt") if row["nothing_agreed"] else led_to]}


def _line(text: str, more: str, sep: str = ": ") -> str:
    return f"{text}{sep}{more}" if more else text


def _filled(*pairs: tuple[str, str]) -> Facts:
    return [{"label": label, "value": value} for label, value in pairs if value]


def _short(text: str) -> str:
    return shorten(text, LONGEST, placeholder=" …")
