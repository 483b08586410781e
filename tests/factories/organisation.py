"""Municipalities, their parts and the people with an account."""

import factory
from django.contrib.auth.hashers import make_password
from factory import LazyAttribute, LazyFunction, SelfAttribute, Sequence, SubFactory

from accounts.models import ApiToken, Institution, Municipality, School, SchoolPost, Unit, User
from accounts.models.token import digest
from core.access import Role

from .base import BEGAN, ValidFactory


class MunicipalityFactory(ValidFactory):
    class Meta:
        model = Municipality

    name = Sequence("Kommune {}".format)
    # Lower than the cast's.
    code = Sequence(lambda n: f"{n % 900:03d}")


class OfMunicipality(ValidFactory):
    class Meta:
        abstract = True

    municipality = SubFactory(MunicipalityFactory)


class UnitFactory(OfMunicipality):
    class Meta:
        model = Unit

    name = Sequence("Enhed {}".format)
    kind = Unit.Kind.PPR


class SchoolFactory(OfMunicipality):
    class Meta:
        model = School

    name = Sequence("Prøveskole {}".format)


class InstitutionFactory(OfMunicipality):
    class Meta:
        model = Institution

    name = Sequence("Prøvegården {}".format)
    kind = Institution.Kind.RESIDENTIAL


class UserFactory(OfMunicipality):
    """A coordinator; ``role=`` for another."""

    class Meta:
        model = User

    name = Sequence("Prøve Person {}".format)
    email = Sequence("person{}@prove.example".format)
    password = LazyFunction(lambda: make_password("tests-only"))
    role = Role.COORDINATOR
    unit = factory.Maybe(
        LazyAttribute(lambda user: user.role == Role.MANAGER),
        SubFactory(UnitFactory, municipality=SelfAttribute("..municipality")),
        None,
    )


class SchoolPostFactory(ValidFactory):
    class Meta:
        model = SchoolPost

    user = SubFactory(UserFactory, role=Role.SUPERVISOR)
    school = SubFactory(SchoolFactory, municipality=SelfAttribute("..user.municipality"))
    from_on = BEGAN


class ApiTokenFactory(ValidFactory):
    """A token whose text is unknown; ``ApiToken.issue`` for a usable one."""

    class Meta:
        model = ApiToken

    user = SubFactory(UserFactory)
    name = "Udtræk"
    digest = Sequence(lambda n: digest(f"token {n}"))
    hint = "abcd"
