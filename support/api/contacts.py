"""Contacts, and the initial data of their form."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from children.api.base import ChildRecordViewSet, PageView
from children.caseheader import HEADER_CLASSES, case_header
from children.models import NetworkMember
from core import access
from core.access import Role
from core.api import Changed, Created, Listed, Removed, Shown
from core.filters import by_columns
from core.pagination import NumberedPages
from core.queries import Paged, Query
from core.schema import for_page

from .. import answers, contacts
from ..contact_serializers import ContactSerializer
from ..models import Contact, contact_class
from ..prefilled import people_of, person_choice

WRITERS = frozenset({Role.COORDINATOR, Role.SUPERVISOR})


class ContactViewSet(Listed, Shown, Created, Changed, Removed, ChildRecordViewSet):
    """Calls, mails and talks with those around the child, newest first. Its writer is the author."""

    queryset = Contact.objects.whole().newest_first()
    serializer_class = record_serializer = ContactSerializer
    filters = by_columns("case")

    def server_values(self, attrs: dict[str, Any]) -> dict[str, Any]:
        return {"author": self.request.user}

    def create_record(self, data: dict[str, Any]) -> Contact:
        return contacts.log_contact(by=self.request.user, **data)

    def change_record(self, record: Contact, data: dict[str, Any], expected: int) -> Contact:
        changed = contacts.change_contact(contact=record, by=self.request.user, expected_version=expected, **data)
        return self.get_queryset().get(pk=changed.pk)  # type: ignore[no-any-return]

    def may_remove(self, serializer: Any, record: Contact) -> bool:
        return contacts.may_remove(self.request.user, record)

    def remove_record(self, record: Contact, expected: int) -> None:
        contacts.remove_contact(contact=record, by=self.request.user, expected_version=expected)

    @for_page(answers.ContactPage)
    @action(detail=True, methods=["get"])
    def page(self, request: Request, pk: Any = None) -> Response:
        """The page of one contact: the case's header, the contact, and the options of its form."""
        record = self.get_object()
        self.saw([record.child_id], HEADER_CLASSES)
        return Response(
            {
                "case": case_header(record.case, request.user),
                "contact": self.get_serializer(record).data,
                "choices": _choices(record.case, request.user, also=record.members.all()),
            }
        )


class CaseContacts(PageView):
    """The contacts of a case, newest first."""

    asks = {"get": Paged}

    @for_page(answers.CaseContacts)
    def get(self, request: Request, pk: UUID) -> Response:
        """A page of contacts, and whether this user may write one."""
        case = self.case_of(pk)
        rows = Contact.objects.visible_to(request.user).filter(case=case).whole().newest_first()
        pages = NumberedPages()
        page = pages.paginate_queryset(rows, request, view=self)
        listed = pages.get_paginated_response(self.shown(ContactSerializer, page))
        return self.page_about(case, may_write=case.is_open and self.request.user.role in WRITERS, **listed.data)


class MemberQuery(Query):
    """Somebody to tick beforehand."""

    member = serializers.UUIDField(required=False)


class CaseContactForm(PageView):
    """The initial data of a new contact's form. ``?member=…`` ticks somebody beforehand."""

    asks = {"get": MemberQuery}
    roles = WRITERS

    @for_page(answers.ContactForm)
    def get(self, request: Request, pk: UUID) -> Response:
        """Today, by telephone, and the adults to choose among."""
        case = self.case_of(pk)
        case.demand_open()
        choices = _choices(case, request.user)
        asked = request.query_params.get("member", "")
        ticked = [choice["value"] for choice in choices["members"] if choice["value"] == asked]
        values = {
            "case": str(case.pk),
            "held_on": timezone.localdate().isoformat(),
            "way": Contact.Way.PHONE.value,
            "members": ticked,
        }
        return self.page_about(case, values=values, choices=choices)


def _choices(case: Any, user: Any, also: Any = ()) -> dict[str, list[dict[str, str]]]:
    """The adults this user may write a contact with, and those of an earlier one."""
    writable = [member for member in people_of(case, user) if access.may_write(user, contact_class([member]), case)]
    chosen: list[NetworkMember] = [member for member in also if member not in writable]
    return {"members": [person_choice(member) for member in [*writable, *chosen]]}
