"""The buttons on the account page that make and end the user's calendar feed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.inner import call
from core.pages import button, data_or_raise, send


@button
def feed_new(request: HttpRequest) -> HttpResponse:
    """A new feed; its address is shown once, in the answer to this very post."""
    data = data_or_raise(call(request, "POST", "account-feed"))
    return render(request, "meetings/feed_made.html", {"data": data})


@button
def feed_end(request: HttpRequest) -> HttpResponse:
    """End the feed."""
    return send(request, "DELETE", "account-feed", back=reverse("account"), saved=_("Kalenderlinket er spærret."))
