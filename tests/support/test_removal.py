"""A sparring logged by mistake is deleted together with its agreements, and leaves a history line without content."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from children.models import CaseEvent
from core.models import Change, Draft, LookUp
from followup.models import CaseStatus
from goals.actions import follow_up_agreement
from goals.models import Agreement
from support.actions import change_sparring
from support.models import Sparring
from tests.children.browsing import hidden_values, text, typed
from tests.factories import AgreementReviewFactory, ReleaseFactory
from tests.support.conftest import days_ago
from tests.waiting import wait_until_somebody_waits


def remove(api, sparring, *, version=None, key="", reason="wrong_child"):
    headers = {"If-Match": str(version or sparring.version), **({"Idempotency-Key": key} if key else {})}
    path = f"/api/v1/sparrings/{sparring.pk}/remove/"
    return api.client.post(path, {"reason": reason}, "application/json", headers=headers)


@pytest.mark.parametrize("who", ["vera", "anna"])
def test_its_giver_or_the_coordinator_deletes_a_sparring_with_its_agreements(cast, api_of, at_school, who):
    answer = remove(api_of(getattr(cast, who)), at_school)
    assert (answer.status_code, answer.json()) == (200, {"case": str(cast.case.pk)})
    assert not Sparring.objects.exists()
    assert not Agreement.objects.exists()


@pytest.mark.parametrize(("who", "status"), [("petra", 403), ("karl", 404), ("viggo", 404), ("lars", 404)])
def test_nobody_else_deletes_it(cast, api_of, at_school, who, status):
    assert remove(api_of(getattr(cast, who)), at_school).status_code == status
    assert Sparring.objects.exists()


def test_a_supervisor_deletes_no_sparring_of_the_home(cast, api_of, at_home):
    assert remove(api_of(cast.vera), at_home).status_code == 403


def test_a_supervisor_does_not_delete_anothers(cast, api_of, at_school):
    Sparring.objects.update(giver=cast.anna)
    assert remove(api_of(cast.vera), at_school).status_code == 403


def test_the_timeline_says_who_deleted_a_sparring_and_why_and_no_more(cast, api_of, at_school):
    remove(api_of(cast.anna), at_school)
    events = CaseEvent.objects.filter(case=cast.case).exclude(kind__in=["case_opened", "network"])
    assert list(events.values_list("kind", "detail", "by__name")) == [
        ("sparring_removed", "Skrevet på det forkerte barn", "Anna Prøve")
    ]
    assert LookUp.objects.get(route="api:sparring-remove").child_ids == [cast.child.pk]


def test_the_history_keeps_who_and_when_but_not_the_text(cast, api_of, at_school):
    change_sparring(sparring=at_school, by=cast.vera, advised="Ny tekst om et andet barn", expected_version=1)
    remove(api_of(cast.vera), at_school)
    rows = Change.objects.filter(record_id=at_school.pk).order_by("at")
    assert list(rows.values_list("kind", flat=True)) == ["created", "changed", "removed"]
    assert "tekst" not in str(list(rows.values_list("fields", flat=True)))
    assert "sparring" in str(api_of(cast.anna).get(f"cases/{cast.case.pk}/history/").json())


def test_it_is_taken_back_from_those_it_was_passed_on_to(cast, api_of, at_home):
    to_member = cast.child.networkmembers.get(user=cast.petra)
    released = ReleaseFactory(
        case=cast.case, item_kind="sparring", item_id=at_home.pk, to_member=to_member, by=cast.anna
    )
    remove(api_of(cast.anna), at_home)
    released.refresh_from_db()
    assert released.withdrawn_at is not None


def test_the_rhythm_is_recalculated(cast, api_of, at_school, begun):
    before = CaseStatus.objects.get(case=cast.case).school_sparring_due_on
    remove(api_of(cast.vera), at_school)
    assert CaseStatus.objects.get(case=cast.case).school_sparring_due_on < before


def test_a_followed_up_sparring_cannot_be_deleted_and_the_page_says_why(cast, api_of, client_of, at_school):
    follow_up_agreement(agreement=Agreement.objects.get(), by=cast.vera, status="done")
    answer = remove(api_of(cast.vera), at_school)
    assert answer.status_code == 409
    assert "er fulgt op" in answer.json()["detail"]
    assert Sparring.objects.exists()
    page = client_of(cast.vera).get(f"/sparrings/{at_school.pk}/remove/")
    assert "er fulgt op" in text(page)
    assert "Slet sparringen" not in text(page)


def test_the_page_says_beforehand_that_an_agreement_was_reviewed_at_a_meeting(
    cast, api_of, client_of, at_school, begun
):
    agreement = Agreement.objects.get()
    AgreementReviewFactory(case=cast.case, meeting=begun, agreement=agreement, verdict="keep", by=cast.anna)
    page = client_of(cast.vera).get(f"/sparrings/{at_school.pk}/remove/")
    assert "gennemgået på et møde" in text(page)
    assert "Slet sparringen" not in text(page)
    answer = remove(api_of(cast.vera), at_school)
    assert (answer.status_code, "gennemgået på et møde" in answer.json()["detail"]) == (409, True)


def remove_and_hang_up(api, sparring):
    try:
        return remove(api, sparring)
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_a_follow_up_being_written_meanwhile_is_not_swallowed(cast, api_of, at_school):
    api = api_of(cast.vera)
    with ThreadPoolExecutor() as pool:
        with transaction.atomic():
            follow_up_agreement(agreement=Agreement.objects.get(), by=cast.vera, status="done")
            answer = pool.submit(remove_and_hang_up, api, at_school)
            wait_until_somebody_waits()
        assert answer.result().status_code == 409
    assert Agreement.objects.get().status == "done"


def test_no_draft_keeps_the_text_about_the_wrong_child(cast, api_of, at_school):
    agreement, stays = Agreement.objects.get(), f"goal-list.{cast.case.pk}"
    for key in (f"sparring-detail.{at_school.pk}", f"agreement-detail.{agreement.pk}", stays):
        api_of(cast.vera).put(f"drafts/{key}/", {"data": {"words": "Om et andet barn"}})
    assert Draft.objects.count() == 3
    remove(api_of(cast.anna), at_school)
    assert [draft.key for draft in Draft.objects.all()] == [stays]


def test_an_old_page_deletes_nothing(cast, api_of, at_school):
    change_sparring(sparring=at_school, by=cast.vera, advised="Nyt", expected_version=1)
    assert remove(api_of(cast.vera), at_school, version=1).status_code == 412
    assert Sparring.objects.exists()


def test_nothing_is_deleted_in_a_closed_case(cast, api_of, at_school):
    type(cast.case).objects.filter(pk=cast.case.pk).update(closed_on=days_ago(0), close_reason="moved")
    assert remove(api_of(cast.anna), at_school).status_code == 409
    assert Sparring.objects.exists()


def test_sent_twice_it_has_the_effect_of_once(cast, api_of, at_school):
    answers = [remove(api_of(cast.vera), at_school, key="k") for _click in range(2)]
    assert [(answer.status_code, answer.json()) for answer in answers] == [(200, {"case": str(cast.case.pk)})] * 2
    assert remove(api_of(cast.vera), at_school, key="another").status_code == 404


def test_the_page_asks_why_and_shows_the_way_to_the_right_child(cast, client_of, at_school):
    vera, path = client_of(cast.vera), f"/sparrings/{at_school.pk}/remove/"
    assert path in vera.get(f"/sparrings/{at_school.pk}/").content.decode()
    page = vera.get(path)
    assert 'href="/sparrings/new/"' in page.content.decode()
    assert typed(vera, path).status_code == 422
    sent = hidden_values(page) | {"reason": "wrong_child"}
    back = f"/cases/{cast.case.pk}/sparring/"
    assert [vera.post(path, sent).url for _click in range(2)] == [back, back]
    assert "Sparringen er slettet." in text(vera.get(back))


def test_users_who_may_not_delete_see_no_button(cast, client_of, api_of, at_school):
    assert "/remove/" not in client_of(cast.petra).get(f"/sparrings/{at_school.pk}/").content.decode()
    assert client_of(cast.petra).get(f"/sparrings/{at_school.pk}/remove/").status_code == 403
    assert not api_of(cast.petra).get(f"sparrings/{at_school.pk}/").json()["abilities"]["remove"]


# Passing on ---------------------------------------------------------------------------------------------------------


def test_home_sparring_is_passed_on_from_its_own_page(cast, client_of, at_home):
    anna = client_of(cast.anna)
    path = f"/cases/{cast.case.pk}/share/?item=sparring&amp;id={at_home.pk}"
    assert path in anna.get(f"/sparrings/{at_home.pk}/").content.decode()
    member = cast.child.networkmembers.get(user=cast.petra)
    typed(anna, path.replace("&amp;", "&"), to_members=[str(member.pk)])
    assert "Læser et kvarter før sengetid" in text(client_of(cast.petra).get(f"/sparrings/{at_home.pk}/"))


def test_school_sparring_is_open_already_and_the_supervisor_passes_no_home_sparring_on(
    cast, api_of, at_school, at_home
):
    share = [
        api_of(user).get(f"sparrings/{sparring.pk}/").json()["abilities"]["share"]
        for user in (cast.anna, cast.vera)
        for sparring in (at_school, at_home)
    ]
    assert share == [False, True, False, False]
