"""A report begun from the parts."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from .models import AssessmentPart, AssessmentReport

# The report's fields and the part's they begin from.
FIELDS = {name: "words" if name == "child_words" else name for name in AssessmentReport.TEXT}


def report_from_parts(parts: list[dict[str, Any]]) -> tuple[dict[str, str], list[str]]:
    """The report's fields, each with the parts' texts in order, a blank line between them; and the parts left out.

    ``parts`` are as the API shows them to the writer: what the writer may not read does not get into the report.
    """
    readable = [part for part in parts if "strengths" not in part["restricted"]]
    values = {
        name: "\n\n".join(_told(part, source) for part in readable if (part[source] or "").strip())
        for name, source in FIELDS.items()
    }
    left_out = [str(part["kind_label"]) for part in parts if part not in readable]
    return values, left_out


def _told(part: dict[str, Any], source: str) -> str:
    """One text of a part; what the child said about itself is told as said by the child."""
    text = str(part[source]).strip()
    if part["kind"] == AssessmentPart.Kind.OWN_WORDS and source != "words":
        # It is kept, and read by others than the writer.
        with override(settings.LANGUAGE_CODE):
            return _("Barnet siger: %(text)s") % {"text": text}
    return text
