"""A change of school or placement asks, on one page, who and what goes on; one post carries it out."""

import datetime as dt

import pytest
from django.utils import timezone

from children import actions
from children.models import CaseEvent, NetworkMember, Placement, Schooling
from core.models import Change, LookUp
from goals.actions import agree
from meetings.actions import book
from meetings.models import Meeting
from tests.children import sheets
from tests.children.importing import carried_out

TODAY = timezone.localdate()


@pytest.fixture
def booked(cast):
    soon = timezone.now() + dt.timedelta(days=7)
    people = [cast.supervisor_member, cast.teacher, cast.caregiver]
    return book(case=cast.case, by=cast.anna, kind="follow_up", starts_at=soon, invited=people)


@pytest.fixture
def at_school(cast):
    return agree(case=cast.case, by=cast.anna, owner=cast.teacher, what="Læser højt i klassen")


@pytest.fixture
def supervisors(cast):
    return agree(case=cast.case, by=cast.anna, owner=cast.supervisor_member, what="Observerer i klassen")


SCHOOLING = {"grade": 6, "class_name": "6.x", "provision": "mainstream", "from_on": str(TODAY), "end_present": True}


def change_school(api, cast, **data):
    sent = {"child": str(cast.child.pk), "school": str(cast.school_b.pk), **SCHOOLING, **data}
    answer = api.post("schoolings/", sent)
    assert answer.status_code == 201, answer.json()
    return answer.json()["id"]


def form(api, cast, period):
    return api.get(f"cases/{cast.case.pk}/moved-form/", period=period)


def move_on(api, cast, period, **data):
    return api.post(f"cases/{cast.case.pk}/move-on/", {"period": period, **data})


def test_the_page_asks_about_the_old_schools_people_with_them_ticked(cast, api_of, booked, at_school):
    api = api_of(cast.anna)
    asked = form(api, cast, change_school(api, cast)).json()
    assert (asked["before"], asked["now"]) == ("Aaskolen", "Østskolen")
    assert [choice["label"] for choice in asked["choices"]["leaving"]] == ["Tove Prøve (klasselærer)"]
    assert asked["values"]["leaving"] == [str(cast.teacher.pk)]
    assert {row["text"] for row in asked["rows"]} >= {"Læser højt i klassen"}


def test_the_new_supervisor_is_invited_and_stands_for_what_the_former_had(cast, api_of, booked, supervisors):
    change_school(api_of(cast.anna), cast)
    names = {row.member.name for row in Meeting.objects.get(pk=booked.pk).attendances.all()}
    assert names == {"Viggo Prøve", "Tove Prøve", "Pia Prøve"}
    supervisors.refresh_from_db()
    assert supervisors.owner.name == "Viggo Prøve"


def test_one_post_ends_the_parts_and_reassigns_the_rest(cast, api_of, booked, at_school, supervisors):
    api = api_of(cast.anna)
    period = change_school(api, cast)
    rows = [
        {"what": f"agreement.{at_school.pk}", "to": "let_go"},
        {"what": f"agreement.{supervisors.pk}", "to": str(cast.caregiver.pk)},
        {"what": f"meeting.{booked.pk}", "to": "let_go"},
    ]
    assert move_on(api, cast, period, leaving=[str(cast.teacher.pk)], rows=rows).status_code == 200
    cast.teacher.refresh_from_db()
    at_school.refresh_from_db()
    supervisors.refresh_from_db()
    assert cast.teacher.has_ended(TODAY)
    assert (at_school.status, supervisors.owner) == ("stopped", cast.caregiver)
    assert Meeting.objects.get(pk=booked.pk).state == "cancelled"


def test_that_somebody_left_with_the_move_stands_on_the_timeline_on_its_day(cast, api_of):
    api = api_of(cast.anna)
    yesterday = TODAY - dt.timedelta(days=1)
    period = change_school(api, cast, from_on=str(yesterday))
    move_on(api, cast, period, leaving=[str(cast.teacher.pk)])
    event = CaseEvent.objects.get(case=cast.case, record_id=cast.teacher.pk, happened_on=yesterday)
    assert (event.kind, event.by, event.detail) == (CaseEvent.Kind.NETWORK, cast.anna, "Fagperson i skolen")
    assert Change.objects.filter(record_id=cast.teacher.pk).latest("at").by == cast.anna


