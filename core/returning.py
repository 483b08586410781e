"""Back to the page a user came from, when the task is done."""

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

BACK = "back"


def return_url(request: HttpRequest, otherwise: str) -> str:
    """Where to go when the task is done: to the page named in ``?back=``, or to ``otherwise``.

    The name is one of our routes without arguments, so it can lead to no other site and to no record.
    """
    try:
        return reverse(request.GET.get(BACK, ""))
    except NoReverseMatch:
        return otherwise
