"""The data a page needs to draw a form, derived from the API's serializer, so that nothing about a field is defined
twice.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from rest_framework import serializers
from rest_framework.fields import empty

from .formkinds import NotDrawable, kind_of, meant_by


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
    # Who will be able to read it, where that is not everybody around the child.
    audience: str = ""

    @property
    def id(self) -> str:
        """The id of the field's control."""
        return f"f-{self.name}"


class Fields(dict[str, Field]):
    """The fields of a form or of a row. ``closed`` names those left out, as this user may not write them."""

    def __init__(self, fields: Mapping[str, Field], closed: Iterable[str] = ()) -> None:
        super().__init__(fields)
        self.closed = set(closed)


def closed_in(fields: Mapping[str, Field]) -> set[str]:
    """The names of the fields that were left out. A form made by hand leaves out none."""
    return getattr(fields, "closed", set())


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


def describe(serializer: Any, values: Mapping[str, Any], choices: Mapping[str, Any], prefix: str = "") -> FormState:
    """The form of a serializer, filled with ``values``; ``choices`` gives the options of related fields.

    What the user may not write, by the field's data class and the version the case follows, is left out: the API would
    refuse it. A nested list becomes ``rows`` of fields named ``agreements-0-what``, and a blank row numbered ``__n__``.
    Rows whose options differ have theirs in a list under the nested list's own name.
    A nested record is a part of the form: its fields are named ``placement-kind``, and its options stand under its own
    name. Raises NotDrawable for a field no control takes.
    """
    fields = Fields({})
    form = FormState(fields)
    may_fill = getattr(serializer, "may_fill", lambda name: True)
    audience_of = getattr(serializer, "audience_of", lambda name: "")
    for name, source in serializer.fields.items():
        if source.read_only or isinstance(source, serializers.HiddenField):
            continue
        if not may_fill(name):
            fields.closed.add(prefix + name)
        elif isinstance(source, serializers.ListSerializer):
            if prefix:
                raise NotDrawable(f"{prefix}{name}: rows inside a row or a part are not drawn")
            typed_rows = values.get(name) or []
            form.rows[name] = [
                _row(source.child, name, n, row, _of_row(choices, name, n)) for n, row in enumerate(typed_rows)
            ]
            form.blank_rows[name] = _row(source.child, name, "__n__", {}, choices)
            form.row_labels[name] = str(source.label)
            form.rows_named_by[name] = getattr(source.child, "row_named_by", "")
        elif isinstance(source, serializers.Serializer):
            part = _part(source, f"{prefix}{name}-", values.get(name) or {}, choices.get(name) or {})
            fields |= part
            fields.closed |= part.closed
        else:
            fields[name] = _field(prefix + name, name, source, values, choices)
            fields[name].audience = audience_of(name)
    return form


def _of_row(choices: Mapping[str, Any], name: str, number: int) -> Mapping[str, Any]:
    """The options of one row: those of the form, and its own where it has some."""
    own = choices.get(name)
    return {**choices, **own[number]} if isinstance(own, list) and number < len(own) else choices


def _row(child: Any, name: str, number: Any, row: Any, choices: Mapping[str, Any]) -> Fields:
    fields = describe(child, row or {}, choices, prefix=f"{name}-{number}-").fields
    return Fields(fields, {closed.split("-", 2)[2] for closed in closed_in(fields)})


def _part(part: Any, prefix: str, values: Mapping[str, Any], choices: Mapping[str, Any]) -> Fields:
    """The fields of a nested record, by full name. None is required where the nested record is optional."""
    described = describe(part, values, choices, prefix=prefix).fields
    for each in described.values():
        each.required = each.required and part.required
    return Fields({each.name: each for each in described.values()}, closed_in(described))


def _field(html_name: str, name: str, source: Any, values: Mapping[str, Any], choices: Mapping[str, Any]) -> Field:
    control = _control(source)
    given = choices.get(name)
    if given is None and control in {"select", "checkboxes"} and not _is_related(source):
        options = getattr(source, "choices", None) or getattr(getattr(source, "child", None), "choices", {})
        given = [{"value": value, "label": label} for value, label in options.items()]
    # A list of texts without options (small steps) is typed one on each line.
    if control == "checkboxes" and not given and isinstance(source, serializers.ListField):
        kind_of(source.child)
        control = "textarea"
    return Field(
        name=html_name,
        label=str(source.label or name),
        help=str(source.help_text or ""),
        required=source.required and not getattr(source, "allow_blank", False),
        kind=control,
        choices=[Choice(str(c["value"]), str(c["label"]), str(c.get("hint") or "")) for c in given or []],
        value=_shown(values.get(name, _default(source)), control),
        max_length=getattr(source, "max_length", None),
        example=str(source.style.get("example", "")),
        meant=meant_by(source) if control == "date" else "",
    )


def _control(source: Any) -> str:
    """The kind of control for a serializer field, unless the template asks for another."""
    return "textarea" if source.style.get("base_template") == "textarea.html" else kind_of(source).control


def _is_related(source: Any) -> bool:
    return isinstance(source, serializers.RelatedField | serializers.ManyRelatedField)


def _default(source: Any) -> Any:
    return "" if source.default is empty or callable(source.default) else source.default


def _shown(value: Any, control: str) -> Any:
    if control == "checkbox":
        return bool(value) and value not in {"false", "0"}
    if control == "checkboxes":
        return [str(item) for item in value or []]
    if value is None or control == "file":
        return ""
    if isinstance(value, list):
        return "\n".join(str(item) for item in value)
    return str(value)


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
