"""The report as accessible PDF, drawn from ``report.typ``."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from core import danish
from core.pdf import LANGUAGE, confidential, drawn

SOURCE = (Path(__file__).resolve().parent / "report.typ").read_bytes()


def report(case: Mapping[str, Any], report: Mapping[str, Any], municipality: str) -> bytes:
    """The report as PDF/UA-1 in Danish; its arguments must be in ``LANGUAGE`` too."""
    with override(LANGUAGE):
        content = _content(case, report, municipality)
    return drawn(SOURCE, content)


def _content(case: Mapping[str, Any], report: Mapping[str, Any], municipality: str) -> dict[str, Any]:
    child = case["child"]
    facts = [
        (_("Barn"), child["full_name"]),
        (_("Klasse og skole"), ", ".join(filter(None, [child["class_name"], child["school"]]))),
        (_("Forløb"), case["number"]),
        (_("Læringskoordinator"), case["coordinator"]),
        (_("Kommune"), municipality),
        (_("Skrevet af"), report["written_by_name"]),
        (_("Færdig"), danish.date_words(report["final_on"]) if report["final_on"] else ""),
    ]
    return {
        "title": _("Afdækningsrapport"),
        "draft": "" if report["final_on"] else _("Kladde"),
        "facts": [{"label": label, "value": value} for label, value in facts if value],
        "quote_label": _("Barnets egne ord"),
        "quote": report["quote"],
        "sections": [{"label": each["label"], "text": each["text"]} for each in report["sections"]],
        **confidential(),
    }
