"""An adult around several children: found and reused, and corrected everywhere at once."""

import datetime as dt

import pytest

from children.actions import add_member, change_member, end_member, open_case
from children.models import Adult, Case, CaseEvent, NetworkMember, Placement
from children.models.person import person_id
from core.models import Change, LookUp
from tests.cast import child as made_child
from tests.factories import AgreementFactory

PHONE = "11 22 33 44"


@pytest.fixture
def anna(cast, api_of):
    return api_of(cast.anna)


def form(api, child, **query):
    return api.get(f"children/{child.pk}/forms/network/", **query).json()


def offered(api, child):
    """Labels of the adults offered, by group."""
    return {group["label"]: [each["label"] for each in group["options"]] for group in form(api, child)["people"]}


def reuse(api, cast, member=None, child=None, **fields):
    """Take over a known adult, as the form sends it."""
    values = form(api, child or cast.other_child, same_as=str((member or cast.teacher).pk))["values"]
    names = ("child", "kind", "name", "part", "organisation", "email", "phone", "same_as")
    sent = {name: values[name] for name in names}
    return api.post("network/", sent | {"from_on": "2026-09-01"} | fields)


@pytest.fixture
def two(anna, cast):
    """The same teacher around both of Anna's children."""
    answer = reuse(anna, cast)
    assert answer.status_code == 201, answer.json()
    cast.teacher.refresh_from_db()
    return cast.teacher, NetworkMember.objects.get(pk=answer.json()["id"])


def test_the_form_offers_people_around_ones_own_other_children(anna, cast):
    labels = [label for labels in offered(anna, cast.other_child).values() for label in labels]
    assert labels == ["Pia Prøve (plejemor): Barn Et", "Tove Prøve (klasselærer): Barn Et"]


def test_those_of_the_same_school_or_placement_come_first(anna, cast):
    classmate = made_child("Barn Sidemand", cast.home, cast.school_a)
    Placement.objects.filter(child=classmate).update(place="Et helt andet sted")
    open_case(child=classmate, by=cast.anna)
    groups = offered(anna, classmate)
    assert groups["Samme skole eller anbringelsessted"] == ["Tove Prøve (klasselærer): Barn Et"]
    assert groups["I dine andre børns netværk"] == ["Pia Prøve (plejemor): Barn Et"]


def test_nobody_around_a_child_one_may_not_see_is_offered(anna, cast, api_of):
    add_member(child=cast.karls_child, by=cast.karl, kind="caregiver", name="Skjult Prøve", from_on=dt.date(2026, 9, 1))
    assert "Skjult" not in str(offered(anna, cast.other_child))
    assert offered(api_of(cast.karl), cast.karls_child) == {}


def test_present_members_are_not_offered(anna, cast, two):
    assert "Tove" not in str(offered(anna, cast.other_child))
    assert "Tove" not in str(offered(anna, cast.child))


def test_former_members_are_offered_again(anna, cast):
    end_member(member=cast.teacher, by=cast.anna, until_on=dt.date(2026, 9, 30))
    assert "Tove Prøve (klasselærer): Barn Et" in offered(anna, cast.child)["Samme skole eller anbringelsessted"]


def test_every_child_the_offers_reveal_is_in_the_look_up_log(anna, cast):
    form(anna, cast.other_child)
    look = LookUp.objects.filter(user=cast.anna, route="api:child-form").latest("at")
    assert set(look.child_ids) == {cast.child.pk, cast.other_child.pk}


def test_an_adult_taken_over_is_one_adult_with_two_parts(cast, two):
    first, second = two
    assert first.adult == second.adult == Adult.objects.get()
    assert (second.name, second.part, second.kind) == ("Tove Prøve", "Klasselærer", "school_professional")
    assert Change.objects.filter(record_id=first.adult_id, by=cast.anna, kind="created").exists()


