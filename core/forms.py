"""The data a page needs to draw a form, derived from the API's serializer, so that nothing about a field is defined
twice.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from rest_framework import serializers
from rest_framework.fields import empty

from .typed_dates import typed_clock, typed_day, typed_moment


@dataclass
class Choice:
    """One option of a field."""

    value: str
    label: str
    hint: str = ""


@dataclass
class Problem:
    """One error, for the summary at the top: which field, what to do."""

    name: str
    label: str
    message: str
    id: str


@dataclass
class Field:
    """One field as the ``field`` tag draws it."""

    name: str
    label: str
    help: str = ""
    required: bool = False
    kind: str = "text"
    choices: list[Choice] = field(default_factory=list)
    value: Any = ""
    errors: list[str] = field(default_factory=list)
    max_length: int | None = None
    autocomplete: str = "off"
    example: str = ""
    # How a day without a year is read: "near" today, "ahead" of it, or "whole" where the year is required.
    meant: str = ""

    @property
    def id(self) -> str:
        """The id of the field's control."""
        return f"f-{self.name}"


@dataclass
class FormState:
    """A form: its fields, values and errors, and the record's version it started from."""

    fields: dict[str, Field]
    rows: dict[str, list[dict[str, Field]]] = field(default_factory=dict)
    blank_rows: dict[str, dict[str, Field]] = field(default_factory=dict)
    # What a row of each group is called: "Nyt mål"; and the field that names each by what it is about, if one does.
    row_labels: dict[str, str] = field(default_factory=dict)
    rows_named_by: dict[str, str] = field(default_factory=dict)
    errors: list[Problem] = field(default_factory=list)
    conflict: dict[str, Any] | None = None
    draft: dict[str, Any] | None = None
    version: int | str | None = None
    idempotency_key: str = ""
    action: str = ""


# The page counts the rows' numbers up; a longer number is not from it.
MOST_DIGITS = 6

KINDS: list[tuple[type, str]] = [
    (serializers.BooleanField, "checkbox"),
    (serializers.EmailField, "email"),
    (serializers.MultipleChoiceField, "checkboxes"),
    (serializers.ChoiceField, "select"),
    (serializers.ManyRelatedField, "checkboxes"),
    (serializers.ListField, "checkboxes"),
    (serializers.RelatedField, "select"),
    (serializers.DateTimeField, "datetime"),
    (serializers.DateField, "date"),
    (serializers.TimeField, "time"),
    (serializers.IntegerField, "number"),
    (serializers.FloatField, "number"),
    (serializers.DecimalField, "number"),
    (serializers.FileField, "file"),
]


def kind_of(source: serializers.Field[Any, Any, Any, Any]) -> str:
    """The kind of control for a serializer field, unless the template asks for another."""
    if source.style.get("base_template") == "textarea.html":
        return "textarea"
    return next((kind for type_, kind in KINDS if isinstance(source, type_)), "text")


def describe(serializer: Any, values: Mapping[str, Any], choices: Mapping[str, Any], prefix: str = "") -> FormState:
    """The form of a serializer, filled with ``values``; ``choices`` gives the options of related fields.

    A nested list becomes ``rows`` of fields named ``agreements-0-what``, and a blank row numbered ``__n__``. A nested
    record is part of the form: its fields are named ``placement-kind``, and its options stand under its own name.
    """
    form = FormState(fields={})
    for name, source in serializer.fields.items():
        if source.read_only:
            continue
        if isinstance(source, serializers.ListSerializer):
            typed_rows = values.get(name) or []
            form.rows[name] = [_row(source.child, name, n, row, choices) for n, row in enumerate(typed_rows)]
            form.blank_rows[name] = _row(source.child, name, "__n__", {}, choices)
            form.row_labels[name] = str(source.label)
            form.rows_named_by[name] = getattr(source.child, "row_named_by", "")
        elif isinstance(source, serializers.Serializer):
            form.fields |= _part(source, f"{prefix}{name}-", values.get(name) or {}, choices.get(name) or {})
        else:
            form.fields[name] = _field(prefix + name, name, source, values, choices)
    return form


def _row(child: Any, name: str, number: Any, row: Any, choices: Mapping[str, Any]) -> dict[str, Field]:
    return describe(child, row or {}, choices, prefix=f"{name}-{number}-").fields


