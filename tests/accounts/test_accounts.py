"""The organisation, the user's own account, tokens and signing in."""

import datetime as dt
import re
from types import SimpleNamespace

import pytest
from django.core import mail
from django.test import Client

from accounts.models import ApiToken, School, SchoolPost, User
from accounts.serializers import UserSerializer
from tests.factories import SchoolFactory, UserFactory

SECTIONS = ["users", "posts", "schools", "institutions", "units"]


@pytest.mark.parametrize(
    "path", ["", "cadence/", *[f"{name}/" for name in SECTIONS], *[f"{name}/new/" for name in SECTIONS]]
)
def test_the_administrator_keeps_the_organisation(cast, client_of, path):
    assert client_of(cast.adam).get(f"/administration/{path}").status_code == 200


@pytest.mark.parametrize("who", ["anna", "vera", "petra", "lars"])
@pytest.mark.parametrize("path", ["", "users/", "schools/", "schools/new/"])
def test_nobody_else_does(cast, client_of, who, path):
    assert client_of(getattr(cast, who)).get(f"/administration/{path}").status_code == 404


def test_a_coordinator_reads_schools_but_does_not_make_them(cast, api_of):
    api = api_of(cast.anna)
    assert {row["name"] for row in api.get("schools/").json()["results"]} == {"Aaskolen", "Østskolen"}
    assert api.post("schools/", {"name": "Ny Skole", "kind": "mainstream"}).status_code == 403


def test_a_new_user_is_mailed_a_link_to_choose_a_password(cast, api_of, django_capture_on_commit_callbacks):
    new = {"email": "Ny@Prove.example", "name": "Ny Prøve", "role": "coordinator", "unit": str(cast.ppr.pk)}
    with django_capture_on_commit_callbacks(execute=True):
        made = api_of(cast.adam).post("users/", new)
    assert made.status_code == 201, made.json()
    assert User.objects.get(email="ny@prove.example").municipality == cast.home
    assert mail.outbox[0].to == ["ny@prove.example"]


def test_the_same_address_twice_is_refused_at_the_field(cast, client_of):
    new = {"email": "anna@prove.example", "name": "To Prøve", "role": "supervisor", "is_active-shown": "1"}
    answer = client_of(cast.adam).post("/administration/users/new/", new)
    assert answer.status_code == 422
    assert "To Prøve" in answer.content.decode()


def test_an_administrator_sees_no_user_of_another_municipality(cast, api_of):
    assert api_of(cast.adam).get(f"users/{cast.nora.pk}/").status_code == 404


def test_a_supervisor_given_a_school_follows_the_children_there(cast, api_of):
    assert api_of(cast.viggo).get(f"children/{cast.child.pk}/").status_code == 404
    post = {"user": str(cast.viggo.pk), "school": str(cast.school_a.pk), "from_on": "2026-08-17"}
    assert api_of(cast.adam).post("school-posts/", post).status_code == 201
    assert api_of(cast.viggo).get(f"children/{cast.child.pk}/").status_code == 200


def test_a_supervisor_whose_post_ends_loses_the_children_there(cast, api_of):
    post = SchoolPost.objects.get(user=cast.vera)
    ended = {"until_on": str(dt.date(2026, 9, 1))}
    assert api_of(cast.adam).patch(f"school-posts/{post.pk}/", ended, version=post.version).status_code == 200
    assert api_of(cast.vera).get(f"children/{cast.child.pk}/").status_code == 404


def test_a_rhythm_with_its_limits_reversed_is_refused(cast, api_of):
    answer = api_of(cast.adam).patch(
        f"municipalities/{cast.home.pk}/", {"follow_up_min_months": 5}, version=cast.home.version
    )
    assert answer.status_code == 400


def test_every_user_changes_their_own_account(cast, client_of):
    client = client_of(cast.vera)
    sent = {"name": "Vera Ny", "phone": "", "language": "en", "version": cast.vera.version, "wants_mail-shown": "1"}
    assert client.post("/account/", sent).status_code == 302
    vera = User.objects.get(pk=cast.vera.pk)
    assert (vera.name, vera.language, vera.wants_mail) == ("Vera Ny", "en", False)


def test_nobody_gives_themselves_another_role(cast, api_of):
    api_of(cast.vera).patch("account/", {"role": "administrator"}, version=cast.vera.version)
    assert User.objects.get(pk=cast.vera.pk).role == "supervisor"


