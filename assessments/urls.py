"""The pages of phase 1."""

from django.urls import path

from . import pages

urlpatterns = [
    path("cases/<uuid:pk>/assessment/", pages.case_assessment, name="case-assessment"),
    path("cases/<uuid:pk>/assessment/new/", pages.order, name="assessment-new"),
    path("assessments/mine/", pages.mine, name="my-assessments"),
    path("assessments/parts/<uuid:pk>/", pages.part, name="assessment-part"),
    path("assessments/parts/<uuid:pk>/order/", pages.order_part, name="assessment-part-order"),
    path("assessments/parts/<uuid:pk>/hand-over/", pages.hand_over, name="assessment-part-hand-over"),
    path("assessments/parts/<uuid:pk>/share/", pages.share_part, name="assessment-part-share"),
    path("assessments/parts/<uuid:pk>/take-back/", pages.take_back_part, name="assessment-part-take-back"),
    path("assessments/<uuid:pk>/report/new/", pages.new_report, name="assessment-report-new"),
    path("assessments/reports/<uuid:pk>/", pages.report, name="assessment-report"),
    path("assessments/reports/<uuid:pk>/edit/", pages.edit_report, name="assessment-report-edit"),
    path("assessments/reports/<uuid:pk>/share/", pages.share_report, name="assessment-report-share"),
    path("assessments/reports/<uuid:pk>/take-back/", pages.take_back_report, name="assessment-report-take-back"),
]
