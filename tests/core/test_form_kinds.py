"""The form layer draws and reads each kind of serializer field, and raises on what it cannot draw."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from rest_framework import serializers

from core.formkinds import NotDrawable
from core.forms import describe
from core.posted import typed
from core.templatetags.ui import field


def form_with(source):
    """A serializer with one field, ``it``."""
    return type("Form", (serializers.Serializer,), {"it": source})()


def read(source, *texts, **more):
    post = QueryDict(mutable=True)
    post.setlist("it", list(texts))
    post.update(more)
    return typed(post, form_with(source)).get("it")


class Row(serializers.Serializer):
    """A row, or a part."""

    what = serializers.CharField()


NUMBERS = {"1,5": "1.5", "1.5": "1.5", "1.234": "1234", "1.234,5": "1234.5", "12 500": "12500", "-2,25": "-2.25"}


@pytest.mark.parametrize(("text", "number"), NUMBERS.items())
def test_a_number_is_read_as_it_is_written_in_danish(text, number):
    source = serializers.DecimalField(max_digits=9, decimal_places=2)
    assert read(source, text) == number
    assert source.run_validation(number) is not None


@pytest.mark.parametrize("text", ["1,2,3", "mange", "1.2.3", "12.34.567"])
def test_what_is_no_number_stays_as_it_was_typed(text):
    assert read(serializers.IntegerField(), text) == text


def test_a_number_is_written_with_a_comma():
    form = describe(form_with(serializers.FloatField()), {"it": 1.5}, {})
    assert field(form, "it")["value"] == "1,5"


@pytest.mark.parametrize(("text", "hour"), [("14", "14:00:00"), ("14.30", "14:30:00"), ("kl. 8.05", "08:05:00")])
def test_a_time_is_read_as_it_is_typed(text, hour):
    assert read(serializers.TimeField(), text) == hour


def test_a_day_and_a_moment_are_read_as_they_are_typed():
    assert read(serializers.DateField(), "3-8-2026") == "2026-08-03"
    assert read(serializers.DateTimeField(), "3-8-2026 14.05").startswith("2026-08-03T14:05")


def test_a_box_is_read_unticked_where_it_was_on_the_page():
    assert read(serializers.BooleanField(), "on") is True
    post = QueryDict("it-shown=1")
    assert typed(post, form_with(serializers.BooleanField())) == {"it": False}
    assert typed(QueryDict(""), form_with(serializers.BooleanField())) == {}


def test_a_list_is_ticked_or_typed_a_line_each_and_read_as_what_it_holds():
    assert read(serializers.MultipleChoiceField(choices=["a", "b"]), "a", "b") == ["a", "b"]
    assert read(serializers.ListField(child=serializers.CharField()), "Et\n\n To ") == ["Et", "To"]
    assert read(serializers.ListField(child=serializers.DecimalField(4, 1)), "1,5\n2") == ["1.5", "2"]
    assert read(serializers.ListField(child=serializers.DateField()), "3-8-2026") == ["2026-08-03"]


def test_a_list_of_texts_is_drawn_as_a_box_of_lines():
    drawn = describe(form_with(serializers.ListField(child=serializers.CharField())), {"it": ["Et", "To"]}, {})
    assert (drawn.fields["it"].kind, drawn.fields["it"].value) == ("textarea", "Et\nTo")


def test_a_file_is_read_from_the_files_of_the_form():
    sent = SimpleUploadedFile("ark.csv", b"a;b")
    assert typed(QueryDict(""), form_with(serializers.FileField()), {"it": sent}) == {"it": sent}
    assert describe(form_with(serializers.FileField()), {}, {}).fields["it"].kind == "file"


def test_rows_and_parts_are_drawn_as_their_fields():
    assert list(describe(form_with(Row()), {}, {}).fields) == ["it-what"]
    drawn = describe(form_with(Row(many=True)), {"it": [{"what": "Læse"}]}, {})
    assert (drawn.rows["it"][0]["what"].value, list(drawn.blank_rows["it"])) == ("Læse", ["what"])


NOT_DRAWN = [
    serializers.JSONField(),
    serializers.DictField(),
    serializers.DurationField(),
    serializers.ListField(child=serializers.DictField()),
]


@pytest.mark.parametrize("source", NOT_DRAWN, ids=lambda source: type(source).__name__)
def test_what_has_no_control_is_refused_when_it_is_drawn_and_when_it_is_read(source):
    with pytest.raises(NotDrawable, match="does not say how"):
        describe(form_with(source), {}, {})
    with pytest.raises(NotDrawable, match="does not say how"):
        read(source, "{}")


def test_rows_inside_rows_are_refused():
    inner = type("Inner", (serializers.Serializer,), {"rows": Row(many=True)})
    with pytest.raises(NotDrawable, match="rows inside"):
        describe(form_with(inner(many=True)), {"it": [{}]}, {})


def test_a_field_the_form_does_not_have_is_an_error_and_one_closed_to_the_user_is_drawn_as_nothing():
    class ForSome(Row):
        note = serializers.CharField()

        def may_fill(self, name):
            return name != "note"

    form = describe(ForSome(), {"note": "Hemmeligt"}, {})
    assert (list(form.fields), field(form, "note")) == (["what"], {})
    with pytest.raises(LookupError, match="no field 'whta'"):
        field(form, "whta")
