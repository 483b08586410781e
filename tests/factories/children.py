"""The child and what is around it."""

import datetime as dt

from factory import SelfAttribute, Sequence, SubFactory

from casework.demo import traits
from children.models import (
    Adult,
    Child,
    Diagnosis,
    NetworkMember,
    OtherMeasure,
    Placement,
    Schooling,
)

from .base import BEGAN, ValidFactory, dealt
from .organisation import OfMunicipality, SchoolFactory


class ChildFactory(OfMunicipality):
    class Meta:
        model = Child

    first_name = Sequence("Barn {}".format)
    last_name = "Prøve"
    born_on = dealt(
        {dt.date(2012, 5, 4): traits.AGE_GROUPS["teen"], dt.date(2015, 5, 4): 0.22, dt.date(2018, 5, 4): 0.12}, along=2
    )
    gender = dealt({"boy": traits.BOYS, "girl": 1 - traits.BOYS}, along=3)
    parents_contact = dealt(traits.CONTACT, along=5)


class OfChild(ValidFactory):
    class Meta:
        abstract = True

    child = SubFactory(ChildFactory)
    municipality = SelfAttribute("child.municipality")


class PlacementFactory(OfChild):
    class Meta:
        model = Placement

    kind = dealt(
        {
            kind: share * (traits.IN_FOSTER_CARE if is_foster else 1 - traits.IN_FOSTER_CARE)
            for is_foster, kinds in traits.KINDS.items()
            for kind, share in kinds.items()
        },
        along=7,
    )
    place = "Familien Prøve"
    placing_municipality = SelfAttribute("municipality.name")
    from_on = dt.date(2022, 1, 10)


class SchoolingFactory(OfChild):
    class Meta:
        model = Schooling

    school = SubFactory(SchoolFactory, municipality=SelfAttribute("..municipality"))
    grade = 6
    class_name = "6.b"
    from_on = dt.date(2025, 8, 11)


class DiagnosisFactory(OfChild):
    class Meta:
        model = Diagnosis

    name = "Ordblindhed"


class OtherMeasureFactory(OfChild):
    class Meta:
        model = OtherMeasure

    kind = dealt(traits.MEASURES, along=11)
    from_on = BEGAN


class AdultFactory(OfMunicipality):
    class Meta:
        model = Adult

    name = "Pia Prøve"


class NetworkMemberFactory(OfChild):
    """A teacher; ``kind=`` and, for people with an account, ``user=`` for another part."""

    class Meta:
        model = NetworkMember

    kind = NetworkMember.Kind.SCHOOL_PROFESSIONAL
    name = "Tove Prøve"
    from_on = BEGAN
