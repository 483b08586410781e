"""A manager hands over for a coordinator who is away: the case goes on, and the child stays unknown to the manager."""

import json

import pytest

from children import actions
from children.models import Case, CaseEvent, Handover
from core.models import LookUp, ReadOnlyRecord
from followup.models import Notice
from tests.children.browsing import hidden_values, text, typed
from tests.factories import UnitFactory


def act(api, verb, case, data, *, key="", version=None):
    headers = {"If-Match": str(version or case.version), **({"Idempotency-Key": key} if key else {})}
    return api.client.post(f"/api/v1/cases/{case.pk}/{verb}/", data, "application/json", headers=headers)


def reassign(api, case, to_user, *, key="", version=None, **words):
    return act(api, "reassign", case, {"to_user": str(to_user.pk), **words}, key=key, version=version)


@pytest.fixture
def all_of_anna(cast):
    return f"coordinators/{cast.anna.pk}/reassign/"


def leads(api_of, user, case):
    return api_of(user).get(f"cases/{case.pk}/").status_code == 200


def test_a_manager_hands_over_a_case_without_learning_whose_it_is(cast, api_of):
    lars = api_of(cast.lars)
    form = lars.get(f"cases/{cast.case.pk}/reassign-form/")
    answer = reassign(lars, cast.case, cast.karl)
    assert (answer.status_code, answer.json()) == (200, {"number": cast.case.number, "to": "Karl Prøve"})
    assert "Barn" not in json.dumps([form.json(), answer.json()])
    assert (leads(api_of, cast.karl, cast.case), leads(api_of, cast.anna, cast.case)) == (True, False)
    assert not leads(api_of, cast.lars, cast.case)


def test_the_timeline_names_the_manager_and_the_next_coordinator_is_told(cast, api_of):
    reassign(api_of(cast.lars), cast.case, cast.karl, promised="Besøg inden jul.")
    event = CaseEvent.objects.get(case=cast.case, kind="handover")
    assert event.by == cast.lars
    assert Handover.objects.get().from_user == cast.anna
    assert list(Notice.objects.values_list("user__name", "rule")) == [("Karl Prøve", "case_handed_over")]


def test_the_next_coordinator_reads_whose_words_they_are(cast, api_of, client_of):
    reassign(api_of(cast.lars), cast.case, cast.karl, must_know="Anna er syg.")
    page = client_of(cast.karl).get(f"/cases/{cast.case.pk}/").content.decode()
    assert "Overdragelse fra Anna Prøve" in page
    assert "Skrevet af Lars Prøve" in page


def test_it_is_in_the_log_as_the_managers_writing(cast, api_of):
    reassign(api_of(cast.lars), cast.case, cast.karl)
    row = LookUp.objects.latest("at")
    assert (row.user, row.action, row.child_ids) == (cast.lars, "write", [cast.child.pk])
    assert (row.route, row.classes) == ("api:case-reassign", "AF")


@pytest.mark.parametrize("who", ["anna", "karl", "vera", "petra", "adam", "nora"])
def test_nobody_but_the_units_manager_finds_the_way(cast, api_of, all_of_anna, who):
    api = api_of(getattr(cast, who))
    assert reassign(api, cast.case, cast.karl).status_code == 404
    assert api.post(all_of_anna, {"to_user": str(cast.karl.pk)}).status_code == 404
    assert not Handover.objects.exists()


def test_a_manager_of_another_unit_finds_no_case(cast, api_of, all_of_anna):
    other = UnitFactory(municipality=cast.home, name="Anden enhed")
    type(cast.lars).objects.filter(pk=cast.lars.pk).update(unit=other)
    api = api_of(cast.lars)
    assert reassign(api, cast.case, cast.karl).status_code == 404
    assert api.post(all_of_anna, {"to_user": str(cast.karl.pk)}).status_code == 404


@pytest.mark.parametrize("who", ["anna", "vera", "nora"])
def test_it_goes_to_another_coordinator_of_the_municipality_only(cast, api_of, who):
    answer = reassign(api_of(cast.lars), cast.case, getattr(cast, who))
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "to_user")


def test_a_move_from_an_older_version_of_the_case_is_refused(cast, api_of):
    version = cast.case.version
    reassign(api_of(cast.lars), cast.case, cast.karl)
    assert reassign(api_of(cast.lars), cast.case, cast.anna, version=version).status_code == 412
    assert leads(api_of, cast.karl, cast.case)


def test_all_cases_of_one_who_has_left_go_at_once(cast, api_of, all_of_anna):
    type(cast.anna).objects.filter(pk=cast.anna.pk).update(is_active=False)
    answer = api_of(cast.lars).post(all_of_anna, {"to_user": str(cast.karl.pk)})
    assert (answer.status_code, answer.json()) == (200, {"from": "Anna Prøve", "to": "Karl Prøve"})
    assert leads(api_of, cast.karl, cast.case)
    assert leads(api_of, cast.karl, cast.other_case)
    assert sorted(LookUp.objects.filter(route="api:coordinator-reassign").get().child_ids) == sorted(
        [cast.child.pk, cast.other_child.pk]
    )


