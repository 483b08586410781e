"""My day: what to do now, child by child, and back again when it is done."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from children.models import NetworkMember
from core.returning import return_url
from goals.actions import agree
from meetings.actions import book, log_held
from tests.factories import PostponementFactory

PAGE = "/my-day/"


def text(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def promised(cast, what, days):
    """An agreement of Barn Et, some days overdue."""
    day = timezone.localdate() - dt.timedelta(days=days)
    began = day - dt.timedelta(days=7)
    return agree(
        case=cast.case, by=cast.anna, owner=cast.teacher, what=what, place="school", from_on=began, due_on=day, on=began
    )


def test_a_child_is_listed_once_with_its_most_urgent_step_first(cast, client_of):
    promised(cast, "Makkerlæsning", 20)
    promised(cast, "Fast plads", 10)
    html = client_of(cast.anna).get(PAGE).content.decode()
    card = html.split(f'<a href="{reverse("case", args=[cast.case.pk])}">Barn Et</a>')
    assert len(re.findall(r'class="rt-list__title"><a href="[^"]*">Barn Et</a>', html)) == 1
    assert "Mere for Barn Et" in card[1]


def test_two_children_of_one_name_are_shown_with_their_class(cast, client_of):
    type(cast.child).objects.filter(pk=cast.other_child.pk).update(first_name="Barn Et")
    html = client_of(cast.anna).get(PAGE).content.decode()
    names = re.findall(r'button-small" href="[^"]*">[^<]*<span class="sr-only">: ([^<]*)', html)
    assert len(names) == len(set(names)) == 2


def test_one_button_is_primary(cast, client_of):
    main = client_of(cast.anna).get(PAGE).content.decode().split('class="rt-content"')[1]
    assert main.count("button-primary rt-button-small") == 1


def test_todays_meetings_come_first(cast, client_of):
    now = timezone.localtime().replace(hour=23, minute=50)
    book(case=cast.case, by=cast.anna, kind="start_up", starts_at=now, invited=[cast.teacher])
    page = text(client_of(cast.anna).get(PAGE))
    assert page.index("Møder i dag") < page.index("Næste skridt") or "Næste skridt" not in page
    assert page.index("Møder i dag") < page.index("Møder de næste syv dage")


def test_the_cases_are_there_on_demand(cast, client_of):
    html = client_of(cast.anna).get(PAGE).content.decode()
    assert re.search(r"<details[^>]*><summary>Mine forløb \(2\)</summary>", html)


def test_doing_a_step_from_my_day_leads_back_to_it(cast, client_of):
    client = client_of(cast.anna)
    agreement = promised(cast, "Makkerlæsning", 20)
    url = re.search(r'href="([^"]*follow-up[^"]*\?back=my-day)"', client.get(PAGE).content.decode())
    assert url, "the step leads to a form that knows the way back"
    sent = {"result": "done", "tried": "yes", "due_on": "", "version": agreement.version}
    answer = client.post(url[1].replace("&amp;", "&"), sent)
    assert (answer.status_code, answer.headers["Location"]) == (302, PAGE)
    assert "Makkerlæsning" not in text(client.get(PAGE))


def test_postponing_a_step_from_my_day_leads_back_to_it(cast, client_of):
    client = client_of(cast.anna)
    until = (timezone.localdate() + dt.timedelta(days=20)).isoformat()
    sent = {"case": str(cast.case.pk), "step": "order_assessment", "until_on": until, "reason": "Venter på skolestart"}
    sent["cause"] = "wish"
    url = reverse("step-postpone", args=[cast.case.pk, "order_assessment"])
    put_off = client.post(f"{url}?back=my-day", sent)
    assert put_off.status_code == 302, text(put_off)
    assert put_off.headers["Location"] == PAGE
    assert client.post(url, sent).headers["Location"] == reverse("case", args=[cast.case.pk])


@pytest.mark.parametrize("asked", ["https://evil.example/", "//evil.example", "case", "", "/my-day/"])
def test_the_way_back_is_a_page_of_ours_that_names_nobody(rf, asked):
    assert return_url(rf.get("/x/", {"back": asked}), "/instead/") == "/instead/"


def test_what_can_wait_comes_last_among_what_is_due_on_one_day(cast, api_of):
    """Sorting the steps of all cases keeps the place among steps of one day that the kind declares."""
    held_on = timezone.localdate() - dt.timedelta(days=10)
    log_held(case=cast.case, kind="start_up", by=cast.anna, held_on=held_on)
    due_on = next(step for step in api_of(cast.anna).get("my-day/").json()["steps"] if step["step"] == "fill_minutes")[
        "due_on"
    ]
    agree(
        case=cast.other_case,
        by=cast.anna,
        owner=NetworkMember.objects.filter(child=cast.other_child).first(),
        what="Makkerlæsning",
        from_on=held_on,
        due_on=dt.date.fromisoformat(due_on),
        on=held_on,
    )
    steps = api_of(cast.anna).get("my-day/").json()["steps"]
    assert [step["step"] for step in steps if step["due_on"] == due_on] == ["follow_agreement", "fill_minutes"]


def counts(api):
    return api.get("my-day/").json()["counts"]


def test_a_child_with_two_overdue_steps_is_counted_once(cast, api_of):
    before = counts(api_of(cast.anna))["overdue"]
    promised(cast, "Makkerlæsning", 20)
    promised(cast, "Fast plads", 10)
    assert counts(api_of(cast.anna))["overdue"] <= before + 1


def test_a_meeting_to_prepare_that_is_not_listed_among_the_meetings_is_a_step(cast, api_of):
    in_ten_days = timezone.now() + dt.timedelta(days=10)
    book(case=cast.case, by=cast.anna, kind="start_up", starts_at=in_ten_days, invited=[cast.teacher])
    day = api_of(cast.anna).get("my-day/").json()
    assert day["meetings"] == []
    assert "hold_meeting" in {step["step"] for step in day["steps"]}


def test_a_step_that_was_put_off_says_so_where_it_stands(cast, client_of):
    promised(cast, "Makkerlæsning", 20)
    until = timezone.localdate() + dt.timedelta(days=5)
    PostponementFactory(
        case=cast.case, step="order_assessment", until_on=until, cause="other", reason="Venter", by=cast.anna
    )
    assert re.search(r"Bestil afdækning om \d+ \w+, udskudt", text(client_of(cast.anna).get(PAGE)))
