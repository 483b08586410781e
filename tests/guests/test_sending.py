"""Links and codes are sent apart, by the outbox, and say nothing about the child."""

import io

import pytest
from django.core import mail
from pypdf import PdfReader

from children.models import NetworkMember
from core import outbox, textmessages
from core.models import OutboxMessage
from guests import actions
from guests.letter import letter
from meetings.invitations import tell_calendars

from .being_a_guest import link_to, path_of


@pytest.fixture
def reachable(cast, meeting):
    """The teacher with an address and a telephone, whose calendar knows of the meeting already."""
    NetworkMember.objects.filter(pk=cast.teacher.pk).update(email="tove@skole.example", phone="20 30 40 50")
    tell_calendars([cast.case.pk])
    OutboxMessage.objects.all().delete()
    textmessages.sent.clear()
    return NetworkMember.objects.get(pk=cast.teacher.pk)


def says_nothing_about_the_child(cast, text):
    for secret in ("Barn", "Anna", cast.case.number, str(cast.case.pk), str(cast.child.pk), "Aaskolen"):
        assert secret not in text, secret


def test_the_link_goes_by_mail_and_the_code_by_text_message(cast, meeting, reachable):
    link = link_to(meeting, reachable, by=cast.anna, way="mail", code_way="text")
    assert outbox.deliver() == 2
    (sent,) = mail.outbox
    ((number, text),) = textmessages.sent
    assert (sent.to, number) == (["tove@skole.example"], "+4520304050")
    assert path_of(link) in sent.body
    assert link.code not in sent.body + sent.subject
    assert link.code in text
    assert link.token not in text
    says_nothing_about_the_child(cast, sent.body + sent.subject + text)


def test_the_link_may_go_by_text_message_and_then_the_code_is_told(cast, meeting, reachable):
    link = link_to(meeting, reachable, by=cast.anna, way="text")
    outbox.deliver()
    ((_number, text),) = textmessages.sent
    assert path_of(link) in text
    assert link.code not in text
    says_nothing_about_the_child(cast, text)


def test_a_link_on_paper_is_not_sent(cast, meeting, reachable):
    link_to(meeting, reachable, by=cast.anna, way="letter")
    assert not OutboxMessage.objects.exists()


def test_a_link_ended_before_it_is_sent_is_not_sent(cast, meeting, reachable):
    link = link_to(meeting, reachable, by=cast.anna, way="mail", code_way="text")
    actions.end_link(link=link, by=cast.anna)
    outbox.deliver()
    assert (mail.outbox, textmessages.sent) == ([], [])


def test_the_address_is_read_when_it_is_sent(cast, meeting, reachable):
    link_to(meeting, reachable, by=cast.anna, way="mail")
    NetworkMember.objects.filter(pk=reachable.pk).update(email="ny@skole.example")
    outbox.deliver()
    assert mail.outbox[0].to == ["ny@skole.example"]


def test_a_new_code_is_sent_the_way_the_first_one_was(cast, meeting, reachable):
    link = link_to(meeting, reachable, by=cast.anna, way="mail", code_way="text")
    outbox.deliver()
    former = link.code
    actions.renew_code(link=link, by=cast.anna)
    outbox.deliver()
    assert [former in text for _to, text in textmessages.sent] == [True, False]
    assert len(mail.outbox) == 1


def test_the_outbox_holds_neither_address_nor_token_nor_code(cast, meeting, reachable):
    link = link_to(meeting, reachable, by=cast.anna, way="mail", code_way="text")
    stored = str(list(OutboxMessage.objects.values()))
    for secret in (link.token, f"'{link.code}'", "tove@skole.example", "2030"):
        assert secret not in stored


def test_the_letter_holds_the_link_as_text_and_as_a_picture_and_no_code(cast, link):
    pdf = PdfReader(io.BytesIO(letter(link)))
    text = "".join(page.extract_text() for page in pdf.pages).replace("\n", "")
    assert "Til Tove Prøve" in text
    assert link.token in text.replace(" ", "")
    assert link.code not in text
    says_nothing_about_the_child(cast, text)
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