def test_a_token_opens_the_api_for_its_user_and_is_stored_as_a_digest(cast, client):
    token, text = ApiToken.issue(cast.anna, "Udtræk")
    answer = client.get("/api/v1/children/", headers={"Authorization": f"Bearer {text}"})
    assert answer.json()["count"] == 2
    assert text not in str(ApiToken.objects.values().get(pk=token.pk))


def test_a_revoked_token_opens_nothing(cast, client, client_of):
    token, text = ApiToken.issue(cast.anna, "Udtræk")
    client_of(cast.anna).post(f"/account/tokens/{token.pk}/revoke/")
    assert client.get("/api/v1/children/", headers={"Authorization": f"Bearer {text}"}).status_code == 401


def test_a_token_needs_no_form_token_but_a_browser_does(cast, client_of):
    _token, text = ApiToken.issue(cast.anna, "Udtræk", "write")
    strict = Client(enforce_csrf_checks=True)
    body = {"first_name": "Ny", "last_name": "Prøve", "born_on": "2015-03-02", "gender": "boy"}
    headers = {"Authorization": f"Bearer {text}"}
    assert strict.post("/api/v1/children/", body, "application/json", headers=headers).status_code == 201
    strict.force_login(cast.anna, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert strict.post("/api/v1/children/", body, "application/json").status_code == 403


def test_signed_out_the_api_answers_401_with_a_problem(cast, client):
    answer = client.get("/api/v1/children/")
    assert answer.status_code == 401
    assert answer.headers["Content-Type"].startswith("application/problem+json")


def test_one_signs_in_with_address_and_password(cast, client):
    cast.anna.set_password("en lang adgangskode")
    cast.anna.save()
    sent = {"login": "ANNA@prove.example", "password": "en lang adgangskode"}
    assert client.post("/account/login/", sent).headers["Location"] == "/"


def test_repeated_failures_lock_the_sign_in(cast, client, settings):
    settings.AXES_ENABLED = True
    for _attempt in range(settings.AXES_FAILURE_LIMIT):
        client.post("/account/login/", {"login": "anna@prove.example", "password": "forkert"})
    cast.anna.set_password("en lang adgangskode")
    cast.anna.save()
    answer = client.post("/account/login/", {"login": "anna@prove.example", "password": "en lang adgangskode"})
    assert answer.status_code == 429


def test_nobody_signs_up(cast, client):
    client.post("/account/signup/", {"email": "x@prove.example", "password1": "en lang adgangskode"})
    assert not User.objects.filter(email="x@prove.example").exists()


def test_the_language_is_the_users_choice_and_not_the_browsers(cast, client_of):
    client = client_of(cast.anna)
    page = client.get("/account/", headers={"Accept-Language": "en"})
    assert page.headers["Content-Language"] == "da"
    client.post("/language/", {"language": "en", "next": "/account/"})
    assert client.get("/account/").headers["Content-Language"] == "en"


def test_the_language_form_sends_nobody_to_another_site(cast, client_of):
    sent = client_of(cast.anna).post("/language/", {"language": "da", "next": "https://evil.example/"})
    assert sent.headers["Location"] == "/"


def test_a_school_is_named_once(cast, api_of):
    answer = api_of(cast.adam).post("schools/", {"name": "Aaskolen", "kind": "mainstream"})
    assert answer.status_code == 400
    assert School.objects.filter(name="Aaskolen").count() == 1


def test_a_new_user_is_active_and_has_no_role_before_one_is_chosen(cast, client_of):
    page = client_of(cast.adam).get("/administration/users/new/").content.decode()
    assert re.search(r'name="is_active"[^>]*\schecked', page)
    assert re.search(r'<option value="" selected>Vælg</option>\s*<option value="coordinator">', page)


def test_the_form_that_ties_a_supervisor_to_a_school_is_in_danish(cast, client_of):
    page = client_of(cast.adam).get("/administration/posts/new/").content.decode()
    assert re.findall(r'<label class="form-label"[^>]*>([^<]*?)(?: <|</label>)', page)[:2] == [
        "Læringsvejleder",
        "Skole",
    ]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"is_active": False}, "Du kan ikke selv gøre din bruger inaktiv. Bed en anden administrator om det."),
        (
            {"role": "coordinator"},
            "Du kan ikke selv lægge rollen som administrator fra dig. Bed en anden administrator om det.",
        ),
    ],
)
def test_nobody_shuts_themselves_out_of_the_administration(cast, api_of, change, told):
    UserFactory(role="administrator", municipality=cast.home)
    answer = api_of(cast.adam).patch(f"users/{cast.adam.pk}/", change, version=cast.adam.version)
    assert answer.status_code == 400
    assert [(each["field"], each["message"]) for each in answer.json()["errors"]] == [(*change, told)]


