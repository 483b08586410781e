"""Every field of a record is given by its resource and shown on its page, or named here as kept inside."""

import re
from pathlib import Path

import pytest

from casework import api
from children.serializers import own_fields
from core.serializers import RecordSerializer
from goals.models import Goal
from meetings.models import Meeting

ROOT = Path(__file__).parents[2]
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
    # The secrets of a link are never read back.
    "guests.Link": {"code_digest", "code_number", "revoked_by", "token_digest", "tries_left"},
}


def resources():
    """The serializers that give a whole record, by model."""
    # The routes import every serializer.
    assert api.urlpatterns
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


# A page about a record shows each of its fields: the word the templates call the record by, and fields shown otherwise.
SHOWN = [
    # The people a meeting names stand there by name.
    pytest.param(Meeting, r"meeting(?:\.people)?", set(), id="meeting"),
    # The dream is what the goals of one dream stand under.
    pytest.param(Goal, "goal", {"dream"}, id="goal"),
]


@pytest.mark.parametrize(("model", "called", "otherwise"), SHOWN)
def test_a_page_shows_each_field_of_the_record(model, called, otherwise):
    html = "".join(path.read_text() for path in (ROOT / "templates").rglob("*.html"))
    shown = set(re.findall(rf"\b{called}\.(\w+)", html))
    unseen = {name for name in own_fields(model) if not {name, f"{name}_label", f"{name}_labels"} & shown}
    assert not unseen - otherwise, "show them on the record's page"