def test_an_adult_around_a_child_one_may_not_see_cannot_be_taken_over(anna, cast):
    since = dt.date(2026, 9, 1)
    hidden = add_member(child=cast.karls_child, by=cast.karl, kind="caregiver", name="Skjult", from_on=since)
    sent = {"child": str(cast.child.pk), "kind": "caregiver", "name": "x", "from_on": "2026-09-01"}
    answer = anna.post("network/", sent | {"same_as": str(hidden.pk)})
    assert answer.json()["errors"][0]["field"] == "same_as"
    assert form(anna, cast.child, same_as=str(hidden.pk)).get("values") is None


def test_an_adult_is_not_taken_into_the_same_network_twice(anna, cast, two):
    answer = reuse(anna, cast)
    assert answer.json()["errors"][0]["message"] == "Den voksne er allerede i barnets netværk."


def test_a_new_telephone_reaches_every_open_part(anna, cast, two):
    first, second = two
    answer = anna.patch(f"network/{first.pk}/", {"phone": PHONE}, version=first.version)
    assert answer.status_code == 200
    second.refresh_from_db()
    assert (second.phone, second.adult.phone) == (PHONE, PHONE)
    written = Change.objects.filter(record_id=second.pk, by=cast.anna).latest("at")
    assert written.fields == {"phone": ["", PHONE]}
    look = LookUp.objects.filter(user=cast.anna, action="write").latest("at")
    assert set(look.child_ids) == {cast.child.pk, cast.other_child.pk}


def test_a_correction_stands_with_who_made_it_at_the_adult_and_at_every_part(anna, cast, two):
    first, second = two
    taken_over = Change.objects.filter(record_id=first.pk, kind="changed")
    assert [change.by for change in taken_over] == [cast.anna]
    Change.objects.all().delete()
    anna.patch(f"network/{first.pk}/", {"phone": PHONE}, version=first.version)
    written = set(Change.objects.values_list("record_id", "by"))
    assert written == {(pk, cast.anna.pk) for pk in (first.pk, second.pk, first.adult_id)}


def test_an_adult_around_one_child_alone_is_not_said_to_be_around_others(anna, cast):
    add_member(child=cast.other_child, by=cast.anna, kind="other", name="En Anden", from_on=dt.date(2026, 9, 1))
    assert form(anna, cast.child, record=str(cast.teacher.pk))["also_around"] == []


def test_a_new_adult_stands_on_the_timeline_of_the_open_case_with_who_added_it(anna, cast):
    sent = {"child": str(cast.child.pk), "kind": "caregiver", "name": "Per Prøve", "from_on": "2026-09-01"}
    made = anna.post("network/", sent).json()
    event = CaseEvent.objects.get(record_id=made["id"])
    assert (event.case, event.kind, event.by) == (cast.case, CaseEvent.Kind.NETWORK, cast.anna)
    assert event.detail == NetworkMember.Kind.CAREGIVER.label
    assert Change.objects.get(record_id=made["id"]).by == cast.anna


def test_an_adult_around_a_child_without_an_open_case_stands_on_no_timeline(anna, cast):
    Case.objects.filter(pk=cast.case.pk).update(closed_on=dt.date(2026, 10, 1), close_reason="moved")
    made = add_member(child=cast.child, by=cast.anna, kind="caregiver", name="Per Prøve", from_on=dt.date(2026, 9, 1))
    assert not CaseEvent.objects.filter(record_id=made.pk)


def test_what_an_adult_is_to_one_child_stays_with_that_child(anna, two):
    first, second = two
    anna.patch(f"network/{first.pk}/", {"part": "Matematiklærer"}, version=first.version)
    second.refresh_from_db()
    assert second.part == "Klasselærer"


def test_an_ended_part_keeps_its_values(anna, cast, two):
    first, second = two
    end_member(member=second, by=cast.anna, until_on=dt.date(2026, 9, 30))
    anna.patch(f"network/{first.pk}/", {"phone": PHONE}, version=first.version)
    second.refresh_from_db()
    assert second.phone == ""


def test_a_telephone_typed_when_an_adult_is_taken_over_reaches_the_first_child_too(anna, cast):
    reuse(anna, cast, phone=PHONE)
    cast.teacher.refresh_from_db()
    assert cast.teacher.phone == PHONE


