"""A part and a report for their templates: sections in order, and whether they are closed to the reader."""

from typing import Any

from .models import AssessmentPart, AssessmentReport
from .sharing import read_by
from .wording import LABELS, labels


def card(part: dict[str, Any]) -> dict[str, Any]:
    """A part (as the API shows it) with its texts as sections, strengths first; empty where it is closed."""
    is_closed = "strengths" in part["restricted"]
    is_own_words = part["kind"] == AssessmentPart.Kind.OWN_WORDS
    sections = [
        {"key": name, "label": str(label), "text": part[name]}
        for name, label in labels(part["kind"]).items()
        if name != "words" and part[name]
    ]
    return {
        **part,
        "is_closed": is_closed,
        # An empty part gives no reason to ask for access, unless a psychologist is working on it.
        "is_locked": is_closed and (part["is_written"] or part["is_with_psychologist"]),
        "quote": part["words"] if is_own_words else "",
        "sections": sections,
    }


def report_card(report: AssessmentReport, shown: dict[str, Any]) -> dict[str, Any]:
    """A report (as a record, and as the API shows it) with its sections, and the names of those who have it."""
    return {
        **shown,
        "is_closed": "strengths" in shown["restricted"],
        "quote": shown["child_words"] or "",
        "sections": [
            {"key": name, "label": str(label), "text": shown[name]} for name, label in LABELS.items() if shown[name]
        ],
        "given_to": [str(release.to_member) for release in read_by(report)],
    }
