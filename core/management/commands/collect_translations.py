"""``manage.py collect_translations``: brings locale/*/LC_MESSAGES/django.po up to date, without gettext's own tools."""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation.template import templatize

# Which arguments of each function are messages, in Babel's notation ("c" is the context).
KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
NOT_SHOWN = {"tests", "dev", "migrations", "node_modules", "build", "docs", "static", "staticfiles"}
HEADER = "# English for Rød Tråd. The Danish text of the sources is the msgid; written by collect_translations."
# Headers that would differ between two runs, or name the person who ran the command.
CHANGING = re.compile(
    rb'^"(Project-Id-Version|Report-Msgid-Bugs-To|POT-Creation-Date|PO-Revision-Date|Last-Translator|'
    rb"Language-Team|Generated-By):.*\n",
    re.MULTILINE,
)

Found = tuple[Any, str | None]


def sources(folder: Path) -> Iterator[Path]:
    """The files with words that may reach a page, a form, the API or a mail."""
    for path in sorted(folder.iterdir()):
        if path.name in NOT_SHOWN or path.name.startswith("."):
            continue
        if path.is_dir():
            yield from sources(path)
        elif path.suffix == ".py" or (path.suffix in {".html", ".txt"} and "templates" in path.parts):
            yield path


def messages_of(path: Path) -> Iterator[Found]:
    """Every message of one file: the text (two texts where there is a plural) and its context."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        # templatize leaves Python calls between blanked-out words; indentation would be a syntax error.
        text = "\n".join(line.strip() for line in templatize(text, origin=str(path)).splitlines())
    for _line, function, given, _comments in extract_python(io.BytesIO(text.encode()), KEYWORDS, [], {}):
        texts = [given] if isinstance(given, str) else list(given or ())
        places = KEYWORDS[str(function)] or (1,)
        context = next((texts[p[0] - 1] for p in places if isinstance(p, tuple) and texts), None)
        ids = [texts[p - 1] for p in places if isinstance(p, int) and p <= len(texts)]
        if ids and all(isinstance(text, str) and text for text in ids):
            yield (tuple(ids) if len(ids) > 1 else ids[0]), context


def collect(folder: Path) -> dict[Found, None]:
    """All messages under a folder, each once, in the order they were found."""
    return {found: None for path in sources(folder) for found in messages_of(path)}


def updated(old: Catalog, found: dict[Found, None]) -> Catalog:
    """A catalogue with exactly the found messages, and the existing translations."""
    new = Catalog(locale=old.locale, domain="django", header_comment=HEADER, fuzzy=False)
    known: dict[Any, Message] = {(message.id, message.context): message for message in old if message.id}
    for ids, context in found:
        message = known.get((ids, context))
        new.add(ids, message.string if message else None, context=context)
    return new


def written(catalog: Catalog) -> bytes:
    """The catalogue as a file: without places and dates, and sorted, so that a change is a small diff."""
    out = io.BytesIO()
    write_po(out, catalog, width=120, no_location=True, sort_output=True)
    return CHANGING.sub(b"", out.getvalue())


class Command(BaseCommand):
    """Keeps existing translations, adds new messages, drops unused ones."""

    help = "Update locale/*/LC_MESSAGES/django.po from the sources, and say how many texts lack a translation."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Write each language's file."""
        found = collect(settings.BASE_DIR)
        for folder in settings.LOCALE_PATHS:
            for path in sorted(Path(folder).glob("*/LC_MESSAGES/django.po")):
                # The file of the source language holds only the libraries' words, and is edited by hand.
                if path.parent.parent.name == settings.LANGUAGE_CODE:
                    continue
                with path.open("rb") as file:
                    catalog = updated(read_po(file, locale=path.parent.parent.name, domain="django"), found)
                path.write_bytes(written(catalog))
                lacking = sum(1 for message in catalog if message.id and not is_translated(message))
                self.stdout.write(f"{path.parent.parent.name}: {len(catalog)} texts, {lacking} without a translation")


def is_translated(message: Message) -> bool:
    """Whether every form of the message has a text."""
    return all(message.string) if isinstance(message.string, tuple | list) else bool(message.string)
