"""Who will be able to read what is written in a field: in words, from the table that decides it."""

from typing import Any

from django.utils.translation import gettext as _

from . import access, danish
from .access import RELATION_FOR_ROLE, Level, Role


def readers(data_class: str, about: Any = None) -> dict[Level, list[Role]]:
    """The roles that can have a part around a child, by their level for a class, without those that never read it.

    ``about`` as for ``access.level``.
    """
    found: dict[Level, list[Role]] = {}
    for role in map(Role, RELATION_FOR_ROLE):
        if (level := access.level(role, data_class, about)) >= Level.RELEASED:
            found.setdefault(min(level, Level.READ), []).append(role)
    return found


def audience(data_class: str | None, about: Any = None) -> str:
    """Who reads a field of this class, in a sentence; "" where everybody with a part around the child does."""
    if data_class is None or not access.is_closed_to_some(data_class):
        return ""
    by_level = readers(data_class, about)
    always = danish.listing(_named(role) for role in by_level.get(Level.READ, []))
    if data_class == access.C:
        return _("Kun %(who)s kan få det vist, og kun med en grund.") % {"who": always}
    shared = danish.listing(_named(role) for role in by_level.get(Level.RELEASED, []))
    said = _("Kan læses af %(who)s.") % {"who": always}
    return _("%(said)s Deles det, også af %(shared)s.") % {"said": said, "shared": shared} if shared else said


def _named(role: Role) -> str:
    """A role in a sentence. A manager reads one child only by oversight."""
    return _("leder med ledelsestilsyn") if role == Role.MANAGER else danish.inside(role.label)
