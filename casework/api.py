"""The API's root: every resource by its name. Each app brings its own; only this module knows them all."""

from django.urls import path
from rest_framework.routers import SimpleRouter

from accounts.api import account, organisation
from assessments import api as assessment
from children.api import basics, forms, imports, network, overview, posts, reassigning, releases
from children.api import children as child
from core.days import DayView
from core.drafts import DraftView
from core.reference import DescriptionView, ProblemsView, ProblemView, reference
from followup.api import (
    cases,
    caseviews,
    childwords,
    history,
    movingup,
    myday,
    notices,
    postponements,
    sameday,
    schoolyears,
    search,
    sharing,
    yearplan,
)
from goals.api import case as goalpages
from goals.api import forms as goalforms
from goals.api import records as goals
from guests.api import links, opening
from guests.api import network as network_page
from insight import api as insight
from meetings import api as meetings
from meetings.api import account as own_account
from meetings.api import feed as feeds
from meetings.api import guests as guest_meetings
from meetings.brief import api as meeting_brief
from support.api import cases as sparring_case
from support.api import contacts as contact
from support.api import school as my_school
from support.api import sparrings as sparring

app_name = "api"

router = SimpleRouter(use_regex_path=False)
router.register("children", child.ChildViewSet, "child")
router.register("imports", imports.ImportViewSet, "import")
router.register("cases", cases.CaseViewSet, "case")
router.register("coordinators", reassigning.CoordinatorViewSet, "coordinator")
router.register("schools", organisation.SchoolViewSet, "school")
router.register("units", organisation.UnitViewSet, "unit")
router.register("institutions", organisation.InstitutionViewSet, "institution")
router.register("school-years", schoolyears.SchoolYearViewSet, "schoolyear")
router.register("municipalities", organisation.MunicipalityViewSet, "municipality")
router.register("users", posts.UserViewSet, "user")
router.register("school-posts", posts.SchoolPostViewSet, "schoolpost")
router.register("postponements", postponements.PostponementViewSet, "postponement")
router.register("placements", child.PlacementViewSet, "placement")
router.register("schoolings", child.SchoolingViewSet, "schooling")
router.register("diagnoses", child.DiagnosisViewSet, "diagnosis")
router.register("other-measures", child.OtherMeasureViewSet, "othermeasure")
router.register("assessments", assessment.AssessmentViewSet, "assessment")
router.register("assessment-parts", assessment.PartViewSet, "assessmentpart")
router.register("assessment-reports", assessment.ReportViewSet, "assessmentreport")
router.register("releases", releases.ReleaseViewSet, "release")
router.register("network", network.NetworkMemberViewSet, "networkmember")
router.register("guest-links", links.LinkViewSet, "guestlink")
router.register("dreams", goals.DreamViewSet, "dream")
router.register("goals", goals.GoalViewSet, "goal")
router.register("agreements", goals.AgreementViewSet, "agreement")
router.register("meetings", meetings.MeetingViewSet, "meeting")
router.register("sparrings", sparring.SparringViewSet, "sparring")
router.register("contacts", contact.ContactViewSet, "contact")

