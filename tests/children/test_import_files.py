"""Files as they come: other encodings, spreadsheets' own formats, and files that are no spreadsheet at all."""

import csv
import io
import zipfile

import pytest

from children.importing import values
from children.importing.columns import COLUMNS
from children.importing.report import as_csv
from children.importing.template import workbook
from children.models import Child, NetworkMember, Placement
from tests.children import sheets
from tests.children.importing import carried_out, upload


@pytest.fixture
def anna(cast, api_of):
    return api_of(cast.anna)


def made(anna, content, name):
    job = upload(anna, content, name)
    assert job.status_code == 201, job.json()
    assert job.json()["counts"]["errors"] == 0, job.json()["remarks"]
    assert anna.post(f"imports/{job.json()['id']}/carry-out/").json()["state"] == "done"


def test_latin_1_with_semicolons_keeps_its_letters(anna):
    made(anna, sheets.csv(sheets.child(Fornavn="Æblegrød Øst", Efternavn="Ål"), encoding="latin-1"), "børn.csv")
    assert Child.objects.filter(first_name="Æblegrød Øst", last_name="Ål").exists()


def test_a_cpr_number_that_lost_its_zero_in_excel_is_found_again(anna):
    row = sheets.child(Fødselsdato="", Køn="") | {"CPR-nummer": 303154004.0}
    made(anna, sheets.xlsx(row), "a.xlsx")
    child = Child.objects.get(first_name="Nyt Barn")
    assert (child.cpr, child.born_on.isoformat(), child.gender) == ("0303154004", "2015-03-03", "girl")


def test_the_template_is_read_in_as_it_is_when_the_example_is_replaced(anna):
    downloaded = anna.get("imports/template/")
    assert downloaded.content[:2] == workbook()[:2] == b"PK"
    filled = {column.header: column.example for column in COLUMNS} | {"Fornavn": "Barn", "Efternavn": "Prøve"}
    made(anna, sheets.xlsx(filled, headers=[column.header for column in COLUMNS]), "skabelon.xlsx")
    assert Child.objects.get(first_name="Barn", last_name="Prøve").networkmembers.count() == 5


def test_hostile_values_are_names_like_any_other(anna, cast, client_of):
    hostile = ["=cmd|' /C calc'!A0", "<script>alert(1)</script>", "'; DROP TABLE children_child; --", "‮evil‬ 😀", "+45"]
    made(anna, sheets.xlsx(*(sheets.child(Fornavn=name, Efternavn="Prøve") for name in hostile)), "a.xlsx")
    for name in (hostile[0], hostile[1], hostile[2], hostile[4]):
        child = Child.objects.get(first_name=name)
        page = client_of(cast.anna).get(f"/cases/{child.cases.get().pk}/").content.decode()
        assert "<script>alert" not in page
    assert Child.objects.filter(first_name__contains="evil").exists()


def test_null_bytes_are_no_spreadsheet(anna):
    answer = upload(anna, sheets.csv(sheets.child(Fornavn="a\x00b")))
    assert answer.status_code == 400


def _bomb():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", b"0" * (101 * 1024 * 1024))
    return packed.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "message"),
    [
        (b"", "a.csv", "Filen er tom. Vælg den fil, børnene står i."),
        (b"%PDF-1.7 noget andet", "a.pdf", "Filen kan ikke læses som et regneark. Gem den som .xlsx eller .csv."),
        (b"x" * (10 * 1024 * 1024 + 1), "a.csv", "Filen er større end 10 MB. Del den i flere filer."),
        (b"x" * (12 * 1024 * 1024), "a.csv", "Filen er større end 10 MB. Del den i flere filer."),
        (_bomb, "a.xlsx", "Filen fylder for meget, når den pakkes ud. Gem arket som .csv, og prøv igen."),
    ],
    ids=["empty", "pdf", "large", "enormous", "bomb"],
)
def test_a_file_that_cannot_be_read_is_refused_in_one_sentence(anna, content, name, message):
    answer = upload(anna, content() if callable(content) else content, name)
    assert answer.status_code == 400
    assert answer.json()["errors"] == [{"field": "file", "message": message, "code": "invalid"}]


def test_a_missing_file_is_an_error_at_the_field(anna):
    answer = anna.client.post("/api/v1/imports/", {})
    assert answer.json()["errors"][0]["message"] == "Vælg en fil."


def test_the_report_as_a_spreadsheet_holds_no_formula(anna):
    remark = {"level": "warning", "key": "school", "rows": [2, 3], "message": "=HYPERLINK(1)"}
    rows = list(csv.reader(io.StringIO(as_csv([remark], {}).decode("utf-8-sig")), delimiter=";"))
    assert rows[1:] == [
        ["2", "Skole", "Godt at vide", "'=HYPERLINK(1)"],
        ["3", "Skole", "Godt at vide", "'=HYPERLINK(1)"],
    ]


def test_the_report_can_be_downloaded(anna):
    job = upload(anna, sheets.csv(sheets.child(Klassetrin="12"))).json()
    answer = anna.get(f"imports/{job['id']}/report/")
    assert answer["Content-Type"].startswith("text/csv")
    assert "2;Klassetrin;Skal rettes;" in answer.content.decode()


@pytest.mark.parametrize(
    ("key", "model", "field"),
    [
        ("first_name", Child, "first_name"),
        ("last_name", Child, "last_name"),
        ("placement_name", Placement, "place"),
        ("placing_municipality", Placement, "placing_municipality"),
        ("caregiver1_name", NetworkMember, "name"),
    ],
)
def test_every_parsed_value_fits_the_record(key, model, field):
    longest = model._meta.get_field(field).max_length
    assert values.parser_of(key)("x" * longest)
    with pytest.raises(values.CellError):
        values.parser_of(key)("x" * (longest + 1))


def test_remarks_are_left_out_and_the_report_says_so(anna):
    content = sheets.xlsx(sheets.child() | {"Bemærkning": "Noget følsomt"}, headers=[*sheets.HEADERS, "Bemærkning"])
    job = upload(anna, content, "a.xlsx").json()
    assert any("Bemærkninger bliver ikke indlæst" in remark["message"] for remark in job["remarks"])
    assert "følsomt" not in str(job)


def test_columns_nobody_knows_are_named(anna):
    content = sheets.xlsx(sheets.child() | {"Skonummer": "38"}, headers=[*sheets.HEADERS, "Skonummer"])
    assert upload(anna, content, "a.xlsx").json()["ignored"] == ["Skonummer"]


def test_a_row_in_an_english_session_is_the_same_row(anna, cast):
    cast.anna.language = "en"
    cast.anna.save()
    assert carried_out(anna, sheets.child())["counts"]["children"] == 1
