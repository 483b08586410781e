"""An account is locked at one address; an address alone has a far higher limit."""

import datetime as dt
import re

import pytest
import time_machine
from allauth.mfa.totp.internal.auth import TOTP
from axes.models import AccessAttempt
from django.conf import settings as site
from django.core import mail
from django.core.cache import cache
from django.test import Client, RequestFactory

from accounts.adapter import on_site
from core import client as sender

OFFICE, HOME = "203.0.113.7", "198.51.100.9"
ANNA, KARL = "anna@prove.example", "karl@prove.example"


@pytest.fixture(autouse=True)
def counted(settings, db):
    settings.AXES_ENABLED = True
    cache.clear()


def sign_in(email, password="tests-only", at=OFFICE):
    return Client().post("/account/login/", {"login": email, "password": password}, REMOTE_ADDR=at)


def fail(email, times, at=OFFICE):
    return [sign_in(email, "wrong", at).status_code for _time in range(times)]


def test_eight_wrong_passwords_lock_the_account_at_that_address(cast):
    assert fail(ANNA, 8) == [200] * 7 + [429]
    answer = sign_in(ANNA)
    assert answer.status_code == 429
    assert "Vent et kvarter" in answer.content.decode()
    assert answer.headers["Retry-After"] == "900"


def test_a_colleague_at_the_same_address_still_gets_in(cast):
    fail(ANNA, 12)
    assert sign_in(KARL).status_code == 302


def test_the_owner_gets_in_from_elsewhere(cast):
    fail(ANNA, 12)
    assert sign_in(ANNA, at=HOME).status_code == 302


def test_the_account_is_counted_by_its_name_however_it_is_written(cast):
    for written in ["Anna@Prove.example", ANNA, " anna@prove.example", "ANNA@PROVE.EXAMPLE"] * 2:
        sign_in(written, "wrong")
    assert {each.username for each in AccessAttempt.objects.all()} == {ANNA}
    assert sign_in(ANNA).status_code == 429


def test_an_account_that_is_not_there_is_locked_as_one_that_is(cast):
    assert fail("nobody@prove.example", 9) == fail(ANNA, 9)


def test_tries_during_the_lock_do_not_start_it_anew(cast):
    begun = dt.datetime(2026, 11, 25, 8, tzinfo=dt.UTC)
    with time_machine.travel(begun, tick=False):
        fail(ANNA, 8)
    with time_machine.travel(begun + dt.timedelta(minutes=14), tick=False):
        assert fail(ANNA, 3) == [429] * 3
    with time_machine.travel(begun + dt.timedelta(minutes=16), tick=False):
        assert sign_in(ANNA).status_code == 302


def test_a_sign_in_resets_the_failures_before(cast):
    for _morning in range(3):
        fail(ANNA, 5)
        assert sign_in(ANNA).status_code == 302


def test_codes_of_the_second_step_are_not_guessed_without_end(cast):
    TOTP.activate(cast.anna, "JBSWY3DPEHPK3PXP")
    browser = Client()
    wanted = browser.post("/account/login/", {"login": ANNA, "password": "tests-only"}, REMOTE_ADDR=OFFICE)
    for number in range(20):
        answer = browser.post(wanted.url, {"code": f"{number:06}"}, REMOTE_ADDR=f"198.51.100.{number}")
        assert "For mange forsøg" not in answer.content.decode()
    answer = browser.post(wanted.url, {"code": "000020"}, REMOTE_ADDR=HOME)
    assert "For mange forsøg" in answer.content.decode()


def test_an_address_alone_has_a_far_higher_limit(cast, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "login_failed": "12/15m/ip"}
    for number in range(12):
        sign_in(f"guess{number}@prove.example", "wrong")
    assert "For mange forsøg" in sign_in(KARL).content.decode()
    assert sign_in(KARL, at=HOME).status_code == 302


