"""The first page after signing in: each role's own."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse

from core.access import Role
from core.pages import page

FIRST_PAGE = {
    Role.COORDINATOR: "my-day",
    Role.SUPERVISOR: "my-school",
    Role.PSYCHOLOGIST: "my-assessments",
    Role.MANAGER: "overview",
    Role.ADMINISTRATOR: "administration",
}


@page
def home(request: HttpRequest) -> HttpResponse:
    """Redirect to the first page of the user's role."""
    return HttpResponseRedirect(reverse(FIRST_PAGE[Role(request.user.role)]))  # type: ignore[union-attr]


urlpatterns = [path("", home, name="home")]
