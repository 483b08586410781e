"""Pages of phase 3."""

from django.urls import path

from . import contact_pages, pages

urlpatterns = [
    path("school/", pages.my_school, name="my-school"),
    path("sparrings/new/", pages.choose, name="sparring-new"),
    path("sparrings/<uuid:pk>/", pages.sparring, name="sparring"),
    path("sparrings/<uuid:pk>/change/", pages.change, name="sparring-change"),
    path("sparrings/<uuid:pk>/remove/", pages.remove, name="sparring-remove"),
    path("cases/<uuid:pk>/sparring/", pages.of_case, name="case-sparring"),
    path("cases/<uuid:pk>/sparring/new/", pages.new, name="case-sparring-new"),
    path("cases/<uuid:pk>/contacts/", contact_pages.of_case, name="case-contacts"),
    path("cases/<uuid:pk>/contacts/new/", contact_pages.new, name="case-contact-new"),
    path("contacts/<uuid:pk>/", contact_pages.change, name="contact"),
    path("contacts/<uuid:pk>/remove/", contact_pages.remove, name="contact-remove"),
]
