"""Pages about children."""

from django.urls import path

from . import import_pages as imports
from .pages import around, case, child, closing, moving, orphaned, reassigning, sharing


def records(kind: str, name: str, *, removable: bool = True) -> list[object]:
    """The form pages of one kind of record around a child."""
    base, given = f"children/<uuid:pk>/{kind}/", {"kind": kind}
    found = [
        path(f"{base}new/", around.record_new, given, name=f"{name}-new"),
        path(f"{base}<uuid:record>/", around.record_edit, given, name=f"{name}-edit"),
    ]
    if removable:
        found.append(path(f"{base}<uuid:record>/remove/", around.record_remove, given, name=f"{name}-remove"))
    return [*found]


urlpatterns = [
    path("children/", child.child_list, name="child-list"),
    path("children/new/", child.child_new, name="child-new"),
    path("children/<uuid:pk>/", child.child, name="child"),
    path("children/<uuid:pk>/edit/", child.child_edit, name="child-edit"),
    path("children/<uuid:pk>/cpr/", child.cpr, name="child-cpr"),
    path("children/<uuid:pk>/cpr/edit/", child.cpr_edit, name="child-cpr-edit"),
    path("children/<uuid:pk>/open-case/", child.case_open, name="case-open"),
    *records("placements", "placement"),
    *records("schoolings", "schooling"),
    *records("diagnoses", "diagnosis"),
    *records("other-measures", "measure"),
    path("children/<uuid:pk>/network/psychologist/", around.psychologist_new, name="psychologist-new"),
    path("children/<uuid:pk>/network/several/", around.members_new, name="member-several"),
    *records("network", "member", removable=False),
    path("children/<uuid:pk>/network/<uuid:record>/end/", around.member_end, name="member-end"),
    path("cases/<uuid:pk>/basics/", case.basics, name="case-basics"),
    path("cases/<uuid:pk>/network/", case.network, name="case-network"),
    path("cases/<uuid:pk>/moved/<uuid:period>/", moving.moved, name="case-moved"),
    path("cases/<uuid:pk>/orphaned/", orphaned.orphaned, name="case-orphaned"),
    path("cases/<uuid:pk>/close/", closing.case_close, name="case-close"),
    path("cases/<uuid:pk>/reopen/", closing.case_reopen, name="case-reopen"),
    path("cases/<uuid:pk>/closing/", closing.case_closing, name="case-closing"),
    path("cases/<uuid:pk>/closing/approve/", closing.closing_approve, name="case-closing-approve"),
    path("cases/<uuid:pk>/oversight/end/", case.case_end_oversight, name="case-end-oversight"),
    path("cases/<uuid:pk>/rhythm/", case.case_rhythm, name="case-rhythm"),
    path("cases/<uuid:pk>/hand-over/", case.case_hand_over, name="case-hand-over"),
    path("cases/<uuid:pk>/reassign/", reassigning.case_reassign, name="case-reassign"),
    path("coordinators/<uuid:pk>/reassign/", reassigning.coordinator_reassign, name="coordinator-reassign"),
    path("cases/<uuid:pk>/share/", sharing.share, name="case-share"),
    path("cases/<uuid:pk>/share/several/", sharing.share_several, name="case-share-several"),
    path("cases/<uuid:pk>/given/", sharing.given, name="case-given"),
    path("cases/<uuid:pk>/share/<uuid:release>/withdraw/", sharing.withdraw, name="release-withdraw"),
    path("children/import/", imports.new, name="import-new"),
    path("children/import/template/", imports.template, name="import-template"),
    path("children/import/<uuid:pk>/", imports.job, name="import"),
    path("children/import/<uuid:pk>/columns/", imports.columns, name="import-columns"),
    path("children/import/<uuid:pk>/state/", imports.state, name="import-state"),
    path("children/import/<uuid:pk>/report/", imports.report, name="import-report"),
    path("children/import/<uuid:pk>/carry-out/", imports.carry_out, name="import-carry-out"),
    path("children/import/<uuid:pk>/discard/", imports.discard, name="import-discard"),
]
