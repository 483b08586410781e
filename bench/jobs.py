"""`python -m bench.jobs sweep|import ROWS USER`, in its own process: the background work."""

import json
import sys
from collections.abc import Callable
from typing import Any

import django


def sweep(due: int, user_id: str) -> dict[str, Any]:
    """Seconds for the reminders of ``due`` cases and for the mails they cause, in a database of its own."""
    from casework.bench.reminders import measure

    return measure(due)


def spreadsheet(rows: int, user_id: str) -> dict[str, Any]:
    """Seconds for a spreadsheet of ``rows`` rows, tried and carried out."""
    from accounts.models import User
    from children.importing.measuring import measure

    seconds = measure(rows, by=User.objects.get(pk=user_id))
    return {"rows": rows, "try_s": seconds["try"], "carry_out_s": seconds["carry_out"]}


JOBS: dict[str, Callable[[int, str], dict[str, Any]]] = {"sweep": sweep, "import": spreadsheet}

if __name__ == "__main__":
    django.setup()
    _program, job, amount, user = sys.argv
    print(json.dumps(JOBS[job](int(amount), user)))
