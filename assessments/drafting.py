"""A report begun from the parts."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from .models import AssessmentPart, AssessmentReport

# The report's fields and the part's they begin from.
FIELDS = {name: "words" if name == "child_words" else name for name in AssessmentReport.TEXT}


@dataclass(frozen=True)
class Begun:
    """A report's fields as they begin, and the names of parts that did not get in or are not handed in yet."""

    values: dict[str, str]
    left_out: list[str]
    unfinished: list[str]


def report_from_parts(parts: list[dict[str, Any]]) -> Begun:
    """The report's fields, each with the parts' texts in order, a blank line between them.

    ``parts`` are as the API shows them to the writer: what the writer may not read does not get into the report.
    A line that several parts have is told once.
    """
    readable = [part for part in parts if "strengths" not in part["restricted"]]
    return Begun(
        values={name: _joined(readable, source) for name, source in FIELDS.items()},
        left_out=[str(part["kind_label"]) for part in parts if part not in readable],
        unfinished=[str(part["kind_label"]) for part in readable if part["is_written"] and not part["received_on"]],
    )


def _joined(parts: list[dict[str, Any]], source: str) -> str:
    told: set[str] = set()
    texts = [(part, _once(str(part[source] or ""), told)) for part in parts]
    return "\n\n".join(_told(part, source, text) for part, text in texts if text)


def _once(text: str, told: set[str]) -> str:
    """The lines of a text that are not told yet; they are from now."""
    new = []
    for line in text.splitlines():
        heard = " ".join(line.casefold().split()).rstrip(".")
        if not heard or heard not in told:
            new.append(line)
        told.add(heard)
    return "\n".join(new).strip()


def _told(part: dict[str, Any], source: str, text: str) -> str:
    """One text of a part; what the child said about itself is told as said by the child."""
    if part["kind"] == AssessmentPart.Kind.OWN_WORDS and source != "words":
        # It is kept, and read by others than the writer.
        with override(settings.LANGUAGE_CODE):
            return _("Barnet siger: %(text)s") % {"text": text}
    return text
