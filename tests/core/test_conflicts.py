"""Two people change one record at once: neither's text is lost unseen."""

import datetime as dt

import pytest
from django.http import Http404

from goals import actions
from tests.factories import AgreementFactory, ContactFactory, DiagnosisFactory, GoalFactory, MeetingFactory

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


def texts(api, path, first, second):
    """Anna saves in one window, then in another that was opened earlier; gives the second's conflict for each field."""
    assert api.patch(path, first, version=1).status_code == 200
    told = api.patch(path, second, version=1).json()
    return {each["field"]: (each["yours"], each["theirs"]) for each in told["conflicts"]}


def test_what_was_changed_before_the_form_was_opened_is_no_conflict(cast, api_of, goal):
    anna = api_of(cast.anna)
    anna.patch(PATH.format(goal.pk), {"title": "Annas navn"}, version=1)
    anna.patch(PATH.format(goal.pk), {"target": "Kan tyve stykker"}, version=2)
    told = api_of(cast.vera).patch(PATH.format(goal.pk), {"title": "Veras navn"}, version=2).json()
    assert (told["conflicts"], told["taken"]) == ([], {})


def test_what_was_changed_in_another_goal_is_no_conflict(cast, api_of, goal):
    other = GoalFactory(case=cast.case)
    api_of(cast.anna).patch(PATH.format(other.pk), {"title": "Et andet navn"}, version=1)
    told = texts(api_of(cast.anna), PATH.format(goal.pk), {"target": "Kan tyve stykker"}, {"title": "Veras navn"})
    assert told == {}


def test_a_field_changed_twice_meanwhile_is_compared_with_what_the_form_showed(cast, api_of, goal):
    anna = api_of(cast.anna)
    for version, title in enumerate(["Annas navn", "Annas andet navn"], start=1):
        anna.patch(PATH.format(goal.pk), {"title": title}, version=version)
    told = api_of(cast.vera).patch(PATH.format(goal.pk), {"title": "Store tal"}, version=1).json()
    assert told["taken"]["title"]["text"] == "Annas andet navn"


def test_the_people_chosen_are_told_by_name(cast, api_of):
    contact = ContactFactory(case=cast.case, author=cast.anna, members=[cast.teacher])
    both, one = [str(cast.teacher.pk), str(cast.caregiver.pk)], [str(cast.caregiver.pk)]
    told = texts(api_of(cast.anna), f"contacts/{contact.pk}/", {"members": both}, {"members": one})
    assert told["members"][0] == "Pia Prøve (plejemor)"
    assert set(told["members"][1].split(", ")) == {"Tove Prøve (klasselærer)", "Pia Prøve (plejemor)"}


def test_the_same_people_in_another_order_are_no_conflict(cast, api_of):
    contact = ContactFactory(case=cast.case, author=cast.anna, members=[cast.teacher])
    both = [str(cast.teacher.pk), str(cast.caregiver.pk)]
    assert texts(api_of(cast.anna), f"contacts/{contact.pk}/", {"members": both}, {"members": both[::-1]}) == {}


def test_people_nobody_else_chose_are_taken_over(cast, api_of):
    contact = ContactFactory(case=cast.case, author=cast.anna, members=[cast.teacher])
    teacher, caregiver = [str(cast.teacher.pk)], [str(cast.caregiver.pk)]
    api_of(cast.anna).patch(f"contacts/{contact.pk}/", {"members": caregiver}, version=1)
    told = api_of(cast.anna).patch(f"contacts/{contact.pk}/", {"members": teacher, "note": "Ny"}, version=1).json()
    assert told["taken"]["members"]["text"] == "Pia Prøve (plejemor)"


def test_who_promised_it_is_told_by_name(cast, api_of):
    agreement = AgreementFactory(case=cast.case, owner=cast.teacher)
    mine, theirs = str(cast.caregiver.pk), str(cast.coordinator_member.pk)
    told = texts(api_of(cast.anna), f"agreements/{agreement.pk}/", {"owner": theirs}, {"owner": mine})
    assert told == {"owner": ("Pia Prøve (plejemor)", "Anna Prøve (læringskoordinator)")}


def test_yes_and_no_are_told_in_words(cast, api_of):
    diagnosis = DiagnosisFactory(child=cast.child, established_on="2026-01-05", affects_learning=True)
    path = f"diagnoses/{diagnosis.pk}/"
    api_of(cast.anna).patch(path, {"affects_learning": False}, version=1)
    told = api_of(cast.anna).patch(path, {"affects_learning": True, "name": "Ny"}, version=1).json()
    assert told["taken"]["affects_learning"]["text"] == "nej"


def test_a_moment_is_told_as_it_is_read(cast, api_of, time_machine):
    time_machine.move_to(dt.datetime(2026, 11, 25, 9, tzinfo=dt.UTC))
    meeting = MeetingFactory(case=cast.case)
    mine, theirs = {"starts_at": "2026-12-01T09:30:00+01:00"}, {"starts_at": "2026-12-02T10:00:00+01:00"}
    told = texts(api_of(cast.anna), f"meetings/{meeting.pk}/", theirs, mine)
    assert list(told.values()) == [
        ("tirsdag d. 1. december 2026 kl. 09.30", "onsdag d. 2. december 2026 kl. 10.00"),
    ]
