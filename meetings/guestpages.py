"""A guest's pages about a meeting."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from core.editing import Target
from core.pages import fetch
from guests.pages import guest_form, guest_page


@guest_page
def meeting(request: HttpRequest) -> HttpResponse:
    """The meeting, whether the guest comes, and what they have promised."""
    data = fetch(request, "guest-meeting")
    return guest_form(
        request,
        "meetings/guest_meeting.html",
        Target("POST", "guest-meeting"),
        data=data,
        values=data["own_answer"] or {},
        done=reverse("guest-meeting"),
    )
