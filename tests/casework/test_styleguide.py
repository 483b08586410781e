"""The style guide: every component of the look on one page, on a developer's machine only."""

import pytest
from django.test import Client

COMPONENTS = "phases next quote timeline cards counts empty restricted chart row facts tabs pagination conflict draft"


@pytest.mark.urls("casework.urls_development")
def test_it_draws_every_component(client: Client) -> None:
    html = client.get("/styleguide/").content.decode()
    assert [part for part in COMPONENTS.split() if f"rt-{part}" not in html] == []


@pytest.mark.django_db
def test_it_is_no_page_of_the_application(client: Client) -> None:
    assert client.get("/styleguide/").status_code == 404
