"""The child's earlier words, offered at a field for the child's words."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import template

from core.forms import closed_in

register = template.Library()

# More than this beside a field pushes the rest of the form away, so it is folded.
FEW, SHORT = 2, 300


@register.inclusion_tag("children/said.html")
def said_before(form: Any, name: str, said: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """`{% said_before form "child_words" said %}`, below the field. Words that the field holds already are left out.

    Draws nothing where the user may not write the field.
    """
    if name in closed_in(form.fields):
        return {}
    field = form.fields[name]
    there = _plain(field.value)
    offered = [each for each in said or () if _plain(each["words"]) not in there]
    length = sum(len(each["words"]) for each in offered)
    return {"offered": offered, "field": field, "is_folded": len(offered) > FEW or length > SHORT}


def _plain(text: Any) -> str:
    return " ".join(str(text or "").split())
