"""The adults around the child in the API."""

from typing import Any, ClassVar

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import serializers

from accounts.models import User
from core import access
from core.access import Role
from core.serializers import VisibleRelated

from ..models import Child, NetworkMember
from ..models.network import GIVES_ACCESS
from .base import RECORD, ActionSerializer, OfChildSerializer, OptionalDatesActionSerializer

MOST_AT_ONCE = 50


class NetworkMemberSerializer(OfChildSerializer):
    """An adult around the child."""

    has_account = serializers.SerializerMethodField()
    same_as = VisibleRelated(
        queryset=NetworkMember.objects.filter(user=None),
        write_only=True,
        required=False,
        allow_null=True,
        label=gettext_lazy("En voksen, I kender"),
    )
    only_here = serializers.BooleanField(
        write_only=True, required=False, label=gettext_lazy("Det er en anden person end hos de andre børn")
    )

    class Meta:
        model = NetworkMember
        route = "networkmember-detail"
        record_class = access.A
        fixed = {"child", "same_as"}
        classes = {"has_account": access.A, "same_as": access.A, "only_here": access.A}
        fields = [
            *[*RECORD, "child", "kind", "name", "part", "organisation", "email", "phone", "has_account"],
            *["same_as", "only_here"],
            *["from_on", "until_on", "child_wish", "child_wish_words", "authority_advice"],
        ]

    def get_has_account(self, member: NetworkMember) -> bool:
        return member.user_id is not None

    def abilities_of(self, member: NetworkMember) -> dict[str, bool]:
        may = access.may_write(self.user, access.A)
        lets_out = self.user.role == Role.COORDINATOR and member.kind == NetworkMember.Kind.PSYCHOLOGIST
        has_ended = member.has_ended(timezone.localdate())
        return {
            "change": may and not member.gives_access and not member.was_empty,
            "end": may and not has_ended and (lets_out or not member.gives_access),
            "remove": False,
        }

    def validate_kind(self, kind: str) -> str:
        """Raises ValidationError for a part that opens the record."""
        # Opening or handing over a case gives a part that opens the record; a form never does.
        if kind in NetworkMember.WITH_ACCESS:
            raise serializers.ValidationError(GIVES_ACCESS)
        return kind


class AdultRowSerializer(NetworkMemberSerializer):
    """One of several adults."""

    child = None  # type: ignore[assignment]
    same_as = None  # type: ignore[assignment]
    only_here = None  # type: ignore[assignment]

    class Meta(NetworkMemberSerializer.Meta):
        fields: ClassVar[list[str]] = ["kind", "name", "part", "organisation", "phone", "email"]

    def defaults(self, attrs: dict[str, Any]) -> dict[str, Any]:
        # The child and the first day are given once, beside the rows.
        return {"municipality": self.user.municipality, "from_on": timezone.localdate()}

    def unchecked(self) -> set[str]:
        return {"child"}


class AddSeveralSerializer(ActionSerializer):
    """Adults around a child from the same day, today by default.

    ``known`` are members of other networks, or former ones of this: their values are taken over.
    """

    child = VisibleRelated(queryset=Child.objects.all())
    from_on = serializers.DateField(label=gettext_lazy("Fra"), default=timezone.localdate)
    known = serializers.ManyRelatedField(
        child_relation=VisibleRelated(queryset=NetworkMember.objects.filter(user=None)),
        required=False,
        label=gettext_lazy("Voksne, I kender"),
    )
    adults = AdultRowSerializer(
        many=True,
        required=False,
        label=gettext_lazy("Voksen"),
        max_length=MOST_AT_ONCE,  # type: ignore[call-arg]
        error_messages={"max_length": gettext_lazy("Tilføj højst {max_length} voksne ad gangen.")},
    )

    def validate_known(self, members: list[NetworkMember]) -> list[NetworkMember]:
        """Raises ValidationError for more than MOST_AT_ONCE adults."""
        if len(members) > MOST_AT_ONCE:
            message = _("Tilføj højst %(count)s voksne ad gangen.") % {"count": MOST_AT_ONCE}
            raise serializers.ValidationError(message)
        return members

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Raises ValidationError where nobody is added."""
        if not (attrs.get("known") or attrs.get("adults")):
            raise serializers.ValidationError({"adults": [_("Skriv mindst én voksen, eller vælg en, I kender.")]})
        return attrs


class EndPartSerializer(OptionalDatesActionSerializer):
    """The last day of an adult's part, where it does not end at once."""

    until_on = serializers.DateField(label=gettext_lazy("Sidste dag"), required=False)


class PsychologistField(VisibleRelated):
    """An active psychologist in the municipality."""

    def get_queryset(self) -> Any:
        return super().get_queryset().filter(role=Role.PSYCHOLOGIST, is_active=True)


class GiveAccessSerializer(ActionSerializer):
    """The psychologist and the child whose record is opened."""

    child = VisibleRelated(queryset=Child.objects.all())
    user = PsychologistField(queryset=User.objects.all(), label=gettext_lazy("PPR-psykolog"))
