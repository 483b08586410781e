"""``manage.py due --on DATE``: what is due on a day, by case number. Names nobody."""

import datetime as dt
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from children.models import Case
from followup.facts import facts_of
from followup.steps import steps


class Command(BaseCommand):
    """What My day would show, for all cases, on any day."""

    help = "Print what is due on a day: due date, case number, step."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--on", type=dt.date.fromisoformat, default=None, metavar="DATE", help="YYYY-MM-DD")

    def handle(self, *args: Any, on: dt.date | None, **options: Any) -> None:
        """Print one line for each step, the longest overdue first."""
        day = on or timezone.localdate()
        numbers = dict(Case.objects.open().values_list("pk", "number"))
        rows = [
            (step.late_on, numbers[case_id], step.step)
            for case_id, facts in facts_of(numbers).items()
            for step in steps(facts, day)
            if step.comes_on <= day
        ]
        for due_on, number, step in sorted(rows):
            self.stdout.write(f"{due_on} {number} {step}{' (overdue)' if due_on < day else ''}")
        self.stdout.write(f"{len(rows)} due on {day}")
