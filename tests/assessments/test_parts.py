"""Writing in a part: its rules, its states, and two people who write at once."""

import datetime as dt

import pytest

from children.actions import close_case
from children.models import CaseEvent

from .conftest import TODAY, WEEK_AGO


def change(api, part, data, version=None):
    return api.patch(f"assessment-parts/{part.pk}/", data, version=version or part.version)


def messages(answer):
    return {error["field"]: error["message"] for error in answer.json()["errors"]}


def test_a_part_is_not_received_before_it_was_ordered(cast, api_of, part):
    early = (WEEK_AGO - dt.timedelta(days=1)).isoformat()
    answer = change(api_of(cast.anna), part("social"), {"received_on": early, "strengths": "Rolig"})
    assert "før den blev bestilt" in messages(answer)["received_on"]


def test_a_part_is_not_received_before_it_was_carried_out(cast, api_of, part):
    dates = {"received_on": WEEK_AGO.isoformat(), "carried_out_on": TODAY.isoformat()}
    answer = change(api_of(cast.anna), part("social"), {**dates, "strengths": "Rolig"})
    assert "før den blev lavet" in messages(answer)["received_on"]


def test_a_part_is_not_received_in_the_future(cast, api_of, part):
    tomorrow = (TODAY + dt.timedelta(days=1)).isoformat()
    answer = change(api_of(cast.anna), part("social"), {"received_on": tomorrow, "strengths": "Rolig"})
    assert "fremtiden" in messages(answer)["received_on"]


def test_strengths_are_asked_for_before_a_part_is_received(cast, api_of, part):
    answer = change(api_of(cast.anna), part("social"), {"received_on": TODAY.isoformat(), "challenges": "Svært"})
    assert "Begynd med barnets styrker" in messages(answer)["strengths"]


def test_the_childs_words_are_asked_for_before_its_own_part_is_received(cast, api_of, part):
    answer = change(api_of(cast.anna), part("own_words"), {"received_on": TODAY.isoformat(), "challenges": "Svært"})
    assert "hvad barnet selv siger" in messages(answer)["words"]


def test_a_half_written_part_is_kept(cast, api_of, part):
    answer = change(api_of(cast.anna), part("social"), {"challenges": "Frikvarteret er svært"})
    assert (answer.status_code, answer.json()["state"]) == (200, "ordered")


def test_a_received_part_is_on_the_timeline_once(cast, api_of, part):
    social = part("social")
    for text in ("Rolig", "Rolig og venlig"):
        data = {"strengths": text, "received_on": TODAY.isoformat()}
        assert change(api_of(cast.anna), social, data, version=part("social").version).json()["state"] == "received"
    event = CaseEvent.objects.get(record_id=social.pk, kind="assessment_received")
    assert (event.detail, event.happened_on) == ("Social trivsel", TODAY)


def test_the_sources_it_builds_on_are_chosen_from_a_list(cast, api_of, part):
    answer = change(api_of(cast.anna), part("social"), {"sources": ["sdq", "ftf"]})
    assert answer.json()["sources_labels"] == ["SDQ", "5-15"]
    refused = change(api_of(cast.anna), part("social"), {"sources": ["rygter"]})
    assert refused.status_code == 400


def test_the_owner_comes_from_the_childs_own_network(cast, api_of, part):
    stranger = cast.noras_child.networkmembers.first()
    answer = change(api_of(cast.anna), part("social"), {"responsible": str(stranger.pk)})
    assert "responsible" in messages(answer)


def test_two_who_write_at_once_keep_both_texts(cast, api_of, part):
    social, api = part("social"), api_of(cast.anna)
    assert change(api, social, {"strengths": "Den førstes"}).status_code == 200
    late = change(api, social, {"strengths": "Den andens"})
    assert late.status_code == 412
    assert late.json()["conflicts"] == [
        {"field": "strengths", "label": "Styrker", "yours": "Den andens", "theirs": "Den førstes"}
    ]


def test_nothing_is_written_in_a_closed_case(cast, api_of, part):
    close_case(case=cast.case, by=cast.anna, reason="moved", note="")
    answer = change(api_of(cast.anna), part("social"), {"strengths": "Rolig"})
    assert (answer.status_code, "Genåbn det" in answer.json()["detail"]) == (409, True)


@pytest.mark.parametrize("field", ["kind", "assessment", "handed_over_on"])
def test_the_kind_and_person_of_a_part_cannot_change(cast, api_of, part, field):
    before = part("academic")
    change(api_of(cast.anna), before, {field: "own_words"})
    assert getattr(part("academic"), field) == getattr(before, field)


def test_null_bytes_and_too_long_texts_are_refused_with_their_field(cast, api_of, part):
    assert "strengths" in messages(change(api_of(cast.anna), part("social"), {"strengths": "a\x00b"}))
    assert "4000" in messages(change(api_of(cast.anna), part("social"), {"strengths": "a" * 4001}))["strengths"]


def hand_in(api, part):
    headers = {"If-Match": f'"{part.version}"'}
    return api.client.post(f"/api/v1/assessment-parts/{part.pk}/hand-over/", {}, "application/json", headers=headers)


@pytest.mark.parametrize(("who", "kind"), [("vera", "academic"), ("anna", "social")])
def test_the_author_of_a_part_hands_it_in_with_one_press(cast, api_of, part, who, kind):
    api = api_of(getattr(cast, who))
    change(api, part(kind), {"strengths": "Læser sikkert"})
    answer = hand_in(api, part(kind))
    assert (answer.status_code, answer.json()["state"]) == (200, "received")
    assert answer.json()["received_on"] == answer.json()["carried_out_on"] == TODAY.isoformat()
    assert answer.json()["abilities"]["hand_over"] is False


def test_a_part_is_handed_in_once(cast, api_of, part):
    api = api_of(cast.anna)
    change(api, part("social"), {"strengths": "Rolig"})
    assert hand_in(api, part("social")).status_code == 200
    assert hand_in(api, part("social")).status_code == 403
    assert CaseEvent.objects.filter(record_id=part("social").pk, kind="assessment_received").count() == 1


def test_the_page_saves_and_hands_in_at_once(cast, client_of, part):
    sent = {"strengths": "Rolig", "version": part("social").version, "hand_over": "1"}
    page = client_of(cast.anna).post(f"/assessments/parts/{part('social').pk}/", sent, follow=True)
    assert "Delen er afleveret." in page.content.decode()
    assert part("social").received_on == TODAY


def test_what_is_missing_for_handing_in_is_shown_and_the_text_is_kept(cast, client_of, part):
    sent = {"challenges": "Frikvarteret er svært", "version": part("social").version, "hand_over": "1"}
    page = client_of(cast.anna).post(f"/assessments/parts/{part('social').pk}/", sent, follow=True).content.decode()
    assert "Begynd med barnets styrker" in page
    assert (part("social").challenges, part("social").received_on) == ("Frikvarteret er svært", None)
