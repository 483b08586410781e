"""Who may see what: role x data class. ``visible_to`` on every queryset checks the relation to the child.

Access is one decision: the role's level for the field's data class, by the version of the intervention the case
follows, for children the user has an active, dated relation to. Deny by default. The table is DESIGN's, as data in
code; a golden test checks every route against it.
"""

from enum import IntEnum, StrEnum
from functools import cache
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _


class DataClass(StrEnum):
    """The kind of knowledge in a field."""

    COORDINATION = "A"
    IDENTITY = "B"
    PROTECTED = "C"
    SCHOOLING = "D"
    HOME = "E"
    SOCIAL = "F"
    HEALTH = "G"
    OWN_WORDS = "I"
    STATISTICS = "J"
    LOG = "K"
    # Not personal: schools, units, technical fields.
    ORGANISATION = "O"


class Role(models.TextChoices):
    """A user's role. Adults without an account have none; they are only members of a child's network."""

    COORDINATOR = "coordinator", _("Læringskoordinator")
    SUPERVISOR = "supervisor", _("Læringsvejleder")
    PSYCHOLOGIST = "psychologist", _("PPR-psykolog")
    MANAGER = "manager", _("Leder")
    ADMINISTRATOR = "administrator", _("Administrator")


class GuestKind(models.TextChoices):
    """The kinds of guests: members of a child's network without an account, and the child. Values as the members'."""

    SCHOOL_PROFESSIONAL = "school_professional", _("Fagperson i skolen")
    CAREGIVER = "caregiver", _("Plejeforælder eller personale")
    CASEWORKER = "caseworker", _("Rådgiver i kommunen")
    FOSTER_CONSULTANT = "foster_consultant", _("Familieplejekonsulent")
    PARENT = "parent", _("Biologisk forælder")
    OTHER = "other", _("Anden voksen")
    CHILD = "child", _("Barnet selv")


class Relation(models.TextChoices):
    """What gives a look at a child: a dated part around the child or, for masked lists, the manager's own unit."""

    COORDINATOR = "coordinator", _("Læringskoordinator")
    SUPERVISOR = "supervisor", _("Læringsvejleder")
    PSYCHOLOGIST = "psychologist", _("PPR-psykolog")
    OVERSIGHT = "oversight", _("Ledelsestilsyn")
    UNIT = "unit", _("Egen enhed, uden navne")
    # A correction of an adult around one child also writes to the adult's other children; nothing of them is read.
    SAME_ADULT = "same_adult", _("Samme voksen som hos et andet barn")
    GUEST = "guest", _("Gæst med link")


# Role and part must match: a coordinator gets no access by being, for example, somebody's caregiver.
RELATION_FOR_ROLE: dict[str, Relation] = {
    Role.COORDINATOR: Relation.COORDINATOR,
    Role.SUPERVISOR: Relation.SUPERVISOR,
    Role.PSYCHOLOGIST: Relation.PSYCHOLOGIST,
    Role.MANAGER: Relation.OVERSIGHT,
}


class Level(IntEnum):
    """What a role may do with a data class.

    OWN: read and write what is a guest's own: their agreements, their invitation, their answers. RELEASED: that, and
    read an item that was passed on to this person.
    """

    NONE = 0
    OWN = 1
    RELEASED = 2
    READ = 3
    WRITE = 4


A, B, C, D, E = "ABCDE"
F, G, I, J, K, O = "FGIJKO"  # noqa: E741
_NONE, _OWN, _RELEASED, _READ, _WRITE = Level.NONE, Level.OWN, Level.RELEASED, Level.READ, Level.WRITE

# Columns as in the design. PROTECTED is never read with a record: its own route reveals it, with a reason. A manager
# reads one child only under a dated oversight relation with a reason; lists for managers are masked.
MATRIX: dict[str, dict[str, Level]] = {
    Role.COORDINATOR: {
        A: _WRITE,
        B: _WRITE,
        C: _WRITE,
        D: _WRITE,
        E: _WRITE,
        F: _WRITE,
        G: _WRITE,
        I: _WRITE,
        O: _READ,
    },
    Role.SUPERVISOR: {A: _WRITE, B: _READ, D: _WRITE, E: _READ, F: _RELEASED, G: _RELEASED, I: _RELEASED, O: _READ},
    Role.PSYCHOLOGIST: {A: _WRITE, B: _READ, D: _READ, E: _RELEASED, F: _RELEASED, G: _WRITE, I: _RELEASED, O: _READ},
    Role.MANAGER: {A: _READ, B: _READ, D: _READ, E: _READ, F: _RELEASED, G: _RELEASED, I: _RELEASED, O: _READ},
    Role.ADMINISTRATOR: {O: _WRITE},
    # Guests: what their task shows and takes is further narrowed to what is theirs.
    GuestKind.SCHOOL_PROFESSIONAL: {A: _OWN, B: _READ, D: _OWN, E: _OWN, G: _OWN, I: _RELEASED},
    GuestKind.CAREGIVER: {A: _OWN, B: _READ, D: _OWN, E: _OWN, G: _OWN, I: _RELEASED},
    GuestKind.CASEWORKER: {A: _OWN, B: _READ, D: _READ, E: _READ, F: _OWN, G: _READ, I: _READ},
    GuestKind.FOSTER_CONSULTANT: {A: _OWN, B: _READ, D: _OWN, E: _OWN, I: _RELEASED},
    GuestKind.PARENT: {A: _OWN, B: _READ, D: _OWN, E: _OWN, I: _RELEASED},
    GuestKind.OTHER: {A: _OWN, B: _READ, E: _OWN},
    GuestKind.CHILD: {A: _OWN, B: _READ, D: _RELEASED, E: _OWN, I: _OWN},
}


