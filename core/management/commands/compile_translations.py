"""``manage.py compile_translations``: compiles .po files for Django without gettext's own tools."""

from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    """English for our own Danish sentences; Danish for the libraries' texts."""

    help = "Compile locale/*/LC_MESSAGES/*.po to .mo where the .po is newer."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Compile the files and print their names."""
        for folder in settings.LOCALE_PATHS:
            for source in sorted(Path(folder).glob("*/LC_MESSAGES/*.po")):
                target = source.with_suffix(".mo")
                if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
                    continue
                with source.open("rb") as file:
                    catalog = read_po(file, locale=source.parent.parent.name, domain=source.stem)
                # Replaced as a whole: another process may be reading it.
                with NamedTemporaryFile(dir=target.parent, suffix=".mo.new", delete=False) as compiled:
                    write_mo(compiled, catalog)
                Path(compiled.name).chmod(0o644)
                Path(compiled.name).replace(target)
                self.stdout.write(f"compiled {target.parent.parent.name}/{target.name}")
