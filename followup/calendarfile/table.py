"""Events of a CSV file: one row for each holiday, with name, first and last day."""

from typing import Final

from django.utils.translation import gettext as _

from children.importing import delimited
from children.importing.values import CellError, parse_date

from .events import MAX_EVENTS, Event, ReadingError, Unread, clean_name

HEADERS: Final = {
    "name": {"navn", "ferie", "titel", "emne", "beskrivelse", "name", "holiday", "subject", "summary"},
    "from": {"fra", "start", "første dag", "første feriedag", "startdato", "begynder", "from", "start date"},
    "until": {"til", "til og med", "slut", "sidste dag", "sidste feriedag", "slutdato", "slutter", "until", "end date"},
}


def events(content: bytes) -> tuple[list[Event], list[Unread]]:
    """The rows of a file and those left out. Raises ReadingError."""
    rows = delimited.table(content, known=lambda cell: _header(cell) is not None)
    at = next((place for place, row in enumerate(rows) if {"name", "from"} <= {_header(cell) for cell in row}), None)
    if at is None:
        raise ReadingError(_("Første række skal have overskrifterne Navn, Fra og Til."))
    columns = {_header(cell): place for place, cell in enumerate(rows[at]) if _header(cell)}
    read: list[Event] = []
    unread: list[Unread] = []
    for place, row in enumerate(rows[at + 1 :], start=at + 2):
        if place > MAX_EVENTS:
            raise ReadingError(_("Filen har for mange rækker. Gem skolens ferier i en fil for sig."))
        if any(cell.strip() for cell in row):
            found = _event(place, {key: row[column] if column < len(row) else "" for key, column in columns.items()})
            (read if isinstance(found, Event) else unread).append(found)  # type: ignore[arg-type]
    return read, unread


def _header(cell: str) -> str | None:
    said = " ".join(cell.casefold().split())
    return next((key for key, words in HEADERS.items() if said in words), None)


def _event(place: int, cells: dict[str | None, str]) -> Event | Unread:
    name = clean_name(cells["name"])
    try:
        first = parse_date(cells["from"].strip())
        last = parse_date(cells.get("until", "").strip()) or first
    except CellError as error:
        return Unread(place, name, str(error))
    if not name:
        return Unread(place, name, _("Den har intet navn."))
    if first is None or last is None:
        return Unread(place, name, _("Den har ingen første dag."))
    if last < first:
        return Unread(place, name, _("Den slutter, før den begynder."))
    return Event(place, name, first, last)
