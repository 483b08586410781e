"""Schools, units, institutions, users and their posts: the administrator writes, others read."""

from typing import Any

from core.access import Role
from core.api import Changed, Created, Listed, RecordViewSet, Shown
from core.filters import by_columns

from .. import actions, serializers
from ..models import Institution, Municipality, School, SchoolPost, Unit, User


class OrganisationViewSet(Listed, Shown, Created, Changed, RecordViewSet):
    """A part of the organisation. It shows no child, so nothing is logged."""

    logs_refusals = False

    def server_values(self, attrs: dict[str, Any]) -> dict[str, Any]:
        return {"municipality": self.request.user.municipality}


class SchoolViewSet(OrganisationViewSet):
    """Schools, also outside the municipality."""

    queryset = School.objects.select_related("area").order_by("name")
    serializer_class = serializers.SchoolSerializer


class UnitViewSet(OrganisationViewSet):
    """Units of the administration, and schools and areas as they are led."""

    queryset = Unit.objects.select_related("school").order_by("name")
    serializer_class = serializers.UnitSerializer
    filters = by_columns("kind")


class InstitutionViewSet(OrganisationViewSet):
    """Residential institutions and opholdssteder."""

    queryset = Institution.objects.order_by("name")
    serializer_class = serializers.InstitutionSerializer


class AdministratorsViewSet(OrganisationViewSet):
    """Resources that only the administrator sees."""

    roles = frozenset({Role.ADMINISTRATOR})


class UserViewSet(AdministratorsViewSet):
    """Users of the municipality. A new one is mailed a link to choose a password."""

    queryset = User.objects.select_related("unit").prefetch_related("school_posts__school").order_by("name")
    serializer_class = serializers.UserSerializer
    filters = by_columns("role")

    def get_queryset(self) -> Any:
        # ``visible_to`` is a method of the manager, not of the queryset.
        if getattr(self, "swagger_fake_view", False):
            return User.objects.none()
        return self.queryset.filter(municipality=self.request.user.municipality_id)

    def create_record(self, data: dict[str, Any]) -> User:
        return actions.invite(by=self.request.user, request=self.request._request, **data)


class MunicipalityViewSet(Listed, Shown, Changed, RecordViewSet):
    """The user's own municipality, with its cadence."""

    roles = frozenset({Role.ADMINISTRATOR})
    logs_refusals = False
    queryset = Municipality.objects.all()
    serializer_class = serializers.MunicipalitySerializer

    def get_queryset(self) -> Any:
        if getattr(self, "swagger_fake_view", False):
            return Municipality.objects.none()
        return Municipality.objects.filter(pk=self.request.user.municipality_id).order_by("name")


class SchoolPostViewSet(AdministratorsViewSet):
    """Supervisors' posts at schools. A subclass in an app above adds the effects on the children there."""

    queryset = SchoolPost.objects.select_related("user", "school").order_by("-from_on")
    serializer_class = serializers.SchoolPostSerializer
    filters = by_columns("user", "school")

    def get_queryset(self) -> Any:
        if getattr(self, "swagger_fake_view", False):
            return SchoolPost.objects.none()
        return self.queryset.filter(school__municipality=self.request.user.municipality_id)

    def server_values(self, attrs: dict[str, Any]) -> dict[str, Any]:
        return {}
