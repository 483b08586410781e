"""Pages about goals and agreements."""

from django.urls import path

from . import pages

urlpatterns = [
    path("cases/<uuid:pk>/goals/", pages.case_goals, name="case-goals"),
    path("cases/<uuid:pk>/goals/new/", pages.goal_new, name="goal-new"),
    path("cases/<uuid:pk>/dreams/new/", pages.dream_new, name="dream-new"),
    path("cases/<uuid:pk>/agreements/", pages.case_agreements, name="case-agreements"),
    path("cases/<uuid:pk>/agreements/new/", pages.agreement_new, name="agreement-new"),
    path("dreams/<uuid:pk>/edit/", pages.dream_edit, name="dream-edit"),
    path("goals/<uuid:pk>/edit/", pages.goal_edit, name="goal-edit"),
    path("goals/<uuid:pk>/reach/", pages.goal_reach, name="goal-reach"),
    path("goals/<uuid:pk>/drop/", pages.goal_drop, name="goal-drop"),
    path("goals/<uuid:pk>/reopen/", pages.goal_reopen, name="goal-reopen"),
    path("agreements/<uuid:pk>/edit/", pages.agreement_edit, name="agreement-edit"),
    path("agreements/<uuid:pk>/follow-up/", pages.agreement_follow_up, name="agreement-follow-up"),
]
