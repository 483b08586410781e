"""Where two writers wait for each other, the one the database gives up is tried once more, and is never a 500."""

import threading
import uuid

import pytest
from django.db import connection, connections
from django.urls import reverse

from children.models import Adult
from goals import actions
from tests.cast import child as made_child
from tests.factories import NetworkMemberFactory

# The second of the two statements waits for the first of the other; PostgreSQL ends it with this code.
DEADLOCK, SERIALIZATION = "40P01", "40001"


@pytest.fixture
def goal(cast):
    return actions.set_goal(case=cast.case, by=cast.anna, title="Store tal", academic_goal="Dividere")


@pytest.fixture
def colliding(db):
    """Let the database give up the first so many writings of a table's rows."""

    def collide(table, *, times, code=DEADLOCK):
        name = f"tries_{uuid.uuid4().hex}"
        with connection.cursor() as cursor:
            # A sequence counts on where a transaction is given up.
            cursor.execute(f"CREATE SEQUENCE {name}")
            cursor.execute(
                f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                f" IF nextval('{name}') <= {times} THEN RAISE EXCEPTION 'given up' USING ERRCODE = '{code}'; END IF;"
                " RETURN NEW; END $$"
            )
            cursor.execute(f"CREATE TRIGGER {name} BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()")

    return collide


@pytest.mark.parametrize("code", [DEADLOCK, SERIALIZATION])
def test_what_is_given_up_once_is_tried_again(cast, api_of, goal, colliding, code):
    colliding("goals_goal", times=1, code=code)
    answer = api_of(cast.anna).patch(f"goals/{goal.pk}/", {"title": "Gange"}, version=1)
    assert (answer.status_code, answer.json()["title"], answer.json()["version"]) == (200, "Gange", 2)


def test_what_is_given_up_again_is_told_in_words(cast, api_of, goal, colliding):
    colliding("goals_goal", times=2)
    answer = api_of(cast.anna).patch(f"goals/{goal.pk}/", {"title": "Gange"}, version=1)
    assert answer.status_code == 409
    assert "Prøv igen" in answer.json()["detail"]


def test_a_form_keeps_what_was_typed(cast, client_of, goal, colliding):
    colliding("goals_goal", times=2)
    browser, address = client_of(cast.anna), f"/goals/{goal.pk}/edit/"
    form = browser.get(address).context["form"]
    page = browser.post(address, {"title": "Gange", "academic_goal": "Dividere", "version": form.version})
    assert (page.status_code, page.context["form"].fields["title"].value) == (422, "Gange")


def test_a_page_that_is_not_of_the_api_says_to_try_again(cast, client, colliding):
    colliding("accounts_user", times=9)
    client.raise_request_exception = False
    answer = client.post(reverse("account_login"), {"login": cast.anna.email, "password": "tests-only"})
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")


@pytest.mark.django_db(transaction=True)
def test_one_adult_changed_in_two_networks_and_taken_into_a_third_at_once(cast, api_of):
    api = api_of(cast.anna)
    body = {"kind": "other", "name": "Tove Prøve", "from_on": "2026-09-01", "same_as": str(cast.teacher.pk)}
    second = api.post("network/", body | {"child": str(cast.other_child.pk)}).json()
    for round_ in range(4):
        third = made_child(f"Barn {round_}", cast.home)
        NetworkMemberFactory(
            child=third, municipality=cast.home, user=cast.anna, kind="coordinator", name="Anna", from_on="2026-08-17"
        )
        answers = at_once(
            lambda client, n=round_: changed(client, cast.teacher.pk, f"1{n}"),
            lambda client, n=round_: changed(client, second["id"], f"2{n}"),
            lambda client, child=third: client.post("network/", body | {"child": str(child.pk)}),
            api_of=lambda: api_of(cast.anna),
        )
        assert {answer.status_code for answer in answers} <= {200, 201, 409, 412}
    adult = Adult.objects.get()
    assert {part.phone for part in adult.parts.all()} == {adult.phone}


def changed(client, member_id, phone):
    version = client.get(f"network/{member_id}/").json()["version"]
    return client.patch(f"network/{member_id}/", {"phone": phone}, version=version)


def at_once(*asked, api_of):
    """What each is answered, asked at the same moment."""
    start, answers = threading.Barrier(len(asked)), []

    def ask(one, client):
        start.wait()
        answers.append(one(client))
        connections.close_all()

    threads = [threading.Thread(target=ask, args=(one, api_of())) for one in asked]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == len(asked)
    return answers
