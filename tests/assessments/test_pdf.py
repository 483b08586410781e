"""The report as accessible PDF: its words, its tags, who may have it, and texts that could be read as markup."""

import io

import pypdf
import pytest

from assessments.actions import pass_on
from children.models import Schooling
from core.models import LookUp

HOSTILE = (
    'æøå ÆØÅ #set text(red) $a^2$ <script>alert(1)</script> *fed* @ref // \\u{41} "citat" 😀👩‍👩‍👧 שלום مرحبا 漢字 =cmd'
)


def fetch(api, report):
    return api.get(f"assessments/{report.assessment_id}/report.pdf")


def read(answer):
    return pypdf.PdfReader(io.BytesIO(answer.content))


def words(pdf):
    return " ".join(page.extract_text() for page in pdf.pages)


def test_the_pdf_holds_the_reports_words_strengths_first(cast, api_of, report):
    text = words(read(fetch(api_of(cast.anna), report)))
    for expected in ("Barn Et Prøve", "Jeg vil være læge", "Giv pauser.", "Læs højt.", "Side 1 af 1", "Kladde"):
        assert expected in text
    assert text.index("Styrker") < text.index("Udfordringer") < text.index("Det betyder hjemme")


def test_the_pdf_is_danish_also_for_one_who_reads_english(cast, api_of, report):
    cast.anna.language = "en"
    cast.anna.save()
    Schooling.objects.filter(child=cast.child).update(class_name="")
    text = words(read(fetch(api_of(cast.anna), report)))
    for expected in ("Barnets egne ord", "Styrker", "Udfordringer", "Det betyder i klassen", ". klasse", "Kladde"):
        assert expected in text
    assert "Strengths" not in text


def test_a_psychologist_has_the_pdf_when_the_report_is_passed_on_to_her(cast, api_of, report):
    assert fetch(api_of(cast.petra), report).status_code == 403
    pass_on(item=report, by=cast.anna, to_members=[cast.caregiver])
    assert fetch(api_of(cast.petra), report).status_code == 403
    pass_on(item=report, by=cast.anna, to_members=[cast.case.child.networkmembers.get(user=cast.petra)])
    assert fetch(api_of(cast.petra), report).status_code == 200


def test_the_pdf_is_tagged_with_title_and_language(cast, api_of, report):
    answer = fetch(api_of(cast.anna), report)
    root = read(answer).trailer["/Root"]
    assert root["/Lang"].lower().startswith("da")
    assert bool(root["/MarkInfo"]["/Marked"])
    assert "/StructTreeRoot" in root
    assert bool(root["/ViewerPreferences"]["/DisplayDocTitle"])
    assert read(answer).metadata.title == "Afdækningsrapport"
    assert b"pdfuaid" in answer.content


def test_its_headings_are_headings(cast, api_of, report):
    outline = read(fetch(api_of(cast.anna), report)).outline
    flat = [str(item.title) for item in outline if not isinstance(item, list)]
    nested = [str(each.title) for item in outline if isinstance(item, list) for each in item]
    assert flat == ["Afdækningsrapport"]
    assert nested[0] == "Barnets egne ord"


def test_the_file_name_reveals_nothing_of_the_child(cast, api_of, report):
    answer = fetch(api_of(cast.anna), report)
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'inline; filename="afdaekningsrapport.pdf"'
    assert "no-store" in answer["Cache-Control"]


def test_hostile_text_comes_out_as_text(cast, api_of, report):
    report.strengths = report.child_words = report.in_class = HOSTILE
    report.save()
    answer = fetch(api_of(cast.anna), report)
    assert answer.status_code == 200
    text = words(read(answer))
    for expected in ("æøå ÆØÅ #set text(red) $a^2$ <script>alert(1)</script> *fed* @ref //", '\\u{41} "citat"'):
        assert expected in text


def test_a_text_no_font_can_draw_still_makes_a_pdf(cast, api_of, report):
    report.strengths = "Før " + "".join(chr(0x4E00 + n) for n in range(2000)) + " efter"
    report.save()
    text = words(read(fetch(api_of(cast.anna), report)))
    assert "Før" in text
    assert "efter" in text


def test_the_one_it_was_passed_on_to_has_the_pdf(cast, api_of, report):
    assert fetch(api_of(cast.vera), report).status_code == 403
    pass_on(item=report, by=cast.anna, to_members=[cast.supervisor_member])
    text = words(read(fetch(api_of(cast.vera), report)))
    assert "Jeg vil være læge" in text
    assert "Kladde" not in text


def test_the_error_names_whom_to_ask(cast, api_of, report):
    assert "Spørg Anna Prøve" in fetch(api_of(cast.vera), report).json()["detail"]


@pytest.mark.parametrize("who", ["karl", "viggo", "lars", "adam", "nora"])
def test_a_report_one_may_not_know_of_is_unknown(cast, api_of, report, who):
    assert fetch(api_of(getattr(cast, who)), report).status_code == 404


def test_reading_the_pdf_is_logged(cast, api_of, report):
    fetch(api_of(cast.anna), report)
    row = LookUp.objects.latest("at")
    assert (row.route, row.child_ids) == ("api:assessment-report-pdf", [cast.child.pk])
    assert {"B", "G", "I"} <= set(row.classes)


def test_a_program_may_ask_for_pdf_alone(cast, api_of, report):
    url = f"/api/v1/assessments/{report.assessment_id}/report.pdf"
    assert api_of(cast.anna).client.get(url, headers={"Accept": "application/pdf"}).status_code == 200


def test_an_assessment_without_a_report_has_no_pdf(cast, api_of, received):
    assert api_of(cast.anna).get(f"assessments/{received.pk}/report.pdf").status_code == 404
