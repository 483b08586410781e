"""A sentence of the interface stands once in Python: two uses share one constant."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
APPS = [
    "accounts",
    "assessments",
    "casework",
    "children",
    "core",
    "followup",
    "goals",
    "insight",
    "meetings",
    "support",
]
TRANSLATES = {"_", "gettext", "gettext_lazy"}
# From this many words on it is a sentence that somebody may reword; "Aftalen er gemt." may stand where two forms save.
WORDS = 6
MOST_PLACES_OF_A_SHORT_ONE = 2


def sentences() -> Iterator[tuple[str, str]]:
    """Each whole sentence that is translated, with its file and line."""
    for path in sorted(path for app in APPS for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts):
        for node in ast.walk(ast.parse(path.read_text())):
            match node:
                case ast.Call(func=ast.Name(id=name), args=[ast.Constant(value=str(text)), *_]) if name in TRANSLATES:
                    if text.endswith(".") and " " in text:
                        yield text, f"{path.relative_to(ROOT)}:{node.lineno}"


def test_a_sentence_is_written_once():
    places = defaultdict(list)
    for text, place in sentences():
        places[text].append(place)
    repeated = {
        text: found
        for text, found in places.items()
        if len(found) > (1 if len(text.split()) >= WORDS else MOST_PLACES_OF_A_SHORT_ONE)
    }
    assert repeated == {}
