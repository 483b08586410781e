"""Pages of the cycle."""

from django.urls import path

from . import pages

urlpatterns = [
    path("my-day/", pages.my_day, name="my-day"),
    path("search/", pages.search, name="search"),
    path("notices/", pages.notices, name="notice-list"),
    path("notices/<uuid:notice_id>/", pages.notice, name="notice"),
    path("cases/", pages.case_list, name="case-list"),
    path("cases/<uuid:case_id>/", pages.case, name="case"),
    path("cases/<uuid:case_id>/timeline/", pages.timeline, name="case-timeline"),
    path("cases/<uuid:case_id>/history/", pages.history, name="case-history"),
    path("cases/<uuid:case_id>/masked/", pages.masked, name="case-masked"),
    path("cases/<uuid:case_id>/postpone/<slug:step>/", pages.postpone, name="step-postpone"),
]
