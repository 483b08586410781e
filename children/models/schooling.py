"""Where a child goes to school."""

import re
from collections.abc import Iterable
from itertools import pairwise

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import School
from core.models.dates import dates_in_order

from .period import Period, no_overlap

HIGHEST_GRADE = 10


class Schooling(Period):
    """A time in one class at one school. A shift of school is counted when the school differs from the previous one."""

    class Provision(models.TextChoices):
        MAINSTREAM = "mainstream", _("Almen klasse")
        SUPPORTED = "supported", _("Almen klasse med specialundervisning")
        SPECIAL_CLASS = "special_class", _("Specialklasse")
        SPECIAL_SCHOOL = "special_school", _("Specialskole")
        INTERNAL = "internal", _("Intern skole")

    school = models.ForeignKey(School, verbose_name=_("skole"), on_delete=models.PROTECT, related_name="+")
    grade = models.PositiveSmallIntegerField(_("klassetrin"), validators=[MaxValueValidator(HIGHEST_GRADE)])
    class_name = models.CharField(_("klasse"), max_length=20, blank=True, help_text=_("For eksempel 5.b."))
    provision = models.CharField(_("skoletilbud"), max_length=16, choices=Provision, default=Provision.MAINSTREAM)

    class Meta:
        constraints = [
            dates_in_order("schooling_in_order"),
            no_overlap(
                "one_schooling_at_a_time",
                _("Barnet går allerede i skole et sted i den periode. Afslut det først, eller ret datoerne."),
            ),
            models.CheckConstraint(condition=models.Q(grade__lte=10), name="grade_to_ten"),
        ]
        indexes = [models.Index(fields=["child", "-from_on"], name="schooling_child")]

    def __str__(self) -> str:
        return f"{self.class_name or self.grade}, {self.school}"

    def next_class(self) -> tuple[int, str]:
        """Grade and class a year later: 6 and 6.b after 5.b. The highest grade stays."""
        grade = min(self.grade + 1, HIGHEST_GRADE)
        return grade, re.sub(rf"^{self.grade}(?=\D|$)", str(grade), self.class_name)


def school_shifts(schoolings: Iterable[Schooling]) -> int:
    """The number of changes of school. Moving up a class at the same school is no shift."""
    in_order = sorted(schoolings, key=lambda schooling: schooling.from_on)
    return sum(before.school_id != after.school_id for before, after in pairwise(in_order))
