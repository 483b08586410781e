"""What a field says when it is empty or cannot be read."""

import pytest
from rest_framework import serializers

from core.wording import in_plain_words


class Form(serializers.Serializer):
    name = serializers.CharField()
    on = serializers.DateField()
    kind = serializers.ChoiceField(choices=[("a", "A")])
    many = serializers.IntegerField(error_messages={"invalid": "Tæl efter."})

    def get_fields(self):
        return in_plain_words(super().get_fields())


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("name", "", "Udfyld feltet."),
        ("name", None, "Udfyld feltet."),
        ("on", "", "Skriv datoen som dag-måned-år, for eksempel 18-03-2027."),
        ("on", "2026-13-01", "Skriv datoen som dag-måned-år, for eksempel 18-03-2027."),
        ("kind", "", "Vælg en fra listen."),
        ("kind", None, "Vælg en fra listen."),
        ("many", "to", "Tæl efter."),
    ],
)
def test_a_field_says_what_to_do(field, typed, says):
    form = Form(data={"name": "Kim", "on": "2026-03-01", "kind": "a", "many": 1} | {field: typed})
    assert not form.is_valid()
    assert form.errors == {field: [says]}


def test_what_is_missing_is_asked_for():
    form = Form(data={})
    form.is_valid()
    assert [str(form.errors[name][0]) for name in ("name", "kind")] == ["Udfyld feltet.", "Vælg en fra listen."]