def test_the_page_tells_an_administrator_who_unticks_active_for_himself(cast, client_of):
    sent = {"name": "Adam Prøve", "email": "adam@prove.example", "role": "administrator", "hours_percent": "100"}
    sent |= {"is_active-shown": "1", "version": str(cast.adam.version)}
    answer = client_of(cast.adam).post(f"/administration/users/{cast.adam.pk}/", sent)
    assert answer.status_code == 422
    assert "Du kan ikke selv gøre din bruger inaktiv." in answer.content.decode()
    assert User.objects.get(pk=cast.adam.pk).is_active


def test_an_administrator_changes_the_rest_of_himself_and_another_administrator(cast, api_of):
    other = UserFactory(role="administrator", municipality=cast.home)
    api = api_of(cast.adam)
    assert api.patch(f"users/{cast.adam.pk}/", {"phone": "12345678"}, version=cast.adam.version).status_code == 200
    assert api.patch(f"users/{other.pk}/", {"is_active": False}, version=other.version).status_code == 200


def test_the_last_active_administrator_stays(cast):
    """Two administrators switch each other off at once: the second is off by then and is refused."""
    gone = UserFactory(role="administrator", municipality=cast.home, is_active=False)
    for change in ({"is_active": False}, {"role": "coordinator"}):
        asked = UserSerializer(cast.adam, data=change, partial=True, context={"request": SimpleNamespace(user=gone)})
        assert not asked.is_valid()
        told = "Kommunen skal have mindst én aktiv administrator. Gør først en anden til administrator."
        assert asked.errors == {next(iter(change)): [told]}


def test_the_form_that_ties_a_supervisor_to_a_school_knows_every_school(cast, client_of):
    for number in range(130):
        SchoolFactory(municipality=cast.home, name=f"Skole {number:03}")
    page = client_of(cast.adam).get("/administration/posts/new/").content.decode()
    assert all(f">Skole {number:03}<" in page for number in range(130))
    assert "Anna Prøve" not in re.search(r'<select[^>]*name="user".*?</select>', page, re.S).group()


def test_an_administrator_is_not_asked_to_search_for_children(cast, client_of):
    pages = [client_of(user).get("/account/").content.decode() for user in (cast.adam, cast.anna)]
    assert ['role="search"' in page for page in pages] == [False, True]


def test_a_duplicate_school_is_an_error_at_its_name(cast, api_of):
    answer = api_of(cast.adam).post("schools/", {"name": cast.school_a.name, "kind": "mainstream"})
    told = {each["field"]: each["message"] for each in answer.json()["errors"]}
    assert told == {"name": "Der er allerede en skole med det navn. Skriv et andet."}


def test_an_impossible_rhythm_is_an_error_at_each_field(cast, api_of):
    sent = {"school_sparring_weeks": 0, "home_sparring_months": 99, "follow_up_min_months": 5}
    answer = api_of(cast.adam).patch(f"municipalities/{cast.home.pk}/", sent, version=cast.home.version)
    wrong = {"school_sparring_weeks", "home_sparring_months", "follow_up_max_months"}
    assert {each["field"] for each in answer.json()["errors"]} == wrong


def invited(api_of, cast):
    sent = {"email": "ny@prove.example", "name": "Ny Prøve", "role": "supervisor"}
    return api_of(cast.adam).post("users/", sent)


@pytest.mark.django_db(transaction=True)
def test_the_first_mail_is_a_welcome_with_a_way_in(cast, api_of, client, mailoutbox):
    assert invited(api_of, cast).status_code == 201
    (mail,) = mailoutbox
    assert mail.subject == "Velkommen til Rød Tråd"
    assert "Du har fået en bruger" in mail.body
    assert "Nogen har bedt om" not in mail.body
    link = next(line for line in mail.body.splitlines() if line.startswith("http"))
    assert client.get(link.split("/", 3)[3].join(["/", ""]), follow=True).status_code == 200


def test_a_user_with_a_password_gets_no_second_welcome(cast, client, mailoutbox):
    cast.anna.set_password("en lang adgangskode")
    cast.anna.save()
    client.post("/account/password/reset/", {"email": cast.anna.email})
    assert mailoutbox[0].subject == "Vælg en ny adgangskode"
