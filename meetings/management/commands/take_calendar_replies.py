"""Takes the answers calendars have sent: mails or .ics files of a folder, or one from standard input."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from meetings.replies import calendars_of, take_reply


class Command(BaseCommand):
    """``manage.py take_calendar_replies [FOLDER]``. A file whose answer was taken is deleted, others are left."""

    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The folder, if the answers are not on standard input."""
        parser.add_argument("folder", nargs="?", type=Path)

    def handle(self, *args: Any, folder: Path | None = None, **options: Any) -> None:
        """Take them, and tell how many: never whose."""
        if folder is None:
            self.stdout.write("1 taken" if _take(sys.stdin.buffer.read()) else "0 taken")
            return
        files = sorted(path for path in folder.iterdir() if path.is_file())
        taken = [path for path in files if _take(path.read_bytes())]
        for path in taken:
            path.unlink()
        self.stdout.write(f"{len(taken)} taken, {len(files) - len(taken)} left")


def _take(raw: bytes) -> bool:
    """Take every answer in one mail or file. Gives whether there was any."""
    return sum(take_reply(text) for text in calendars_of(raw)) > 0
