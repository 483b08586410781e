"""The page that passes on several things at once, and the page of what the user was given."""

from typing import Any

from django.http import Http404
from django.urls import reverse
from rest_framework.request import Request
from rest_framework.response import Response

from children.actions.releases import ITEM_CLASSES
from children.api.base import PageView
from children.api.releases import choice_of, may_be_given
from children.models import Release
from core import access
from core.access import Role
from core.schema import for_page
from followup import answers
from followup.newskinds import READ_AT
from followup.sharing import item_labels, shareable


class ShareSeveralView(PageView):
    """The page Del flere of a case."""

    @for_page(answers.ShareSeveral)
    def get(self, request: Request, pk: Any) -> Response:
        """What this user may pass on, and to whom. 404 for users with nothing to pass on here."""
        case = self.case_of(pk)
        items = shareable(case, request.user)
        if not items and request.user.role != Role.COORDINATOR:
            raise Http404
        self.saw([case.child_id], {ITEM_CLASSES[item["kind"]] for item in items})
        return self.page_about(
            case,
            items=items,
            values={"case": str(case.pk)},
            choices={"to_members": [choice_of(member) for member in may_be_given(case, request.user)]},
        )


class GivenView(PageView):
    """The items passed on to the user in a case."""

    @for_page(answers.Given)
    def get(self, request: Request, pk: Any) -> Response:
        """Each item the user was given and may read today, newest first, with its page."""
        case = self.case_of(pk)
        rows = Release.objects.standing().filter(case=case, to_member__user=request.user)
        given = list(rows.select_related("released_by").order_by("-released_at", "item_kind", "pk"))
        self.saw([case.child_id], {access.A, *(ITEM_CLASSES.get(row.item_kind, access.A) for row in given)})
        labels = item_labels(given, case)
        return self.page_about(case, results=[_given(row, labels.get(row.item_id, "")) for row in given])


def _given(row: Release, label: str) -> dict[str, Any]:
    place = READ_AT[Release.Item(row.item_kind)]
    return {
        "kind": row.item_kind,
        "kind_label": str(row.get_item_kind_display()),  # type: ignore[attr-defined]
        "label": label,
        "given_on": row.released_at,
        "by": row.released_by.name if row.released_by else "",
        "url": reverse(place.route, args=[row.item_id if place.takes == "record" else row.case_id]),
    }
