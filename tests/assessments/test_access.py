"""Who reads and writes which part of an assessment."""

import uuid

import pytest

from assessments.actions import change_part, pass_on
from children.actions import oversee
from core.models import LookUp

READERS = {
    "anna": {"academic", "social", "own_words"},
    "vera": {"academic"},
    "petra": {"cognitive", "academic", "social"},
}
WRITERS = {"anna": {"academic", "social", "own_words"}, "vera": {"academic"}, "petra": {"cognitive", "social"}}
KINDS = ["cognitive", "academic", "social", "own_words"]


def pass_part_on(api, part, data):
    return api.post(f"assessment-parts/{part.pk}/pass-on/", data, version=part.version)


@pytest.fixture
def written(cast, assessment, part):
    """Every part with a text, none handed over."""
    for kind in KINDS:
        change_part(part=part(kind), by=cast.petra, data={"strengths": f"Styrke {kind}"})
    return assessment


@pytest.mark.parametrize("who", READERS)
def test_each_reads_the_parts_of_their_own_classes(cast, api_of, written, who):
    rows = api_of(getattr(cast, who)).get("assessment-parts/", case=cast.case.pk).json()["results"]
    assert {row["kind"] for row in rows if row["strengths"]} == READERS[who]
    closed = [row for row in rows if row["kind"] not in READERS[who]]
    assert all("strengths" in row["restricted"] and row["is_written"] for row in closed)


@pytest.mark.parametrize("who", ["karl", "viggo", "lars", "adam", "nora"])
def test_a_part_the_user_may_not_know_of_is_answered_like_an_unknown_one(cast, api_of, written, part, who):
    api = api_of(getattr(cast, who))
    hidden, unknown = (api.get(f"assessment-parts/{pk}/") for pk in (part("academic").pk, uuid.uuid4()))
    assert hidden.status_code == unknown.status_code == 404
    assert hidden.json() == unknown.json()


def test_a_manager_who_looks_at_a_case_reads_no_text(cast, api_of, written):
    oversee(case=cast.case, manager=cast.lars, reason="Klage fra skolen")
    rows = api_of(cast.lars).get("assessment-parts/", case=cast.case.pk).json()["results"]
    assert len(rows) == 4
    assert not any(row["strengths"] for row in rows)


@pytest.mark.parametrize("who", WRITERS)
@pytest.mark.parametrize("kind", KINDS)
def test_each_writes_the_parts_of_their_own_classes(cast, api_of, written, part, who, kind):
    before = part(kind)
    answer = api_of(getattr(cast, who)).patch(
        f"assessment-parts/{before.pk}/", {"strengths": "Nyt"}, version=before.version
    )
    assert (answer.status_code == 200) == (kind in WRITERS[who])
    assert part(kind).strengths == ("Nyt" if kind in WRITERS[who] else f"Styrke {kind}")


def test_the_coordinator_sees_that_the_cognitive_part_exists_but_not_its_text(cast, api_of, written, part):
    row = api_of(cast.anna).get(f"assessment-parts/{part('cognitive').pk}/").json()
    assert (row["is_with_psychologist"], row["responsible_name"]) == (True, "Petra Prøve")
    assert row["strengths"] is None
    assert "Styrke" not in str(row)


def test_the_coordinator_reads_the_cognitive_part_when_it_is_handed_over(cast, api_of, written, part):
    url = f"assessment-parts/{part('cognitive').pk}/"
    handed = api_of(cast.petra).client.post(
        f"/api/v1/{url}hand-over/", "{}", "application/json", headers={"If-Match": str(part("cognitive").version)}
    )
    assert handed.status_code == 200, handed.json()
    row = api_of(cast.anna).get(url).json()
    assert (row["strengths"], row["state"]) == ("Styrke cognitive", "received")


@pytest.mark.parametrize("who", ["anna", "vera"])
def test_only_the_psychologist_hands_the_cognitive_part_over(cast, api_of, written, part, who):
    answer = api_of(getattr(cast, who)).post(f"assessment-parts/{part('cognitive').pk}/hand-over/")
    assert answer.status_code == 403
    assert part("cognitive").handed_over_on is None


def test_the_coordinator_cannot_take_the_psychologists_text_by_naming_another(cast, api_of, written, part):
    cognitive, mine = part("cognitive"), str(cast.coordinator_member.pk)
    for chosen in (mine, None):
        url = f"assessment-parts/{cognitive.pk}/"
        assert api_of(cast.anna).patch(url, {"responsible": chosen}, version=cognitive.version).status_code == 400
    ordered = api_of(cast.anna).post(
        f"assessment-parts/{cognitive.pk}/order/", {"responsible": mine}, version=cognitive.version
    )
    assert ordered.status_code == 400
    assert api_of(cast.anna).get(url).json()["strengths"] is None


def test_the_cognitive_part_is_received_only_by_being_handed_over(cast, api_of, written, part):
    cognitive = part("cognitive")
    answer = api_of(cast.anna).patch(
        f"assessment-parts/{cognitive.pk}/", {"received_on": "2026-11-01"}, version=cognitive.version
    )
    assert answer.status_code == 400
    assert part("cognitive").received_on is None


def test_an_existing_assessment_without_a_psychologist_is_the_coordinators_to_write(cast, api_of, written, part):
    cognitive = part("cognitive")
    cognitive.responsible, cognitive.strengths = None, ""
    cognitive.save()
    data = {"strengths": "Fra PPV", "sources": ["ppv"], "received_on": "2026-11-20"}
    answer = api_of(cast.anna).patch(f"assessment-parts/{cognitive.pk}/", data, version=cognitive.version)
    assert answer.json()["state"] == "received"


def test_a_part_passed_on_is_read_by_the_one_it_was_given_to(cast, api_of, received, part):
    url = f"assessment-parts/{part('social').pk}/"
    assert api_of(cast.vera).get(url).json()["strengths"] is None
    pass_on(item=part("social"), by=cast.anna, to_members=[cast.supervisor_member])
    row = api_of(cast.vera).get(url).json()
    assert (row["strengths"], row["state"]) == ("Trøster andre", "passed_on")
    assert row["abilities"]["write"] is False


def test_the_childs_own_words_are_read_by_a_psychologist_only_when_passed_on(cast, api_of, received, part):
    url = f"assessment-parts/{part('own_words').pk}/"
    assert api_of(cast.petra).get(url).json()["words"] is None
    pass_on(item=part("own_words"), by=cast.anna, to_members=[cast.case.child.networkmembers.get(user=cast.petra)])
    assert api_of(cast.petra).get(url).json()["words"] == "Jeg vil være læge"


def test_the_author_may_pass_her_own_part_on(cast, api_of, received, part):
    data = {"to_members": [str(cast.supervisor_member.pk)]}
    assert pass_part_on(api_of(cast.petra), part("cognitive"), data).status_code == 200
    assert pass_part_on(api_of(cast.petra), part("social"), data).status_code == 403


def test_a_part_that_is_not_received_is_not_passed_on(cast, api_of, written, part):
    data = {"to_members": [str(cast.supervisor_member.pk)]}
    assert pass_part_on(api_of(cast.anna), part("social"), data).status_code == 403


def test_reading_parts_is_logged_with_what_was_shown(cast, api_of, written):
    api_of(cast.vera).get("assessment-parts/", case=cast.case.pk)
    row = LookUp.objects.latest("at")
    assert (row.user, row.child_ids, row.result) == (cast.vera, [cast.child.pk], "given")
    assert "D" in row.classes
    assert "G" not in row.classes
