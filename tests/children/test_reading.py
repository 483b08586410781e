import datetime as dt
import io
import time
import zipfile

import pytest
import xlsxwriter
from django.utils.translation import override

from children.importing import columns, reading
from children.importing.reading import ReadingError, read

HEADERS = ["Fornavn", "Efternavn", "CPR-nummer", "Fødselsdato", "Bemærkning"]
CHILD = ["Åse", "Prøve", "010213-4444", "01-02-2013", "Går i 5.b"]


@pytest.fixture(autouse=True)
def _in_danish():
    with override("da"):
        yield


def csv(*rows, delimiter=";", encoding="utf-8"):
    return "\r\n".join(delimiter.join(row) for row in rows).encode(encoding)


def xlsx(*rows, sheets=None):
    packed = io.BytesIO()
    with xlsxwriter.Workbook(packed, {"default_date_format": "dd-mm-yyyy"}) as book:
        for name, content in (sheets or {"Børn": rows}).items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(content):
                sheet.write_row(at, 0, row)
    return packed.getvalue()


def rezipped(content, **replaced):
    """A workbook with some of its parts replaced; keys are file names without folder and ending."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            stem = name.rsplit("/", 1)[-1].removesuffix(".xml")
            target.writestr(name, replaced.get(stem, source.read(name)))
    return packed.getvalue()


def sheet_xml(cells):
    return (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<sheetData>{cells}</sheetData></worksheet>"
    ).encode()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_a_csv_file_is_read_as_any_danish_program_writes_it(encoding, delimiter):
    [row] = read(csv(HEADERS, CHILD, delimiter=delimiter, encoding=encoding), "børn.csv").rows
    assert list(row.cells.values()) == CHILD
    assert row.number == 2


def test_a_workbook_gives_the_same_as_a_csv_file():
    born = [*CHILD[:3], dt.date(2013, 2, 1), CHILD[4]]
    [row] = read(xlsx(HEADERS, born), "børn.xlsx").rows
    assert row.cells == dict(
        zip(["first_name", "last_name", "cpr", "born_on", "note"], [*CHILD[:3], "2013-02-01", CHILD[4]], strict=True)
    )


def test_the_content_decides_and_not_the_name():
    assert read(xlsx(HEADERS, CHILD), "børn.csv").rows == read(csv(HEADERS, CHILD), "BØRN.CSV").rows


def test_numbers_lose_the_decimal_point_they_never_had():
    sheet = read(xlsx(["Fornavn", "Efternavn", "CPR", "Klassetrin"], ["Barn", "Et", 1302134444, 5]), "b.xlsx")
    assert (sheet.rows[0].cells["cpr"], sheet.rows[0].cells["grade"]) == ("1302134444", "5")


@pytest.mark.parametrize("kept_as", [102134444, "102134444", "10213 4444"])
def test_a_cpr_number_gets_its_leading_zero_back(kept_as):
    [row] = read(xlsx(["Fornavn", "Efternavn", "CPR"], ["Barn", "Et", kept_as]), "b.xlsx").rows
    assert row.cells["cpr"].replace(" ", "") == "0102134444"


def test_a_line_break_inside_quotes_belongs_to_the_cell():
    content = csv(HEADERS, [*CHILD[:4], '"To\nlinjer; og ""citat"""'], CHILD)
    first, second = read(content, "b.csv").rows
    assert first.cells["note"] == 'To\nlinjer; og "citat"'
    assert second.number == 3


def test_a_note_full_of_commas_does_not_make_it_a_comma_file():
    content = csv(HEADERS, [*CHILD[:4], "a, b, c, d, e, f, g, h"])
    assert read(content, "b.csv").rows[0].cells["note"].startswith("a, b")


def test_excels_own_separator_line_is_understood_and_counted():
    sheet = read(b"sep=,\r\n" + csv(HEADERS, CHILD, delimiter=","), "b.csv")
    assert (sheet.rows[0].number, sheet.rows[0].cells["first_name"]) == (3, "Åse")


@pytest.mark.parametrize(
    ("header", "key"),
    [
        ("  FORNAVN ", "first_name"),
        ("cpr nr.", "cpr"),
        ("Cprnr", "cpr"),
        ("Født", "born_on"),
        ("Klasse", "grade"),
        ("Foedselsdato", "born_on"),
        ("Plejeforælder 1 mail", "caregiver1_email"),
        ("plejeforælder2 tlf.", "caregiver2_phone"),
        ("Sagsbehandler", "caseworker_name"),
        ("Lærer e-mail", "teacher_email"),
        ("Yndlingsfarve", None),
        ("", None),
    ],
)
def test_a_header_is_known_however_it_is_spelt(header, key):
    assert columns.key_of(header) == key


def test_no_header_means_two_things():
    known = (*columns.COLUMNS, columns.FULL_NAME, columns.NOTE)
    names = [columns.plain_header(name) for column in known for name in {column.header, *column.names}]
    keys = {(columns.plain_header(n), c.key) for c in known for n in (c.header, *c.names)}
    assert len(keys) == len(set(names))


def test_columns_may_stand_in_any_order_and_unknown_ones_are_named():
    sheet = read(csv(["Efternavn", "Yndlingsfarve", "Fornavn", "Født"], ["Et", "rød", "Barn", "1.2.13"]), "b.csv")
    assert sheet.columns == ("last_name", "first_name", "born_on")
    assert sheet.ignored == ("Yndlingsfarve",)


def test_a_title_above_the_headers_and_empty_rows_are_passed_over():
    sheet = read(csv(["Børn i forløb", "2027"], [""], HEADERS, CHILD, ["", "", ""], CHILD), "b.csv")
    assert [row.number for row in sheet.rows] == [4, 6]


