"""Pages for managers."""

from django.urls import path

from . import pages

urlpatterns = [path("overview/", pages.overview, name="overview")]
