"""The API's root: every resource, by its name. Each app brings its own; this is the only place that knows all."""

from django.urls import path
from drf_spectacular.views import SpectacularAPIView
from rest_framework.routers import SimpleRouter

from children.api import children as child
from core.drafts import DraftView

app_name = "api"

router = SimpleRouter(use_regex_path=False)
router.register("children", child.ChildViewSet, "child")
router.register("placements", child.PlacementViewSet, "placement")
router.register("schoolings", child.SchoolingViewSet, "schooling")
router.register("diagnoses", child.DiagnosisViewSet, "diagnosis")
router.register("other-measures", child.OtherMeasureViewSet, "othermeasure")
router.register("network", child.NetworkMemberViewSet, "networkmember")

urlpatterns = [
    *router.urls,
    path("drafts/<str:key>/", DraftView.as_view(), name="draft-detail"),
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
]
