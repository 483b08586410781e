"""The rows of a form: those that review records, and those that other rows refer to."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from django import template

from core.forms import Choice, Fields, closed_in
from core.templatetags.ui import Row

register = template.Library()


@register.simple_tag
def review_rows(form: Any, group: str, about: str, records: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """`{% review_rows form "goal_reviews" "goal" goals as rows %}`: each record with its row of fields.

    Typed and drafted values are matched by the record of their row; a record without any gets an empty row. ``begun``
    tells that the row has a value or an error.
    """
    if group in closed_in(form.fields):
        return []
    typed = {str(row[about].value): row for row in form.rows.get(group, [])}
    blank, taken = form.blank_rows[group], len(form.rows.get(group, []))
    rows = []
    for number, record in enumerate(records, start=taken):
        empty = {name: replace(field, name=field.name.replace("__n__", str(number))) for name, field in blank.items()}
        fields = typed.get(record["id"]) or Fields(empty, closed_in(blank))
        fields[about].value = record["id"]
        begun = any(field.value or field.errors for name, field in fields.items() if name != about)
        rows.append({"record": record, "row": Row(fields), "begun": begun})
    return rows


@register.simple_tag
def with_rows(choices: Iterable[Mapping[str, str]], form: Any, group: str, titled_by: str, label: str) -> list[Choice]:
    """`{% with_rows data.choices.goal form "goals" "title" _("Nyt mål") as goals %}`: choices, and the rows of a
    group.

    The empty row at the end is included, for browsers without JavaScript, which add no names during typing.
    """
    titles = [row[titled_by].value for row in form.rows.get(group, [])]
    rows = [
        Choice(f"{group}.{number}", f"{label} {number + 1}: {title}" if title else f"{label} {number + 1}")
        for number, title in enumerate([*titles, ""])
    ]
    return [*(Choice(choice["value"], choice["label"]) for choice in choices), *rows]
