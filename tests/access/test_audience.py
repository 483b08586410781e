"""The line under a field that says who will read it is held to what the API gives each role."""

import pytest

from casework.api import router
from children.serializers import DiagnosisSerializer
from core.access import Level, Role
from core.audience import audience, readers
from core.forms import describe
from tests.signing_in import signed_in

from .world import populate


def told(client, prefix, record):
    answer = client.get(f"/api/v1/{prefix}/{record.pk}/")
    return answer.json() if answer.status_code == 200 else None


@pytest.mark.parametrize("name", ["anna", "vera", "petra"])
def test_a_role_is_named_exactly_where_the_api_gives_it_the_field(cast, name):
    world, user, compared = populate(cast), getattr(cast, name), 0
    client = signed_in(user)
    for prefix, viewset, _basename in router.registry:
        record, shown_by = world.objects.get(prefix), getattr(viewset, "serializer_class", None)
        data = told(client, prefix, record) if record is not None else None
        if data is None or not hasattr(shown_by, "audience_of"):
            continue
        serializer = shown_by(record)
        for field in set(data) & set(serializer.fields):
            data_class = serializer.field_class(field, record)
            if data_class and audience(data_class):
                compared += 1
                is_named = Role(user.role) in readers(data_class, serializer.about(record)).get(Level.READ, [])
                assert is_named == (field not in data["restricted"]), f"{prefix} {field}"
    assert compared > 5


def test_the_line_names_who_reads_a_diagnosis():
    fields = describe(DiagnosisSerializer(context={"request": Asking()}), {}, {}).fields
    always = "Kan læses af læringskoordinator og PPR-psykolog."
    assert fields["name"].audience == f"{always} Deles det, også af læringsvejleder og leder med ledelsestilsyn."


class Asking:
    """A request of a coordinator."""

    class user:
        role = Role.COORDINATOR


def test_nothing_is_said_of_what_everybody_around_the_child_reads():
    assert audience("A") == audience("D") == audience(None) == ""


def test_what_is_only_revealed_says_so():
    assert audience("C") == "Kun læringskoordinator kan få det vist, og kun med en grund."


def test_the_line_stands_under_the_field_and_is_tied_to_it(cast, client_of):
    page = client_of(cast.anna).get(f"/cases/{cast.case.pk}/goals/new/").content.decode()
    assert 'id="f-child_words-sees"' in page
    assert "Kan læses af læringskoordinator." in page
    described = page.split('name="child_words"')[1].split(">")[0]
    assert "f-child_words-sees" in described
    assert 'id="f-title-sees"' not in page
