"""The links of a case: ended when it closes, so that a reopened case has none."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from children.models import Case
from children.openends import OpenEnd

from .actions import end_link
from .models import Link
from .registry import tasks


def _live(case: Case) -> QuerySet[Link]:
    return Link.objects.live().filter(case=case).select_related("case__child", "member__adult").order_by("pk")


def _end(link: Link, *, way: str, note: str, by: Any) -> None:
    end_link(link=link, by=by)


LINKS = OpenEnd(
    key="link",
    title=_("Links til dem uden konto"),
    open_in=_live,
    describe=lambda link: str(tasks()[link.task].label),
    whose=lambda link: link.name,
    ways=(("ended", _("Lukkes")),),
    end=_end,
)
