"""Fills a report from the parts."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from .models import AssessmentPart, AssessmentReport

# The report's fields, and the fields of the parts they are filled from.
FIELDS = {name: "words" if name == "child_words" else name for name in AssessmentReport.TEXT}


@dataclass(frozen=True)
class Begun:
    """The report's initial fields, and the names of parts left out or not handed in yet."""

    values: dict[str, str]
    left_out: list[str]
    unfinished: list[str]


def report_from_parts(parts: list[dict[str, Any]]) -> Begun:
    """The report's fields, each with the parts' texts in order and a blank line between them.

    ``parts`` are as the API shows them to the writer: text the writer may not read does not get into the report. A line
    that several parts share is written once.
    """
    readable = [part for part in parts if "strengths" not in part["restricted"]]
    return Begun(
        values={name: _joined(readable, source) for name, source in FIELDS.items()},
        left_out=[str(part["kind_label"]) for part in parts if part not in readable],
        unfinished=[str(part["kind_label"]) for part in readable if part["is_written"] and not part["received_on"]],
    )


def _joined(parts: list[dict[str, Any]], source: str) -> str:
    written: set[str] = set()
    texts = [(part, _once(str(part[source] or ""), written)) for part in parts]
    return "\n\n".join(_paragraph(part, source, text) for part, text in texts if text)


def _once(text: str, written: set[str]) -> str:
    """The lines of a text that are not in ``written`` yet; adds them to it."""
    new = []
    for line in text.splitlines():
        heard = " ".join(line.casefold().split()).rstrip(".")
        if not heard or heard not in written:
            new.append(line)
        written.add(heard)
    return "\n".join(new).strip()


def _paragraph(part: dict[str, Any], source: str, text: str) -> str:
    """One text of a part; the child's own words are introduced as such."""
    if part["kind"] == AssessmentPart.Kind.OWN_WORDS and source != "words":
        # The text is stored, and read by others than the writer.
        with override(settings.LANGUAGE_CODE):
            return _("Barnet siger: %(text)s") % {"text": text}
    return text
