"""Who reads and writes sparring: school sparring is class D, home sparring class E of the design's table."""

import uuid

import pytest

from children.actions import oversee, release
from core.models import LookUp
from support.models import Sparring

CONTENT = {"form", "with_whom", "advised", "changes", "nothing_agreed"}


@pytest.mark.parametrize(
    ("who", "status"), [("anna", 201), ("vera", 201), ("petra", 403), ("lars", 403), ("adam", 403)]
)
def test_coordinator_and_supervisor_log_school_sparring(cast, api_of, sent, who, status):
    assert api_of(getattr(cast, who)).post("sparrings/", sent).status_code == status
    assert Sparring.objects.count() == (status == 201)


@pytest.mark.parametrize("who", ["karl", "viggo", "nora"])
def test_a_case_the_user_has_no_part_in_gives_404(cast, api_of, sent, who):
    api = api_of(getattr(cast, who))
    hidden = api.post("sparrings/", sent).json()["errors"]
    unknown = api.post("sparrings/", sent | {"case": str(uuid.uuid4())}).json()["errors"]
    assert [error for error in hidden if error["field"] == "case"] == [
        error for error in unknown if error["field"] == "case"
    ]
    assert Sparring.objects.count() == 0


def test_the_coordinator_logs_home_sparring(cast, api_of, sent):
    made = api_of(cast.anna).post("sparrings/", sent | {"setting": "home", "receivers": [str(cast.caregiver.pk)]})
    assert made.status_code == 201
    assert made.json()["changes"][0]["place"] == "home"


def test_a_supervisor_sees_who_writes_home_sparring_in_a_case_of_2019(cast, api_of, sent):
    answer = api_of(cast.vera).post("sparrings/", sent | {"setting": "home"})
    assert answer.status_code == 400
    assert [error["field"] for error in answer.json()["errors"]] == ["setting"]
    assert "skrives af læringskoordinatoren" in answer.json()["errors"][0]["message"]


def test_a_supervisor_does_not_turn_school_sparring_into_home_sparring(cast, api_of, at_school):
    assert api_of(cast.vera).patch(f"sparrings/{at_school.pk}/", {"setting": "home"}, version=1).status_code == 400


def test_a_supervisor_reads_home_sparring_and_changes_nothing_in_it(cast, api_of, at_home):
    api = api_of(cast.vera)
    seen = api.get(f"sparrings/{at_home.pk}/").json()
    assert (seen["advised"], seen["restricted"], seen["abilities"]["change"]) == ("Læs højt på skift", [], False)
    assert api.patch(f"sparrings/{at_home.pk}/", {"held_on": "2026-11-01"}, version=1).status_code == 403
    assert api.post(f"sparrings/{at_home.pk}/follow-up/", {"tried": "yes"}).status_code in {403, 428}


def test_a_psychologist_reads_school_sparring(cast, api_of, at_school):
    seen = api_of(cast.petra).get(f"sparrings/{at_school.pk}/").json()
    assert (seen["advised"], seen["restricted"]) == ("Begynd timen med en fast opgave", [])


def test_a_psychologist_knows_of_home_sparring_but_not_its_content(cast, api_of, at_home):
    seen = api_of(cast.petra).get(f"sparrings/{at_home.pk}/").json()
    assert seen["held_on"] == at_home.held_on.isoformat()
    assert set(seen["restricted"]) >= CONTENT
    assert {seen[name] for name in CONTENT} == {None}
    assert "kvarter" not in str(seen)


def test_home_sparring_passed_on_to_the_psychologist_is_read(cast, api_of, at_home):
    petra = cast.child.networkmembers.get(user=cast.petra)
    release(case=cast.case, item_kind="sparring", item_id=at_home.pk, to_members=[petra], by=cast.anna)
    assert api_of(cast.petra).get(f"sparrings/{at_home.pk}/").json()["advised"] == "Læs højt på skift"


def test_a_manager_reads_sparring_under_a_dated_supervision_only(cast, api_of, at_school):
    api = api_of(cast.lars)
    assert api.get(f"sparrings/{at_school.pk}/").status_code == 404
    oversee(case=cast.case, manager=cast.lars, reason="Klage fra en forælder")
    assert api.get(f"sparrings/{at_school.pk}/").json()["abilities"]["change"] is False


@pytest.mark.parametrize("who", ["karl", "viggo", "lars", "adam", "nora"])
@pytest.mark.parametrize(
    "path", ["sparrings/{s}/", "sparrings/{s}/page/", "cases/{c}/sparring/", "cases/{c}/sparring-form/"]
)
def test_without_a_relation_nothing_is_found(cast, api_of, at_school, who, path):
    answer = api_of(getattr(cast, who)).get(path.format(s=at_school.pk, c=cast.case.pk))
    assert answer.status_code == 404


@pytest.mark.parametrize("path", ["cases/{c}/sparring-form/", "sparrings/new/", "my-school/"])
def test_the_psychologist_has_no_forms_of_sparring(cast, api_of, path):
    assert api_of(cast.petra).get(path.format(c=cast.case.pk)).status_code == 404


def test_reading_home_sparring_is_logged_as_knowledge_of_the_home(cast, api_of, at_home):
    api_of(cast.anna).get(f"sparrings/{at_home.pk}/")
    row = LookUp.objects.latest("at")
    assert (row.child_ids, row.result) == ([cast.child.pk], "given")
    assert {"A", "E"} <= set(row.classes)
    assert "D" not in row.classes


def test_logging_a_sparring_is_in_the_log_as_writing(cast, api_of, sent):
    api_of(cast.vera).post("sparrings/", sent)
    row = LookUp.objects.latest("at")
    assert (row.action, row.user, row.child_ids) == ("write", cast.vera, [cast.child.pk])
