"""Only the user a form was drawn for can save it."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from core.drawnfor import DOORS, mark
from core.models import Change, Draft
from guests.sessions import is_guests
from tests.access.routes import routes
from tests.access.world import populate

TYPED = "Vi talte om læsning og om ro"
FORM = re.compile(r'<form\b[^>]*method="post"[^>]*>(.*?)</form>', re.DOTALL)
PEOPLE = ["anna", "vera", "petra", "lars", "adam"]


@pytest.fixture
def world(cast):
    return populate(cast)


def posted_routes():
    return [route for route in users_pages() if route.method == "post"]


def users_pages():
    """The pages' routes, without the guests' own, where no user is known: see tests/guests."""
    return [route for route in routes() if not route.name.startswith("api:") and not is_guests(f"/{route.pattern}")]


@pytest.mark.parametrize("name", PEOPLE)
def test_every_form_of_every_page_carries_the_mark_of_who_sees_it(cast, client_of, world, name):
    user = getattr(cast, name)
    client, forms = client_of(user), 0
    for route in users_pages():
        if route.method != "get":
            continue
        answer = client.get(world.url(route.name, world.arguments(route.pattern)))
        if answer.get("Content-Type", "").startswith("text/html"):
            for form in FORM.findall(answer.content.decode()):
                forms += 1
                assert f'name="drawn_for" value="{mark(user)}"' in form, route.name
    assert forms > 10


@pytest.mark.parametrize("whose", ["another", "nobody"])
def test_no_page_takes_a_form_that_was_drawn_for_somebody_else(cast, client_of, world, whose):
    client = client_of(cast.anna)
    said = mark(cast.vera) if whose == "another" else ""
    before = Change.objects.count()
    for route in posted_routes():
        url = world.url(route.name, world.arguments(route.pattern))
        answer = client.post(url, {"title": TYPED, "drawn_for": said})
        assert answer.status_code == 409, route.name
        assert TYPED in answer.content.decode(), route.name
    assert Change.objects.count() == before
    assert not Draft.objects.exists()


def test_a_form_left_open_by_another_user_is_refused_with_the_reason(cast, client_of):
    path = f"/cases/{cast.case.pk}/goals/new/"
    answer = client_of(cast.anna).post(path, {"title": "Nyt mål", "target": TYPED, "drawn_for": mark(cast.vera)})
    text = answer.content.decode()
    assert f"nu er {cast.anna.name} logget ind. Derfor er intet gemt." in text
    assert TYPED in text
    assert mark(cast.vera) not in text
    assert not cast.case.goals.exists()


def test_words_sent_after_the_session_ended_are_given_back(cast):
    path = f"/cases/{cast.case.pk}/goals/new/"
    answer = Client().post(path, {"target": TYPED, "drawn_for": mark(cast.anna)})
    assert answer.status_code == 403
    assert TYPED in answer.content.decode()
    assert "Du er logget ud" in answer.content.decode()


def test_a_draft_is_kept_for_whom_the_form_was_drawn_for_alone(cast, client_of):
    url = reverse("api:draft-detail", kwargs={"key": f"goal-list.{cast.case.pk}"})
    client = client_of(cast.anna)
    client.put(url, {"data": {"title": "Annas"}}, "application/json")
    for said in (mark(cast.vera), ""):
        headers = {"X-Drawn-For": said}
        typed = {"data": {"title": TYPED}}
        assert client.put(url, typed, "application/json", headers=headers).status_code == 409
        assert client.delete(url, headers=headers).status_code == 409
    assert [draft.data for draft in Draft.objects.all()] == [{"title": "Annas"}]


def test_sign_in_and_sign_out_are_exempt(cast, client_of):
    client = client_of(cast.anna)
    for name in DOORS - {"account_reset_password_from_key"}:
        assert client.post(reverse(name), {"drawn_for": mark(cast.vera)}).status_code != 409, name


def test_the_mark_differs_for_each_user_and_reveals_none(cast):
    marks = {mark(getattr(cast, name)) for name in PEOPLE}
    assert len(marks) == len(PEOPLE)
    assert not any(str(cast.anna.pk)[:8] in each for each in marks)


def test_a_form_whose_token_is_outdated_gives_the_words_back_to_a_page_of_our_own(cast):
    strict = Client(enforce_csrf_checks=True)
    path = f"/cases/{cast.case.pk}/goals/new/"
    own = strict.post(path, {"target": TYPED}, headers={"Sec-Fetch-Site": "same-origin"})
    elsewhere = strict.post(path, {"target": TYPED}, headers={"Sec-Fetch-Site": "cross-site"})
    assert own.status_code == elsewhere.status_code == 403
    assert TYPED in own.content.decode()
    assert TYPED not in elsewhere.content.decode()
