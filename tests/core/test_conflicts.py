"""Two people change one record at once: neither's text is lost unseen."""

import pytest
from django.http import Http404

from goals import actions

PATH = "goals/{}/"


@pytest.fixture
def goal(cast):
    return actions.set_goal(
        case=cast.case, by=cast.anna, title="Store tal", academic_goal="Dividere", target="Kan ti stykker"
    )


@pytest.fixture
def late(api_of, cast, goal):
    """Anna changes the goal; then Vera sends her text, written against the version before."""

    def send(annas, veras):
        assert api_of(cast.anna).patch(PATH.format(goal.pk), annas, version=1).status_code == 200
        answer = api_of(cast.vera).patch(PATH.format(goal.pk), veras, version=1)
        assert answer.status_code == 412
        return answer.json()

    return send


def test_what_both_have_changed_is_laid_side_by_side(late):
    told = late({"title": "Annas navn"}, {"title": "Veras navn"})
    assert told["conflicts"] == [
        {"field": "title", "label": "Målet kort", "yours": "Veras navn", "theirs": "Annas navn"}
    ]
    assert told["taken"] == {}


def test_what_only_the_other_has_changed_is_taken_over(late):
    told = late({"title": "Annas navn"}, {"title": "Store tal", "target": "Kan tyve stykker"})
    assert told["conflicts"] == []
    assert told["taken"] == {"title": {"label": "Målet kort", "value": "Annas navn", "text": "Annas navn"}}
    assert "taget med" in told["detail"]


def test_what_both_have_changed_to_the_same_is_no_conflict(late):
    told = late({"title": "Nyt navn"}, {"title": "Nyt navn", "target": ""})
    assert (told["conflicts"], told["taken"]) == ([], {})


def test_dates_and_choices_are_told_in_words(late):
    told = late(
        {"caseworker_knows": "yes", "agreed_on": "2026-09-01"}, {"caseworker_knows": "no", "agreed_on": "2026-09-02"}
    )
    assert [(each["yours"], each["theirs"]) for each in told["conflicts"]] == [
        ("02-09-2026", "01-09-2026"),
        ("Nej, endnu ikke", "Ja"),
    ]


def test_steps_that_only_the_other_user_changed_are_taken_over(late):
    told = late({"small_steps": ["Gange", "Dele"]}, {"small_steps": [], "title": "Veras navn"})
    assert told["taken"]["small_steps"]["value"] == ["Gange", "Dele"]
    assert "title" not in told["taken"]


def test_saving_the_form_again_brings_no_older_text_back(cast, client_of, goal):
    path = f"/goals/{goal.pk}/edit/"
    sent = {"title": "Store tal", "academic_goal": "Dividere", "target": "Kan ti stykker", "agreed_on": goal.agreed_on}
    goal.title = "Annas navn"
    goal.save(by=cast.anna)
    page = client_of(cast.vera).post(path, sent | {"target": "Kan tyve stykker", "version": "1"})
    text = page.content.decode()
    assert page.status_code == 412
    assert 'value="Annas navn"' in text
    assert "Kan tyve stykker" in text
    assert "Rettet af en anden og taget med" in text


def test_a_change_to_a_record_just_deleted_gives_404(cast, api_of):
    agreement = actions.agree(case=cast.case, by=cast.anna, owner=cast.teacher, what="Sidde forrest")
    late = type(agreement).objects.get(pk=agreement.pk)
    agreement.remove(by=cast.anna)
    with pytest.raises(Http404):
        late.save(by=cast.vera)
