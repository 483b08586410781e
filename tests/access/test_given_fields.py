"""Every field of a record is given by its resource, or named here as kept inside."""

import pytest

from children.serializers import own_fields
from core.serializers import RecordSerializer

BASE = {"municipality", "child", "case"}
# What a record keeps to itself, and why it is not asked for.
KEPT_INSIDE = {
    # Secrets, what the sign-in counts, and the user's own choices, which the account page writes.
    "accounts.User": {"password", "last_login", "times_switched_off", "language", "wants_mail", "slash_searches"},
    # Given as the number itself, by reveal alone.
    "children.Child": {"cpr_digest"},
    # Given as names and marks.
    "children.NetworkMember": {"user", "adult", "reason"},
    "children.Release": {"act", "released_by"},
    "children.Case": {"reopened_on"},
    "assessments.AssessmentReport": {"written_by"},
    "support.Sparring": {"giver"},
    "support.Contact": {"author"},
}


def resources():
    """The serializers that give a whole record, by model."""
    found, waiting = {}, [RecordSerializer]
    while waiting:
        serializer = waiting.pop()
        waiting += serializer.__subclasses__()
        if "abilities" in getattr(getattr(serializer, "Meta", None), "fields", ()):
            found.setdefault(serializer.Meta.model, []).append(serializer)
    return found


RESOURCES = resources()


@pytest.mark.parametrize("model", RESOURCES, ids=lambda model: model._meta.label)
def test_a_record_gives_each_of_its_fields(model):
    given = set().union(*(serializer.Meta.fields for serializer in RESOURCES[model]))
    forgotten = set(own_fields(model)) - BASE - given - KEPT_INSIDE.get(model._meta.label, set())
    assert not forgotten, "give them in the serializer, or name them in KEPT_INSIDE"
