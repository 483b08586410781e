"""The child in the API: who sees it, and how it is written."""

import uuid

import pytest

from children.models import Child, NetworkMember, Placement
from core.models import Change, LookUp

CHILD = {"first_name": "Ny", "last_name": "Prøve", "born_on": "2015-03-02", "gender": "boy"}


def test_a_coordinator_sees_her_own_children_only(cast, api_of):
    listed = api_of(cast.anna).get("children/").json()
    assert [row["first_name"] for row in listed["results"]] == ["Barn Et", "Barn To"]


@pytest.mark.parametrize("who", ["karl", "viggo", "lars", "adam", "nora"])
def test_a_child_the_user_has_no_part_with_is_answered_like_an_unknown_one(cast, api_of, who):
    api = api_of(getattr(cast, who))
    hidden, unknown = api.get(f"children/{cast.child.pk}/"), api.get(f"children/{uuid.uuid4()}/")
    assert hidden.status_code == unknown.status_code == 404
    assert hidden.json() == unknown.json()


def test_the_supervisor_of_the_childs_school_sees_the_child(cast, api_of):
    assert api_of(cast.vera).get(f"children/{cast.child.pk}/").json()["full_name"] == "Barn Et Prøve"


def test_every_look_at_a_child_is_in_the_log(cast, api_of):
    api_of(cast.anna).get(f"children/{cast.child.pk}/")
    row = LookUp.objects.latest("at")
    assert (row.user, row.action, row.child_ids, row.result) == (cast.anna, "read", [cast.child.pk], "given")
    assert "B" in row.classes


def test_no_log_no_data(cast, api_of, monkeypatch):
    def broken(*args, **kwargs):
        raise OSError("the log cannot be written")

    monkeypatch.setattr(LookUp, "note", broken)
    with pytest.raises(OSError, match="log"):
        api_of(cast.anna).get(f"children/{cast.child.pk}/")


def test_a_new_child_belongs_to_its_coordinator(cast, api_of):
    made = api_of(cast.anna).post("children/", CHILD)
    assert made.status_code == 201, made.json()
    assert NetworkMember.objects.get(child=made.json()["id"]).user == cast.anna


def test_a_supervisor_does_not_make_children(cast, api_of):
    assert api_of(cast.vera).post("children/", CHILD).status_code == 403


def test_the_same_key_makes_one_child(cast, api_of):
    api = api_of(cast.anna)
    first, second = (api.post("children/", CHILD, key="once").json()["id"] for _ in range(2))
    assert first == second
    assert Child.objects.filter(first_name="Ny").count() == 1


def test_the_same_key_with_another_child_is_refused(cast, api_of):
    api = api_of(cast.anna)
    api.post("children/", CHILD, key="once")
    assert api.post("children/", CHILD | {"first_name": "Anden"}, key="once").status_code == 422


def test_unknown_fields_are_named_and_refused(cast, api_of):
    answer = api_of(cast.anna).post("children/", CHILD | {"nickname": "x"})
    assert answer.status_code == 400
    assert answer.json()["errors"] == [{"field": "nickname", "message": "Feltet kendes ikke.", "code": "invalid"}]


def test_a_cpr_number_is_kept_encrypted_and_shown_masked(cast, api_of):
    made = api_of(cast.anna).post("children/", CHILD | {"cpr": "020315-4321"}).json()
    assert "cpr" not in made
    assert "4321" not in str(made)
    assert Child.objects.get(pk=made["id"]).cpr == "0203154321"


def test_a_cpr_number_is_revealed_with_a_reason_that_stays(cast, api_of):
    api = api_of(cast.anna)
    made = api.post("children/", CHILD | {"cpr": "020315-4321"}).json()
    shown = api.post(f"children/{made['id']}/reveal-cpr/", {"reason": "Skal bestille en test i PPR"})
    assert shown.json() == {"cpr": "020315-4321"}
    row = LookUp.objects.latest("at")
    assert (row.action, row.classes, row.reason) == ("reveal", "C", "Skal bestille en test i PPR")


def test_a_change_needs_the_version_it_was_made_from(cast, api_of):
    api = api_of(cast.anna)
    seen = api.get(f"children/{cast.child.pk}/").json()
    assert api.patch(f"children/{cast.child.pk}/", {"last_name": "Først"}, version=seen["version"]).status_code == 200
    late = api.patch(f"children/{cast.child.pk}/", {"last_name": "Sidst"}, version=seen["version"])
    assert late.status_code == 412
    assert late.json()["conflicts"] == [
        {"field": "last_name", "label": "Efternavn", "yours": "Sidst", "theirs": "Først"}
    ]


def test_a_change_is_in_the_history_with_the_persons_name(cast, api_of):
    api_of(cast.anna).patch(f"children/{cast.child.pk}/", {"last_name": "Ny"}, version=cast.child.version)
    change = Change.objects.filter(record_id=cast.child.pk).latest("at")
    assert (change.by.name, change.fields) == ("Anna Prøve", {"last_name": ["Prøve", "Ny"]})


def test_two_placements_cannot_share_a_day(cast, api_of):
    placement = {
        "child": str(cast.child.pk),
        "kind": "foster",
        "place": "Ny familie",
        "placing_municipality": "Prøvekøbing",
        "from_on": "2026-09-01",
    }
    answer = api_of(cast.anna).post("placements/", placement)
    assert answer.status_code == 400
    assert "Afslut den først" in answer.json()["errors"][0]["message"]
    assert Placement.objects.filter(child=cast.child).count() == 1


def test_a_supervisor_does_not_see_why_a_child_is_placed(cast, api_of):
    row = api_of(cast.vera).get("placements/", child=cast.child.pk).json()["results"][0]
    assert row["grounds"] is None
    assert {"grounds", "basis"} <= set(row["restricted"])


@pytest.mark.parametrize(("who", "told"), [("anna", True), ("vera", False), ("petra", False)])
def test_only_users_who_may_ask_for_a_number_see_that_there_is_one(cast, api_of, client_of, who, told):
    cast.child.set_cpr("0405140000")
    cast.child.save()
    user = getattr(cast, who)
    assert bool(api_of(user).get(f"children/{cast.child.pk}/").json()["cpr_masked"]) is told
    assert ("CPR-nummer" in client_of(user).get(f"/cases/{cast.case.pk}/basics/").content.decode()) is told
