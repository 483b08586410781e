"""Pages of a case: the network, closing, opening again, handing over, passing on."""

import re

import pytest
from django.utils import timezone

from children.models import Case, Handover, NetworkMember, Release
from tests.children.browsing import hidden_values, queries_of, text, typed
from tests.factories import DiagnosisFactory, GoalFactory, NetworkMemberFactory


@pytest.fixture
def anna(cast, client_of):
    return client_of(cast.anna)


@pytest.fixture
def network(cast):
    return f"/cases/{cast.case.pk}/network/"


@pytest.fixture
def diagnosis(cast):
    return DiagnosisFactory(child=cast.child, name="Ordblindhed", by=cast.anna)


def share_path(case, kind, item):
    return f"/cases/{case.pk}/share/?item={kind}&id={item.pk}"


MEMBER = {"kind": "parent", "name": "Mor Prøve", "part": "Mor", "from_on": "2026-09-01", "until_on": ""}


# The network ------------------------------------------------------------------------------------------------------


def test_the_network_is_grouped_by_what_people_are_to_the_child(cast, anna, network):
    roles = re.findall(r"<dt>Rolle</dt><dd>([^<(]+)", anna.get(network).content.decode())
    assert [role.strip() for role in roles] == [
        "Læringskoordinator",
        "Læringsvejleder",
        "PPR-psykolog",
        "Fagperson i skolen",
        "Plejeforælder eller personale",
    ]


def test_all_addresses_of_the_network_are_copied_at_once(cast, anna, network):
    cast.teacher.email = "tove@prove.example"
    cast.teacher.save(by=cast.anna)
    page = anna.get(network).content.decode()
    addresses = page.split('id="all-emails"')[1].split(">")[1].split("<")[0]
    assert "tove@prove.example; " in addresses or addresses.endswith("tove@prove.example")


def test_a_mother_is_added_with_the_childs_wish(cast, anna, network):
    added = typed(
        anna,
        f"/children/{cast.child.pk}/network/new/",
        **MEMBER,
        phone="12 34 56 78",
        email="mor@prove.example",
        child_wish="sometimes",
        child_wish_words="Kun hvis hun har lyst.",
        authority_advice="yes",
    )
    assert added.url == network
    page = anna.get(network)
    assert 'href="tel:12345678"' in page.content.decode()
    assert 'href="mailto:mor@prove.example"' in page.content.decode()
    assert "Kun hvis hun har lyst." in text(page)


def test_a_supervisor_sees_that_the_child_was_asked_but_not_the_words(cast, client_of, network):
    NetworkMemberFactory(
        child=cast.child,
        kind="parent",
        name="Mor Prøve",
        from_on="2026-09-01",
        child_wish="no",
        child_wish_words="Helst ikke.",
    )
    page = text(client_of(cast.vera).get(network))
    assert "Mor Prøve" in page
    assert "Helst ikke." not in page
    assert "Spørg Anna Prøve" in page


def test_dates_that_turn_round_are_told_at_the_last_day(cast, anna):
    refused = typed(anna, f"/children/{cast.child.pk}/network/new/", **MEMBER | {"until_on": "2026-08-01"})
    assert refused.status_code == 422
    assert 'id="f-until_on-error"' in refused.content.decode()
    assert 'value="Mor Prøve"' in refused.content.decode()


def test_a_part_that_gives_access_is_not_typed(cast, anna):
    refused = typed(anna, f"/children/{cast.child.pk}/network/new/", **MEMBER | {"kind": "supervisor"})
    assert refused.status_code == 422


def test_former_members_are_folded_away(cast, anna, network):
    ended = typed(anna, f"/children/{cast.child.pk}/network/{cast.teacher.pk}/end/", until_on=str(cast.teacher.from_on))
    assert ended.status_code == 302
    assert "1 tidligere" in text(anna.get(network))


def test_a_psychologist_is_let_in_and_out_by_the_coordinator(cast, anna, client_of):
    petra, path = client_of(cast.petra), f"/cases/{cast.other_case.pk}/network/"
    assert petra.get(path).status_code == 404
    typed(anna, f"/children/{cast.other_child.pk}/network/psychologist/", user=str(cast.petra.pk))
    assert petra.get(path).status_code == 200
    part = NetworkMember.objects.get(child=cast.other_child, user=cast.petra)
    NetworkMember.objects.filter(pk=part.pk).update(from_on="2026-09-01")
    typed(anna, f"/children/{cast.other_child.pk}/network/{part.pk}/end/", until_on="2026-09-02")
    assert petra.get(path).status_code == 404


def test_a_supervisor_gives_nobody_access(cast, client_of):
    assert client_of(cast.vera).get(f"/children/{cast.child.pk}/network/psychologist/").status_code == 404


def test_the_network_needs_no_more_queries_for_many_people(cast, anna, network):
    few = queries_of(anna, network)
    for number in range(20):
        NetworkMemberFactory(child=cast.child, kind="other", name=f"Voksen {number}", from_on="2026-09-01")
    assert queries_of(anna, network) == few


# The case ---------------------------------------------------------------------------------------------------------


