"""Pages of phase 3."""

from django.urls import path

from . import pages

urlpatterns = [
    path("school/", pages.my_school, name="my-school"),
    path("sparrings/new/", pages.choose, name="sparring-new"),
    path("sparrings/<uuid:pk>/", pages.sparring, name="sparring"),
    path("sparrings/<uuid:pk>/change/", pages.change, name="sparring-change"),
    path("sparrings/<uuid:pk>/remove/", pages.remove, name="sparring-remove"),
    path("cases/<uuid:pk>/sparring/", pages.of_case, name="case-sparring"),
    path("cases/<uuid:pk>/sparring/new/", pages.new, name="case-sparring-new"),
]
