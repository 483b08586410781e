"""What every page shows around its content: navigation by role, the signed-in user, unread reminders."""

from functools import cache
from typing import Any

from django.conf import settings
from django.db.models import Count, Subquery
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from core.access import Role
from core.prepared import CompiledQuery, StandIn
from followup.models import Notice

from .guide import help_url

NAVIGATION: dict[str, list[tuple[Any, str, str]]] = {
    Role.COORDINATOR: [
        (_("Min dag"), "my-day", "calendar-month"),
        (pgettext_lazy("several", "Forløb"), "case-list", "folder"),
        (_("Børn"), "child-list", "persons"),
        (_("Børn fra regneark"), "import-new", "upload"),
    ],
    Role.SUPERVISOR: [
        (_("Min skole"), "my-school", "student"),
        (_("Skriv sparring"), "sparring-new", "edit"),
        (pgettext_lazy("several", "Forløb"), "case-list", "folder"),
    ],
    Role.PSYCHOLOGIST: [
        (_("Mine afdækninger"), "my-assessments", "assignment"),
        (pgettext_lazy("several", "Forløb"), "case-list", "folder"),
    ],
    Role.MANAGER: [
        (_("Overblik"), "overview", "analytics"),
        (pgettext_lazy("several", "Forløb"), "case-list", "folder"),
    ],
    Role.ADMINISTRATOR: [(_("Administration"), "administration", "settings")],
}


def shell(request: HttpRequest) -> dict[str, Any]:
    """``shell`` in every template; it runs no query before the template reads it."""
    return {"shell": SimpleLazyObject(lambda: _shell(request))}


@cache
def _household() -> CompiledQuery:
    """A user's municipality and number of unread notices: 0.2 ms of every page, and 1.0 as two querysets."""
    somebody = StandIn.of("")
    unread = Notice.objects.visible_to(somebody).unread().order_by().values("user")
    users = User.objects.filter(pk=somebody.pk)
    return CompiledQuery(users.values_list("municipality__name", Subquery(unread.values(count=Count("pk")))), somebody)


def _shell(request: HttpRequest) -> dict[str, Any]:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"nav": [], "is_demo": settings.DEMO}
    [(municipality, unread)] = _household().rows(user)
    return {
        "nav": [_entry(request, *item) for item in NAVIGATION[user.role]],
        "municipality": municipality,
        "user_name": user.name,
        "role_label": user.get_role_display(),
        "unread": unread or 0,
        # Administrators cannot find children.
        "search_url": reverse("search") if user.role != Role.ADMINISTRATOR else "",
        "slash_searches": user.slash_searches,
        "notices_url": reverse("notice-list"),
        "help_url": help_url(request),
        "account_url": reverse("account"),
        "language_url": reverse("language"),
        "sign_out_url": reverse("account_logout"),
        "is_demo": settings.DEMO,
    }


def _entry(request: HttpRequest, label: Any, name: str, icon: str) -> dict[str, Any]:
    url = reverse(name)
    return {"label": label, "url": url, "current": request.path == url, "icon": icon}
