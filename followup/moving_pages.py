"""The page Nyt skoleår: all of a coordinator's children move up a class at once."""

import hashlib
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import ngettext

from core.editing import Target, edit
from core.pages import fetch, page

LETTERS: Final = str.maketrans("0123456789", "ghijklmnop")


@page
def moving_up(request: HttpRequest) -> HttpResponse:
    """The present and proposed classes, which can be corrected by hand, and one button."""
    data = fetch(request, "moving-up")
    named = [{"value": row["schooling"], "label": row["name"], "hint": row["present"]} for row in data["children"]]
    values = {"from_on": data["from_on"], "children": data["children"]}

    def done(kept: Any) -> str:
        """The page to show after the move."""
        texts = [_moved(kept["moved"])]
        if kept["left"]:
            texts.append(_left(kept["left"]))
        messages.success(request, " ".join(texts))
        return reverse("child-list")

    return edit(
        request,
        "followup/moving_up.html",
        Target("POST", "moving-up"),
        values=values,
        choices={"schooling": named},
        context={"data": data, "back": reverse("child-list")},
        done=done,
        draft=_what_is_moved(data["children"]),
    )


def _what_is_moved(rows: list[dict[str, Any]]) -> str:
    """A key for the present classes, in letters: a draft begun from other classes is not restored."""
    state = " ".join(f"{row['schooling']}.{row['version']}" for row in rows)
    return hashlib.sha256(state.encode()).hexdigest()[:32].translate(LETTERS)


def _moved(count: int) -> str:
    message = ngettext("%(count)s barn har fået ny klasse.", "%(count)s børn har fået ny klasse.", count)
    return message % {"count": count}


def _left(count: int) -> str:
    message = ngettext(
        "%(count)s barn går ud af skolen. Tag stilling til, om forløbet skal afsluttes.",
        "%(count)s børn går ud af skolen. Tag stilling til, om deres forløb skal afsluttes.",
        count,
    )
    return message % {"count": count}
