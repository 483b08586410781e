"""All routes: pages first, the API below /api/v1/."""

from django.urls import include, path

urlpatterns = [
    path("", include("casework.home")),
    path("", include("casework.guide")),
    path("", include("accounts.urls")),
    path("account/", include("allauth.urls")),
    path("", include("children.urls")),
    path("", include("guests.urls")),
    path("", include("assessments.urls")),
    path("", include("followup.urls")),
    path("", include("insight.urls")),
    path("", include("goals.urls")),
    path("", include("support.urls")),
    path("", include("meetings.urls")),
    path("api/v1/", include("casework.api")),
]

handler400 = "core.errors.bad_request"
handler403 = "core.errors.forbidden"
handler404 = "core.errors.not_found"
handler429 = "core.errors.too_many"
handler500 = "core.errors.server_error"
