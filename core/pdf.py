"""Accessible PDF (PDF/UA-1), drawn by typst. Data goes in as JSON and is placed as text, never read as markup."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import typst
from django.utils.translation import gettext as _

# The receivers of a PDF read Danish, whatever the language of the user who makes it.
LANGUAGE = "da"
HERE = Path(__file__).resolve().parent
FONTS = typst.Fonts(include_system_fonts=False, font_paths=[str(HERE / "fonts")])
# What every document begins with: language, fonts, paper, headings, and ``d``, its content.
PAPER = (HERE / "paper.typ").read_bytes()
MISSING = re.compile(r'the text `"(.+?)"` could not be displayed')
ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
# Line breaks and tabs are kept; other control characters mean nothing on paper.
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|[\ud800-\udfff]")
STAND_IN = "□"
# Each try names every character the fonts cannot draw; further ones after a replacement are rare.
TRIES = 6


def confidential() -> dict[str, str]:
    """What stands at the foot of every page about a child: what ``drawn`` asks for besides the title."""
    return {
        "footer": _("Fortroligt. Giv det kun videre efter aftale med læringskoordinatoren."),
        "page": _("Side"),
        "of": _("af"),
    }


def drawn(source: bytes, content: Mapping[str, Any]) -> bytes:
    """A typst document with its content: ``title``, ``footer``, ``page``, ``of``, and whatever the document reads.

    Characters the fonts cannot draw (emoji, some scripts) become an empty square: PDF/UA allows no character without a
    glyph. Typst names every one of them, and the next try replaces them. Raises typst.TypstError, ValueError.
    """
    data = json.dumps(_cleaned(content), ensure_ascii=False)
    for _try in range(TRIES):
        try:
            return typst.compile(
                PAPER + source, format="pdf", pdf_standards=["ua-1"], sys_inputs={"data": data}, font_paths=FONTS
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
