"""Template tags of the design: form fields with their label, help and errors wired together, icons and status words.

They read a form state by its attributes only (`form.fields`, `form.errors` …), so that a page can pass any object of
that shape. `docs/look.md` shows each tag in use.
"""

import re
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, cast

from django import template
from django.template.base import FilterExpression, Node, NodeList, Parser, Token, token_kwargs
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core import danish
from core.forms import Fields, closed_in
from core.markup import markup

register = template.Library()

SPRITE = "vendor/dkfds/11.2.0/img/all-svg-icons.svg"
STATUS_ICONS = {
    "overdue": "warning",
    "due": "time",
    "ok": "check",
    "waiting": "hourglass",
    "missing": "help",
    "restricted": "lock",
    "info": "info",
}
# Days and times are typed as text: the browser's own fields show them in the browser's language, not in ours.
INPUT_TYPES = {"date": "text", "datetime": "text", "time": "text", "number": "text"}
PLAIN_NUMBER = re.compile(r"-?\d+\.\d+")
WRITTEN: dict[str, Callable[[Any], str]] = {
    "date": danish.short_date,
    "datetime": danish.short_moment,
    "time": danish.bare_clock,
    # 1.5 is written 1,5. What is no number is drawn as it was typed.
    "number": lambda value: str(value).replace(".", ",") if PLAIN_NUMBER.fullmatch(str(value)) else value,
}
# A counter helps in a short text; in a long one it is noise.
LONGEST_COUNTED = 1000


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """One icon of the design system. It is decorative unless `label` names it."""
    if not label:
        return _decoration(name)
    return format_html('<svg class="icon-svg" role="img" aria-label="{}" focusable="false">{}</svg>', label, _use(name))


@cache
def _decoration(name: str) -> SafeString:
    return format_html('<svg class="icon-svg" aria-hidden="true" focusable="false">{}</svg>', _use(name))


def _use(name: str) -> SafeString:
    return format_html('<use href="{}#{}"></use>', static(SPRITE), name)


@register.simple_tag
def status(kind: str, text: str) -> SafeString:
    """A state in word, icon and colour. Kinds: overdue, due, ok, waiting, missing, restricted, info."""
    return markup(
        '<span class="rt-status rt-status--{}">{}<span>{}</span></span>', kind, icon(STATUS_ICONS[kind]), text
    )


@register.inclusion_tag("components/field.html")
def field(form: Any, name: str, **overrides: Any) -> dict[str, Any]:
    """One field: label, hint, control, example, counter and errors, tied together for screen readers.

    Overrides: `kind`, `label`, `help`, `example`, `choices`, `legend` (label of a group), `rows` (textarea),
    `required` (of a field that is, together with another), `width` ("short", "medium"), `look` ("chips" or "inline"
    for groups of choices), `autofocus`.
    Draws nothing where the user may not write the field. Raises LookupError naming the fields there are when `name` is
    none of them.
    """
    if name in closed_in(form.fields):
        return {}
    if name not in form.fields:
        raise LookupError(f"The form has no field {name!r}. It has: {', '.join(form.fields)}")
    source = form.fields[name]

    def part(key: str, default: Any = "") -> Any:
        given = overrides.get(key)
        return given if given is not None else getattr(source, key, None) or default

    kind = part("kind", "text")
    field_id = part("id", f"id_{name}")
    errors = list(getattr(source, "errors", None) or [])
    counted = kind == "textarea" and 0 < part("max_length", 0) <= LONGEST_COUNTED
    described_by = _described_by(
        field_id, part("help"), errors, part("example"), counted, part("audience"), dated=kind in {"date", "time"}
    )
    return {
        "kind": kind,
        "type": INPUT_TYPES.get(kind, kind),
        "name": source.name,
        "id": field_id,
        "label": part("legend") or part("label"),
        "help": part("help"),
        "example": _example(part("example")),
        "required": bool(part("required", False)),
        "mark": _mark(form, bool(part("required", False))),
        "value": _shown(kind, getattr(source, "value", "")),
        "day": _day(kind, getattr(source, "value", "")),
        "meant": part("meant", "near"),
        "choices": _marked(part("choices", ()), getattr(source, "value", ""), field_id),
        "errors": errors,
        "max_length": part("max_length", 0) if counted else 0,
        "autocomplete": part("autocomplete"),
        "audience": part("audience"),
        "described_by": described_by,
        "rows": part("rows", 4),
        "width": part("width"),
        "look": part("look"),
        "autofocus": part("autofocus", False),
    }