def test_nothing_is_done_where_something_is_wrong(cast, api_of, at_school):
    api = api_of(cast.anna)
    period = change_school(api, cast)
    rows = [{"what": f"agreement.{at_school.pk}", "to": str(cast.teacher.pk)}]
    answer = move_on(api, cast, period, leaving=[str(cast.teacher.pk)], rows=rows)
    assert [error["field"] for error in answer.json()["errors"]] == ["rows.0.to"]
    assert NetworkMember.objects.get(pk=cast.teacher.pk).until_on is None


def test_only_people_from_before_the_move_can_leave(cast, api_of):
    api = api_of(cast.anna)
    period = change_school(api, cast)
    for member in (cast.caregiver, cast.coordinator_member):
        assert move_on(api, cast, period, leaving=[str(member.pk)]).status_code == 400


def test_people_who_leave_with_a_future_move_stay_until_then(cast, api_of):
    api, day = api_of(cast.anna), TODAY + dt.timedelta(days=20)
    period = change_school(api, cast, from_on=str(day))
    move_on(api, cast, period, leaving=[str(cast.teacher.pk)])
    assert NetworkMember.objects.get(pk=cast.teacher.pk).until_on == day - dt.timedelta(days=1)


def test_a_new_class_at_the_same_school_asks_nothing(cast, api_of):
    api = api_of(cast.anna)
    period = change_school(api, cast, school=str(cast.school_a.pk))
    assert form(api, cast, period).status_code == 404


@pytest.mark.parametrize("period", ["", "0197e0c0-0000-7000-8000-000000000000"])
def test_a_period_that_is_no_move_gives_404(cast, api_of, period):
    assert form(api_of(cast.anna), cast, period).status_code == 404


def test_a_correction_of_a_former_school_is_no_move(cast, api_of):
    former = Schooling.objects.get(child=cast.child)
    change_school(api_of(cast.anna), cast)
    assert form(api_of(cast.anna), cast, str(former.pk)).status_code == 404


def test_only_the_coordinator_is_asked(cast, api_of):
    period = change_school(api_of(cast.anna), cast)
    assert form(api_of(cast.viggo), cast, period).status_code == 403


def test_a_new_placement_asks_about_the_caregivers(cast, api_of):
    api = api_of(cast.anna)
    home = agree(case=cast.case, by=cast.anna, owner=cast.caregiver, what="Læser ved sengetid", place="home")
    placement = {
        "child": str(cast.child.pk),
        "kind": "residential",
        "place": "Prøvegården",
        "placing_municipality": "Prøvekøbing",
        "from_on": str(TODAY),
        "end_present": True,
    }
    period = api.post("placements/", placement).json()["id"]
    asked = form(api, cast, period).json()
    assert asked["values"]["leaving"] == [str(cast.caregiver.pk)]
    assert [row["id"] for row in asked["rows"]] == [f"agreement.{home.pk}"]


def test_saving_a_new_school_leads_to_the_page_and_the_page_to_the_network(cast, client_of, at_school):
    anna = client_of(cast.anna)
    sent = {"child": cast.child.pk, "school": cast.school_b.pk, **SCHOOLING, "end_present": "true"}
    saved = anna.post(f"/children/{cast.child.pk}/schoolings/new/", sent)
    assert f"/cases/{cast.case.pk}/moved/" in saved.url
    page = anna.get(saved.url).content.decode()
    assert "Tove Prøve (klasselærer)" in page
    sent = {
        "period": saved.url.rstrip("/").rpartition("/")[2],
        "leaving-shown": "1",
        "leaving": [cast.teacher.pk],
        "rows-0-what": f"agreement.{at_school.pk}",
        "rows-0-to": str(cast.caregiver.pk),
    }
    done = anna.post(saved.url, sent)
    assert done.url == f"/cases/{cast.case.pk}/network/"
    at_school.refresh_from_db()
    assert at_school.owner == cast.caregiver


