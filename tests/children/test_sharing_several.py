"""Several things shared with several people at once: all or none, each by the rules of a single one."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from children import actions
from children.actions.releases import may_release
from children.models import Diagnosis, NetworkMember, Release
from core.models import Change, LookUp
from followup.models import Notice
from followup.reminders import remind
from goals.models import Agreement, Dream, Goal
from tests.children.browsing import hidden_values, queries_of, text
from tests.factories import AgreementFactory, DiagnosisFactory, DreamFactory


@pytest.fixture
def dream(cast):
    return DreamFactory(case=cast.case, told_on="2026-09-20", words="Jeg vil være dyrlæge.", by=cast.anna)


@pytest.fixture
def diagnosis(cast):
    return DiagnosisFactory(child=cast.child, name="Ordblindhed", by=cast.anna)


@pytest.fixture
def agreements(cast):
    return [
        AgreementFactory(case=cast.case, owner=cast.caregiver, place="home", what=what, by=cast.anna)
        for what in ("Læse", "Spille")
    ]


@pytest.fixture
def psychologist_member(cast):
    return NetworkMember.objects.get(child=cast.child, user=cast.petra)


@pytest.fixture
def people(cast, psychologist_member):
    return [cast.supervisor_member, psychologist_member]


KINDS = {Dream: "dream", Diagnosis: "diagnosis", Agreement: "agreement", Goal: "goal"}


def asked(case, items, people):
    rows = [{"item_kind": KINDS[type(item)], "item_id": str(item.pk)} for item in items]
    return {"case": str(case.pk), "items": rows, "to_members": [str(member.pk) for member in people]}


def share(api, case, items, people):
    return api.post("releases/several/", asked(case, items, people))


# The operation ----------------------------------------------------------------------------------------------------


def test_several_things_are_shared_with_several_people(cast, api_of, dream, diagnosis, people):
    answer = share(api_of(cast.anna), cast.case, [dream, diagnosis], people)
    assert answer.status_code == 201
    assert len(answer.json()["results"]) == Release.objects.count() == 4
    assert api_of(cast.vera).get(f"dreams/{dream.pk}/").json()["words"] == dream.words


def test_an_item_somebody_has_already_is_unchanged_and_reported(cast, api_of, dream, diagnosis, people):
    api = api_of(cast.anna)
    share(api, cast.case, [dream], people[:1])
    answer = share(api, cast.case, [dream, diagnosis], people).json()
    assert [row["to_name"] for row in answer["already"]] == ["Vera Prøve"]
    assert len(answer["results"]) == 3


def test_sending_the_same_again_changes_nothing(cast, api_of, dream, diagnosis, people):
    for _ in range(2):
        answer = share(api_of(cast.anna), cast.case, [dream, diagnosis, dream], people)
    assert (answer.status_code, answer.json()["results"]) == (201, [])
    assert Release.objects.count() == 4


def test_nothing_is_shared_where_one_thing_is_not_in_the_case(cast, api_of, dream, people):
    elsewhere = DiagnosisFactory(child=cast.other_child, name="Prøve", by=cast.anna)
    answer = share(api_of(cast.anna), cast.case, [dream, elsewhere], people)
    assert [error["field"] for error in answer.json()["errors"]] == ["items.1.item_id"]
    assert not Release.objects.exists()


def test_each_item_follows_its_own_rule(cast, api_of, diagnosis, dream, people):
    own = DiagnosisFactory(child=cast.child, name="Prøve", by=cast.petra)
    refused = share(api_of(cast.petra), cast.case, [own, diagnosis, dream], people[:1])
    assert [error["field"] for error in refused.json()["errors"]] == ["items.1.item_id", "items.2.item_id"]
    assert "læringskoordinatoren" in refused.json()["errors"][0]["message"]
    assert share(api_of(cast.petra), cast.case, [own], people[:1]).status_code == 201


def test_users_without_a_part_share_nothing(cast, api_of, dream, people):
    for user in (cast.karl, cast.nora, cast.lars, cast.adam):
        answer = share(api_of(user), cast.case, [dream], people)
        assert answer.status_code == 400, user
        assert answer.json()["errors"][0]["field"] == "case"
    assert not Release.objects.exists()


def test_nobody_outside_the_network_gets_anything(cast, api_of, dream):
    stranger = NetworkMember.objects.filter(child=cast.other_child).first()
    answer = share(api_of(cast.anna), cast.case, [dream], [cast.supervisor_member, stranger])
    assert answer.json()["errors"][0]["field"] == "to_members"
    assert not Release.objects.exists()


def test_things_and_people_are_both_asked_for(cast, api_of):
    errors = share(api_of(cast.anna), cast.case, [], []).json()["errors"]
    assert {error["field"] for error in errors} == {"items", "to_members"}


def test_one_log_row_names_all_kinds(cast, api_of, dream, diagnosis, people):
    share(api_of(cast.anna), cast.case, [dream, diagnosis], people)
    assert set("GI") <= set(LookUp.objects.get(route="api:release-several").classes)


def test_many_duties_need_no_more_queries_before_they_are_handed_out(
    cast, api_of, agreements, people, django_assert_max_num_queries
):
    api = api_of(cast.anna)
    share(api, cast.case, agreements, people)
    with django_assert_max_num_queries(40):
        share(api, cast.case, agreements, people)


def test_the_history_names_each_person_once(cast, api_of, client_of, dream, diagnosis, people):
    share(api_of(cast.anna), cast.case, [dream, diagnosis], people)
    told = text(client_of(cast.anna).get(f"/cases/{cast.case.pk}/history/"))
    names = re.search(r"Delt: .* med (\w+ Prøve) og (\w+ Prøve) ", told)
    assert set(names.groups()) == {"Vera Prøve", "Petra Prøve"}


# The notice -------------------------------------------------------------------------------------------------------


def notices(api):
    return [(row["text"], row["label"]) for row in api.get("notices/").json()["results"]]


def test_each_person_gets_one_notice_with_the_kinds_and_numbers(cast, api_of, dream, agreements, people):
    share(api_of(cast.anna), cast.case, [dream, *agreements], people)
    for user in (cast.vera, cast.petra):
        assert [text for text, _label in notices(api_of(user))] == ["Delt med dig: 2 aftaler hjemme og 1 drøm."]


def test_the_sweep_sends_no_second_notice(cast, api_of, dream, agreements, people):
    share(api_of(cast.anna), cast.case, [dream, *agreements], people)
    before = Notice.objects.count()
    remind()
    Release.objects.filter(item_id=dream.pk).update(withdrawn_at=timezone.now())
    remind()
    assert Notice.objects.filter(rule="item_shared").count() == before == 2


def test_one_thing_shared_sends_its_own_notice(cast, api_of, dream, people):
    share(api_of(cast.anna), cast.case, [dream], people)
    assert notices(api_of(cast.vera)) == [("Delt med dig: barnets drøm.", "Noget er delt med dig")]


def test_what_is_shared_next_sends_its_own_notice(cast, api_of, dream, diagnosis, people):
    share(api_of(cast.anna), cast.case, [dream], people[:1])
    share(api_of(cast.anna), cast.case, [dream, diagnosis], people)
    assert [text for text, _label in notices(api_of(cast.vera))] == [
        "Delt med dig: diagnose.",
        "Delt med dig: barnets drøm.",
    ]


def test_the_notice_leads_to_all_that_was_shared(cast, api_of, client_of, dream, diagnosis, people):
    share(api_of(cast.anna), cast.case, [dream, diagnosis], people)
    vera = client_of(cast.vera)
    notice = Notice.objects.get(user=cast.vera)
    led = vera.get(f"/notices/{notice.pk}/")
    assert led.url == f"/cases/{cast.case.pk}/given/"
    page = re.sub(r"\s+", " ", vera.get(led.url).content.decode())
    assert f'href="/cases/{cast.case.pk}/goals/">Barnets drøm: Jeg vil være dyrlæge. (d. 20. september 2026)<' in page
    assert f'href="/cases/{cast.case.pk}/basics/">Diagnose: Ordblindhed<' in page


def test_items_given_to_others_or_withdrawn_are_not_listed(cast, api_of, dream, diagnosis, people):
    share(api_of(cast.anna), cast.case, [dream], people)
    share(api_of(cast.anna), cast.case, [diagnosis], people[1:])
    actions.withdraw(released=Release.objects.get(item_id=dream.pk, to_member=people[1]), by=cast.anna)
    given = {
        user.name: [row["kind"] for row in api_of(user).get(f"cases/{cast.case.pk}/given/").json()["results"]]
        for user in (cast.vera, cast.petra)
    }
    assert given == {"Vera Prøve": ["dream"], "Petra Prøve": ["diagnosis"]}


# The page ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def page(cast):
    return f"/cases/{cast.case.pk}/share/several/"


@pytest.fixture
def anna(cast, client_of):
    return client_of(cast.anna)


def ticked(opened, *items):
    """The names of the check boxes of these items on the page."""
    html, boxes = opened.content.decode(), {}
    for item in items:
        before = html.split(f'value="{item.pk}"')[0]
        name = before.rsplit('name="', 1)[1].split('"')[0]
        boxes |= {name: str(item.pk), name.replace("item_id", "item_kind"): KINDS[type(item)]}
    return boxes


def test_things_and_people_are_chosen_and_shared_with_one_press(cast, anna, page, dream, diagnosis, agreements, people):
    opened = anna.get(page)
    sent = hidden_values(opened) | ticked(opened, dream, agreements[0])
    shared = anna.post(page, sent | {"to_members": [str(member.pk) for member in people]})
    assert shared.status_code == 302, text(shared)
    assert set(Release.objects.values_list("item_id", flat=True)) == {dream.pk, agreements[0].pk}
    assert text(anna.get(page)).count("Delt med Vera Prøve og Petra Prøve") == 2


def test_an_error_is_shown_at_the_item_and_the_choices_are_kept(cast, anna, page, dream, diagnosis, people):
    opened = anna.get(page)
    sent = hidden_values(opened) | ticked(opened, dream, diagnosis) | {"to_members": [str(people[0].pk)]}
    wrong = next(name for name, value in sent.items() if value == str(diagnosis.pk)).replace("item_id", "item_kind")
    refused = anna.post(page, sent | {wrong: "dream"})
    html = refused.content.decode()
    box = html.split(f'value="{diagnosis.pk}"')[1].split(">")[0]
    assert refused.status_code == 422
    assert "aria-invalid" in box
    assert "checked" in box
    assert not Release.objects.exists()


def test_nothing_chosen_is_told_in_words(anna, page, dream):
    refused = anna.post(page, hidden_values(anna.get(page)))
    assert refused.status_code == 422
    assert "Vælg, hvad du vil dele." in text(refused)


def test_users_with_nothing_to_share_find_no_page(cast, client_of, page, dream):
    assert client_of(cast.vera).get(page).status_code == 404
    assert client_of(cast.karl).get(page).status_code == 404


def test_an_author_finds_what_they_wrote_and_no_more(cast, client_of, page, dream, diagnosis):
    DiagnosisFactory(child=cast.child, name="Dyskalkuli", by=cast.petra)
    shown = text(client_of(cast.petra).get(page))
    assert "Dyskalkuli" in shown
    assert "Ordblindhed" not in shown
    assert dream.words not in shown


def test_the_page_needs_no_more_queries_for_many_items(cast, anna, page, dream):
    few = queries_of(anna, page)
    for number in range(10):
        DreamFactory(case=cast.case, told_on="2026-09-21", words=f"Drøm {number}")
    assert queries_of(anna, page) == few


@pytest.mark.parametrize("tab", ["", "goals/"])
def test_the_case_and_its_goals_lead_there(cast, anna, page, tab):
    assert f'href="{page}"' in anna.get(f"/cases/{cast.case.pk}/{tab}").content.decode()


def test_who_shared_and_who_took_back_stands_in_the_history(cast, diagnosis):
    (given,) = actions.release(
        case=cast.case, item_kind="diagnosis", item_id=diagnosis.pk, to_members=[cast.supervisor_member], by=cast.anna
    )
    actions.withdraw(released=given, by=cast.karl)
    changes = Change.objects.filter(record_id=given.pk).order_by("at")
    assert [(change.kind, change.by) for change in changes] == [("created", cast.anna), ("changed", cast.karl)]
    assert given.released_by == cast.anna
    with pytest.raises(ValidationError, match="allerede taget tilbage"):
        actions.withdraw(released=given, by=cast.anna)


def test_somebody_who_only_corrected_something_does_not_pass_it_on(cast, diagnosis):
    own = DiagnosisFactory(child=cast.child, name="Dyskalkuli", by=cast.petra)
    diagnosis.name = "Ordblind"
    diagnosis.save(by=cast.petra)
    may = {each.name: may_release(cast.petra, "diagnosis", each) for each in (own, diagnosis)}
    assert may == {"Dyskalkuli": True, "Ordblind": False}
