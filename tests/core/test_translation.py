"""Danish stands in the sources, English in the catalogue; neither shows up on the other's pages."""

import re
from collections.abc import Iterator
from pathlib import Path

import allauth
import django
import pytest
import rest_framework
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from django.conf import settings
from django.template.base import Lexer, TokenType

from core.management.commands.collect_translations import collect, is_translated, messages_of

ROOT = Path(settings.BASE_DIR)
TEMPLATES = sorted(path for path in (ROOT / "templates").rglob("*") if path.suffix in {".html", ".txt"})
PLACES = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w+\}")
# Names, and words that are the same in every language.
UNTRANSLATED = {"Rød", "Tråd", "CPR", "PPR", "PDF", "CSV", "SDQ"}
# Library fields without a label, shown by their names.
UNLABELLED = {"Name"}
# The gallery of components is for developers and holds made-up text.
GALLERY = "templates/styleguide/"
READ_OUT = ("alt", "aria-label", "placeholder", "title", "data-label")


def catalogue(language: str) -> Catalog:
    path = ROOT / "locale" / language / "LC_MESSAGES" / "django.po"
    with path.open("rb") as file:
        return read_po(file, locale=language, domain="django")


def texts(message: Message) -> list[tuple[str, str]]:
    """Each text with its translation; both forms of a plural."""
    if isinstance(message.id, str):
        return [(message.id, message.string)]
    return list(zip(message.id, message.string, strict=True))


def test_every_danish_sentence_has_an_english_one() -> None:
    translated = {(m.id, m.context) for m in catalogue("en") if m.id and is_translated(m)}
    missing = [text for text in collect(ROOT) if text not in translated]
    assert not missing, "run `python manage.py collect_translations`, and translate what is new in locale/en"


def test_the_catalogue_holds_nothing_that_no_page_says() -> None:
    said = collect(ROOT)
    assert [m.id for m in catalogue("en") if m.id and (m.id, m.context) not in said] == []


@pytest.mark.parametrize("language", ["en", "da"])
def test_a_translation_fills_the_same_places_as_the_original(language: str) -> None:
    pairs = [pair for message in catalogue(language) if message.id for pair in texts(message)]
    # A library's text may name format fields that ours leaves out; filling in an unknown one would fail.
    wrong = [
        (text, said)
        for text, said in pairs
        if not set(PLACES.findall(said)) <= set(PLACES.findall(text))
        or (language == "en" and set(PLACES.findall(said)) != set(PLACES.findall(text)))
    ]
    assert wrong == []


def test_an_english_text_is_english_and_shouts_at_nobody() -> None:
    left = {text for m in catalogue("en") if m.id for _danish, text in texts(m) if re.search("[æøåÆØÅ!]", text)}
    named = ("Rød Tråd", "Køn", "Fødselsdato", "børnefaglig", "Prøve")
    assert [text for text in left if "!" in text or not any(name in text for name in named)] == []


def test_a_danish_text_shouts_at_nobody() -> None:
    assert [ids for ids, _context in collect(ROOT) if "!" in str(ids)] == []


def test_every_translated_library_text_still_exists_in_the_library() -> None:
    said = {found[0] for path in _files_of_libraries() for found in messages_of(path)}
    assert [m.id for m in catalogue("da") if m.id and m.id not in said | UNLABELLED] == []


def _files_of_libraries() -> Iterator[Path]:
    django_folder, allauth_folder = Path(django.__file__).parent, Path(allauth.__file__).parent
    parts = [django_folder / name for name in ("core", "forms", "db/models", "contrib/auth")]
    parts += [allauth_folder / name for name in ("account", "mfa", "templates/mfa", "templates/account")]
    for folder in [Path(rest_framework.__file__).parent, *parts]:
        for path in folder.rglob("*"):
            if path.suffix in {".py", ".html", ".txt"} and "tests" not in path.parts:
                yield path


# Words outside the tags ------------------------------------------------------------------------------------------
def words_outside_tags(source: str) -> list[str]:
    """Words a reader would see outside every translate tag: between elements, and in attributes that are read out."""
    inside, kept = False, []
    for token in Lexer(source).tokenize():
        if token.token_type == TokenType.BLOCK:
            name = token.contents.split()[0]
            inside = name in {"blocktranslate", "comment"} or (inside and not name.startswith("end"))
        elif token.token_type == TokenType.TEXT and not inside:
            kept.append(token.contents)
        kept.append("\0")
    html = "".join(kept)
    # Scripts, and text in a language of its own ("Switch to English").
    html = re.sub(r"<(script|style)\b.*?</\1>|<span lang=.*?</span>", " ", html, flags=re.DOTALL)
    attributes = [value for name in READ_OUT for value in re.findall(rf'\s{name}="([^"]*)"', html)]
    seen = [re.sub(r"<[^<>]*>", " ", html), *attributes]
    # The class of a page stands in a block of its own.
    seen = [re.sub(r"\brt-[\w-]+", " ", text) for text in seen]
    words = re.findall(r"(?<![&\w])[^\W\d_]{2,}(?!\w*;)", " ".join(seen).replace("\0", " "))
    return [word for word in words if word not in UNTRANSLATED]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "templates")))
def test_every_word_of_a_template_is_translated(path: Path) -> None:
    if GALLERY in str(path):
        pytest.skip("the gallery of components is for developers")
    assert words_outside_tags(path.read_text(encoding="utf-8")) == []


def test_a_word_outside_the_tags_is_found() -> None:
    assert words_outside_tags('<p>Hej {{ name }}</p>{% translate "Farvel" %}<img alt="Et hus">') == ["Hej", "Et", "hus"]
