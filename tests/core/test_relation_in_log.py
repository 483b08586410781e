"""The look-up log names the relation that allowed each look."""

import pytest

from children.actions import oversee
from core.models import LookUp
from tests.factories import NoticeFactory


@pytest.mark.parametrize(
    ("who", "relation"), [("anna", "coordinator"), ("vera", "supervisor"), ("petra", "psychologist")]
)
def test_the_log_names_the_part_around_the_child_as_the_relation(cast, api_of, who, relation):
    assert api_of(getattr(cast, who)).get(f"cases/{cast.case.pk}/overview/").status_code == 200
    assert LookUp.objects.latest("at").relation == relation


def test_the_log_names_the_unit_for_a_managers_masked_list(cast, api_of):
    api = api_of(cast.lars)
    for path in ("cases/", f"cases/{cast.case.pk}/masked/"):
        assert api.get(path).status_code == 200
        assert LookUp.objects.latest("at").relation == "unit"


def test_the_log_names_oversight_for_a_managers_look_at_one_child(cast, api_of):
    oversee(case=cast.case, manager=cast.lars, reason="Klage fra skolen")
    assert api_of(cast.lars).get(f"cases/{cast.case.pk}/overview/").status_code == 200
    assert LookUp.objects.latest("at").relation == "oversight"


def test_the_log_of_a_refused_look_names_no_relation(cast, api_of):
    assert api_of(cast.karl).get(f"cases/{cast.case.pk}/overview/").status_code == 404
    look = LookUp.objects.latest("at")
    assert (look.result, look.relation) == ("denied", "")


def test_the_log_names_the_unit_for_a_managers_reminders(cast, api_of):
    NoticeFactory(user=cast.lars, case=cast.case)
    assert api_of(cast.lars).get("notices/").status_code == 200
    assert LookUp.objects.latest("at").relation == "unit"
