"""A class by its grade, in words."""

from django.utils.translation import gettext as _


def grade_words(grade: int) -> str:
    """``6. klasse``."""
    words: str = _("%(grade)s. klasse") % {"grade": grade}
    return words
