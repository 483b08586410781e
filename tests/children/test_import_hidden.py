"""What a workbook holds beside the visible list: other sheets, hidden rows, hidden columns."""

import io

import pytest
import xlsxwriter

from children.importing.hidden import hidden_columns, hidden_rows, sheet_parts
from children.models import Child
from tests.children.importing import remarks, upload

HEADERS = ["Fornavn", "Efternavn", "Fødselsdato", "Køn"]
HIDDEN_ROW = "Rækken er skjult i regnearket og er ikke læst. Vis den, hvis barnet skal med."


@pytest.fixture
def anna(cast, api_of):
    return api_of(cast.anna)


def told(job):
    """The remarks on the file, without those about a missing school or placement."""
    return [each for each in remarks(job, "warning") if each[0] not in {"Skole", "Anbringelsestype"}]


def book(write, names=("Ark1",)):
    """A workbook with a list of one child on each sheet named Ark, and what `write` does to the sheets."""
    packed = io.BytesIO()
    with xlsxwriter.Workbook(packed) as made:
        sheets = [made.add_worksheet(name) for name in names]
        for sheet in (each for each in sheets if each.name.startswith("Ark")):
            sheet.write_row(0, 0, HEADERS)
            sheet.write_row(1, 0, ["Barn", sheet.name, "03-03-2015", "Pige"])
        write(*sheets)
    return packed.getvalue()


def test_a_second_sheet_with_children_is_named_as_not_read(anna):
    def notes(_first, second, third):
        third.write_row(0, 0, ["Ring til skolen", ""])

    job = upload(anna, book(notes, ["Ark1", "Ark2", "Huskeliste"]), "a.xlsx").json()
    assert told(job) == [
        ("", [], "Arket »Ark2« ser også ud til at rumme børn, men er ikke læst. Prøv det som en fil for sig."),
        ("", [], "Arket »Huskeliste« er ikke læst."),
    ]
    assert job["counts"]["children"] == 1


def test_an_empty_sheet_gets_no_remark(anna):
    assert told(upload(anna, book(lambda *_sheets: None, ["Ark1", "Tom"]), "a.xlsx").json()) == []


def test_a_hidden_row_is_left_out_and_named(anna):
    def hide(sheet):
        sheet.write_row(2, 0, ["Skjult", "Række", "03-05-2015", "Dreng"])
        sheet.set_row(2, None, None, {"hidden": True})

    job = upload(anna, book(hide), "a.xlsx").json()
    assert told(job) == [("", [3], HIDDEN_ROW)]
    anna.post(f"imports/{job['id']}/carry-out/")
    assert not Child.objects.filter(first_name="Skjult").exists()


def test_a_hidden_column_is_read_and_named(anna):
    job = upload(anna, book(lambda sheet: sheet.set_column(2, 2, None, None, {"hidden": True})), "a.xlsx").json()
    assert told(job) == [
        ("Fødselsdato", [], "Kolonnen er skjult i regnearket, men bliver læst med."),
    ]
    assert job["counts"]["children"] == 1


def test_a_hidden_sheet_is_named_and_never_read(anna):
    def hide(first, second):
        first.hide()
        second.activate()

    job = upload(anna, book(hide, ["Ark gammelt", "Ark nyt"]), "a.xlsx").json()
    assert [text for _column, _rows, text in told(job)] == [
        "Arket »Ark gammelt« ser også ud til at rumme børn, men er ikke læst. Prøv det som en fil for sig."
    ]
    anna.post(f"imports/{job['id']}/carry-out/")
    assert Child.objects.filter(first_name="Barn").values_list("last_name", flat=True).get() == "Ark nyt"


def test_rows_and_columns_are_counted_as_the_sheet_counts_them():
    assert hidden_rows(b'<row hidden="1"/><row r="5" x:note="a > b" hidden="true"></row><row hidden="0">') == {1, 5}
    assert hidden_columns(b'<cols><col min="2" max="3" hidden="1"/><col min="9" max="99999999" hidden="1"/>') == {1, 2}


def test_a_sheet_is_found_by_its_name_wherever_its_part_lies():
    parts = {
        "xl/workbook.xml": b'<sheet name="B&#248;rn &gt; 5" sheetId="1" r:id="rId7"/>',
        "xl/_rels/workbook.xml.rels": b"<Relationship Target='/xl/worksheets/Sheet9.xml' Id='rId7'/>",
        "xl/worksheets/Sheet9.xml": b"<here/>",
    }
    assert sheet_parts(parts) == {"Børn > 5": b"<here/>"}
