"""`manage.py load_demo --children 68 --seed 1 [--if-empty]`: a made-up municipality to try everything in."""

import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import Municipality
from casework import demo


class Command(BaseCommand):
    """Makes the demo municipality. Never in production: its accounts share one known password."""

    help = "Make a made-up municipality with children, cases and two school years of work. Demo settings only."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--children", type=int, default=68, help="how many children (68)")
        parser.add_argument("--seed", type=int, default=1, help="the same seed on the same day gives the same data (1)")
        parser.add_argument("--if-empty", action="store_true", help="do nothing where there is a municipality already")

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.DEMO is not True:
            raise CommandError("The demo has accounts with a known password. It is not made with these settings.")
        if options["children"] < 1:
            raise CommandError("Give at least one child: --children 68")
        if Municipality.objects.exists():
            if options["if_empty"]:
                self.stdout.write("There is a municipality already; nothing was made.")
                return
            raise CommandError("There is a municipality already. The demo is made in an empty database only.")
        started = time.monotonic()
        cases = demo.load(children=options["children"], seed=options["seed"])
        self.stdout.write(f"{cases} cases made in {time.monotonic() - started:.1f} s.")