# What a version of the intervention adds to the table, for the cases that follow it. A case keeps the version it began
# with, so two cases of one municipality may differ.
ADDED: dict[int, dict[str, dict[str, Level]]] = {
    # Supervisors also spar with the home, and write its agreements and talks.
    2023: {Role.SUPERVISOR: {E: _WRITE}},
}


@cache
def _added(role: str, data_class: str) -> dict[int, Level]:
    """The level that each version adds, by version."""
    rows = {version: roles.get(role, {}).get(data_class) for version, roles in ADDED.items()}
    return {version: found for version, found in rows.items() if found is not None}


def level(role: str, data_class: str, about: Any = None) -> Level:
    """The role's level for a data class; NONE by default.

    ``about``: the case, or a record of one, which has the ``model_version``. Without it no version adds anything.
    """
    plain = MATRIX.get(role, {}).get(data_class, Level.NONE)
    added = _added(role, data_class)
    # Read only where needed: a record may have to load its case for it.
    version = getattr(about, "model_version", None) if added else None
    return max(plain, added.get(version, plain))  # type: ignore[arg-type]


def may_read(user: Any, data_class: str, about: Any = None) -> bool:
    """Whether the user's role may read this class without a release. ``about`` as for ``level``."""
    return level(user.role, data_class, about) >= Level.READ


def may_write(user: Any, data_class: str, about: Any = None) -> bool:
    """Whether the user's role may write this class. ``about`` as for ``level``."""
    return level(user.role, data_class, about) >= Level.WRITE


def may_have_own(kind: str, data_class: str) -> bool:
    """Whether a guest of this kind reads and writes what is their own of this class."""
    return level(kind, data_class) >= Level.OWN


def may_read_item(column: str, data_class: str, about: Any = None, *, is_own: bool = False, is_passed_on: bool) -> bool:
    """Whether somebody of this column, a role or a kind of guest, may read one item of a class.

    ``is_own``: it is a guest's own. ``is_passed_on``: it was passed on to them. ``about`` as for ``level``.
    """
    found = level(column, data_class, about)
    return found >= Level.READ or (found >= Level.OWN and (is_own or is_passed_on))


# The classes by which a masked list may be narrowed: nothing beyond dates and numbers.
MASKED = frozenset({A, O})


def may_narrow(role: str, classes: frozenset[str], *, masked: bool = False) -> bool:
    """Whether a role may narrow or sort a list by fields of these classes: a filter reveals what it compares.

    Fields that are read only by reveal, with a reason, are filtered by nobody.
    """
    if masked:
        return classes <= MASKED
    return C not in classes and all(level(role, each) >= Level.READ for each in classes)


# The refusal for users who may read a record but not write it.
MAY_NOT_CREATE = _("Du har ikke ret til at oprette det her.")
MAY_NOT_CHANGE = _("Du har ikke ret til at ændre det her.")


def is_closed_to_some(data_class: str | None) -> bool:
    """Whether some role that can have a part around a child may not read this class by itself."""
    return data_class is not None and any(level(role, data_class) < Level.READ for role in RELATION_FOR_ROLE)


# Fields of every record that say nothing about anybody.
TECHNICAL = {"id", "version", "created_at", "changed_at"}


class UnclassifiedField(LookupError):
    """A model field has no data class: it may not be stored or shown before it has one."""


@cache
def data_class(model: type[models.Model], field: str) -> str:
    """The data class of a model's field, from the one register. Raises UnclassifiedField."""
    if field in TECHNICAL:
        return DataClass.ORGANISATION.value
    register: dict[str, dict[str, str]] = import_string(settings.DATA_CLASS_REGISTER)
    fields = register.get(model._meta.label, {})
    try:
        return fields[field]
    except KeyError:
        module = settings.DATA_CLASS_REGISTER.rpartition(".")[0].replace(".", "/")
        raise UnclassifiedField(
            f"{model._meta.label}.{field} has no data class. Give it one under {model._meta.label!r} in {module}/."
        ) from None
