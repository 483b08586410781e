"""A form with parts: a nested record is drawn, read, left out, and gets its errors field by field."""

from django.http import QueryDict
from rest_framework import serializers

from core.answers import Answer
from core.forms import add_errors, describe
from core.posted import typed, without_empty_parts


class Bed(serializers.Serializer):
    """A nested record that may be left out."""

    kind = serializers.ChoiceField(choices=["bunk", "loft"], style={"begins": True})
    room = serializers.CharField()
    house = serializers.CharField(style={"begins": False})
    since = serializers.DateField()


class Guest(serializers.Serializer):
    """A record with two nested ones."""

    name = serializers.CharField()
    bed = Bed(required=False)
    home = Bed()


def read(**sent):
    post = QueryDict(mutable=True)
    post.update({name.replace("__", "-"): value for name, value in sent.items()})
    return typed(post, Guest())


def test_the_fields_of_a_part_have_its_name_and_values():
    form = describe(Guest(), {"bed": {"room": "Nr. 4"}}, {})
    assert list(form.fields)[:3] == ["name", "bed-kind", "bed-room"]
    assert (form.fields["bed-room"].value, form.fields["bed-room"].id) == ("Nr. 4", "f-bed-room")


def test_a_nested_record_has_its_own_options():
    form = describe(Guest(), {}, {"bed": {"kind": [{"value": "tent", "label": "Telt"}]}})
    assert [choice.label for choice in form.fields["bed-kind"].choices] == ["Telt"]
    assert [choice.label for choice in form.fields["home-kind"].choices] == ["bunk", "loft"]


def test_only_a_part_that_must_be_there_has_fields_that_must_be_filled():
    fields = describe(Guest(), {}, {}).fields
    assert (fields["bed-room"].required, fields["home-room"].required) == (False, True)


def test_a_part_without_input_is_read_and_not_sent():
    data = read(name="Ida", bed__house="Hovedhuset", bed__since="3-8-2026", bed__room="", bed__kind="")
    assert data["bed"] == {"kind": "", "room": "", "house": "Hovedhuset", "since": "2026-08-03"}
    assert without_empty_parts(data, Guest()) == {"name": "Ida"}


def test_a_part_counts_as_filled_when_something_is_chosen_or_written():
    for choice in ({"bed__kind": "loft"}, {"bed__room": "Nr. 4"}):
        assert "bed" in without_empty_parts(read(name="Ida", **choice), Guest())


def test_a_part_that_must_be_there_is_sent_as_it_is():
    assert without_empty_parts(read(home__room=""), Guest()) == {"home": {"room": ""}}


def test_an_error_in_a_part_stands_at_its_field():
    form = describe(Guest(), {}, {})
    add_errors(form, [{"field": "bed.room", "message": "Skriv et værelse."}])
    assert form.fields["bed-room"].errors == ["Skriv et værelse."]
    assert (form.errors[0].id, form.errors[0].label) == ("f-bed-room", "Room")


def all_below(kind):
    for below in kind.__subclasses__():
        yield below
        yield from all_below(below)


def test_every_group_of_rows_in_a_form_says_what_a_row_is_called():
    import casework.api  # noqa: F401  every serializer there is

    nameless = [
        f"{each.__name__}.{name}"
        for each in all_below(serializers.Serializer)
        if not issubclass(each, Answer) and not each.__module__.startswith(("rest_framework", "drf_", "tests"))
        for name, field in each._declared_fields.items()
        if isinstance(field, serializers.ListSerializer) and not field.read_only and not field.label
    ]
    assert nameless == [], "give each a label: an error in a row is told by it"


class Party(serializers.Serializer):
    """A record with rows."""

    guests = Bed(many=True)


def test_rows_have_options_of_their_own_where_these_differ():
    own = [{"kind": [{"value": "tent", "label": "Telt"}]}]
    form = describe(Party(), {"guests": [{"kind": "tent"}, {"kind": "loft"}]}, {"guests": own})
    shown = [[choice.label for choice in row["kind"].choices] for row in form.rows["guests"]]
    assert shown == [["Telt"], ["bunk", "loft"]]
