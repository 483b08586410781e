"""The one rule for who can be given something: somebody with a part in the child's network on the day it is for.

A field for one member is a ``MemberKey``; code for several calls ``refuse_outside_network``.
"""

import datetime as dt
from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.danish import date_words
from core.models.record import is_read

NOT_IN_NETWORK = _("Vælg nogen, der er i barnets netværk nu.")
GONE_BY_THEN = _("%(name)s er kun med til og med %(day)s. Vælg en anden, eller en tidligere dag.")


def not_in_network(
    members: Iterable[Any], child_id: UUID | None, *, on: dt.date | None = None, but: Collection[UUID] = ()
) -> bool:
    """Whether one of these is not around the child on a day (today by default), without those in ``but``.

    A record about a past day may also name somebody who has joined since. ``but``: ids of those on the record already,
    so that a form is not refused for values it does not change.
    """
    today = timezone.localdate()
    day = on or today
    return any(
        member.pk not in but
        and (
            member.child_id != child_id
            or member.kind == member.Kind.OVERSIGHT
            or member.from_on > max(day, today)
            or member.has_ended(day)
        )
        for member in members
    )


def why_not(
    members: Iterable[Any], child_id: UUID | None, *, on: dt.date | None = None, but: Collection[UUID] = ()
) -> Any:
    """The message for naming one of these for a day: not around the child, or gone by then. Empty where all are
    allowed.
    """
    for member in members:
        if not_in_network([member], child_id, on=on, but=but):
            is_here_now = not not_in_network([member], child_id)
            params = {"name": member.name, "day": date_words(member.until_on)}
            return GONE_BY_THEN % params if is_here_now and on and member.has_ended(on) else NOT_IN_NETWORK
    return ""


def refuse_outside_network(
    members: Iterable[Any],
    child_id: UUID | None,
    *,
    field: str = "",
    on: dt.date | None = None,
    but: Collection[UUID] = (),
) -> None:
    """Raises ValidationError, at the given field, where ``why_not`` has a message."""
    if why := why_not(members, child_id, on=on, but=but):
        raise ValidationError({field: why} if field else why)


class MemberKey(models.ForeignKey):  # type: ignore[type-arg]
    """A key to an adult around the record's child, validated by the rule above with the field's other rules.

    The record's ``members_on`` is the day on which the adult must be around the child.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("to", "children.NetworkMember")
        kwargs.setdefault("on_delete", models.PROTECT)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        # For migrations it is an ordinary foreign key.
        return name, "django.db.models.ForeignKey", args, kwargs

    def validate(self, value: Any, model_instance: Any) -> None:
        """Raises ValidationError for an adult who is not around the child on its day, unless stored already."""
        # No query is needed for an adult that was just read.
        there = models.Field if is_read(model_instance, self) else models.ForeignKey
        there.validate(self, value, model_instance)
        if value is None or getattr(model_instance, "child_id", None) is None:
            return
        chosen = [getattr(model_instance, self.name)]
        why = why_not(chosen, model_instance.child_id, on=model_instance.members_on)
        if why and value != self._stored(model_instance):
            raise ValidationError(why, code="outside_network")

    def _stored(self, model_instance: Any) -> Any:
        """The stored value: read only where somebody outside the network is named."""
        rows = type(model_instance)._base_manager.filter(pk=model_instance.pk)
        return rows.values_list(self.attname, flat=True).first()
