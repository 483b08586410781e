"""Logging a sparring: required fields, what it creates, and how it is corrected and followed up."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from children.models import CaseEvent, NetworkMember
from core.models import Change
from goals.actions import set_goal
from goals.models import Agreement
from support.actions import log_sparring
from support.models import Sparring


def messages_of(answer):
    return {error["field"]: error["message"] for error in answer.json()["errors"]}


def test_the_giver_is_whoever_logs_it(cast, api_of, sent):
    made = api_of(cast.vera).post("sparrings/", sent)
    assert made.status_code == 201, made.json()
    assert made.json()["giver_name"] == "Vera Prøve"
    assert Sparring.objects.get().giver == cast.vera


def test_what_will_be_done_differently_becomes_an_agreement_from_the_sparring(cast, api_of, sent):
    api_of(cast.vera).post("sparrings/", sent)
    agreement = Agreement.objects.get()
    assert (agreement.origin, agreement.origin_id) == ("sparring", Sparring.objects.get().pk)
    assert (agreement.place, agreement.what) == ("school", "Giver en pause efter ti minutter")


def test_the_one_who_was_there_does_it_from_that_day_unless_said(cast, api_of, sent):
    day = timezone.localdate() - dt.timedelta(days=3)
    api_of(cast.vera).post("sparrings/", sent | {"held_on": day.isoformat()})
    agreement = Agreement.objects.get()
    assert (agreement.owner, agreement.from_on) == (cast.teacher, day)


def test_with_several_there_each_change_names_who_does_it(cast, api_of, sent):
    several = sent | {"receivers": [str(cast.teacher.pk), str(cast.caregiver.pk)]}
    answer = api_of(cast.vera).post("sparrings/", several)
    assert messages_of(answer) == {"changes.0.owner": "Vælg, hvem der gør det."}


def test_it_names_an_agreed_change_or_says_that_nothing_was_agreed(cast, api_of, sent):
    answer = api_of(cast.vera).post("sparrings/", sent | {"changes": []})
    assert messages_of(answer) == {"changes.0.what": "Skriv, hvad I gør anderledes, eller vælg Intet aftalt."}
    assert api_of(cast.vera).post("sparrings/", sent | {"changes": [], "nothing_agreed": True}).status_code == 201


def test_it_cannot_say_both(cast, api_of, sent):
    answer = api_of(cast.vera).post("sparrings/", sent | {"nothing_agreed": True})
    assert "I har aftalt noget" in messages_of(answer)["nothing_agreed"]


def test_every_wrong_field_is_named_at_once(cast, api_of, sent):
    tomorrow = (timezone.localdate() + dt.timedelta(days=1)).isoformat()
    answer = api_of(cast.vera).post("sparrings/", sent | {"held_on": tomorrow, "receivers": [], "changes": []})
    assert set(messages_of(answer)) == {"held_on", "receivers", "changes.0.what"}
    assert "fremtiden" in messages_of(answer)["held_on"]


def test_a_sparring_before_the_child_was_born_is_refused_as_a_mistyped_year(cast, api_of, sent):
    answer = api_of(cast.vera).post("sparrings/", sent | {"held_on": "0206-10-01"})
    assert messages_of(answer) == {"held_on": "Datoen ligger, før barnet blev født. Ret datoen."}


def test_a_wrong_row_saves_nothing(cast, api_of, sent):
    events = CaseEvent.objects.count()
    rows = [{"what": "Noget rigtigt"}, {"what": "Noget forkert", "from_on": "2026-13-45"}]
    answer = api_of(cast.vera).post("sparrings/", sent | {"changes": rows})
    assert list(messages_of(answer)) == ["changes.1.from_on"]
    assert (Sparring.objects.count(), Agreement.objects.count(), CaseEvent.objects.count()) == (0, 0, events)


def test_an_agreement_that_fails_takes_the_sparring_with_it(cast, api_of, sent):
    rows = [{"what": "Først"}, {"what": "Så", "from_on": "2026-11-02", "due_on": "2026-11-01"}]
    answer = api_of(cast.vera).post("sparrings/", sent | {"changes": rows})
    assert answer.status_code == 400
    assert (Sparring.objects.count(), Agreement.objects.count()) == (0, 0)


def test_unknown_fields_are_refused_also_in_a_row(cast, api_of, sent):
    answer = api_of(cast.vera).post("sparrings/", sent | {"changes": [{"what": "x", "shout": "y"}]})
    assert messages_of(answer) == {"changes.0.shout": "Feltet kendes ikke."}


def test_people_and_goals_of_another_child_are_refused(cast, api_of, sent):
    stranger = NetworkMember.objects.filter(child=cast.other_child).exclude(user=cast.anna).first()
    goal = set_goal(case=cast.other_case, by=cast.anna, title="Et andet barns", academic_goal="Læse")
    wrong = sent | {"receivers": [str(stranger.pk)], "goals": [str(goal.pk)], "nothing_agreed": True, "changes": []}
    assert set(messages_of(api_of(cast.anna).post("sparrings/", wrong))) == {"receivers", "goals"}


def test_the_timeline_shows_the_sparring_and_its_agreements(cast, api_of, sent):
    api_of(cast.vera).post("sparrings/", sent)
    told = CaseEvent.objects.filter(case=cast.case, kind__in=["sparring", "agreement"])
    assert sorted(told.values_list("kind", "detail")) == [("agreement", "I skolen"), ("sparring", "Samtale")]


def test_the_same_key_logs_one_sparring(cast, api_of, sent):
    api = api_of(cast.vera)
    first, second = (api.post("sparrings/", sent, key="twice").json()["id"] for _ in range(2))
    assert first == second
    assert (Sparring.objects.count(), Agreement.objects.count()) == (1, 1)


def test_nothing_is_logged_in_a_closed_case(cast, api_of, sent, at_school):
    cast.case.closed_on, cast.case.close_reason = timezone.localdate(), "moved"
    cast.case.save()
    api = api_of(cast.anna)
    assert api.post("sparrings/", sent).status_code == 409
    assert api.get(f"cases/{cast.case.pk}/sparring-form/").status_code == 409
    assert api.patch(f"sparrings/{at_school.pk}/", {"advised": "x"}, version=1).status_code == 409


def test_a_correction_keeps_what_was_agreed_and_can_add_to_it(cast, api_of, at_school):
    change = {"advised": "Rettet", "changes": [{"what": "Endnu en ting"}]}
    answer = api_of(cast.vera).patch(f"sparrings/{at_school.pk}/", change, version=1)
    assert answer.status_code == 200, answer.json()
    assert answer.json()["advised"] == "Rettet"
    assert [row["what"] for row in answer.json()["changes"]] == ["Fast opgave fra start", "Endnu en ting"]


def test_existing_agreements_rule_out_that_nothing_was_agreed(cast, api_of, at_school):
    answer = api_of(cast.vera).patch(f"sparrings/{at_school.pk}/", {"nothing_agreed": True}, version=1)
    assert "I har aftalt noget" in messages_of(answer)["nothing_agreed"]


def test_adding_what_was_agreed_takes_the_mark_of_nothing_away(cast, api_of, sent):
    api = api_of(cast.vera)
    made = api.post("sparrings/", sent | {"changes": [], "nothing_agreed": True}).json()
    answer = api.patch(f"sparrings/{made['id']}/", {"changes": [{"what": "Alligevel"}]}, version=1)
    assert answer.json()["nothing_agreed"] is False


def test_a_corrected_attendance_is_in_the_history(cast, api_of, at_school):
    change = {"receivers": [str(cast.caregiver.pk)]}
    assert api_of(cast.vera).patch(f"sparrings/{at_school.pk}/", change, version=1).status_code == 200
    note = Change.objects.get(record_id=at_school.pk, fields__has_key="receivers")
    assert note.fields["receivers"] == ["Tove Prøve (klasselærer)", "Pia Prøve (plejemor)"]
    assert note.by == cast.vera


def test_a_late_correction_shows_both_texts_in_words(cast, api_of, at_school):
    api = api_of(cast.vera)
    api.patch(f"sparrings/{at_school.pk}/", {"receivers": [str(cast.caregiver.pk)]}, version=1)
    both = [str(cast.teacher.pk), str(cast.caregiver.pk)]
    late = api.patch(f"sparrings/{at_school.pk}/", {"receivers": both}, version=1)
    assert late.status_code == 412
    conflict = late.json()["conflicts"][0]
    assert (conflict["yours"], conflict["theirs"]) == (
        "Tove Prøve (klasselærer), Pia Prøve (plejemor)",
        "Pia Prøve (plejemor)",
    )


def test_an_attendance_only_another_user_corrected_is_taken_over(cast, api_of, at_school):
    api = api_of(cast.vera)
    api.patch(f"sparrings/{at_school.pk}/", {"receivers": [str(cast.caregiver.pk)]}, version=1)
    late = api.patch(f"sparrings/{at_school.pk}/", {"receivers": [str(cast.teacher.pk)], "minutes": 20}, version=1)
    assert late.json()["conflicts"] == []
    assert late.json()["taken"]["receivers"]["text"] == "Pia Prøve (plejemor)"


def test_afterwards_it_records_whether_it_was_tried_and_helped(cast, api_of, at_school):
    told = {"tried": "yes", "helped": "somewhat", "afterthought": "Virker bedst om formiddagen"}
    answer = api_of(cast.vera).client.post(
        f"/api/v1/sparrings/{at_school.pk}/follow-up/", told, "application/json", headers={"If-Match": '"1"'}
    )
    assert answer.status_code == 200, answer.json()
    at_school.refresh_from_db()
    assert (at_school.tried, at_school.helped, at_school.afterthought) == tuple(told.values())


@pytest.mark.parametrize(
    ("told", "field"),
    [({"helped": "yes"}, "tried"), ({"tried": ""}, "tried"), ({"tried": "no", "helped": "yes"}, "helped")],
)
def test_a_follow_up_says_first_whether_it_was_tried(cast, api_of, at_school, told, field):
    answer = api_of(cast.vera).client.post(
        f"/api/v1/sparrings/{at_school.pk}/follow-up/", told, "application/json", headers={"If-Match": '"1"'}
    )
    assert list(messages_of(answer)) == [field]


def test_without_agreements_there_is_nothing_to_follow_up(cast, api_of, sent):
    api = api_of(cast.vera)
    made = api.post("sparrings/", sent | {"changes": [], "nothing_agreed": True}).json()
    assert made["abilities"]["follow_up"] is False
    url, headers = f"/api/v1/sparrings/{made['id']}/follow-up/", {"If-Match": '"1"'}
    assert api.client.post(url, {"tried": "yes"}, "application/json", headers=headers).status_code == 409


def test_a_late_follow_up_does_not_write_over_another(cast, api_of, at_school):
    client = api_of(cast.vera).client
    url, headers = f"/api/v1/sparrings/{at_school.pk}/follow-up/", {"If-Match": '"1"'}
    assert client.post(url, {"tried": "yes"}, "application/json", headers=headers).status_code == 200
    late = client.post(url, {"tried": "no"}, "application/json", headers=headers)
    assert late.status_code == 412
    assert late.json()["conflicts"][0]["theirs"] == "Ja"


def test_the_list_is_newest_first_and_filtered_by_setting_and_days(cast, api_of, at_school, at_home):
    api = api_of(cast.anna)

    def ids(**query):
        return [row["id"] for row in api.get("sparrings/", **query).json()["results"]]

    assert ids(case=cast.case.pk) == [str(at_school.pk), str(at_home.pk)]
    assert ids(setting="home") == [str(at_home.pk)]
    assert ids(held_from=at_school.held_on) == [str(at_school.pk)]
    assert ids(held_to=at_home.held_on) == [str(at_home.pk)]


def test_the_list_needs_no_more_queries_for_many_than_for_two(cast, api_of, at_school, at_home):
    api = api_of(cast.anna)
    with CaptureQueriesContext(connection) as two:
        api.get("sparrings/")
    for _nth in range(6):
        row = {"owner": cast.teacher, "what": "Noget"}
        log_sparring(case=cast.case, by=cast.vera, held_on=at_school.held_on, receivers=[cast.teacher], changes=[row])
    with CaptureQueriesContext(connection) as many:
        assert len(api.get("sparrings/").json()["results"]) == 8
    assert len(many) == len(two)
