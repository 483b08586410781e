import io
import zipfile

import pytest
from django.utils.translation import override
from python_calamine import CalamineWorkbook

from children.importing.columns import COLUMNS, EXAMPLE, HEADERS
from children.importing.reading import ReadingError, read
from children.importing.rows import understand
from children.importing.template import workbook


@pytest.fixture(autouse=True)
def _in_danish():
    with override("da"):
        yield


def sheet(content, at):
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(at).to_python()


def test_the_template_has_every_column_and_an_example():
    headers, example = sheet(workbook(), 0)
    assert headers == list(HEADERS.values())
    assert dict(zip(HEADERS, example, strict=True)) == {column.key: column.example for column in COLUMNS}


def test_an_untouched_template_has_no_children_in_it():
    with pytest.raises(ReadingError, match="mindst én række"):
        read(workbook(), "skabelon.xlsx")


def test_the_example_is_filled_in_as_it_should_be():
    assert understand({column.key: column.example for column in COLUMNS}).errors == {}
    assert EXAMPLE == "Eksempel"


def test_every_column_is_explained():
    explained = dict(sheet(workbook(), 1)[5:])
    assert list(explained) == list(HEADERS.values())
    assert all(explained.values())
    assert "Netværksplejefamilie" in explained["Anbringelsestype"]


def test_headers_are_danish_in_english_too():
    with override("en"):
        assert sheet(workbook(), 0)[0] == list(HEADERS.values())


def test_nothing_in_the_template_is_a_formula_or_a_link():
    with zipfile.ZipFile(io.BytesIO(workbook())) as parts:
        xml = b"".join(parts.read(name) for name in parts.namelist())
    assert b"<f>" not in xml
    assert b"<hyperlink" not in xml


def test_choices_can_be_picked_in_every_row():
    with zipfile.ZipFile(io.BytesIO(workbook())) as parts:
        xml = parts.read("xl/worksheets/sheet1.xml").decode()
    assert xml.count('type="list"') == 3
    assert '"Pige,Dreng,Andet"' in xml.replace("&quot;", '"')
    assert "E2:E20001" in xml
