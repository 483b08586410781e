"""The guests' own pages, and the coordinator's pages about links."""

from django.urls import path

from accounts.pages import language

from . import linkpages, pages

urlpatterns = [
    path("cases/<uuid:pk>/guest-links/new/", linkpages.link_new, name="link-new"),
    path("cases/<uuid:pk>/guest-links/<uuid:link>/code/", linkpages.link_renew, name="link-renew"),
    path("cases/<uuid:pk>/guest-links/<uuid:link>/end/", linkpages.link_end, name="link-end"),
    path("cases/<uuid:pk>/guest-links/<uuid:link>/letter.pdf", linkpages.link_letter, name="link-letter"),
    path("guest/", pages.home, name="guest-home"),
    path("guest/link/<slug:token>/", pages.link, name="guest-link"),
    path("guest/leave/", pages.leave, name="guest-leave"),
    path("guest/language/", language, name="guest-language"),
]
