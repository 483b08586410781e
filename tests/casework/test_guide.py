"""The guide under Hjælp: present for each role, short, and true to what the pages say."""

import re

import pytest
from django.conf import settings
from django.contrib.staticfiles.finders import find
from django.urls import reverse

from accounts.models import INTERVENTIONS
from casework.guide import FOLDER, GUIDES, SECTIONS, drawn, section_for, text_of
from core.access import Role
from core.management.commands.collect_translations import collect
from tests.access.routes import routes

# The member of the cast for each role.
ACTORS = {
    "anna": "coordinator",
    "vera": "supervisor",
    "petra": "psychologist",
    "lars": "manager",
    "adam": "administrator",
}
QUOTED = re.compile(r"\*\*(.+?)\*\*")
PICTURE = re.compile(r"!\[(.*?)\]\((.+?)\)")
# The most words, so that a guide can be read in five minutes.
LONGEST = 700


@pytest.mark.parametrize("who", ACTORS)
def test_each_role_finds_its_own_guide_with_what_is_for_all(cast, client_of, who):
    html = client_of(getattr(cast, who)).get(reverse("guide")).content.decode()
    assert drawn(ACTORS[who]) in html
    assert drawn("everybody") in html


def test_a_guide_that_is_not_there_is_an_unknown_page(cast, client_of):
    assert client_of(cast.anna).get(reverse("guide-of", args=["child"])).status_code == 404


def test_help_on_a_page_leads_to_the_part_about_it(cast, client_of):
    html = client_of(cast.anna).get(reverse("case-sparring", args=[cast.case.pk])).content.decode()
    assert f'href="{reverse("guide")}#sparring"' in html


def test_a_danish_guide_tells_english_readers_that_it_is_danish(cast, client_of):
    cast.anna.language = "en"
    cast.anna.save()
    assert "The guide is in Danish." in client_of(cast.anna).get(reverse("guide")).content.decode()


@pytest.mark.parametrize("role", SECTIONS)
def test_every_section_named_is_in_the_guide(role):
    missing = [section for section in SECTIONS[role].values() if f'id="{section}"' not in drawn(role)]
    assert missing == []


@pytest.mark.parametrize("role", SECTIONS)
def test_every_beginning_of_a_route_is_one_of_a_page(role):
    pages = {route.name for route in routes() if not route.name.startswith("api:")}
    lost = [
        start for start in SECTIONS[role] if not any(name == start or name.startswith(f"{start}-") for name in pages)
    ]
    assert lost == []


def test_the_longest_route_prefix_counts():
    assert section_for(Role.SUPERVISOR, "case-sparring-new") == "sparring"
    assert section_for(Role.SUPERVISOR, "case-goals") == "forloebet"
    assert section_for(Role.SUPERVISOR, "notice-list") == ""


@pytest.mark.parametrize("name", GUIDES)
def test_a_word_quoted_from_a_page_stands_on_a_page(name):
    said = {
        text
        for found, _context in collect(settings.BASE_DIR)
        for text in ([found] if isinstance(found, str) else found)
    }
    assert [word for word in QUOTED.findall(text_of(name)) if word not in said] == []


@pytest.mark.parametrize("name", GUIDES)
def test_every_picture_is_there_and_is_described(name):
    for described, file in PICTURE.findall(text_of(name)):
        assert described
        assert find(f"guide/{file}"), file


@pytest.mark.parametrize("name", GUIDES)
def test_a_guide_is_short(name):
    assert len(text_of(name).split()) < LONGEST


def test_every_guide_is_linked_somewhere():
    assert {path.stem for path in FOLDER.glob("*.md")} == set(GUIDES)


def test_the_guide_for_all_names_the_principles_of_both_models_as_the_pages_do():
    told = text_of("everybody")
    for intervention in INTERVENTIONS.values():
        assert [str(each.label) for each in intervention.principles if f"- {each.label}\n" not in told] == []
