"""Pages about meetings."""

from django.urls import path

from . import feed, feedpages, guestpages, pages
from .brief import pages as brief_pages

urlpatterns = [
    path("cases/<uuid:pk>/meetings/", pages.case_meetings, name="case-meetings"),
    path("cases/<uuid:pk>/meetings/new/", pages.meeting_new, name="meeting-new"),
    path("cases/<uuid:pk>/meetings/log/", pages.meeting_log, name="meeting-log"),
    path("cases/<uuid:pk>/brief/", brief_pages.case_brief, name="case-brief"),
    path("meetings/<uuid:pk>/", pages.meeting, name="meeting"),
    path("meetings/<uuid:pk>/edit/", pages.meeting_edit, name="meeting-edit"),
    path("meetings/<uuid:pk>/child/", pages.meeting_child, name="meeting-child"),
    path("meetings/<uuid:pk>/invited/<uuid:member>/", pages.meeting_answer, name="meeting-answer"),
    path("meetings/<uuid:pk>/hold/", pages.meeting_hold, name="meeting-hold"),
    path("meetings/<uuid:pk>/minutes/", pages.meeting_minutes, name="meeting-minutes"),
    path("meetings/<uuid:pk>/cancel/", pages.meeting_cancel, name="meeting-cancel"),
    path("account/calendar/", feedpages.feed_new, name="feed-new"),
    path("account/calendar/end/", feedpages.feed_end, name="feed-end"),
    path("calendar/<slug:token>/moeder.ics", feed.calendar_feed, name="calendar-feed"),
    path("guest/meeting/", guestpages.meeting, name="guest-meeting"),
]