def _part(part: Any, prefix: str, values: Mapping[str, Any], choices: Mapping[str, Any]) -> dict[str, Field]:
    """The fields of a nested record, by full name. None is required where the nested record is optional."""
    fields = describe(part, values, choices, prefix=prefix).fields.values()
    for each in fields:
        each.required = each.required and part.required
    return {each.name: each for each in fields}


def _field(html_name: str, name: str, source: Any, values: Mapping[str, Any], choices: Mapping[str, Any]) -> Field:
    kind = kind_of(source)
    given = choices.get(name)
    if given is None and kind in {"select", "checkboxes"} and not _is_related(source):
        options = getattr(source, "choices", None) or getattr(getattr(source, "child", None), "choices", {})
        given = [{"value": value, "label": label} for value, label in options.items()]
    # A list of texts without options (small steps) is typed one on each line.
    if kind == "checkboxes" and not given and isinstance(source, serializers.ListField):
        kind = "textarea"
    return Field(
        name=html_name,
        label=str(source.label or name),
        help=str(source.help_text or ""),
        required=source.required and not getattr(source, "allow_blank", False),
        kind=kind,
        choices=[Choice(str(c["value"]), str(c["label"]), str(c.get("hint") or "")) for c in given or []],
        value=_shown(values.get(name, _default(source)), kind),
        max_length=getattr(source, "max_length", None),
        example=str(source.style.get("example", "")),
        meant=_meant(source) if kind == "date" else "",
    )


def _meant(source: Any) -> str:
    """The serializer's ``style={"day": "whole"}``; a deadline is "ahead", other days "near"."""
    return str(source.style.get("day", "ahead" if source.field_name == "due_on" else "near"))


def _is_related(source: Any) -> bool:
    return isinstance(source, serializers.RelatedField | serializers.ManyRelatedField)


def _default(source: Any) -> Any:
    return "" if source.default is empty or callable(source.default) else source.default


def _shown(value: Any, kind: str) -> Any:
    if kind == "checkbox":
        return bool(value) and value not in {"false", "0"}
    if kind == "checkboxes":
        return [str(item) for item in value or []]
    if value is None:
        return ""
    if isinstance(value, list):
        return "\n".join(str(item) for item in value)
    return str(value)


def typed(post: QueryDict, serializer: Any, prefix: str = "") -> dict[str, Any]:
    """A posted form as the JSON the API takes, by the serializer's fields.

    Browsers send only checked boxes, so ``<name>-shown`` tells that one was on the page. Empty rows are dropped. A
    nested record is read whole, so that its values can be drawn again; ``without_empty_parts`` then leaves out the
    optional ones without input.
    """
    data: dict[str, Any] = {}
    places: dict[str, dict[int, int]] = {}
    for name, source in serializer.fields.items():
        key = prefix + name
        if source.read_only:
            continue
        if isinstance(source, serializers.ListSerializer):
            rows = {n: typed(post, source.child, f"{key}-{n}-") for n in _row_numbers(post, key)}
            kept = {n: row for n, row in rows.items() if _is_begun(row, source.child)}
            if rows or f"{key}-shown" in post:
                data[name] = list(kept.values())
                places[name] = {n: place for place, n in enumerate(kept)}
        elif isinstance(source, serializers.Serializer):
            if any(sent.startswith(f"{key}-") for sent in post):
                data[name] = typed(post, source, f"{key}-")
        elif _fits(post, key) or f"{key}-shown" in post:
            data[name] = _typed_value(post, key, source)
    _name_rows_anew(data, serializer, places)
    return data


def _name_rows_anew(data: dict[str, Any], serializer: Any, places: Mapping[str, Mapping[int, int]]) -> None:
    """Renumber references to another group's rows (``goals.2``) after its empty rows are dropped.

    A field has them by ``style={"names_a_row_of": "goals"}``. A reference to an empty row gets the number after the
    last.
    """
    for name in places:
        child = serializer.fields[name].child
        for field_name, source in getattr(child, "fields", {}).items():
            group = source.style.get("names_a_row_of")
            for row in data[name] if group else ():
                of, _dot, number = str(row.get(field_name, "")).partition(".")
                if of == group and number.isdecimal():
                    found = places.get(group, {})
                    row[field_name] = f"{group}.{found.get(int(number), len(found))}"