def test_with_nobody_to_ask_about_the_school_is_just_saved(cast, client_of):
    actions.end_member(member=cast.teacher, by=cast.anna)
    sent = {"child": cast.child.pk, "school": cast.school_b.pk, **SCHOOLING, "end_present": "true"}
    saved = client_of(cast.anna).post(f"/children/{cast.child.pk}/schoolings/new/", sent)
    assert saved.url == f"/cases/{cast.case.pk}/basics/"


# Adults of whatever day --------------------------------------------------------------------------------------------


LAST_MONTH = TODAY - dt.timedelta(days=30)


def arrives(cast, name, kind="school_professional", **fields):
    return actions.add_member(child=cast.child, by=cast.anna, kind=kind, name=name, **{"from_on": TODAY, **fields})


def leaving(asked):
    names = {choice["value"]: choice["label"].partition(" (")[0] for choice in asked["choices"]["leaving"]}
    return sorted(names.values()), sorted(names[value] for value in asked["values"]["leaving"])


@pytest.mark.parametrize("moved_on", [TODAY, LAST_MONTH])
def test_adults_added_on_the_day_of_the_move_or_later_are_asked_about_too(cast, api_of, moved_on):
    arrives(cast, "Gry Prøve", part="Lærer")
    api = api_of(cast.anna)
    asked = form(api, cast, change_school(api, cast, from_on=str(moved_on))).json()
    assert leaving(asked) == (["Gry Prøve", "Tove Prøve"], ["Gry Prøve", "Tove Prøve"])


def test_a_foster_parent_added_today_is_on_the_page_of_the_move_too(cast, api_of):
    arrives(cast, "Ole Prøve", kind="caregiver")
    api = api_of(cast.anna)
    placement = {"kind": "foster", "place": "Familien Ny", "placing_municipality": "Prøvekøbing", "end_present": True}
    sent = {"child": str(cast.child.pk), "from_on": str(LAST_MONTH), **placement}
    asked = form(api, cast, api.post("placements/", sent).json()["id"]).json()
    assert leaving(asked) == (["Ole Prøve", "Pia Prøve"], ["Ole Prøve", "Pia Prøve"])


def test_somebody_added_before_the_move_was_recorded_leaves_with_an_empty_part(cast, api_of):
    teacher, api = arrives(cast, "Gry Prøve"), api_of(cast.anna)
    period = change_school(api, cast, from_on=str(LAST_MONTH))
    assert move_on(api, cast, period, leaving=[str(teacher.pk)]).status_code == 200
    assert NetworkMember.objects.get(pk=teacher.pk).has_ended(TODAY)


def test_the_new_schools_people_are_not_taken_to_leave(cast, api_of):
    api = api_of(cast.anna)
    arrives(cast, "Nils Prøve", organisation="Østskolen")
    period = change_school(api, cast)
    arrives(cast, "Nynne Prøve")
    asked = form(api, cast, period).json()
    assert leaving(asked) == (["Nynne Prøve", "Tove Prøve"], ["Tove Prøve"])


# A period put right -------------------------------------------------------------------------------------------------


def put_right(anna, cast, records, record, **fields):
    path = f"/children/{cast.child.pk}/{records}/{record.pk}/"
    return anna.post(path, {"version": record.version, "from_on": str(record.from_on), **fields})


def test_a_correction_to_another_school_asks_like_a_new_schooling(cast, client_of, api_of):
    schooling = Schooling.objects.get(child=cast.child)
    sent = {"school": cast.school_b.pk, "grade": 6, "class_name": "6.b", "provision": "mainstream"}
    saved = put_right(client_of(cast.anna), cast, "schoolings", schooling, **sent)
    assert saved.url == f"/cases/{cast.case.pk}/moved/{schooling.pk}/"
    asked = form(api_of(cast.anna), cast, schooling.pk).json()
    assert (asked["before"], asked["now"]) == ("Aaskolen", "Østskolen")
    assert leaving(asked) == (["Tove Prøve"], ["Tove Prøve"])


