"""The children a file has moved to another school or placement: the coordinator decides for each what stays."""

from typing import Any

from children.models import Case, ImportJob, Placement, Schooling
from children.moving import place_name


def cases_moved(job: ImportJob, user: Any) -> dict[str, Case]:
    """By id: the cases a file has moved that the user may see and that are still open."""
    ids = {case for case, _period in job.report.get("moved", [])}
    if not ids:
        return {}
    cases = Case.objects.visible_to(user).open().filter(pk__in=ids).select_related("child")
    return {str(case.pk): case for case in cases}


def moved_rows(job: ImportJob, user: Any) -> list[dict[str, Any]]:
    """The moved children, each with its new place, its case and its new period."""
    cases = cases_moved(job, user)
    if not cases:
        return []
    ids = [period for _case, period in job.report["moved"]]
    periods: list[Any] = [
        *Schooling.objects.filter(pk__in=ids).select_related("school"),
        *Placement.objects.filter(pk__in=ids),
    ]
    places = {str(period.pk): place_name(period) for period in periods}
    return [
        {"case": case, "period": period, "child": cases[case].child.first_name, "place": places[period]}
        for case, period in job.report["moved"]
        if case in cases and period in places
    ]
