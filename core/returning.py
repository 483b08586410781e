"""Back to the page somebody came from, when what they came for is done."""

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

BACK = "back"


def return_url(request: HttpRequest, otherwise: str) -> str:
    """Where to go when something is done: to the page named in ``?back=``, which led here, or ``otherwise``.

    It names a route of ours that takes nothing, so it can lead to no other site and to nobody's record.
    """
    try:
        return reverse(request.GET.get(BACK, ""))
    except NoReverseMatch:
        return otherwise
