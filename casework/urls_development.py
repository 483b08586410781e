"""The routes of a developer's machine and of the demo: all of them, and the style guide at /styleguide/."""

from django.urls import include, path

from .styleguide import styleguide
from .urls import handler400, handler403, handler404, handler429, handler500

__all__ = ["handler400", "handler403", "handler404", "handler429", "handler500", "urlpatterns"]

urlpatterns = [
    path("styleguide/", styleguide, name="styleguide"),
    path("", include("casework.urls")),
]
