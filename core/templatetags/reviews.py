"""The rows of a form that go through records: one a record, whatever was typed so far."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from django import template

from core.templatetags.ui import Row

register = template.Library()


@register.simple_tag
def review_rows(form: Any, group: str, about: str, records: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """`{% review_rows form "goal_reviews" "goal" goals as rows %}`: each record with its row of fields.

    What was typed, or kept in a draft, is found by the record it is about; a record without it gets an empty row.
    """
    typed = {str(row[about].value): row for row in form.rows.get(group, [])}
    blank, taken = form.blank_rows[group], len(form.rows.get(group, []))
    rows = []
    for number, record in enumerate(records, start=taken):
        fields = typed.get(record["id"]) or {
            name: replace(field, name=field.name.replace("__n__", str(number))) for name, field in blank.items()
        }
        fields[about].value = record["id"]
        rows.append({"record": record, "row": Row(fields)})
    return rows
