"""``manage.py compile_translations``: the English translation, made readable for Django without gettext's own tools."""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    """Danish is the language of the sources and needs no file."""

    help = "Compile locale/*/LC_MESSAGES/*.po to .mo where the .po is newer."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Compile, and say what."""
        for folder in settings.LOCALE_PATHS:
            for source in sorted(Path(folder).glob("*/LC_MESSAGES/*.po")):
                target = source.with_suffix(".mo")
                if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
                    continue
                with source.open("rb") as file:
                    catalog = read_po(file, locale=source.parent.parent.name, domain=source.stem)
                with target.open("wb") as file:
                    write_mo(file, catalog)
                self.stdout.write(f"compiled {target.parent.parent.name}/{target.name}")