def test_all_or_none_go(cast, api_of, all_of_anna, monkeypatch):
    api = api_of(cast.lars)
    api.client.raise_request_exception = False
    told = CaseEvent.note.__func__

    def fail_at_the_second(cls, case, *args, **kwargs):
        if case.pk == cast.other_case.pk:
            raise RuntimeError("the database has gone")
        told(cls, case, *args, **kwargs)

    monkeypatch.setattr(CaseEvent, "note", classmethod(fail_at_the_second))
    assert api.post(all_of_anna, {"to_user": str(cast.karl.pk)}).status_code == 500
    assert not Handover.objects.exists()
    assert leads(api_of, cast.anna, cast.case)


def test_a_case_closed_since_it_was_read_is_not_handed_over(cast):
    Case.objects.filter(pk=cast.case.pk).update(closed_on=cast.case.opened_on, close_reason="moved")
    assert cast.case.is_open
    with pytest.raises(ReadOnlyRecord, match="afsluttet"):
        actions.hand_over(case=cast.case, by=cast.lars, to_user=cast.karl)
    assert not Handover.objects.exists()


def closed(case):
    """The case, closed some time ago."""
    Case.objects.filter(pk=case.pk).update(closed_on=case.opened_on, close_reason="moved")
    return Case.objects.get(pk=case.pk)


def test_a_closed_case_is_handed_over_by_a_manager_and_opened_again_by_the_next(cast, api_of, client_of):
    case = closed(cast.case)
    path = f"/cases/{case.pk}/reassign/"
    lars = client_of(cast.lars)
    assert path in lars.get(f"/cases/{case.pk}/masked/").content.decode()
    assert "Den nye læringskoordinator kan genåbne det." in text(lars.get(path))
    assert typed(lars, path, to_user=str(cast.karl.pk)).status_code == 302
    assert (leads(api_of, cast.karl, case), leads(api_of, cast.anna, case)) == (True, False)
    case.refresh_from_db()
    assert act(api_of(cast.karl), "reopen", case, {}).status_code == 200


def test_a_coordinator_hands_over_no_closed_case(cast, api_of):
    case = closed(cast.case)
    sent = {"to_user": str(cast.karl.pk), "must_know": "Alt står her."}
    assert act(api_of(cast.anna), "hand-over", case, sent).status_code == 409
    assert leads(api_of, cast.anna, case)


def test_a_closed_case_is_not_handed_over_while_the_child_has_an_open_one(cast, api_of):
    case = closed(cast.case)
    actions.open_case(child=cast.child, by=cast.anna)
    assert api_of(cast.lars).get(f"cases/{case.pk}/reassign-form/").json()["other_is_open"]
    answer = reassign(api_of(cast.lars), case, cast.karl)
    assert answer.status_code == 400
    assert "åbent forløb" in answer.json()["errors"][0]["message"]


def test_with_nothing_to_hand_over_the_page_says_so(cast, api_of, all_of_anna):
    api = api_of(cast.lars)
    api.post(all_of_anna, {"to_user": str(cast.karl.pk)})
    assert api.post(all_of_anna, {"to_user": str(cast.karl.pk)}).status_code == 409


def test_handing_over_everything_twice_has_the_effect_of_once(cast, api_of, all_of_anna):
    answers = [api_of(cast.lars).post(all_of_anna, {"to_user": str(cast.karl.pk)}, key="k") for _click in range(2)]
    assert answers[0].json() == answers[1].json()
    assert Handover.objects.count() == 2


def test_the_masked_page_leads_to_the_handover(cast, client_of):
    lars, path = client_of(cast.lars), f"/cases/{cast.case.pk}/reassign/"
    assert path in lars.get(f"/cases/{cast.case.pk}/masked/").content.decode()
    page = lars.get(path)
    assert cast.case.number in text(page)
    assert "Barn" not in text(page)
    assert "Lederen har overdraget forløbet på vegne af Anna Prøve." in text(page)
    handed = typed(lars, path, to_user=str(cast.karl.pk))
    assert handed.url == "/cases/"
    assert Handover.objects.get().must_know == ""


def test_the_overview_leads_to_handing_all_over_also_for_one_who_has_left(cast, client_of):
    type(cast.anna).objects.filter(pk=cast.anna.pk).update(is_active=False)
    lars, path = client_of(cast.lars), f"/coordinators/{cast.anna.pk}/reassign/"
    assert path in lars.get("/overview/").content.decode()
    page = lars.get(path)
    assert cast.case.number in text(page)
    assert "Barn" not in text(page)
    assert typed(lars, path, to_user=str(cast.karl.pk)).url == "/overview/"
    assert path not in lars.get("/overview/").content.decode()
    assert "ingen åbne forløb" in text(lars.get(path))


def test_a_double_click_on_the_handover_ends_as_a_single_one(cast, client_of):
    """This holds also where the case went to another unit and the manager no longer sees it."""
    other = UnitFactory(municipality=cast.home, name="Anden enhed")
    type(cast.karl).objects.filter(pk=cast.karl.pk).update(unit=other)
    lars, path = client_of(cast.lars), f"/cases/{cast.case.pk}/reassign/"
    sent = hidden_values(lars.get(path)) | {"to_user": str(cast.karl.pk)}
    assert [lars.post(path, sent).url for _click in range(2)] == ["/cases/", "/cases/"]
    assert Handover.objects.count() == 1
