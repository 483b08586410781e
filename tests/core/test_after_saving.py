"""What fails after something was saved is never told as "not saved": it would be written again."""

import pytest
from django.http import Http404
from django.urls import path

from casework import urls
from core.inner import call
from core.pages import page

TYPED = {"note": "Det her skrev jeg"}


@page
def saves_and_fails(request):
    """A page whose way on from what was saved leads nowhere."""
    if "first" in request.GET:
        assert call(request, "POST", "notices-read").status_code < 300
    if "crash" in request.GET:
        raise RuntimeError("the page after it")
    raise Http404


urlpatterns = [path("saves-and-fails/", saves_and_fails), *urls.urlpatterns]
handler404, handler500 = urls.handler404, urls.handler500


@pytest.fixture
def anna(cast, client_of, settings):
    settings.ROOT_URLCONF = __name__
    client = client_of(cast.anna)
    client.raise_request_exception = False
    return client


def test_what_was_not_saved_is_given_back(anna):
    told = anna.post("/saves-and-fails/", TYPED)
    assert (told.status_code, TYPED["note"] in told.content.decode()) == (404, True)
    assert "Det kunne ikke gemmes" in told.content.decode()


def test_a_page_that_is_gone_after_saving_says_that_it_is_saved(anna):
    told = anna.post("/saves-and-fails/?first=1", TYPED)
    assert "Det er gemt" in told.content.decode()
    assert "kunne ikke gemmes" not in told.content.decode()


def test_a_page_that_fails_after_saving_says_that_it_is_saved(anna):
    told = anna.post("/saves-and-fails/?first=1&crash=1", TYPED)
    assert (told.status_code, "Det er gemt" in told.content.decode()) == (500, True)
