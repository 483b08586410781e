"""The brief on paper: tagged, in Danish, two pages at most, and for its audience alone."""

import io

import pypdf
import pytest

from core.models import LookUp
from tests.factories import AgreementFactory


@pytest.fixture
def fetch(cast, api_of, course):
    """The PDF for an audience, as one of the cast gets it."""
    return lambda who="anna", **query: api_of(getattr(cast, who)).get(f"cases/{cast.case.pk}/brief.pdf", **query)


def read(answer):
    return pypdf.PdfReader(io.BytesIO(answer.content))


def words(answer):
    return " ".join(" ".join(page.extract_text() for page in read(answer).pages).split())


def test_it_is_tagged_with_title_and_language(fetch):
    answer = fetch()
    root = read(answer).trailer["/Root"]
    assert root["/Lang"].lower().startswith("da")
    assert bool(root["/MarkInfo"]["/Marked"])
    assert "/StructTreeRoot" in root
    assert read(answer).metadata.title == "Mødeoplæg"
    assert b"pdfuaid" in answer.content


def test_it_holds_what_the_page_holds(fetch):
    text = words(fetch())
    for expected in (
        "Jeg vil være dyrlæge",
        "Makkerlæsning",
        "De læste hver dag",
        "Store tal",
        "Uro i timerne",
        "Side 1 af",
    ):
        assert expected in text
    assert text.index("Barnets ord") < text.index("Lovet og gjort") < text.index("Det er stadig åbent")


def test_it_is_for_its_audience_alone(fetch):
    text = words(fetch(audience="school"))
    assert "Til: Fagpersoner i skolen: Tove Prøve" in text
    assert "1 sparring hjemme vises ikke for denne modtager." in text
    assert "Skænderier" not in text
    assert "dyrlæge" not in text


def test_a_course_between_two_meetings_takes_two_pages_at_most(cast, fetch):
    for number in range(8):
        AgreementFactory(
            case=cast.case, owner=cast.teacher, what=f"Aftale {number} " + "om læsning og ro i timerne " * 3
        )
    assert len(read(fetch()).pages) <= 2


def test_it_is_danish_also_for_one_who_reads_english(cast, fetch):
    cast.anna.language = "en"
    cast.anna.save()
    text = words(fetch())
    assert "Lovet og gjort" in text
    assert "Opfølgningsmøde" in text


def test_the_file_name_reveals_nothing_of_the_child(fetch):
    answer = fetch()
    assert answer["Content-Disposition"] == 'inline; filename="moedeoplaeg.pdf"'
    assert "no-store" in answer["Cache-Control"]


def test_making_it_is_logged_with_the_classes_it_shows(cast, fetch):
    fetch(audience="school")
    row = LookUp.objects.latest("at")
    assert (row.route, row.child_ids, row.classes) == ("api:case-brief-pdf", [cast.child.pk], "ABD")


def test_hostile_text_comes_out_as_text(cast, fetch):
    AgreementFactory(case=cast.case, owner=cast.teacher, what='#set text(red) $a^2$ *fed* @ref "citat"')
    assert '#set text(red) $a^2$ *fed* @ref "citat"' in words(fetch())