def _described_by(
    field_id: str,
    help_text: str,
    errors: list[str],
    example: str,
    counted: bool,
    audience: str = "",
    dated: bool = False,
) -> str:
    """The ids of the texts that explain the field, in reading order."""
    parts = (
        ("hint", help_text),
        ("error", errors),
        ("words", dated),
        ("example", example),
        ("count", counted),
        ("sees", audience),
    )
    return " ".join(f"{field_id}-{part}" for part, there in parts if there)


def _example(text: str) -> str:
    """The example, marked as one, so that nobody takes it for the field's value."""
    return _("For eksempel: %(text)s") % {"text": text} if text else ""


def _mark(form: Any, required: bool) -> str:
    """The words after a label: the rarer of optional and required is marked, as the design system asks."""
    asked = [each for each in form.fields.values() if each.kind != "hidden"]
    optional = [each for each in asked if not each.required]
    mark_optional = len(optional) * 2 <= len(asked)
    if required:
        return "" if mark_optional else _("(skal udfyldes)")
    return _("(valgfrit)") if mark_optional else ""


def _shown(kind: str, value: Any) -> Any:
    """The value for the control: days and times in Danish format, None as an empty text."""
    write = WRITTEN.get(kind)
    if value is None or value == "" or write is None:
        return "" if value is None else value
    try:
        return write(value)
    except ValueError:  # the 31st of February, say: drawn as it was typed
        return value


def _day(kind: str, value: Any) -> Any:
    """The day in a date field, to be shown in words below it."""
    try:
        return danish.as_day(value or None) if kind == "date" else None
    except ValueError:
        return None


def _marked(choices: Iterable[Any], value: Any, field_id: str) -> list[dict[str, Any]]:
    """Choices with the chosen ones marked. The first has the field's own id, so that a link to the field focuses it."""
    chosen = {str(each) for each in value} if isinstance(value, (list, tuple, set)) else {str(value)}
    return [
        {
            "value": choice.value,
            "label": choice.label,
            "hint": getattr(choice, "hint", "") or "",
            "chosen": str(choice.value) in chosen,
            "id": f"{field_id}-{index}" if index else field_id,
        }
        for index, choice in enumerate(choices)
    ]


@register.inclusion_tag("components/error_summary.html")
def error_summary(form: Any) -> dict[str, Any]:
    """All errors of the form, each a link to its field. Receives focus when the page opens."""
    return {"errors": form.errors}


@register.inclusion_tag("components/form_meta.html")
def form_meta(form: Any) -> dict[str, Any]:
    """The hidden fields of the form (version, idempotency key), and the line that tells when the draft was saved.

    Place it just above the buttons; the CSRF token is separate.
    """
    return {"form": form, "draft": form.draft}


@register.inclusion_tag("components/conflict.html")
def conflict(form: Any) -> dict[str, Any]:
    """Both texts side by side when someone else saved first."""
    return {"conflict": form.conflict}


@register.inclusion_tag("components/draft_notice.html")
def draft_notice(form: Any) -> dict[str, Any]:
    """The notice that a draft was restored, from when, with a button to discard it."""
    draft = form.draft or {}
    restored = draft.get("restored", bool(draft.get("data")))
    return {"draft": draft, "restored": restored, "time": danish.clock(draft.get("saved_at"))}


class Row:
    """One row of repeated fields, which behaves as a form: `{% field row "what" %}`."""

    def __init__(self, fields: dict[str, Any]) -> None:
        self.fields = fields


