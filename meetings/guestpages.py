"""A guest's pages about a meeting."""

from django.http import HttpRequest, HttpResponse

from core.pages import show
from guests.pages import guest_page


@guest_page
def meeting(request: HttpRequest) -> HttpResponse:
    """The meeting, and what the guest has promised."""
    return show(request, "meetings/guest_meeting.html", "guest-meeting")
