"""The workbook to fill in: headers, one example row, choices to pick from, and a sheet that explains each column.

The headers are Danish in every language, because the reader recognises those. Everything is written as text: no cell is
a formula, and none can become a link.
"""

import io
from typing import Any, Final

import xlsxwriter
from django.utils.translation import gettext as _

from children.importing.columns import COLUMNS, NAMES, Column
from children.importing.reading import MAX_ROWS
from children.importing.values import GENDERS, PLACEMENTS, PROVISIONS
from core.wording import CHOOSE

CONTENT_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FILENAME: Final = "roed-traad-import.xlsx"
CHILDREN_SHEET: Final = "Børn"
CHOICES: Final = {"gender": GENDERS, "provision": PROVISIONS, "placement_kind": PLACEMENTS}
DATES: Final = ("born_on", "school_from_on", "placed_from_on")
WIDTH: Final = {"note": 40, "placement_name": 28, "provision": 34, "placement_kind": 28}
NO_SURPRISES: Final = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


def workbook() -> bytes:
    """The template as XLSX."""
    packed = io.BytesIO()
    with xlsxwriter.Workbook(packed, NO_SURPRISES) as book:
        book.set_properties({"title": _("Skabelon til børn fra regneark"), "company": "Rød Tråd"})
        _children(book)
        _guide(book)
    return packed.getvalue()


def _children(book: Any) -> None:
    sheet = book.add_worksheet(CHILDREN_SHEET)
    sheet.freeze_panes(1, 2)
    header = book.add_format({"bold": True, "bottom": 1})
    example = book.add_format({"italic": True, "font_color": "#555555"})
    for at, column in enumerate(COLUMNS):
        sheet.set_column(at, at, WIDTH.get(column.key, 20), _cell_format(book, column))
        sheet.write_string(0, at, column.header, header)
        sheet.write_string(1, at, column.example, example)
        if column.key in CHOICES:
            sheet.data_validation(1, at, MAX_ROWS, at, _choices(column))
    sheet.write_comment(1, 0, _("Et eksempel. Rækken bliver ikke indlæst; du kan slette den."))


def _cell_format(book: Any, column: Column) -> Any:
    """Dates in Danish format; other cells as text, so that a CPR number keeps its leading zero."""
    return book.add_format({"num_format": "dd-mm-yyyy" if column.key in DATES else "@"})


def _choices(column: Column) -> dict[str, Any]:
    return {
        "validate": "list",
        "source": list(CHOICES[column.key]),
        "error_title": column.header,
        "error_message": str(CHOOSE),
        # Only a warning: the reader knows more words than the list.
        "error_type": "warning",
    }


def _guide(book: Any) -> None:
    sheet = book.add_worksheet(_("Vejledning"))
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 28, wrapped)
    sheet.set_column(1, 1, 70, wrapped)
    intro = (
        _("Skriv ét barn i hver række på arket »%(sheet)s«. Slet gerne kolonner, du ikke bruger.")
        % {"sheet": CHILDREN_SHEET},
        _("Prøv først: Du får en rapport for hver række, før noget bliver gemt."),
        _("Den samme fil to gange opretter ikke det samme barn to gange."),
    )
    for row, line in enumerate(intro):
        sheet.merge_range(row, 0, row, 1, "", wrapped)
        sheet.write_string(row, 0, line, wrapped)
    start = len(intro) + 1
    sheet.write_string(start, 0, _("Kolonne"), bold)
    sheet.write_string(start, 1, _("Sådan udfylder du den"), bold)
    for row, column in enumerate(COLUMNS, start + 1):
        sheet.write_string(row, 0, column.header, bold if column.key in NAMES else wrapped)
        sheet.write_string(row, 1, _explained(column), wrapped)


def _explained(column: Column) -> str:
    words = CHOICES.get(column.key)
    return f"{column.help} {', '.join(words)}." if words else str(column.help)
