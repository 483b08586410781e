"""The report as accessible PDF, drawn by typst from ``report.typ``. Data goes in as JSON and is placed as text."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import typst
from django.utils.translation import gettext as _
from django.utils.translation import override

from core import danish

# Its receivers read Danish, whatever the user's own language.
LANGUAGE = "da"
HERE = Path(__file__).resolve().parent
FONTS = typst.Fonts(include_system_fonts=False, font_paths=[str(HERE / "fonts")])
MISSING = re.compile(r'the text `"(.+?)"` could not be displayed')
ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
# Line breaks and tabs are kept; other control characters mean nothing on paper.
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|[\ud800-\udfff]")
STAND_IN = "□"
# Each try names every character the fonts cannot draw; further ones after a replacement are rare.
TRIES = 6


def report(case: Mapping[str, Any], report: Mapping[str, Any], municipality: str) -> bytes:
    """The report as PDF/UA-1 in Danish; its arguments must be in ``LANGUAGE`` too."""
    with override(LANGUAGE):
        content = _content(case, report, municipality)
    return drawn((HERE / "report.typ").read_bytes(), content)


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
        "footer": _("Fortroligt. Giv det kun videre efter aftale med læringskoordinatoren."),
        "page": _("Side"),
        "of": _("af"),
    }


def drawn(source: bytes, content: Mapping[str, Any]) -> bytes:
    """A typst document with its content. Characters the fonts cannot draw (emoji, some scripts) become an empty
    square.

    PDF/UA allows no character without a glyph; typst names every one of them, and the next try replaces them. Raises
    typst.TypstError, ValueError.
    """
    data = json.dumps(_cleaned(content), ensure_ascii=False)
    for _try in range(TRIES):
        try:
            return typst.compile(
                source, format="pdf", pdf_standards=["ua-1"], sys_inputs={"data": data}, font_paths=FONTS
            )
        except typst.TypstError as error:
            missing = {_literal(text) for text in MISSING.findall(error.diagnostic or str(error))}
            if not missing:
                raise
        for text in sorted(missing, key=len, reverse=True):
            data = data.replace(json.dumps(text, ensure_ascii=False)[1:-1], STAND_IN)
    raise ValueError("the text holds too much that no font can draw")


def _cleaned(value: Any) -> Any:
    """The content without control characters."""
    if isinstance(value, str):
        return CONTROL.sub("", value)
    if isinstance(value, Mapping):
        return {name: _cleaned(each) for name, each in value.items()}
    return [_cleaned(each) for each in value]


def _literal(text: str) -> str:
    """A text that typst has quoted, unquoted again."""
    plain = ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return plain.replace('\\"', '"').replace("\\\\", "\\")
