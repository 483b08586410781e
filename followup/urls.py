"""Pages of the cycle."""

from django.urls import path

from . import booking_pages, calendar_pages, day_pages, moving_pages, pages, plan_pages

urlpatterns = [
    path("my-day/", day_pages.my_day, name="my-day"),
    path("year-plan/", plan_pages.year_plan, name="year-plan"),
    path("search/", pages.search, name="search"),
    path("notices/", pages.notices, name="notice-list"),
    path("notices/<uuid:notice_id>/", pages.notice, name="notice"),
    path("school-calendar/", calendar_pages.overview, name="school-calendar"),
    path("school-calendar/file/", calendar_pages.read_file, name="school-calendar-file"),
    path("school-calendar/save/", calendar_pages.save_all, name="school-calendar-save"),
    path("school-calendar/<int:starts_in>/", calendar_pages.year, name="school-year"),
    path("children/new-school-year/", moving_pages.moving_up, name="moving-up"),
    path("cases/", pages.case_list, name="case-list"),
    path("cases/<uuid:case_id>/", pages.case, name="case"),
    path("cases/<uuid:case_id>/timeline/", pages.timeline, name="case-timeline"),
    path("cases/<uuid:case_id>/history/", pages.history, name="case-history"),
    path("cases/<uuid:case_id>/masked/", pages.masked, name="case-masked"),
    path("cases/<uuid:case_id>/meetings/same-day/", booking_pages.same_day, name="meetings-same-day"),
    path("cases/<uuid:case_id>/postpone/<slug:step>/", pages.postpone, name="step-postpone"),
]
