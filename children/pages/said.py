"""The child's earlier words, beside a field for the child's words."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest

from core.pages import fetch


def said_by_child(request: HttpRequest, case_id: Any, *, asked: bool = True) -> Callable[[], dict[str, Any]]:
    """For ``edit(beside=…)``: the data of ``{% said_before %}``. ``asked``: whether the form has such a field."""

    def fetched() -> dict[str, Any]:
        """Fetch the words; called only when the form is drawn."""
        return {"said": fetch(request, "case-child-words", pk=case_id)["results"] if asked else []}

    return fetched
