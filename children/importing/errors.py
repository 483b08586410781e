"""Errors of a whole file."""

from django.utils.translation import gettext_lazy as _

NO_SHEET = _("Filen kan ikke læses som et regneark. Gem den som .xlsx eller .csv.")
TOO_LARGE = _("Filen er større end 10 MB. Del den i flere filer.")


class ReadingError(ValueError):
    """An unreadable file; `str()` of it says what to do, in the user's language."""
