"""Writes of contacts. Each takes the acting user (``by``)."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from children.models import Case, CaseEvent, NetworkMember
from children.models.memberkey import NOT_IN_NETWORK, not_in_network
from core import access
from core.access import Role
from core.drafts import forget
from core.models import Change
from core.whole import whole

from .models import Contact, contact_class


def problem_with(members: Sequence[NetworkMember], contact: Contact, *, by: User) -> str:
    """Why a contact cannot be with these adults, in words; "" where it can."""
    if not members:
        return _("Vælg mindst én, du talte med.")
    there = set() if contact._state.adding else {member.pk for member in contact.members.all()}
    if not_in_network(members, contact.child_id, on=contact.held_on, but=there):
        return str(NOT_IN_NETWORK)
    if not access.may_write(by, contact_class(members), contact):
        # A user who spars with the home also writes what was said there.
        if access.may_write(by, access.E, contact):
            return _("Kontakt med forældre og myndighed skrives af læringskoordinatoren. Giv besked til koordinatoren.")
        return _("Kontakt med hjem og myndighed skrives af læringskoordinatoren. Giv besked til koordinatoren.")
    return ""


@whole()
def log_contact(*, case: Case, by: User, members: Sequence[NetworkMember], **fields: Any) -> Contact:
    """Save a contact with adults around the child. Raises ValidationError."""
    contact = Contact(case=case, child=case.child, municipality=case.municipality, author=by, **fields)
    contact.full_clean()
    _refuse(contact, members, by=by)
    contact.save(by=by)
    contact.members.set(members)
    CaseEvent.note(
        case,
        CaseEvent.Kind.CONTACT,
        record_id=contact.pk,
        on=contact.held_on,
        by=by,
        detail=contact.get_way_display,
    )
    return contact


@whole()
def change_contact(*, contact: Contact, by: User, expected_version: int | None = None, **fields: Any) -> Contact:
    """Correct a contact. Raises ValidationError, Conflict."""
    before = list(contact.members.all())
    members = list(fields.pop("members", before))
    for name, value in fields.items():
        setattr(contact, name, value)
    contact.full_clean()
    _refuse(contact, members, by=by)
    contact.save(by=by, expected_version=expected_version, beside=set(before) != set(members))
    Change.note_chosen(contact, "members", before=before, after=members, by=by)
    contact.members.set(members)
    CaseEvent.objects.filter(case=contact.case, record_id=contact.pk).update(happened_on=contact.held_on)
    return contact


@whole()
def remove_contact(*, contact: Contact, by: User, expected_version: int | None = None) -> None:
    """Delete a contact that was written by mistake; the history keeps that it existed. Raises Conflict."""
    contact_id, case = contact.pk, contact.case
    contact.remove(by=by, expected_version=expected_version)
    CaseEvent.objects.filter(case=case, record_id=contact_id).delete()
    forget([contact_id])


def may_remove(user: User, contact: Contact) -> bool:
    """Whether a user may delete a contact: its author, or the coordinator."""
    mine = user.role == Role.COORDINATOR or contact.author_id == user.pk
    return mine and access.may_write(user, contact.data_class, contact)


def _refuse(contact: Contact, members: Sequence[NetworkMember], *, by: User) -> None:
    if problem := problem_with(members, contact, by=by):
        raise ValidationError({"members": problem})
