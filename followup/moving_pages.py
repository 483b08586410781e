"""The page Nyt skoleår: all of a coordinator's children move up a class at once."""

import hashlib
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
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
        messages.success(request, _moved(kept["moved"]))
        for leaver in kept["leavers"]:
            messages.info(request, _left(leaver))
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


def _left(leaver: dict[str, Any]) -> SafeString:
    link = format_html('<a href="{}">{}</a>', reverse("case", kwargs={"case_id": leaver["case_id"]}), leaver["name"])
    return format_html(_("{} går ud af skolen. Tag stilling til, om forløbet skal afsluttes."), link)
