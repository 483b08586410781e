"""The adults around the child in the API."""

from django.utils.translation import gettext as _
from rest_framework import serializers

from core import access

from ..models import NetworkMember
from .base import RECORD, OfChildSerializer


class NetworkMemberSerializer(OfChildSerializer):
    """An adult around the child."""

    has_account = serializers.SerializerMethodField()

    class Meta:
        model = NetworkMember
        route = "networkmember-detail"
        record_class = access.A
        fixed = {"child"}
        classes = {"has_account": access.A}
        fields = [
            *[*RECORD, "child", "kind", "name", "part", "organisation", "email", "phone", "has_account"],
            *["from_on", "until_on", "child_wish", "child_wish_words", "authority_advice"],
        ]

    def get_has_account(self, member: NetworkMember) -> bool:
        return member.user_id is not None

    def get_abilities(self, member: NetworkMember) -> dict[str, bool]:
        may = access.may_write(self.user, access.A) and not member.gives_access
        return {"change": may, "remove": False}

    def validate_kind(self, kind: str) -> str:
        # A part that opens the record is given by opening or handing over a case, never typed here.
        if kind in NetworkMember.WITH_ACCESS:
            raise serializers.ValidationError(_("Den rolle gives, når forløbet åbnes eller overdrages. Vælg en anden."))
        return kind