def test_another_person_in_the_same_part_reaches_nobody_else(anna, two):
    first, second = two
    answer = anna.patch(f"network/{first.pk}/", {"name": "Ny Lærer", "only_here": True}, version=first.version)
    assert answer.status_code == 200
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.name, first.adult, second.name) == ("Ny Lærer", None, "Tove Prøve")


def test_a_change_reaches_a_child_handed_to_a_colleague_and_shows_nothing_of_it(anna, cast, two, api_of):
    first, second = two
    NetworkMember.objects.filter(child=cast.other_child, user=cast.anna).update(user=cast.karl, name="Karl Prøve")
    answer = anna.patch(f"network/{first.pk}/", {"phone": PHONE}, version=first.version)
    second.refresh_from_db()
    assert second.phone == PHONE
    assert str(cast.other_child.pk) not in answer.content.decode()
    assert form(anna, cast.child, record=str(first.pk))["also_around"] == []
    looks = LookUp.objects.filter(user=cast.anna, action="write", route="api:networkmember-detail").order_by("at")
    assert [(look.relation, look.child_ids) for look in looks] == [
        ("same_adult", [cast.other_child.pk]),
        ("coordinator", [cast.child.pk]),
    ]


def old_number(cast, two):
    """The part around Barn To ends; then the teacher gets a new number around Barn Et."""
    first, second = two
    end_member(member=second, by=cast.anna, until_on=dt.date(2026, 9, 30))
    change_member(first, by=cast.anna, expected_version=None, phone=PHONE)
    second.refresh_from_db()
    assert second.phone == ""
    return second


@pytest.mark.parametrize("change", [{"part": "Lærer"}, {"name": "Tove Gift"}, {"phone": "99 99 99 99"}])
def test_a_change_of_an_ended_part_reaches_no_other_part(anna, cast, two, change):
    ended = old_number(cast, two)
    whole = {"name": ended.name, "organisation": "", "email": "", "phone": "", **change}
    assert anna.patch(f"network/{ended.pk}/", whole, version=ended.version).status_code == 200
    two[0].refresh_from_db()
    assert (two[0].name, two[0].phone, two[0].adult.phone) == ("Tove Prøve", PHONE, PHONE)


def test_a_reopened_part_has_the_values_of_the_others(anna, cast, two):
    ended = old_number(cast, two)
    sent = {"name": ended.name, "phone": "", "until_on": None}
    assert anna.patch(f"network/{ended.pk}/", sent, version=ended.version).json()["phone"] == PHONE
    two[0].refresh_from_db()
    assert two[0].phone == PHONE


def test_a_person_who_comes_back_has_the_new_number(anna, cast, two):
    ended = old_number(cast, two)
    assert form(anna, cast.other_child, same_as=str(ended.pk))["values"]["phone"] == PHONE
    body = {"child": str(cast.other_child.pk), "known": [str(ended.pk)]}
    assert anna.post("network/several/", body).json()["results"][0]["phone"] == PHONE
    two[0].refresh_from_db()
    assert two[0].phone == PHONE


def test_an_adult_is_offered_by_the_name_of_today(anna, cast, two):
    old_number(cast, two)
    change_member(two[0], by=cast.anna, expected_version=None, name="Tove Gift", organisation="Aaskolen")
    assert "Tove Gift (klasselærer, Aaskolen): Barn Et og Barn To" in str(offered(anna, cast.other_child))


def test_a_field_not_sent_for_somebody_known_stays_as_it_is(anna, cast):
    change_member(cast.teacher, by=cast.anna, expected_version=None, organisation="Aaskolen")
    sent = {"child": str(cast.other_child.pk), "kind": "other", "name": "Tove Prøve", "from_on": "2026-09-01"}
    assert anna.post("network/", sent | {"same_as": str(cast.teacher.pk)}).json()["organisation"] == "Aaskolen"
    cast.teacher.refresh_from_db()
    assert cast.teacher.organisation == "Aaskolen"


