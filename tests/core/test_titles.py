"""The title in tab and history: the page and the case's number, and no child's name."""

import re

import pytest

from children.models import Child
from tests.access.routes import routes
from tests.access.world import populate

TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)


def title_of(answer):
    return " ".join(TITLE.search(answer.content.decode())[1].split())


@pytest.fixture
def pages(cast, client_of):
    """Every page with its route, for the user who gets it."""
    world = populate(cast)

    def of(name):
        client = client_of(getattr(cast, name))
        for route in routes():
            if route.method == "get" and not route.name.startswith("api:"):
                answer = client.get(world.url(route.name, world.arguments(route.pattern)))
                if answer.status_code < 400 and b"<title>" in answer.content:
                    yield route.name, answer

    return of


@pytest.mark.parametrize("name", ["anna", "vera", "petra", "lars", "adam"])
def test_no_title_names_a_child_and_a_cases_pages_bear_its_number(cast, pages, name):
    names = [word for child in Child.objects.all() for word in (child.full_name, child.first_name)]
    seen = {route: title_of(answer) for route, answer in pages(name)}
    assert [title for title in seen.values() if any(each in title for each in names)] == []
    starts = ("case-", "goal-", "meeting-", "child-", "member-", "placement-", "schooling-", "diagnosis-", "measure-")
    of_a_case = {route: title for route, title in seen.items() if route.startswith(starts)}
    unnumbered = {route for route, title in of_a_case.items() if cast.case.number not in title}
    assert unnumbered <= {"case-list", "case-open", "child-list", "child-new"}


def test_a_page_says_first_what_it_is(cast, client_of):
    said = title_of(client_of(cast.anna).get(f"/cases/{cast.case.pk}/timeline/"))
    assert said == f"Tidslinje · {cast.case.number} · Rød Tråd"


def test_the_title_of_a_refused_form_says_so_first(cast, client_of, client):
    path = f"/cases/{cast.case.pk}/goals/new/"
    anna = client_of(cast.anna)
    assert title_of(anna.get(path)) == f"Nyt mål · {cast.case.number} · Rød Tråd"
    assert title_of(anna.post(path, {"title": ""})) == f"Fejl: Nyt mål · {cast.case.number} · Rød Tråd"
    assert title_of(client.post("/account/login/", {"login": "x"})).startswith("Fejl: ")


def test_the_title_of_a_form_that_can_no_longer_be_sent_says_so_too(cast, client_of):
    answer = client_of(cast.anna).post(f"/cases/{cast.karls_case.pk}/goals/new/", {"title": "Et nyt mål"})
    assert title_of(answer).startswith("Fejl: ")