urlpatterns = [
    path("children/overview/", overview.ChildOverviewView.as_view(), name="child-overview"),
    path("children/new-form/", overview.NewChildView.as_view(), name="child-new-form"),
    path("children/moving-up/", movingup.NewSchoolYearView.as_view(), name="moving-up"),
    path("children/<uuid:pk>/page/", basics.ChildPageView.as_view(), name="child-page"),
    path("children/<uuid:pk>/forms/<slug:kind>/", forms.ChildFormView.as_view(), name="child-form"),
    path("cases/<uuid:pk>/basics/", basics.CaseBasicsView.as_view(), name="case-basics"),
    path("cases/<uuid:pk>/network/", network_page.CaseNetworkWithLinksView.as_view(), name="case-network"),
    path("cases/<uuid:pk>/link-form/", network_page.LinkFormView.as_view(), name="case-link-form"),
    path("cases/<uuid:pk>/share/", releases.CaseShareView.as_view(), name="case-share"),
    *router.urls,
    path("cases/<uuid:pk>/goals/", goalpages.CaseGoals.as_view(), name="case-goals"),
    path("cases/<uuid:pk>/agreements/", goalpages.CaseAgreements.as_view(), name="case-agreements"),
    path("cases/<uuid:pk>/dream-form/", goalforms.DreamForm.as_view(), name="case-dream-form"),
    path("cases/<uuid:pk>/goal-form/", goalforms.GoalForm.as_view(), name="case-goal-form"),
    path("cases/<uuid:pk>/agreement-form/", goalforms.AgreementForm.as_view(), name="case-agreement-form"),
    path("dreams/<uuid:pk>/form/", goalforms.DreamForm.as_view(is_new=False), name="dream-form"),
    path("goals/<uuid:pk>/form/", goalforms.GoalForm.as_view(is_new=False), name="goal-form"),
    path("agreements/<uuid:pk>/form/", goalforms.AgreementForm.as_view(is_new=False), name="agreement-form"),
    path("agreements/<uuid:pk>/follow-up-form/", goalforms.FollowUpForm.as_view(), name="agreement-follow-up-form"),
    path("cases/<uuid:pk>/meetings/", meetings.CaseMeetings.as_view(), name="case-meetings"),
    path("cases/<uuid:pk>/meeting-form/", meetings.CaseMeetingForm.as_view(), name="case-meeting-form"),
    path("cases/<uuid:pk>/held-form/", meetings.CaseHeldForm.as_view(), name="case-held-form"),
    path("cases/<uuid:pk>/brief/", meeting_brief.CaseBrief.as_view(), name="case-brief"),
    path("cases/<uuid:pk>/brief.pdf", meeting_brief.CaseBriefPdf.as_view(), name="case-brief-pdf"),
    path("cases/<uuid:pk>/overview/", caseviews.OverviewView.as_view(), name="case-overview"),
    path("cases/<uuid:pk>/timeline/", caseviews.TimelineView.as_view(), name="case-timeline"),
    path("cases/<uuid:pk>/history/", history.HistoryView.as_view(), name="case-history"),
    path("cases/<uuid:pk>/follow-up-dates/", caseviews.FollowUpDatesView.as_view(), name="case-follow-up-dates"),
    path("cases/<uuid:pk>/same-day/", sameday.SameDayView.as_view(), name="case-same-day"),
    path("cases/<uuid:pk>/share/several/", sharing.ShareSeveralView.as_view(), name="case-share-several"),
    path("cases/<uuid:pk>/given/", sharing.GivenView.as_view(), name="case-given"),
    path("cases/<uuid:pk>/child-words/", childwords.ChildWordsView.as_view(), name="case-child-words"),
    path("cases/<uuid:pk>/masked/", caseviews.MaskedCaseView.as_view(), name="case-masked"),
    path("notices/", notices.NoticesView.as_view(), name="notice-list"),
    path("notices/count/", notices.NoticeCountView.as_view(), name="notice-count"),
    path("notices/read/", notices.NoticesReadView.as_view(), name="notices-read"),
    path("notices/<uuid:pk>/read/", notices.NoticeReadView.as_view(), name="notice-read"),
    path(
        "account/",
        own_account.AccountViewSet.as_view({"get": "retrieve", "patch": "partial_update"}),
        name="account-detail",
    ),
    path("account/tokens/", account.TokensView.as_view(), name="account-tokens"),
    path("account/tokens/<uuid:pk>/", account.TokenView.as_view(), name="account-token"),
    path("overview/", insight.OverviewView.as_view(), name="overview"),
    path("my-day/", myday.MyDayView.as_view(), name="my-day"),
    path("year-plan/", yearplan.YearPlanView.as_view(), name="year-plan"),
    path("days/", DayView.as_view(), name="typed-day"),
    path("search/", search.SearchView.as_view(), name="search"),
    path("cases/<uuid:pk>/sparring/", sparring_case.CaseSparring.as_view(), name="case-sparring"),
    path("cases/<uuid:pk>/sparring-form/", sparring_case.CaseSparringForm.as_view(), name="case-sparring-form"),
    path("cases/<uuid:pk>/contacts/", contact.CaseContacts.as_view(), name="case-contacts"),
    path("cases/<uuid:pk>/contact-form/", contact.CaseContactForm.as_view(), name="case-contact-form"),
    path("sparrings/new/", my_school.SparringChoice.as_view(), name="sparring-new"),
    path("my-school/", my_school.MySchool.as_view(), name="my-school"),
    path(
        "cases/<uuid:pk>/assessment/",
        assessment.CaseAssessmentView.as_view({"get": "retrieve"}),
        name="case-assessment",
    ),
    path(
        "cases/<uuid:pk>/assessment/form/",
        assessment.CaseAssessmentView.as_view({"get": "form"}),
        name="case-assessment-form",
    ),
    path(
        "assessments/<uuid:pk>/report.pdf",
        assessment.ReportPdfView.as_view({"get": "retrieve"}),
        name="assessment-report-pdf",
    ),
    path("account/feed/", feeds.AccountFeedView.as_view(), name="account-feed"),
    path("guest/asked/", opening.AskedView.as_view(), name="guest-asked"),
    path("guest/session/", opening.SessionView.as_view(), name="guest-session"),
    path("guest/meeting/", guest_meetings.GuestMeetingView.as_view(), name="guest-meeting"),
    path("drafts/<str:key>/", DraftView.as_view(), name="draft-detail"),
    path("problems/", ProblemsView.as_view(), name="problem-list"),
    path("problems/<slug:code>/", ProblemView.as_view(), name="problem-detail"),
    path("schema/", DescriptionView.as_view(), name="schema"),
    path("docs/", reference, name="docs"),
]