def test_a_case_is_closed_and_opened_again(cast, anna):
    closed = typed(
        anna,
        f"/cases/{cast.case.pk}/close/",
        close_reason="moved",
        closed_on=str(timezone.localdate()),
        closing_note="Flytter.",
    )
    assert closed.status_code == 302
    assert "Genåbn forløbet" in text(anna.get(closed.url))
    typed(anna, f"/cases/{cast.case.pk}/reopen/")
    assert Case.objects.get(pk=cast.case.pk).is_open


def test_a_case_is_not_closed_without_a_reason(cast, anna):
    refused = typed(anna, f"/cases/{cast.case.pk}/close/", closed_on="2026-11-01", closing_note="Skrevet tekst.")
    assert refused.status_code == 422
    assert "Skrevet tekst." in text(refused)


def test_a_handover_goes_back_to_the_list_and_the_case_is_gone_from_it(cast, anna, client_of):
    handed = typed(
        anna,
        f"/cases/{cast.case.pk}/hand-over/",
        to_user=str(cast.karl.pk),
        promised="Besøg inden jul.",
        due="",
        must_know="Ring efter kl. 14.",
    )
    assert handed.url == "/cases/"
    assert Handover.objects.get().must_know == "Ring efter kl. 14."
    assert anna.get(f"/cases/{cast.case.pk}/basics/").status_code == 404
    assert client_of(cast.karl).get(f"/cases/{cast.case.pk}/basics/").status_code == 200


def test_a_double_click_on_the_handover_ends_as_a_single_one(cast, anna):
    path = f"/cases/{cast.case.pk}/hand-over/"
    sent = hidden_values(anna.get(path)) | {"to_user": str(cast.karl.pk), "must_know": "Ring først."}
    assert [anna.post(path, sent).url for _click in range(2)] == ["/cases/", "/cases/"]
    assert "er overdraget til Karl Prøve" in text(anna.get("/cases/"))
    assert anna.post(path, sent | {"idempotency_key": "another"}).status_code == 404


@pytest.mark.parametrize("page", ["close", "hand-over", "rhythm"])
def test_a_supervisor_finds_no_page_to_lead_the_case(cast, client_of, page):
    assert client_of(cast.vera).get(f"/cases/{cast.case.pk}/{page}/").status_code in {403, 404}


# Passing on -------------------------------------------------------------------------------------------------------


def test_a_diagnosis_is_passed_on_to_the_supervisor_and_taken_back(cast, anna, client_of, diagnosis):
    vera, path = client_of(cast.vera), share_path(cast.case, "diagnosis", diagnosis)
    basics = f"/cases/{cast.case.pk}/basics/"
    assert "Ordblindhed" not in text(vera.get(basics))
    shared = typed(anna, path, to_members=[str(cast.supervisor_member.pk)])
    assert shared.status_code == 302, text(shared)
    assert "Ordblindhed" in text(vera.get(basics))
    release = Release.objects.get()
    assert "Vera Prøve" in text(anna.get(path))
    anna.post(
        f"/cases/{cast.case.pk}/share/{release.pk}/withdraw/?item=diagnosis&id={diagnosis.pk}",
        {"version": release.version},
    )
    assert "Ordblindhed" not in text(vera.get(basics))


def test_nothing_is_passed_on_to_people_around_another_child(cast, anna, diagnosis, api_of):
    stranger = NetworkMember.objects.filter(child=cast.other_child).first()
    answer = api_of(cast.anna).post(
        "releases/",
        {
            "case": str(cast.case.pk),
            "item_kind": "diagnosis",
            "item_id": str(diagnosis.pk),
            "to_members": [str(stranger.pk)],
        },
    )
    assert answer.json()["errors"][0]["field"] == "to_members"


def test_only_what_is_in_the_case_is_passed_on(cast, anna, api_of):
    elsewhere = DiagnosisFactory(child=cast.other_child, name="Prøve")
    assert anna.get(share_path(cast.case, "diagnosis", elsewhere)).status_code == 404
    answer = api_of(cast.anna).post(
        "releases/",
        {
            "case": str(cast.case.pk),
            "item_kind": "diagnosis",
            "item_id": str(elsewhere.pk),
            "to_members": [str(cast.supervisor_member.pk)],
        },
    )
    assert answer.json()["errors"][0]["field"] == "item_id"


def test_the_same_person_gets_it_once(cast, anna, diagnosis):
    path = share_path(cast.case, "diagnosis", diagnosis)
    for _ in range(2):
        typed(anna, path, to_members=[str(cast.supervisor_member.pk)])
    assert Release.objects.count() == 1


def test_an_author_passes_on_what_they_wrote_and_read(cast, client_of):
    own = DiagnosisFactory(child=cast.child, name="Prøve", by=cast.petra)
    assert client_of(cast.petra).get(share_path(cast.case, "diagnosis", own)).status_code == 200


def test_a_supervisor_does_not_pass_on_words_of_the_child_they_may_not_read(cast, client_of):
    goal = GoalFactory(case=cast.case, title="Læse højt", agreed_on="2026-10-01", by=cast.vera)
    assert client_of(cast.vera).get(share_path(cast.case, "goal", goal)).status_code == 404
    assert client_of(cast.anna).get(share_path(cast.case, "goal", goal)).status_code == 200


@pytest.mark.parametrize("kind", ["assessment_part", "nonsense", ""])
def test_an_assessment_is_not_passed_on_from_here(cast, anna, diagnosis, kind):
    assert anna.get(share_path(cast.case, kind, diagnosis)).status_code == 404
