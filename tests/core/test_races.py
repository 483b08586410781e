"""A unique rule lost in a race gives the same error as its check."""

import threading
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.core.exceptions import NON_FIELD_ERRORS
from django.db import IntegrityError, connection, connections, transaction
from django.db.models.constraints import BaseConstraint
from django.utils.translation import override

from children.models import Child
from core import races
from tests.worker.machine import until

OURS = ("accounts", "assessments", "children", "core", "followup", "goals", "guests", "insight", "meetings", "support")
# Written by the application alone, which uses the existing row instead: no person meets these rules.
OWN_BUSINESS = {
    "accounts_apitoken.digest",  # 256 random bits
    "children_importcolumn.header_municipality_id",
    "core_draft.key_user_id",
    "core_outboxmessage.occasion",
    "core_usedkey.key_user_id",
    "followup_casestep.case_id_record_id_step",
    "followup_notice.case_id_occurrence_rule_user_id",
    "guests_link.token_digest",  # 256 bits of a keyed digest
    "meetings_calendarfeed.digest",  # 256 random bits
    "meetings_calendarfeed.user_id",  # a new feed ends the one before, under a lock
    "meetings_calendarmessage.meeting_id_member_id_receiver_sequence",
}
NEW = {"first_name": "Nyt", "last_name": "Prøve", "born_on": "2015-03-02", "gender": "boy", "cpr": "0203154321"}


def unique_rules():
    """Every unique or excluding rule in the database for our tables: (table, name, columns)."""
    with connection.cursor() as cursor:
        for model in apps.get_models():
            if model._meta.app_label in OURS:
                table = model._meta.db_table
                for name, rule in connection.introspection.get_constraints(cursor, table).items():
                    excluding = name in {each.name for each in model._meta.constraints} and not rule["check"]
                    if (rule["unique"] or excluding) and not rule["primary_key"]:
                        yield table, name, rule["columns"]


def lost(table, name, columns):
    """The error PostgreSQL raises for a broken rule, as Django passes it on."""
    error = IntegrityError()
    detail = f"Key ({', '.join(map(str, columns))})=(1) already exists."
    error.__cause__ = Exception()
    error.__cause__.diag = SimpleNamespace(table_name=table, constraint_name=name, message_detail=detail)
    return error


def test_every_unique_rule_has_words_of_its_own_and_a_field(db):
    found = {
        f"{table}.{'_'.join(sorted(map(str, columns)))}": (table, name, columns)
        for table, name, columns in unique_rules()
    }
    assert len(found) > 20
    for rule in found.keys() - OWN_BUSINESS:
        broken = races.broken_rule(lost(*found[rule]))
        assert broken is not None, rule
        ((field, (words,)),) = broken.wrong.message_dict.items()
        assert words not in {"", str(BaseConstraint.default_violation_error_message)}, rule
        model = next(each for each in apps.get_models() if each._meta.db_table == found[rule][0])
        assert field == NON_FIELD_ERRORS or model._meta.get_field(field), rule
        with override("en"):
            assert races.broken_rule(lost(*found[rule])).wrong.message_dict[field] != [words], rule


def test_no_exception_names_a_rule_that_is_gone(db):
    found = {f"{table}.{'_'.join(sorted(map(str, columns)))}" for table, _name, columns in unique_rules()}
    assert found >= OWN_BUSINESS


def test_an_error_that_is_no_rule_of_ours_is_not_guessed_at():
    assert races.broken_rule(lost("django_session", "django_session_pkey", ["session_key"])) is None
    assert races.broken_rule(IntegrityError("no cause")) is None


def waiting():
    """Whether somebody waits for this transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE pg_backend_pid() = ANY (pg_blocking_pids(pid))")
        return cursor.fetchone()[0]


@pytest.mark.django_db(transaction=True)
def test_losing_the_race_for_a_cpr_number_gives_the_usual_error(cast, api_of):
    api, answers = api_of(cast.anna), []

    def second():
        answers.append(api.post("children/", NEW))
        connections.close_all()

    loser = threading.Thread(target=second)
    with transaction.atomic():
        first = Child.objects.get(pk=cast.karls_child.pk)
        first.set_cpr(NEW["cpr"])
        first.save()
        loser.start()
        until(waiting, "the second waits for the first")
    loser.join()
    by_the_check = api.post("children/", NEW)
    assert (answers[0].status_code, answers[0].json()) == (by_the_check.status_code, by_the_check.json())
    assert [each["field"] for each in answers[0].json()["errors"]] == ["cpr"]
    assert Child.objects.filter(last_name="Prøve", first_name="Nyt").count() == 0


@pytest.mark.django_db(transaction=True)
def test_losing_the_race_for_an_address_gives_the_usual_error(cast, api_of):
    api, answers = api_of(cast.adam), []
    new = {"email": "ny@prove.example", "name": "Ny Prøve", "role": "supervisor"}

    def second():
        answers.append(api.post("users/", new))
        connections.close_all()

    loser = threading.Thread(target=second)
    with transaction.atomic():
        type(cast.vera).objects.filter(pk=cast.viggo.pk).update(email=new["email"])
        loser.start()
        until(waiting, "the second waits for the first")
    loser.join()
    by_the_check = api.post("users/", new)
    assert (answers[0].status_code, answers[0].json()) == (by_the_check.status_code, by_the_check.json())
    assert [each["field"] for each in answers[0].json()["errors"]] == ["email"]
