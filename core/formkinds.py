"""How each kind of serializer field is drawn in a form, and how what was typed in it is read: one row a kind."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from rest_framework import serializers

from .typed_dates import typed_clock, typed_day, typed_moment

# 1.234 and 1.234,5 as they are written in Danish; with a space or nothing between thousands too.
GROUPED = re.compile(r"[+-]?\d{1,3}([. \u00a0]\d{3})+(,\d+)?")
PLAIN = re.compile(r"[+-]?\d+(,\d+)?")


class NotDrawable(TypeError):
    """A form has a field of a kind that nobody has said how to draw and read."""


@dataclass(frozen=True)
class Kind:
    """A kind of serializer field: the control it is drawn as, and how its texts become what the API takes."""

    type: Any
    control: str
    read: Callable[[list[str], Any], Any]


def _last(texts: list[str], source: Any) -> Any:
    return texts[-1] if texts else ""


def _flag(texts: list[str], source: Any) -> Any:
    return _last(texts, source) if source.allow_null else _last(texts, source) not in {"", "false", "0"}


def _several(texts: list[str], source: Any) -> list[str]:
    return [text for text in texts if text]


def _lines(texts: list[str], source: Any) -> list[Any]:
    """A list is ticked, or typed a line each; each is read as what the list holds."""
    lines = texts if len(texts) > 1 else _last(texts, source).splitlines()
    return [kind_of(source.child).read([line.strip()], source.child) for line in lines if line.strip()]


def _moment_or_text(found: Any, text: str) -> str:
    """What cannot be read stays as it was typed, for the API to refuse and the form to show."""
    return text if found is None else str(found.isoformat())


def _day(texts: list[str], source: Any) -> str:
    text = _last(texts, source)
    return _moment_or_text(typed_day(text, meant_by(source)), text)


def _clock(texts: list[str], source: Any) -> str:
    text = _last(texts, source)
    return _moment_or_text(typed_clock(text), text)


def _moment(texts: list[str], source: Any) -> str:
    text = _last(texts, source)
    return _moment_or_text(typed_moment(text, ahead=meant_by(source) == "ahead"), text)


def _number(texts: list[str], source: Any) -> str:
    """A number as it is written in Danish: "1,5", "1.234", "1.234,5". "1.5" stays what it is."""
    text = str(_last(texts, source)).strip()
    if GROUPED.fullmatch(text):
        text = re.sub(r"[. \u00a0]", "", text)
    return text.replace(",", ".") if PLAIN.fullmatch(text) else text


def _file(texts: list[str], source: Any) -> Any:
    raise NotDrawable(f"{source.field_name} is a file: it is read from the request's files")


# The most particular first. What is no row here cannot be drawn.
KINDS: list[Kind] = [
    Kind(serializers.BooleanField, "checkbox", _flag),
    Kind(serializers.EmailField, "email", _last),
    Kind(serializers.MultipleChoiceField, "checkboxes", _several),
    Kind(serializers.ChoiceField, "select", _last),
    Kind(serializers.ManyRelatedField, "checkboxes", _several),
    Kind(serializers.ListField, "checkboxes", _lines),
    Kind(serializers.RelatedField, "select", _last),
    Kind(serializers.DateTimeField, "datetime", _moment),
    Kind(serializers.DateField, "date", _day),
    Kind(serializers.TimeField, "time", _clock),
    Kind(serializers.IntegerField, "number", _number),
    Kind(serializers.FloatField, "number", _number),
    Kind(serializers.DecimalField, "number", _number),
    Kind(serializers.FileField, "file", _file),
    Kind(serializers.UUIDField, "text", _last),
    Kind(serializers.CharField, "text", _last),
]


def kind_of(source: Any) -> Kind:
    """The row of a serializer field. Raises NotDrawable, for JSON among others: it has no control of its own."""
    found = next((kind for kind in KINDS if isinstance(source, kind.type)), None)
    if found is None:
        what = f"{source.field_name!r} of {type(source.parent).__name__} is a {type(source).__name__}"
        raise NotDrawable(f"{what}: core.formkinds.KINDS does not say how it is drawn and read")
    return found


def meant_by(source: Any) -> str:
    """How a day without its year is meant: as ``style={"day": "whole"}`` says; a deadline lies ahead."""
    return str(source.style.get("day", "ahead" if source.field_name == "due_on" else "near"))