def without_empty_parts(data: dict[str, Any], serializer: Any) -> dict[str, Any]:
    """The typed values without optional nested records that have no input."""
    optional = {
        name: source
        for name, source in serializer.fields.items()
        if isinstance(source, serializers.Serializer) and not source.required
    }
    return {name: value for name, value in data.items() if name not in optional or _is_begun(value, optional[name])}


def _is_begun(typed_in: dict[str, Any], serializer: Any) -> bool:
    """Whether a row or part of the form has input.

    The first value of a list or a date is a default and does not count. A serializer says of a field that differs from
    its kind whether it counts: ``style={"begins": True}``.
    """
    own = (serializers.ChoiceField, serializers.BooleanField, serializers.DateField)
    fields = serializer.fields
    begins = {name for name in typed_in if fields[name].style.get("begins", not isinstance(fields[name], own))}
    return any(value not in ("", [], None) for name, value in typed_in.items() if name in begins)


def _row_numbers(post: QueryDict, name: str) -> list[int]:
    numbers = {key.split("-")[1] for key in post if key.startswith(f"{name}-")}
    return sorted(int(number) for number in numbers if number.isdecimal() and len(number) < MOST_DIGITS)


def _typed_value(post: QueryDict, key: str, source: Any) -> Any:
    texts = _texts(post, key)
    last = texts[-1] if texts else ""
    if isinstance(source, serializers.BooleanField) and not source.allow_null:
        return bool(texts) and last not in {"", "false", "0"}
    if isinstance(source, serializers.ManyRelatedField | serializers.MultipleChoiceField):
        return [value for value in texts if value]
    if isinstance(source, serializers.ListField):
        lines = texts if len(texts) > 1 else last.splitlines()
        return [line.strip() for line in lines if line.strip()]
    return read(last, source)


def read(text: str, source: Any) -> str:
    """A typed day or time as the API takes it; unreadable text is returned unchanged."""
    meant = _meant(source)
    found: Any = None
    if isinstance(source, serializers.DateField):
        found = typed_day(text, meant)
    elif isinstance(source, serializers.TimeField):
        found = typed_clock(text)
    elif isinstance(source, serializers.DateTimeField):
        found = typed_moment(text, ahead=meant == "ahead")
    return found.isoformat() if found is not None else text


def _fits(post: QueryDict, key: str) -> bool:
    """Whether a field was sent with a possible value: a draft may hold any JSON."""
    return key in post and (not post.getlist(key) or bool(_texts(post, key)))


def _texts(post: QueryDict, key: str) -> list[str]:
    """The typed texts of a field, without values that no control can send."""
    values: list[Any] = post.getlist(key)
    return [str(value).lower() if isinstance(value, bool) else str(value) for value in values if _is_plain(value)]


def _is_plain(value: Any) -> bool:
    return isinstance(value, str | int | float)


def add_errors(form: FormState, problems: Iterable[Mapping[str, str]]) -> None:
    """Attach each of the API's messages to its field, and list all of them for the summary."""
    for problem in problems:
        html_name = problem["field"].replace(".", "-")
        target, of_row = form.fields.get(html_name), ""
        if target is None:
            target, of_row = _in_rows(form, html_name)
        if target is not None:
            target.errors.append(problem["message"])
        label, anchor = (f"{of_row}{target.label}", target.id) if target else ("", "")
        form.errors.append(Problem(html_name, label, problem["message"], anchor))


def _in_rows(form: FormState, html_name: str) -> tuple[Field | None, str]:
    """A field of one of the rows, and which row that is, to stand before the field's label: "Nyt mål 2: "."""
    for group, rows in form.rows.items():
        for number, row in enumerate(rows, start=1):
            for candidate in row.values():
                if candidate.name == html_name:
                    return candidate, f"{_name_of_row(form, group, row, number)}: "
    return None, ""


def _name_of_row(form: FormState, group: str, row: Mapping[str, Field], number: int) -> str:
    """What a row is about, where it is about something chosen; or else its kind and number."""
    about = row.get(form.rows_named_by[group])
    chosen = next((each.label for each in about.choices if each.value == str(about.value)), "") if about else ""
    return chosen or f"{form.row_labels[group]} {number}"
