"""Two users change one record at once: both texts side by side, and the other's further changes taken over.

A form sends all its fields, also the unchanged ones; without this, saving it again would bring older texts back.
"""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from rest_framework import serializers

from .danish import moment, short_date
from .models import Change, Conflict
from .problems import StaleVersion

NOTHING: tuple[Any, ...] = ("", None, [])


def stale_version(serializer: Any, conflict: Conflict, since: int, sent: Mapping[str, Any]) -> StaleVersion:
    """The refusal (412) of ``sent``, written against version ``since`` of a record that has a newer one.

    ``serializer`` holds the present record. Fields both have changed to different values are in ``conflicts``; those
    only the other has changed are in ``taken``, with their present values.
    """
    current, now = conflict.current, serializer.data
    conflicts, taken = [], {}
    for name, before in _written_since(current, since).items():
        field = serializer.fields.get(name)
        if field is None or name not in sent:
            continue
        mine, theirs = _plain(field, sent[name]), _plain(field, now[name])
        if mine == theirs:
            continue
        if mine == _plain(field, before):
            taken[name] = {"label": str(field.label or name), "value": now[name], "text": _text(field, now[name])}
        else:
            conflicts.append(
                {
                    "field": name,
                    "label": str(field.label or name),
                    "yours": _text(field, sent[name]),
                    "theirs": _text(field, now[name]),
                }
            )
    return StaleVersion(conflicts, current.version, taken)


def _written_since(record: Any, since: int) -> dict[str, Any]:
    """The fields changed after a version, each with its value in that version."""
    rows = Change.objects.filter(record_id=record.pk, model=record._meta.label, version__gt=since)
    before: dict[str, Any] = {}
    for fields in rows.order_by("version", "at").values_list("fields", flat=True):
        for name, (value, _after) in fields.items():
            before.setdefault(name, value)
    return before


def _plain(field: Any, value: Any) -> str:
    """A value as text for comparison, whether it was typed, stored or shown."""
    if value in NOTHING:
        return ""
    if isinstance(field, serializers.ManyRelatedField):
        # The history stores chosen people by name, in order.
        return value if isinstance(value, str) else ", ".join(sorted(_names(field, value)))
    if field.read_only:
        return str(value)
    try:
        known = field.run_validation(value)
    except (serializers.ValidationError, ValidationError):
        return str(value)
    return "" if known in NOTHING else str(field.to_representation(known)).replace("\r\n", "\n")


def _names(field: Any, value: Any) -> list[str]:
    """The names of the records in a related field."""
    try:
        known = field.run_validation(value)
    except (serializers.ValidationError, ValidationError):
        return []
    return [str(record) for record in (known if isinstance(field, serializers.ManyRelatedField) else [known])]


def _text(field: Any, value: Any) -> str:
    """A value for a reader: names and words in place of ids and codes."""
    if value in NOTHING:
        return ""
    if isinstance(value, bool):
        return _("ja") if value else _("nej")
    if isinstance(field, serializers.ManyRelatedField | serializers.RelatedField) and not field.read_only:
        return ", ".join(_names(field, value))
    if isinstance(field, serializers.ChoiceField):
        return str(field.choices.get(value, value))
    if isinstance(field, serializers.DateTimeField):
        return moment(str(value))
    if isinstance(field, serializers.DateField):
        return short_date(str(value)) or str(value)
    return "\n".join(map(str, value)) if isinstance(value, list) else str(value)
