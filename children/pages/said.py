"""What the child has said before, beside a field that asks for the child's words."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest

from core.pages import fetch


def said_by_child(request: HttpRequest, case_id: Any, *, asked: bool = True) -> Callable[[], dict[str, Any]]:
    """For ``edit(beside=…)``: what ``{% said_before %}`` offers. ``asked``: whether the form has such a field."""

    def fetched() -> dict[str, Any]:
        return {"said": fetch(request, "case-child-words", pk=case_id)["results"] if asked else []}

    return fetched
