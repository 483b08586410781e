"""The organisation and its people in the API."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import serializers

from core import access
from core.bodies import KnownFields
from core.fields import FIELDS
from core.serializers import RecordSerializer

from . import actions
from .models import ApiToken, Institution, Municipality, School, SchoolPost, Unit, User

RECORD = ["id", "url", "version", "abilities", "restricted", "changed_at"]


class PartSerializer(RecordSerializer):
    """A part of the organisation, created in the administrator's own municipality."""

    def defaults(self, attrs: dict[str, Any]) -> dict[str, Any]:
        return {"municipality": self.user.municipality}


class SchoolSerializer(PartSerializer):
    """A school, and the area it belongs to."""

    area_name = serializers.CharField(source="area.name", read_only=True, default=None)

    class Meta:
        model = School
        route = "school-detail"
        record_class = access.O
        classes = {"area_name": access.O}
        fields = [*RECORD, "name", "kind", "area", "area_name", "closed"]


class UnitSerializer(PartSerializer):
    """A unit of the administration, or a school or an area with a leader."""

    school_name = serializers.CharField(source="school.name", read_only=True, default=None)

    class Meta:
        model = Unit
        route = "unit-detail"
        record_class = access.O
        classes = {"school_name": access.O}
        fields = [*RECORD, "name", "kind", "school", "school_name"]


class InstitutionSerializer(PartSerializer):
    """A residential institution or opholdssted."""

    class Meta:
        model = Institution
        route = "institution-detail"
        record_class = access.O
        fields = [*RECORD, "name", "kind"]


class MunicipalitySerializer(RecordSerializer):
    """The municipality's cadence."""

    class Meta:
        model = Municipality
        route = "municipality-detail"
        record_class = access.O
        fields = [
            *[*RECORD, "name", "code", "model_version", "follow_up_min_months", "follow_up_max_months"],
            *["school_sparring_weeks", "home_sparring_months", "caseload_target", "coordinator_share_percent"],
            "closing_needs_approval",
        ]
        read_only_fields = ["name", "code"]


class UserSerializer(RecordSerializer):
    """A user, as the administrator keeps them. Users choose their own password from a mail; it is never set here."""

    schools = serializers.SerializerMethodField()

    class Meta:
        model = User
        route = "user-detail"
        record_class = access.O
        classes = {"schools": access.O}
        fields = [*RECORD, "email", "name", "role", "unit", "phone", "hours_percent", "is_active", "schools"]

    def get_schools(self, user: User) -> list[str]:
        return [post.school.name for post in user.school_posts.all() if post.until_on is None]

    def defaults(self, attrs: dict[str, Any]) -> dict[str, Any]:
        # The model requires a password; this one is unusable until the user chooses one by mail.
        return {"municipality": self.user.municipality, "password": "!"}

    def validate_email(self, email: str) -> str:
        """The address in lower case."""
        return email.lower()

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Raises ValidationError where the municipality would lose its last active administrator."""
        attrs = super().validate(attrs)
        user = self.instance
        if user is not None and user.is_active and user.role == access.Role.ADMINISTRATOR:
            self._keep_an_administrator(user, attrs)
        return attrs

    def _keep_an_administrator(self, user: User, attrs: dict[str, Any]) -> None:
        """Refuse changes that would lock the administrator out or leave the municipality without an active one."""
        is_off, is_other = not attrs.get("is_active", True), attrs.get("role", user.role) != user.role
        if not is_off and not is_other:
            return
        field = "is_active" if is_off else "role"
        message = ""
        if user.pk == self.user.pk and is_off:
            message = _("Du kan ikke selv gøre din bruger inaktiv. Bed en anden administrator om det.")
        elif user.pk == self.user.pk:
            message = _("Du kan ikke selv lægge rollen som administrator fra dig. Bed en anden administrator om det.")
        elif not actions.other_administrators(user):
            message = _("Kommunen skal have mindst én aktiv administrator. Gør først en anden til administrator.")
        if message:
            raise serializers.ValidationError({field: [message]})


class SchoolPostSerializer(RecordSerializer):
    """A supervisor's post at a school."""

    user_name = serializers.CharField(source="user.name", read_only=True)
    school_name = serializers.CharField(source="school.name", read_only=True)

    class Meta:
        model = SchoolPost
        route = "schoolpost-detail"
        record_class = access.O
        fixed = {"user", "school"}
        classes = {"user_name": access.O, "school_name": access.O}
        fields = [*RECORD, "user", "user_name", "school", "school_name", "from_on", "until_on"]
        extra_kwargs = {
            "user": {"label": gettext_lazy("Læringsvejleder")},
            "school": {"label": gettext_lazy("Skole")},
            "until_on": {"help_text": gettext_lazy("Læringsvejlederen har adgang til og med den dag.")},
        }

    def abilities_of(self, post: SchoolPost) -> dict[str, bool]:
        may = access.may_write(self.user, access.O)
        return {"change": may, "end": may and not post.has_ended(timezone.localdate()), "remove": False}

    def validate_user(self, user: User) -> User:
        """Raises ValidationError for a user who is no supervisor."""
        if user.role != access.Role.SUPERVISOR:
            raise serializers.ValidationError(_("Kun en læringsvejleder knyttes til en skole. Vælg en anden."))
        return user


class AccountSerializer(RecordSerializer):
    """The user's own account."""

    class Meta:
        model = User
        route = "account-detail"
        record_class = access.O
        fields = [*RECORD, "email", "name", "role", "phone", "language", "wants_mail", "slash_searches"]
        read_only_fields = ["email", "role"]

    def abilities_of(self, record: User) -> dict[str, bool]:
        return {"change": True, "remove": False}

    def get_url(self, record: User) -> str:
        return "/api/v1/account/"

    def may_fill(self, name: str) -> bool:
        """Every role may write its own name, phone and language."""
        return True


class TokenSerializer(KnownFields, serializers.ModelSerializer[ApiToken]):
    """A personal token. Its text is given once, when it is made."""

    serializer_field_mapping = FIELDS
    scope_label = serializers.CharField(source="get_scope_display", read_only=True)

    class Meta:
        model = ApiToken
        fields = ["id", "name", "scope", "scope_label", "hint", "expires_on", "last_used_on", "created_at"]
        read_only_fields = ["id", "hint", "expires_on", "last_used_on", "created_at"]


class NewTokenSerializer(TokenSerializer):
    """A new token with its text, which is given here and never again."""

    token = serializers.CharField(read_only=True)

    class Meta(TokenSerializer.Meta):
        fields = [*TokenSerializer.Meta.fields, "token"]
