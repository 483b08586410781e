"""The agenda of each kind of meeting. The child's words always come first."""

from django.utils.translation import gettext as _

from .models import Meeting


def agenda_for(kind: str) -> str:
    """The initial agenda of a new meeting of a kind, one point on each line."""
    points = {
        Meeting.Kind.START_UP: [
            _("Barnets ord"),
            _("Afdækningen: styrker først, så udfordringer"),
            _("Fælles mål: et fagligt og et om trivsel"),
            _("Aftaler: hvem gør hvad, i skolen og hjemme"),
            _("Næste møde"),
        ],
        Meeting.Kind.FOLLOW_UP: [
            _("Barnets ord"),
            _("Mål for mål: hvad er gjort, og hvad skete der?"),
            _("Aftaler: hvem gør hvad, i skolen og hjemme"),
            _("Næste møde"),
        ],
        Meeting.Kind.CHILD_TALK: [_("Barnets ord")],
    }
    return "\n".join(points.get(Meeting.Kind(kind), [_("Barnets ord"), _("Aftaler: hvem gør hvad")]))
