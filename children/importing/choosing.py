"""The coordinator names the columns: the file is tried with them, and the municipality remembers them."""

import re
from collections.abc import Sequence
from typing import Final

from django.db import transaction

from accounts.models import Municipality, User
from children.importing import carry_out
from children.importing.columns import COLUMNS, FULL_NAME, key_of, plain_header
from children.importing.matching import proposed
from children.importing.plan import Plan
from children.importing.sheet import Sheet, cleaned
from children.models import ImportColumn, ImportJob
from core import cpr

KEYS: Final = tuple(column.key for column in (FULL_NAME, *COLUMNS))
LONGEST_HEADER: Final = 100
# The number of cells shown of a column.
EXAMPLES: Final = 3
LONGEST_EXAMPLE: Final = 60
# Nine digits too: a spreadsheet drops a leading zero.
NUMBER: Final = re.compile(r"\b(\d{5,6})[- ]?\d{4}\b")


def sheet_of(job: ImportJob) -> Sheet:
    """The sheet as it was read, with the present meaning of its columns."""
    return Sheet.of_data(job.kept_data())


def proposals(sheet: Sheet, *, is_new: bool) -> list[str]:
    """A key, or "", for each column; for a new file also columns whose headers only resemble one of ours."""
    known = [key if key in KEYS else None for key in sheet.keys]
    return proposed(sheet.headers, known) if is_new else [key or "" for key in known]


def examples(sheet: Sheet, at: int) -> list[str]:
    """The first different texts of a column, shortened. CPR numbers are masked."""
    found: dict[str, None] = {}
    for _row, cells in sheet.lines:
        text = cleaned(cells[at]) if at < len(cells) else ""
        if text:
            found[NUMBER.sub(rf"\1-{cpr.MASK}", text)[:LONGEST_EXAMPLE]] = None
        if len(found) == EXAMPLES:
            break
    return list(found)


@transaction.atomic
def choose(job: ImportJob, keys: Sequence[str], *, by: User) -> Plan | None:
    """Try the file again with these columns; None if it is imported, or about to be. The keys must make the sheet
    readable.
    """
    sheet = sheet_of(job).with_keys([key or None for key in keys])
    # Also blocks another user who names the same header differently at this moment.
    Municipality.objects.select_for_update(no_key=True).get(pk=by.municipality_id)
    plan = carry_out.tried(job, sheet, by=by)
    tried = ImportJob.objects.filter(pk=job.pk, state__in=ImportJob.WAITING).exclude(kept="")
    fields = ("state", "counts", "report", "kept")
    if not tried.update(**{name: getattr(job, name) for name in fields}):
        return None
    _remember(sheet, by)
    return plan


def _remember(sheet: Sheet, by: User) -> None:
    """Store the headers whose meaning differs from our own reading, and delete the others."""
    said = {plain_header(header): key or "" for header, key in zip(sheet.headers, sheet.keys, strict=True)}
    ours = {plain_header(header): key_of(header) or "" for header in sheet.headers}
    there = {each.header: each for each in ImportColumn.objects.filter(municipality=by.municipality, header__in=said)}
    for header, key in said.items():
        there_already = there.get(header)
        if key == ours[header]:
            if there_already is not None:
                there_already.remove(by=by)
        elif 0 < len(header) <= LONGEST_HEADER and (there_already is None or there_already.key != key):
            column = there_already or ImportColumn(municipality=by.municipality, header=header)
            column.key = key
            column.save(by=by)
