"""The messages of empty and unreadable fields: in plain words, and what to do.

Django REST framework's own messages mention null and formats such as YYYY-MM-DD. A message set on a field stays.
"""

from functools import cache
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

EMPTY = _("Udfyld feltet.")
CHOOSE = _("Vælg fra listen.")
LIST = _("Angiv det som en liste, også når der kun er én ting.")
FIELDS = _("Angiv det som felter med navn og indhold.")
DATE_FORM = _("Skriv datoen som dag-måned-år, for eksempel 18-03-2027.")

# The most specific kind of field comes last: its words win.
WORDS: list[tuple[type, dict[str, Any]]] = [
    (serializers.Field, {"required": EMPTY, "null": EMPTY}),
    (serializers.BooleanField, {"invalid": _("Svar ja eller nej.")}),
    (serializers.CharField, {"blank": EMPTY, "invalid": _("Skriv en tekst.")}),
    (serializers.ChoiceField, {"required": CHOOSE, "null": CHOOSE, "invalid_choice": CHOOSE}),
    (serializers.RelatedField, {"required": CHOOSE, "null": CHOOSE}),
    (serializers.DateField, {"invalid": DATE_FORM}),
    (serializers.DateTimeField, {"invalid": _("Skriv dato og klokkeslæt, for eksempel 18-03-2027 14.05.")}),
    (serializers.TimeField, {"invalid": _("Skriv klokkeslættet som timer og minutter, for eksempel 14.05.")}),
    (serializers.IntegerField, {"invalid": _("Skriv et helt tal.")}),
    (serializers.ListField, {"not_a_list": LIST}),
    (serializers.MultipleChoiceField, {"not_a_list": LIST}),
    (serializers.ManyRelatedField, {"not_a_list": LIST}),
    (serializers.ListSerializer, {"not_a_list": LIST}),
    (serializers.DictField, {"not_a_dict": FIELDS}),
    (serializers.Serializer, {"invalid": FIELDS}),
]


def in_plain_words(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields of a serializer, with our words in place of DRF's own."""
    children = [field.child for field in fields.values() if getattr(field, "child", None) is not None]
    for field in [*fields.values(), *children]:
        if not field.read_only:
            defaults, words = _words(type(field))  # type: ignore[arg-type]
            # The same object as in the class: nobody set it for this field.
            untouched = {key: text for key, text in words.items() if field.error_messages.get(key) is defaults.get(key)}
            field.error_messages = {**field.error_messages, **untouched}
    return fields


@cache
def _words(kind: type) -> tuple[dict[str, Any], dict[str, Any]]:
    """DRF's own messages for a kind of field, and ours."""
    defaults: dict[str, Any] = {}
    for each in reversed(kind.__mro__):
        defaults |= getattr(each, "default_error_messages", {})
    ours: dict[str, Any] = {}
    for general, words in WORDS:
        if issubclass(kind, general):
            ours |= words
    return defaults, ours
