"""The header above every page of a case."""

import datetime as dt

from django.template.loader import render_to_string

from children.actions import close_case
from children.caseheader import case_header


def test_the_header_names_the_child_and_those_responsible(cast):
    header = case_header(cast.case, cast.anna)
    assert header["child"]["full_name"] == "Barn Et Prøve"
    assert (header["child"]["class_name"], header["child"]["school"]) == ("6.b", "Aaskolen")
    assert (header["child"]["placement"], header["coordinator"]) == ("Familien Prøve", "Anna Prøve")
    assert header["supervisors"] == ["Vera Prøve"]


def test_the_header_needs_three_queries(cast, django_assert_num_queries):
    with django_assert_num_queries(3):
        case_header(cast.case, cast.anna)


def test_a_class_without_a_name_is_told_by_its_grade(cast):
    schooling = cast.child.schoolings.get()
    schooling.class_name = ""
    schooling.save()
    assert case_header(cast.case, cast.anna)["child"]["class_name"] == "6. klasse"


def test_only_the_coordinator_closes_and_hands_over(cast):
    assert case_header(cast.case, cast.anna)["abilities"]["close"]
    assert not case_header(cast.case, cast.vera)["abilities"]["hand_over"]


def test_nothing_is_written_in_a_closed_case(cast):
    case = close_case(case=cast.case, by=cast.anna, reason="moved", note="", closed_on=dt.date(2026, 11, 1))
    abilities = case_header(case, cast.anna)["abilities"]
    assert (abilities["write"], abilities["close"], abilities["reopen"]) == (False, False, True)


def test_the_header_is_drawn_with_the_childs_name_as_its_heading(cast):
    drawn = render_to_string("children/case_header.html", {"case": case_header(cast.case, cast.anna)})
    assert "<h1>Barn Et Prøve</h1>" in drawn
    assert "6.b, Aaskolen" in drawn


def test_the_current_tab_is_marked(cast):
    case = {"tabs": [{"key": "goals", "label": "Mål", "url": "/a/"}, {"key": "network", "label": "N", "url": "/b/"}]}
    drawn = render_to_string("children/case_tabs.html", {"case": case, "current": "goals"})
    assert drawn.count("aria-current") == 1
    assert '<a href="/a/" aria-current="page">' in drawn