def test_the_sheet_with_the_children_is_found_among_others():
    content = xlsx(sheets={"Læs mig": [["Hej"]], "Børn": [HEADERS, CHILD]})
    assert len(read(content, "b.xlsx").rows) == 1


def test_a_short_row_has_empty_cells_and_a_long_one_an_error():
    short, long = read(csv(HEADERS, CHILD[:2], [*CHILD, "for meget"]), "b.csv").rows
    assert short.cells["note"] == ""
    assert "flere felter end overskrifter" in long.error


def test_the_example_row_of_the_template_is_no_child():
    assert len(read(csv(HEADERS, ["eksempel", "Slet", "", "", ""], CHILD), "b.csv").rows) == 1


def test_invisible_characters_are_removed_and_the_rest_is_kept():
    name = "\ufeffÅ\u00adse \u202e\u00a0😀 <script> =1+1 محمد\x07"
    [row] = read(csv(HEADERS, [name, *CHILD[1:]]), "b.csv").rows
    assert row.cells["first_name"] == "Åse  😀 <script> =1+1 محمد"


@pytest.mark.parametrize(
    ("content", "filename", "says"),
    [
        (b"", "b.csv", "tom"),
        (b" \r\n ", "b.csv", "tom"),
        (b"%PDF-1.7", "b.pdf", "Gem den som .xlsx eller .csv"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "b.xls", "uden kode"),
        (b"PK\x03\x04 slet ikke", "b.xlsx", "gem det igen"),
        (b"Fornavn;Efternavn\x00;CPR", "b.csv", "Gem den som .xlsx eller .csv"),
        (b"hej\r\nmed dig", "b.csv", "overskrifter"),
        (csv(HEADERS), "b.csv", "mindst én"),
        (csv(HEADERS, CHILD, ['"Åben', "Ende"]), "b.csv", "Række 3"),
        (b"x" * 200_000, "b.csv", "Række 1"),
    ],
)
def test_a_file_that_cannot_be_read_says_what_to_do(content, filename, says):
    with pytest.raises(ReadingError, match=says):
        read(content, filename)


@pytest.mark.parametrize(
    ("headers", "says"),
    [
        (["Fornavn", "CPR"], "mangler en kolonne: Efternavn"),
        (["Fornavn", "Efternavn"], "CPR-nummer eller Fødselsdato"),
        (["Fornavn", "Efternavn", "CPR", "Personnummer"], "CPR og Personnummer betyder det samme"),
        (["Navn", "CPR"], ""),
    ],
)
def test_a_sheet_says_what_its_columns_lack(headers, says):
    problem = read(csv(headers, CHILD), "b.csv").problem
    assert says in problem
    assert bool(problem) == bool(says)


def test_a_file_above_ten_megabytes_is_refused():
    with pytest.raises(ReadingError, match="10 MB"):
        read(b"Fornavn;Efternavn;CPR\n" + b"x" * reading.MAX_BYTES, "b.csv")


def test_twenty_thousand_rows_are_read_and_one_more_is_not():
    assert len(read(csv(HEADERS, *[CHILD] * 20_000), "b.csv").rows) == 20_000
    with pytest.raises(ReadingError, match=r"20\.000"):
        read(csv(HEADERS, *[CHILD] * 20_001), "b.csv")


def test_a_workbook_that_unpacks_to_a_mountain_is_refused():
    bomb = rezipped(xlsx(HEADERS, CHILD), sharedStrings=b"<sst>" + b" " * 120_000_000)
    assert len(bomb) < 1_000_000
    with pytest.raises(ReadingError, match="pakkes ud"):
        read(bomb, "b.xlsx")


@pytest.mark.parametrize(
    "cells",
    [
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        "<row><c r='A1'><v>1</v></c></row><row><c t='n' r = 'A900000'><v>1</v></c></row>",
        "<row><c><v>1</v></c></row>" + "<row/>" * 30_000 + "<row><c><v>1</v></c></row>",
        "<row>" + "<c/>" * 9_000 + "<c><v>1</v></c></row>",
        '<row r="1"><c r="ZZZ1"><v>1</v></c></row>',
    ],
)
def test_a_cell_in_the_far_corner_is_refused_before_it_takes_the_memory(cells):
    before = time.monotonic()
    with pytest.raises(ReadingError, match=r"Slet de tomme (rækker|kolonner)"):
        read(rezipped(xlsx(HEADERS, CHILD), sheet1=sheet_xml(cells)), "b.xlsx")
    assert time.monotonic() - before < 5


def test_a_sheet_in_an_encoding_the_cells_cannot_be_counted_in_is_refused():
    content = rezipped(xlsx(HEADERS, CHILD), sheet1=sheet_xml("<row/>").decode().encode("utf-16"))
    with pytest.raises(ReadingError, match="gem det igen"):
        read(content, "b.xlsx")


def test_xml_entities_are_not_expanded():
    lol = '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    xml = lol.encode() + sheet_xml('<row r="1"><c r="A1" t="str"><v>&b;</v></c></row>')
    with pytest.raises(ReadingError):
        read(rezipped(xlsx(HEADERS, CHILD), sheet1=xml), "b.xlsx")


def test_five_thousand_rows_take_no_time_to_read():
    wide = [column.header for column in columns.COLUMNS]
    content = xlsx(wide, *[[f"Tekst {n}" for n in range(len(wide))]] * 5_000)
    before = time.monotonic()
    assert len(read(content, "b.xlsx").rows) == 5_000
    assert time.monotonic() - before < 5