def test_another_class_at_the_new_school_asks_nothing_again(cast, client_of, api_of):
    period = change_school(api_of(cast.anna), cast)
    sent = {"school": cast.school_b.pk, "grade": 6, "class_name": "6.y", "provision": "mainstream"}
    saved = put_right(client_of(cast.anna), cast, "schoolings", Schooling.objects.get(pk=period), **sent)
    assert saved.url == f"/cases/{cast.case.pk}/basics/"


def test_a_corrected_home_asks_and_assumes_that_nobody_leaves(cast, client_of, api_of):
    placement = Placement.objects.get(child=cast.child)
    sent = {"kind": "foster", "place": "Familien Opdigtet", "placing_municipality": "Prøvekøbing"}
    saved = put_right(client_of(cast.anna), cast, "placements", placement, **sent)
    assert saved.url == f"/cases/{cast.case.pk}/moved/{placement.pk}/"
    assert leaving(form(api_of(cast.anna), cast, placement.pk).json()) == (["Pia Prøve"], [])


def test_the_same_name_in_another_spelling_is_no_move(cast, client_of):
    placement = Placement.objects.get(child=cast.child)
    sent = {"kind": "foster", "place": "familien  Prøve", "placing_municipality": "Prøvekøbing"}
    saved = put_right(client_of(cast.anna), cast, "placements", placement, **sent)
    assert saved.url == f"/cases/{cast.case.pk}/basics/"


# A file -------------------------------------------------------------------------------------------------------------


def row_of(**cells):
    known = {
        "Fornavn": "Barn Et",
        "Fødselsdato": "04-05-2014",
        "Klassetrin": "6.b",
        "Anbringelsessted": "Familien Prøve",
    }
    today = {"Skolestart": f"{TODAY:%d-%m-%Y}", "Anbragt_fra": "10-01-2022", "Lærer_navn": "Nils Ny"}
    return sheets.child(**known, **{**today, **cells})


def test_a_file_that_moves_a_child_links_to_the_page_about_its_move(cast, api_of, client_of, booked):
    job = carried_out(api_of(cast.anna), row_of(Skole="Østskolen"))
    [moved] = job["moved"]
    assert (moved["child"], moved["place"]) == ("Barn Et", "Østskolen")
    page = client_of(cast.anna).get(f"/children/import/{job['id']}/").content.decode()
    assert f'href="/cases/{cast.case.pk}/moved/{moved["period"]}/"' in page
    asked = form(api_of(cast.anna), cast, moved["period"]).json()
    assert "Tove Prøve" in leaving(asked)[1]
    assert "Nils Ny" not in leaving(asked)[1]


def test_a_file_that_moves_nobody_asks_nothing(cast, api_of):
    assert carried_out(api_of(cast.anna), row_of(Skole="Aaskolen", Skolestart="11-08-2025"))["moved"] == []


def test_children_named_as_moved_are_in_the_look_up_log(cast, api_of):
    job = carried_out(api_of(cast.anna), row_of(Skole="Østskolen"))
    LookUp.objects.all().delete()
    api_of(cast.anna).get(f"imports/{job['id']}/")
    assert [cast.child.pk] in LookUp.objects.values_list("child_ids", flat=True)


def test_a_meeting_nobody_is_responsible_for_asks_what_happens_to_it(cast, api_of, client_of, booked, at_school):
    api = api_of(cast.anna)
    period = change_school(api, cast)
    asks = {
        row["text"]: row["asks"] for row in form(api, cast, period).json()["rows"] if row["id"].startswith("meeting.")
    }
    assert set(asks.values()) == {"Hvad sker der?"}
    page = client_of(cast.anna).get(f"/cases/{cast.case.pk}/moved/{period}/").content.decode()
    assert "Hvad sker der?" in page
    assert "Hvem tager over?" in page