def test_a_new_member_who_is_another_person_is_not_the_one_taken_over(anna, cast):
    answer = reuse(anna, cast, name="Bo Lærer", organisation="", only_here=True)
    assert answer.json()["name"] == "Bo Lærer"
    cast.teacher.refresh_from_db()
    assert (cast.teacher.name, cast.teacher.adult) == ("Tove Prøve", None)


def test_the_form_of_somebody_known_says_whom_a_change_reaches_and_asks_whether_it_is_another(cast, client_of):
    address = f"/children/{cast.other_child.pk}/network/new/?same_as={cast.teacher.pk}"
    page = client_of(cast.anna).get(address).content.decode()
    assert "er også omkring Barn Et" in page
    assert 'name="only_here"' in page


def test_a_draft_of_one_person_is_not_drawn_for_another(cast, client_of, api_of):
    address = f"/children/{cast.other_child.pk}/network/new/"
    begun, other, plain = (f"?same_as={cast.teacher.pk}", f"?same_as={cast.caregiver.pk}", "")
    browser = client_of(cast.anna)
    url = browser.get(address + begun).context["form"].draft["url"].removeprefix("/api/v1/")
    kept = {"data": {"same_as": str(cast.teacher.pk), "name": "Tove Kladde"}}
    assert api_of(cast.anna).put(url, kept).status_code == 200
    shown = [browser.get(address + query).context["form"].fields["name"].value for query in (begun, other, plain)]
    assert shown == ["Tove Kladde", "Pia Prøve", ""]


def test_only_those_who_were_written_are_noted_as_written(anna, cast, two):
    third = made_child("Barn Tredje", cast.home)
    open_case(child=third, by=cast.anna)
    reuse(anna, cast, child=third)
    look = LookUp.objects.filter(user=cast.anna, action="write").latest("at")
    assert look.child_ids == [third.pk]


def test_the_form_says_whom_a_change_reaches(cast, client_of, two):
    page = client_of(cast.anna).get(f"/children/{cast.child.pk}/network/{two[0].pk}/").content.decode()
    assert "er også omkring Barn To" in page


def test_the_page_takes_an_adult_over_without_typing(cast, client_of):
    browser, address = client_of(cast.anna), f"/children/{cast.other_child.pk}/network/new/"
    assert f'<option value="{cast.teacher.pk}">' in browser.get(address).content.decode()
    page = browser.get(address, {"same_as": str(cast.teacher.pk)}).content.decode()
    assert 'value="Tove Prøve"' in page
    sent = {"child": str(cast.other_child.pk), "kind": "school_professional", "name": "Tove Prøve"}
    browser.post(address, sent | {"same_as": str(cast.teacher.pk), "from_on": "2026-09-01"})
    assert Adult.objects.get().parts.count() == 2


def test_a_person_who_comes_back_gets_no_duties_of_somebody_else_who_left(cast, anna):
    reads = AgreementFactory(case=cast.case, owner=cast.caregiver, place="home", by=cast.anna)
    for member in (cast.teacher, cast.caregiver):
        end_member(member=member, by=cast.anna, until_on=dt.date(2026, 9, 30))
    assert reuse(anna, cast, child=cast.child).status_code == 201
    reads.refresh_from_db()
    assert reads.owner == cast.caregiver


def test_a_person_who_comes_back_gets_back_the_duties_nobody_took_over(cast, anna):
    agreement = AgreementFactory(
        case=cast.case,
        owner=cast.teacher,
        what="Læser sammen",
        place="school",
        rhythm="weekly",
        from_on=dt.date(2026, 9, 1),
        by=cast.anna,
    )
    end_member(member=cast.teacher, by=cast.anna, until_on=dt.date(2026, 9, 30))
    answer = reuse(anna, cast, child=cast.child)
    back = NetworkMember.objects.get(pk=answer.json()["id"])
    cast.teacher.refresh_from_db()
    agreement.refresh_from_db()
    assert person_id(back) == person_id(cast.teacher)
    assert agreement.owner == back