class _Numbered:
    """A field of the blank row with another number, so that the row works without JavaScript."""

    def __init__(self, source: Any, number: int) -> None:
        self._source = source
        self.name = source.name.replace("__n__", str(number), 1)
        self.id = source.id.replace("__n__", str(number), 1)

    def __getattr__(self, key: str) -> Any:
        return getattr(self._source, key)


def rows_of(form: Any, group: str) -> list[Row]:
    """The present rows, and an empty one at the end."""
    there = [Row(fields) for fields in form.rows.get(group, [])]
    blank = form.blank_rows[group]
    numbered: dict[str, Any] = {name: _Numbered(each, len(there)) for name, each in blank.items()}
    return [*there, Row(Fields(numbered, closed_in(blank)))]


TEMPLATE = "components/rowset.html"


class RowsetNode(Node):
    """Renders its body once for each row, and once more in a `template` element for the row a browser adds."""

    def __init__(self, form: FilterExpression, group: FilterExpression, options: dict[str, Any], body: NodeList):
        self.form, self.group, self.options, self.body = form, group, options, body

    def render(self, context: template.Context) -> SafeString:
        form, group = self.form.resolve(context), self.group.resolve(context)
        if group in closed_in(form.fields):
            return SafeString("")
        options = {key: value.resolve(context) for key, value in self.options.items()}
        page = {
            "rows": [self._row(context, row) for row in rows_of(form, group)],
            "blank": self._row(context, Row(form.blank_rows[group])),
            "group": group,
            "row_label": form.row_labels.get(group, ""),
            "add_label": options.get("add", _("Tilføj en række")),
        }
        drawn: SafeString = cast(Any, context).template.engine.get_template(TEMPLATE).render(context.new(page))
        return drawn

    def _row(self, context: template.Context, row: Row) -> SafeString:
        with context.push(row=row):
            return self.body.render(context)


@register.tag
def rowset(parser: Parser, token: Token) -> RowsetNode:
    """Rows of repeated fields named `<group>-<number>-<field>`, with a button that adds one.

    Reads `form.rows[group]` and `form.blank_rows[group]`, which the form state of a serializer with a nested list has.
    One empty row always stands last, so the form works without JavaScript. In the body `row` is one row and behaves as
    a form:

        {% rowset form "agreements" add="Tilføj en aftale" %}
          {% field row "what" %}{% field row "owner" width="medium" %}
        {% endrowset %}

    The list's label in the serializer names each row ("Aftale 1"). Rows left empty are dropped when the form is read;
    gaps in the numbers are fine.
    """
    bits = token.split_contents()
    if len(bits) < 3:
        raise template.TemplateSyntaxError("rowset needs a form and the name of the group")
    options = token_kwargs(bits[3:], parser)
    body = parser.parse(("endrowset",))
    parser.delete_first_token()
    return RowsetNode(parser.compile_filter(bits[1]), parser.compile_filter(bits[2]), options, body)


@register.inclusion_tag("components/bound_field.html")
def bound_field(bound: Any) -> dict[str, Any]:
    """A field of a Django form (the sign-in pages use them) in the look of `field`."""
    kind = getattr(bound.field.widget, "input_type", "textarea")
    described_by = _described_by(bound.id_for_label, bound.help_text, list(bound.errors), "", counted=False)
    attrs = {
        "class": "form-checkbox" if kind == "checkbox" else "form-input",
        "placeholder": False,
        "required": False,
        "aria-required": "true" if bound.field.required else False,
        "aria-invalid": "true" if bound.errors else False,
        "aria-describedby": described_by or False,
    }
    return {
        "kind": kind,
        "id": bound.id_for_label,
        # A library's field without a label is named in English.
        "label": _(bound.label),
        "help": bound.help_text,
        "errors": list(bound.errors),
        "mark": "" if bound.field.required or kind == "checkbox" else _("(valgfrit)"),
        "control": bound.as_widget(attrs=attrs),
    }
