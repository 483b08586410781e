"""Contacts in the API: the data class of their text depends on the people in them."""

from typing import Any

from django.utils.translation import gettext_lazy
from rest_framework import serializers

from children.models import NetworkMember
from children.serializers.base import RECORD, OfCaseSerializer
from core import access
from core.serializers import VisibleRelated

from .contacts import may_remove, problem_with
from .models import Contact


class ContactSerializer(OfCaseSerializer):
    """A contact. Who and when is coordination; the class of the text depends on the people in it."""

    author_name = serializers.CharField(source="author.name", read_only=True)
    members = VisibleRelated(many=True, queryset=NetworkMember.objects.all(), label=gettext_lazy("med hvem?"))
    with_whom = serializers.SerializerMethodField()

    class Meta:
        model = Contact
        route = "contact-detail"
        record_class = access.A
        fixed = {"case"}
        classes = {"author_name": access.A, "with_whom": access.A}
        fields = [*RECORD, "case", "held_on", "way", "members", "with_whom", "note", "author_name"]

    def record_class(self, record: Any) -> str:
        return record.data_class if isinstance(record, Contact) else str(self.Meta.record_class)

    def field_class(self, name: str, record: Any) -> str | None:
        raised = name == "note" and isinstance(record, Contact)
        return record.data_class if raised else super().field_class(name, record)

    def may_be_closed(self, name: str) -> bool:
        return name == "note" or super().may_be_closed(name)

    def get_with_whom(self, contact: Contact) -> list[str]:
        return [member.name for member in contact.members.all()]

    def abilities_of(self, contact: Contact) -> dict[str, bool]:
        return {
            "change": self.may_write(contact.data_class, contact),
            "remove": may_remove(self.user, contact),
        }

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Raises ValidationError for no adults, and for adults whose contacts this user may not write."""
        attrs = super().validate(attrs)
        members = attrs.get("members", self.instance.members.all() if self.instance is not None else [])
        if problem := problem_with(list(members), self._probe(attrs), by=self.user):
            raise serializers.ValidationError({"members": [problem]})
        return attrs
