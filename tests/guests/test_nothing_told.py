"""Nothing about anybody stands in an address, a mail, a text message, a log line, the outbox or a session."""

import logging
import re

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client
from django.urls import get_resolver, reverse

from children.models import NetworkMember
from core import outbox, textmessages
from core.models import OutboxMessage
from core.secretpaths import SecretPathFilter
from guests.sessions import is_guests
from tests.access.routes import routes

from .being_a_guest import booked, link_to, opened, path_of

MEETING = reverse("guest-meeting")


@pytest.fixture
def canary(cast):
    """A teacher who can be reached, and everything that must not be told of her, the child and the case."""
    NetworkMember.objects.filter(pk=cast.teacher.pk).update(email="tove@kanarie.example", phone="20 30 40 50")
    cast.canaries = ["Barn", "Tove", "Anna", "Pia", "kanarie.example", "20304050", cast.case.number]
    cast.canaries += [str(each.pk) for each in (cast.child, cast.case, cast.teacher, cast.anna)]
    textmessages.sent.clear()
    OutboxMessage.objects.all().delete()
    return NetworkMember.objects.get(pk=cast.teacher.pk)


def named_in(cast, text):
    return [each for each in cast.canaries if each.lower() in text.lower()]


def test_no_address_of_a_guests_page_names_anything():
    patterns = {route.pattern for route in routes() if is_guests(f"/{route.pattern}")}
    assert {each for each in patterns if "<" in each} == {"guest/link/<slug:token>/"}
    assert len(patterns) > 5
    assert get_resolver().resolve(MEETING).kwargs == {}


def test_mails_texts_and_outbox_name_nobody_but_the_receivers_own_address(cast, canary):
    meeting = booked(cast.case, canary, place="Kanarievej 1")
    link_to(meeting, canary, by=cast.anna, way="mail", code_way="text")
    assert named_in(cast, str(list(OutboxMessage.objects.values("kind", "occasion", "error")))) == []
    outbox.deliver()
    # The invitation to the calendar tells the case number and the place, and tests of its own say what not.
    (sent,) = [each for each in mail.outbox if not getattr(each, "alternatives", None)]
    told = [sent.subject + sent.body, textmessages.sent[0][1]]
    assert named_in(cast, " ".join(told)) == []
    assert "Kanarievej" not in " ".join(told)


def test_log_lines_name_nobody_and_no_link(cast, canary, caplog):
    link = link_to(booked(cast.case, canary), canary, by=cast.anna)
    caplog.handler.addFilter(SecretPathFilter())
    with (
        caplog.at_level(logging.DEBUG, logger="django.request"),
        caplog.at_level(logging.DEBUG, logger="django.security"),
    ):
        Client(enforce_csrf_checks=True).post(path_of(link), {"code": link.code})
        Client().post(path_of(link), {"code": "nej"})
        opened(link).get(MEETING)
        Client().get(path_of(link) + "mere/")
    lines = caplog.text
    assert "/guest/link/" in lines
    assert named_in(cast, lines) == []
    assert link.token not in lines
    assert link.code not in lines


def test_a_session_holds_the_link_and_no_more(cast, canary):
    link = link_to(booked(cast.case, canary), canary, by=cast.anna)
    inside = opened(link)
    inside.get(MEETING)
    kept = Session.objects.get(pk=inside.key).get_decoded()
    assert set(kept) == {"guest_link", "guest_code", "guest_began", "guest_seen", "_session_expiry"}
    assert named_in(cast, str(kept)) == []


def test_a_guests_pages_lead_nowhere_else(cast, canary):
    inside = opened(link_to(booked(cast.case, canary), canary, by=cast.anna))
    page = inside.get(MEETING).content.decode()
    paths = set(re.findall(r'(?:href|action)="(/[^"]*)"', page))
    assert {each for each in paths if not each.startswith(("/static/", "/guest/"))} == set()
