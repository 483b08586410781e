"""The duration of an import with made-up children: for measuring by hand and for the benchmark."""

import time
from itertools import product
from typing import Final

from django.conf import settings
from django.db import transaction

from accounts.models import User
from children.importing.carry_out import carry_out, try_out
from children.importing.columns import COLUMNS
from children.importing.values import PLACEMENTS, PROVISIONS
from children.models import ImportJob

SCHOOLS: Final = 20


def made_up(rows: int) -> bytes:
    """A CSV file of different children, with every column filled but the CPR number."""
    kinds = list(product(PROVISIONS, PLACEMENTS))
    lines = [";".join(column.header for column in COLUMNS)]
    for row in range(rows):
        provision, placement = kinds[row % len(kinds)]
        cells = {column.key: column.example for column in COLUMNS} | {
            "first_name": "Barn",
            "last_name": f"Måling {row}",
            "born_on": f"{row % 28 + 1:02d}-{row % 12 + 1:02d}-{2010 + row % 9}",
            "school": f"Måleskole {row % SCHOOLS}",
            "grade": str(row % 11),
            "provision": provision,
            "placement_kind": placement,
            "caseworker_name": f"Rådgiver {row % 100}",
        }
        lines.append(";".join(cells.values()))
    return "\r\n".join(lines).encode()


def measure(rows: int, *, by: User) -> dict[str, float]:
    """Seconds to try a file of ``rows`` rows and to import it, for a coordinator; the children stay.

    Only where all data is made up.
    """
    if not settings.DEMO:
        raise RuntimeError("made-up children have no place here")
    content = made_up(rows)
    began = time.perf_counter()
    with transaction.atomic():
        job, _plan = try_out(content, "made-up.csv", by=by)
    tried = time.perf_counter()
    ImportJob.objects.filter(pk=job.pk).update(state=ImportJob.State.RUNNING)
    if not carry_out(job.pk):
        raise RuntimeError("the import was not carried out")
    return {"try": tried - began, "carry_out": time.perf_counter() - tried}
