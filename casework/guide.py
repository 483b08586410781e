"""The guide under Hjælp: a short Danish text for each role, kept in docs/guide/ and drawn as pages."""

import re
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.safestring import SafeString, mark_safe
from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from core.access import Role
from core.pages import page

FOLDER: Path = settings.BASE_DIR / "docs" / "guide"
EVERYBODY = "everybody"
GUIDES = [*(role.value for role in Role), EVERYBODY]
TITLE = re.compile(r"\A# (.+)\n")
# The section of a role's guide for a page, by the beginning of the page's route name; the longest match counts. A page
# without one leads to the top of the guide.
SECTIONS: dict[str, dict[str, str]] = {
    Role.COORDINATOR: {
        "my-day": "min-dag",
        "step-postpone": "min-dag",
        "child": "begynd",
        "import": "begynd",
        "case-open": "begynd",
        "case-network": "begynd",
        "member": "begynd",
        "psychologist": "begynd",
        "case-assessment": "afdaekning",
        "assessment": "afdaekning",
        "case-goals": "maal",
        "case-share": "maal",
        "goal": "maal",
        "dream": "maal",
        "agreement": "maal",
        "case-sparring": "sparring",
        "sparring": "sparring",
        "case-contact": "sparring",
        "contact": "sparring",
        "case-meetings": "moeder",
        "case-brief": "moeder",
        "meeting": "moeder",
        "case-hand-over": "overgange",
        "case-close": "overgange",
        "case-reopen": "overgange",
        "case-basics": "overgange",
    },
    Role.SUPERVISOR: {
        "my-school": "min-skole",
        "case-sparring": "sparring",
        "sparring": "sparring",
        "case": "forloebet",
        "case-meetings": "moeder",
        "case-brief": "moeder",
        "meeting": "moeder",
    },
    Role.PSYCHOLOGIST: {
        "my-assessments": "mine-afdaekninger",
        "assessment": "afdaekning",
        "case-assessment": "afdaekning",
        "case": "forloebet",
    },
    Role.MANAGER: {
        "overview": "overblik",
        "case": "tilsyn",
        "case-closing": "afslut",
        "case-reassign": "overdrag",
        "coordinator-reassign": "overdrag",
    },
    Role.ADMINISTRATOR: {
        "administration": "administration",
        "administration-cadence": "rytme",
        "school-calendar": "rytme",
        "school-calendar-file": "rytme",
        "school-year": "rytme",
    },
}


class _Pictures(Treeprocessor):
    """Gives each picture the static file's address, and loads it when it scrolls into sight."""

    def run(self, root: Element) -> None:
        for picture in root.iter("img"):
            picture.set("src", static(f"guide/{picture.get('src')}"))
            picture.set("loading", "lazy")


class _OfGuide(Extension):
    def extendMarkdown(self, md: Markdown) -> None:
        # After inline patterns (20), which make the pictures.
        md.treeprocessors.register(_Pictures(md), "pictures", 15)


@cache
def text_of(name: str) -> str:
    """The guide's source."""
    return (FOLDER / f"{name}.md").read_text(encoding="utf-8")


def title_of(name: str) -> str:
    """The guide's title, in Danish."""
    found = TITLE.match(text_of(name))
    return found[1] if found else name


@cache
def drawn(name: str) -> SafeString:
    """The guide as HTML, without its title. The text is the project's own, so its markup is trusted."""
    converter = Markdown(extensions=["attr_list", "sane_lists", _OfGuide()], output_format="html")
    return mark_safe(converter.convert(TITLE.sub("", text_of(name))))  # noqa: S308


@page
def guide(request: HttpRequest, name: str = "") -> HttpResponse:
    """A role's guide, and the part common to all; without a name the reader's own."""
    own: str = request.user.role  # type: ignore[union-attr]
    shown = name or own
    if shown not in GUIDES:
        raise Http404
    others = [{"name": each, "title": title_of(each)} for each in GUIDES if each != shown]
    texts = [drawn(shown)] if shown == EVERYBODY else [drawn(shown), drawn(EVERYBODY)]
    return render(request, "guide.html", {"title": title_of(shown), "texts": texts, "others": others})


def help_url(request: HttpRequest) -> str:
    """The address of the section in the reader's own guide about the current page."""
    user: Any = request.user
    route = request.resolver_match.view_name if request.resolver_match else ""
    section = section_for(user.role, route)
    return reverse("guide") + (f"#{section}" if section else "")


def section_for(role: str, route: str) -> str:
    """The section of a role's guide about a route's page; "" for the top."""
    sections = SECTIONS[role]
    fitting = [start for start in sections if route == start or route.startswith(f"{start}-")]
    return sections[max(fitting, key=len)] if fitting else ""


urlpatterns = [
    path("help/", guide, name="guide"),
    path("help/<slug:name>/", guide, name="guide-of"),
]
