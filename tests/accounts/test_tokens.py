"""Tokens for programs: what they may do, and when they end."""

import pytest
from django.conf import settings as site
from django.test import Client

from accounts.models import ApiToken, User
from core import throttling


@pytest.fixture
def program(cast):
    """A program with a token of Anna's; its calls give (status, data)."""

    class Program:
        def __init__(self, scope):
            self.token, self.text = ApiToken.issue(cast.anna, "Udtræk", scope)

        def ask(self, method, path, data=None, **headers):
            client = Client(enforce_csrf_checks=True)
            bearer = {"Authorization": f"Bearer {self.text}", **headers}
            return getattr(client, method)(f"/api/v1/{path}", data, content_type="application/json", headers=bearer)

        @property
        def is_let_in(self):
            return self.ask("get", "account/").status_code == 200

    return Program


def test_a_token_for_reading_reads_and_writes_nothing(cast, program):
    reader = program("read")
    assert reader.ask("get", "cases/").status_code == 200
    for method, path in [
        ("post", "goals/"),
        ("patch", "account/"),
        ("put", "drafts/goal-list/"),
        ("delete", "account/"),
    ]:
        answer = reader.ask(method, path, {"name": "Ny"}, **{"If-Match": '"1"'})
        assert answer.status_code == 403, path
        assert answer.json()["detail"] == "Med denne API-nøgle kan man kun læse."


def test_a_read_by_post_counts_as_reading_for_a_token(cast, program):
    assert program("read").ask("post", "search/", {"q": "Barn"}).status_code == 200


def test_a_token_for_writing_writes(cast, program):
    answer = program("write").ask(
        "patch", "account/", {"phone": "12 34 56 78"}, **{"If-Match": f'"{cast.anna.version}"'}
    )
    assert answer.status_code == 200


@pytest.mark.parametrize("scope", ["read", "write"])
def test_a_token_makes_no_further_tokens_and_ends_none(cast, program, scope):
    one = program(scope)
    assert one.ask("post", "account/tokens/", {"name": "En til"}).status_code == 403
    assert one.ask("delete", f"account/tokens/{one.token.pk}/").status_code == 403
    assert ApiToken.objects.filter(user=cast.anna, revoked_at=None).count() == 1


def test_a_token_ends_with_the_password_it_was_made_under(cast, program, client_of):
    one, browser = program("read"), client_of(cast.anna)
    chosen = {"oldpassword": "tests-only", "password1": "et-nyt-langt-kodeord", "password2": "et-nyt-langt-kodeord"}
    assert browser.post("/account/password/change/", chosen).status_code == 302
    assert not one.is_let_in


def test_a_password_that_is_only_rehashed_ends_no_token(cast, program):
    one = program("read")
    User.objects.filter(pk=cast.anna.pk).update(password="md5$1$old$" + "0" * 32)
    anna = User.objects.get(pk=cast.anna.pk)
    anna.set_password("tests-only")
    anna._password = None  # as Django does where a stronger hash has come
    anna.save(update_fields=["password"])
    assert one.is_let_in


def test_a_token_of_a_user_who_is_switched_off_stays_dead_when_they_are_back(cast, program, api_of):
    one, administrator = program("write"), api_of(cast.adam)
    for active in (False, True):
        version = User.objects.get(pk=cast.anna.pk).version
        changed = administrator.patch(f"users/{cast.anna.pk}/", {"is_active": active}, version=version)
        assert changed.status_code == 200, changed.json()
        assert not one.is_let_in
    assert ApiToken.objects.get(pk=one.token.pk).revoked_at is not None


def test_a_change_of_anything_else_ends_no_token(cast, program, api_of):
    one = program("read")
    version = User.objects.get(pk=cast.anna.pk).version
    assert api_of(cast.adam).patch(f"users/{cast.anna.pk}/", {"phone": "1"}, version=version).status_code == 200
    assert one.is_let_in


def test_the_account_page_makes_a_token_that_only_reads_unless_said_and_shows_what_each_may(cast, client_of):
    browser = client_of(cast.anna)
    browser.post("/account/tokens/", {"name": "Udtræk"})
    browser.post("/account/tokens/", {"name": "Indlæsning", "scope": "write"})
    made = {token.name: token.scope for token in ApiToken.objects.filter(user=cast.anna)}
    assert made == {"Udtræk": "read", "Indlæsning": "write"}
    page = browser.get("/account/").content.decode()
    assert "Læse og skrive · …" in page
    assert "Kun læse · …" in page


@pytest.fixture
def limit(settings):
    settings.API_REQUESTS_A_MINUTE = 3


def test_only_the_token_over_the_limit_is_told_to_wait(cast, program, limit):
    one, other = program("read"), program("read")
    answers = [one.ask("get", "account/") for _time in range(5)]
    assert answers[-1].status_code == 429
    assert answers[-1].headers["Content-Type"] == "application/problem+json"
    assert answers[-1].json()["detail"] == "Det går for hurtigt. Vent et minut, og prøv igen."
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 60
    assert other.is_let_in


def test_a_users_browsers_are_counted_together_and_their_pages_are_not(cast, client_of, limit):
    for _time in range(3):
        assert client_of(cast.karl).get("/cases/").status_code == 200
    statuses = {client_of(cast.karl).get("/api/v1/account/").status_code for _time in range(8)}
    assert statuses == {200, 429}
    assert client_of(cast.karl).get("/cases/").status_code == 200
    assert client_of(cast.anna).get("/api/v1/account/").status_code == 200


def test_without_redis_each_process_counts_on_its_own(caplog):
    counts = throttling.Counts("redis://127.0.0.1:1/0")
    assert [counts.add("a", 7), counts.add("a", 7), counts.add("b", 7), counts.add("a", 8)] == [1, 2, 1, 1]
    assert [record.levelname for record in caplog.records] == ["WARNING"]


def test_counts_are_shared_by_all_processes_and_name_nobody(cast, program, limit):
    program("read").ask("get", "account/")
    keys = [key.decode() for key in throttling.counts.client.keys("calls:*")]
    assert keys
    assert not any(str(cast.anna.pk) in key for key in keys)
    here, there = (throttling.Counts(site.REDIS_URL) for _process in range(2))
    assert [here.add("x", 1), there.add("x", 1), here.add("x", 1)] == [1, 2, 3]
    here.client.delete("calls:x:1")
