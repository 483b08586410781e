"""Every case of the demo has a brief, on two sheets of paper at most."""

import io

import pypdf
import pytest

from children.models import Case, NetworkMember
from tests.signing_in import signed_in

pytestmark = [pytest.mark.usefixtures("demo_town"), pytest.mark.timeout(600)]


def test_the_brief_of_every_open_case_takes_two_pages_at_most():
    clients, pages = {}, {}
    for case in Case.objects.open().filter(municipality__name="Tråbjerg Kommune"):
        leads = NetworkMember.objects.get(child=case.child_id, kind="coordinator", until_on=None)
        client = clients.setdefault(leads.user_id, signed_in(leads.user))
        answer = client.get(f"/api/v1/cases/{case.pk}/brief.pdf")
        pages[case.number] = len(pypdf.PdfReader(io.BytesIO(answer.content)).pages)
    assert len(pages) > 30
    assert {number: count for number, count in pages.items() if count > 2} == {}