def test_the_bounds_of_an_address_hold_a_whole_municipality():
    amount = {name: int(re.match(r"\d+", rate)[0]) for name, rate in site.ACCOUNT_RATE_LIMITS.items()}
    assert amount["login_failed"] >= 20 * site.AXES_FAILURE_LIMIT
    assert amount["login"] >= 600


def test_too_many_sign_ins_a_minute_are_told_in_danish(cast, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "2/m/ip"}
    answers = [sign_in(KARL, "") for _time in range(3)]
    assert [each.status_code for each in answers] == [200, 200, 429]
    assert "For mange forsøg" in answers[2].content.decode()


def test_counts_of_sign_ins_are_shared_by_all_processes_and_outlive_redis():
    assert site.CACHES["default"]["BACKEND"] == "django.core.cache.backends.db.DatabaseCache"
    assert not getattr(site, "AXES_HANDLER", "").endswith("CacheHandler")


@pytest.mark.parametrize(
    ("proxies", "forwarded", "found"),
    [
        (0, "9.9.9.9", "10.0.0.1"),
        (1, "203.0.113.7", "203.0.113.7"),
        (1, "9.9.9.9, 203.0.113.7", "203.0.113.7"),
        (2, "9.9.9.9, 203.0.113.7, 10.0.0.2", "203.0.113.7"),
        (2, "203.0.113.7", "10.0.0.1"),
        (1, "", "10.0.0.1"),
        (1, "203.0.113.7:4711", "203.0.113.7"),
        (1, "[2001:db8:1:2:3::4]:443", "2001:db8:1:2::"),
        (1, "2001:db8:1:2:9::4", "2001:db8:1:2::"),
        (1, "::ffff:203.0.113.7", "203.0.113.7"),
        (1, "'; DROP TABLE", "10.0.0.1"),
    ],
)
def test_the_address_is_what_the_outermost_of_our_proxies_saw(settings, proxies, forwarded, found):
    settings.PROXY_COUNT = proxies
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=forwarded)
    assert sender.address(request) == found


def test_both_libraries_ask_for_the_address_at_one_place(settings, cast):
    settings.PROXY_COUNT = 1
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "3/15m/ip"}
    wrong = {"login": ANNA, "password": "wrong"}
    for number in range(3):
        Client().post("/account/login/", wrong, HTTP_X_FORWARDED_FOR=f"9.9.9.{number}, {OFFICE}")
    assert {each.ip_address for each in AccessAttempt.objects.all()} == {OFFICE}
    answer = Client().post("/account/login/", wrong, HTTP_X_FORWARDED_FOR=OFFICE)
    assert "For mange forsøg" in answer.content.decode()
    assert Client().post("/account/login/", wrong, HTTP_X_FORWARDED_FOR=HOME).status_code == 200


def test_links_in_mails_lead_to_the_site_whatever_host_a_request_names(cast, settings):
    settings.SITE_URL = "https://roedtraad.example"
    Client().post("/account/password/reset/", {"email": ANNA}, headers={"Host": "evil.example"})
    (sent,) = mail.outbox
    assert re.findall(r"https?://[^/\s]+", sent.body) == ["https://roedtraad.example"]
    assert "evil" not in sent.subject + sent.body


def test_a_link_keeps_its_path():
    assert on_site("http://evil.example/a/?b=1").endswith("/a/?b=1")
    assert on_site("evil.example") == "evil.example"


def test_a_session_does_not_live_again_when_the_user_is_switched_off_and_on(cast, client_of):
    browser, admin = client_of(cast.vera), client_of(cast.adam)
    assert browser.get("/school/").status_code == 200
    for is_active in (False, True):
        cast.vera.refresh_from_db()
        sent = {"is_active": is_active}
        headers = {"If-Match": str(cast.vera.version)}
        answer = admin.patch(f"/api/v1/users/{cast.vera.pk}/", sent, "application/json", headers=headers)
        assert answer.status_code == 200
        assert browser.get("/school/").status_code == 302
    assert client_of(cast.vera).get("/account/").status_code == 200
