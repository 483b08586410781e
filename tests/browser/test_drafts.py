"""Unsent text survives a closed browser and an ended session."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from playwright.sync_api import expect

from core.models import Change, Draft
from goals.models import Dream
from meetings import actions

from .person import Person

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

TEN_SECONDS = 10_500
A_LETTER = 400


def says(person, text):
    """The line below the form, about the draft."""
    expect(person.page.locator("[data-draft-url]")).to_contain_text(text, timeout=30_000)


def test_a_half_written_sparring_is_there_after_the_browser_was_killed(cast, let_in):
    vera = let_in(cast.vera, phone=True)
    vera.page.clock.install()
    vera.goes_to("case-sparring-new", pk=cast.case.pk)
    # The field is never left: the draft is saved within ten seconds.
    vera.field("Hvad?").press_sequentially("Giver en pause efter ti min")
    assert not Draft.objects.exists()
    vera.page.clock.fast_forward(TEN_SECONDS)
    says(vera, "Gemt som kladde kl.")
    vera.context.close()

    vera = let_in(cast.vera)
    vera.goes_to("case-sparring-new", pk=cast.case.pk)
    vera.sees("Kladden fra")
    expect(vera.field("Hvad?")).to_have_value("Giver en pause efter ti min")


def test_a_crash_costs_at_most_ten_seconds_of_continuous_typing(cast, let_in):
    vera = let_in(cast.vera)
    vera.page.clock.install()
    vera.goes_to("case-sparring-new", pk=cast.case.pk)
    for letter in "En lang sætning uden en eneste pause":
        vera.field("Hvad?").press_sequentially(letter)
        vera.page.clock.run_for(A_LETTER)
    says(vera, "Gemt som kladde kl.")
    vera.context.close()

    vera = let_in(cast.vera)
    vera.goes_to("case-sparring-new", pk=cast.case.pk)
    # Fourteen seconds of typing: what the first four gave is there, and most likely more.
    expect(vera.field("Hvad?")).to_have_value(re.compile("^En lang sæ"))


def test_another_who_signs_in_meanwhile_neither_saves_nor_drafts_what_is_open(cast, let_in):
    anna = let_in(cast.anna)
    anna.goes_to("dream-new", pk=cast.case.pk)
    vera = Person(anna.context, anna.host, cast.vera.email, tab=anna.context.new_page())
    Session.objects.all().delete()
    vera.signs_in()

    anna.watch.allowed.add(409)
    anna.types("Barnets drøm", "At blive pilot")
    anna.page.get_by_role("button", name="Gem", exact=True).click()
    says(anna, "En anden er logget ind i denne browser")
    expect(anna.field("Barnets drøm")).to_have_value("At blive pilot")
    assert not Draft.objects.exists()
    assert not Dream.objects.exists()

    Session.objects.all().delete()
    anna.in_tab(anna.context.new_page()).signs_in()
    anna.presses("Gem")
    assert Change.objects.get(record_id=Dream.objects.get().pk).by == cast.anna


def test_half_written_minutes_are_there_after_the_session_ended(cast, let_in):
    meeting = actions.book(case=cast.case, by=cast.anna, kind="follow_up", starts_at=timezone.now())
    anna = let_in(cast.anna)
    anna.goes_to("meeting-hold", pk=meeting.pk)
    anna.types("Hvad talte I om?", "Vi talte om læsning")
    anna.field("Hvad sagde barnet?").focus()
    says(anna, "Gemt som kladde kl.")

    Session.objects.all().delete()
    anna.watch.allowed.update({401, 403})
    anna.types("Hvad sagde barnet?", "Det er sjovt")
    anna.field("Hvad talte I om?").focus()
    says(anna, "Du er logget ud. Kladden er gemt til og med kl.")

    with anna.context.expect_page() as opened:
        anna.page.get_by_role("link", name="Log ind igen i en ny fane").click()
    new_tab = anna.in_tab(opened.value)
    new_tab.signs_in()
    # The returning page saves the text it shows; text typed after that is saved by itself.
    with anna.page.expect_response(lambda answer: "og om ro" in (answer.request.post_data or "")):
        anna.types("Hvad talte I om?", "Vi talte om læsning og om ro")
        anna.field("Hvad sagde barnet?").focus()
    says(anna, "Gemt som kladde kl.")

    new_tab.goes_to("meeting-hold", pk=meeting.pk)
    expect(new_tab.field("Hvad talte I om?")).to_have_value("Vi talte om læsning og om ro")
    expect(new_tab.field("Hvad sagde barnet?")).to_have_value("Det er sjovt")


def test_a_draft_is_gone_when_the_form_is_sent(cast, let_in):
    anna = let_in(cast.anna)
    anna.goes_to("dream-new", pk=cast.case.pk)
    anna.types("Barnets drøm", "At blive pilot")
    anna.presses("Gem")
    anna.sees("At blive pilot")
    assert not Draft.objects.exists()


def test_what_is_typed_after_the_session_ended_is_not_sent_away(cast, let_in):
    anna = let_in(cast.anna)
    anna.goes_to("dream-new", pk=cast.case.pk)
    Session.objects.all().delete()
    anna.watch.allowed.update({401, 403})
    anna.types("Barnets drøm", "At blive pilot")
    anna.page.get_by_role("button", name="Gem", exact=True).click()
    says(anna, "Du er logget ud")
    expect(anna.field("Barnets drøm")).to_have_value("At blive pilot")

    # A slow press, as by a finger: leaving the field saves once more, and the answer arrives during the press.
    anna.field("Barnets drøm").click()
    with anna.context.expect_page() as opened:
        anna.page.get_by_role("link", name="Log ind igen i en ny fane").click(delay=800)
    anna.in_tab(opened.value).signs_in()
    anna.presses("Gem")
    anna.sees("At blive pilot")
