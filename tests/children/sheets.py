"""Spreadsheets of obviously made-up children."""

import io

import xlsxwriter

HEADERS = [
    "Fornavn", "Efternavn", "CPR-nummer", "Fødselsdato", "Køn", "Skole", "Klassetrin", "Skoletilbud", "Skolestart",
    "Anbringelsestype", "Anbringelsessted", "Anbragt fra", "Anbringende kommune", "Plejeforælder 1 navn",
    "Plejeforælder 1 e-mail", "Sagsbehandler navn", "Lærer navn",
]  # fmt: skip
CHILD = {
    "Fornavn": "Nyt Barn", "Efternavn": "Prøve", "Fødselsdato": "03-03-2015", "Køn": "Pige", "Skole": "Aaskolen",
    "Klassetrin": "5.b", "Skoletilbud": "Almen klasse", "Skolestart": "11-08-2025",
    "Anbringelsestype": "Almen plejefamilie",
    "Anbringelsessted": "Familien Opdigtet", "Anbragt fra": "01-02-2024", "Anbringende kommune": "Prøvekøbing",
    "Plejeforælder 1 navn": "Kim Opdigtet", "Plejeforælder 1 e-mail": "kim@opdigtet.example",
    "Sagsbehandler navn": "Gry Opdigtet", "Lærer navn": "Pia Opdigtet",
}  # fmt: skip


def child(**cells: str) -> dict[str, str]:
    """One row; keyword names are headers with spaces as underscores."""
    return CHILD | {name.replace("_", " ").replace("CPR nummer", "CPR-nummer"): text for name, text in cells.items()}


def csv(*rows: dict[str, str], encoding: str = "utf-8") -> bytes:
    """Rows as a Danish spreadsheet saves them."""
    lines = [";".join(HEADERS), *(";".join(row.get(header, "") for header in HEADERS) for row in rows)]
    return "\r\n".join(lines).encode(encoding)


def many(count: int) -> list[dict[str, str]]:
    """Different children, each with a placement, a school and three adults."""
    return [child(Efternavn=f"Prøve {number}", Lærer_navn=f"Lærer {number % 40}") for number in range(count)]


def xlsx(*rows: dict[str, str | float], headers: list[str] | None = None) -> bytes:
    """Rows as a workbook; numbers stay numbers."""
    packed = io.BytesIO()
    headers = headers or HEADERS
    with xlsxwriter.Workbook(packed, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet()
        for at, cells in enumerate([dict(zip(headers, headers, strict=True)), *rows]):
            sheet.write_row(at, 0, [cells.get(header, "") for header in headers])
    return packed.getvalue()
