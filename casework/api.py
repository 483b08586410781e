"""The API's root: every resource, by its name. Each app brings its own; this is the only place that knows all."""

from django.urls import path
from drf_spectacular.views import SpectacularAPIView
from rest_framework.routers import SimpleRouter

from children.api import children as child
from core.drafts import DraftView
from followup.api import cases, caseviews, myday, postponements, search
from meetings import api as meetings

app_name = "api"

router = SimpleRouter(use_regex_path=False)
router.register("children", child.ChildViewSet, "child")
router.register("cases", cases.CaseViewSet, "case")
router.register("postponements", postponements.PostponementViewSet, "postponement")
router.register("placements", child.PlacementViewSet, "placement")
router.register("schoolings", child.SchoolingViewSet, "schooling")
router.register("diagnoses", child.DiagnosisViewSet, "diagnosis")
router.register("other-measures", child.OtherMeasureViewSet, "othermeasure")
router.register("network", child.NetworkMemberViewSet, "networkmember")
router.register("meetings", meetings.MeetingViewSet, "meeting")

urlpatterns = [
    *router.urls,
    path("cases/<uuid:pk>/meetings/", meetings.CaseMeetings.as_view(), name="case-meetings"),
    path("cases/<uuid:pk>/meeting-form/", meetings.CaseMeetingForm.as_view(), name="case-meeting-form"),
    path("cases/<uuid:pk>/held-form/", meetings.CaseHeldForm.as_view(), name="case-held-form"),
    path("cases/<uuid:pk>/overview/", caseviews.OverviewView.as_view(), name="case-overview"),
    path("cases/<uuid:pk>/timeline/", caseviews.TimelineView.as_view(), name="case-timeline"),
    path("cases/<uuid:pk>/history/", caseviews.HistoryView.as_view(), name="case-history"),
    path("cases/<uuid:pk>/follow-up-dates/", caseviews.FollowUpDatesView.as_view(), name="case-follow-up-dates"),
    path("cases/<uuid:pk>/masked/", caseviews.MaskedCaseView.as_view(), name="case-masked"),
    path("my-day/", myday.MyDayView.as_view(), name="my-day"),
    path("search/", search.SearchView.as_view(), name="search"),
    path("drafts/<str:key>/", DraftView.as_view(), name="draft-detail"),
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
]
