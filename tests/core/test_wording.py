"""The messages of empty and unreadable fields, and words all texts keep to."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.conf import settings
from rest_framework import serializers

from core.management.commands.collect_translations import collect
from core.wording import in_plain_words


class Form(serializers.Serializer):
    name = serializers.CharField()
    on = serializers.DateField()
    kind = serializers.ChoiceField(choices=[("a", "A")])
    many = serializers.IntegerField(error_messages={"invalid": "Tæl efter."})

    def get_fields(self):
        return in_plain_words(super().get_fields())


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("name", "", "Udfyld feltet."),
        ("name", None, "Udfyld feltet."),
        ("on", "", "Skriv datoen som dag-måned-år, for eksempel 18-03-2027."),
        ("on", "2026-13-01", "Skriv datoen som dag-måned-år, for eksempel 18-03-2027."),
        ("kind", "", "Vælg fra listen."),
        ("kind", None, "Vælg fra listen."),
        ("many", "to", "Tæl efter."),
    ],
)
def test_a_field_says_what_to_do(field, typed, says):
    form = Form(data={"name": "Kim", "on": "2026-03-01", "kind": "a", "many": 1} | {field: typed})
    assert not form.is_valid()
    assert form.errors == {field: [says]}


def test_missing_values_are_asked_for():
    form = Form(data={})
    form.is_valid()
    assert [str(form.errors[name][0]) for name in ("name", "kind")] == ["Udfyld feltet.", "Vælg fra listen."]


# What all texts keep to ------------------------------------------------------------------------------------------
# A clause that begins like a question and is none: it says what a column or a heading holds.
NO_QUESTIONS = {
    *("Hvad der haster", "Hvad vi gør", "hvad den bruges til"),
    *("Blev ikke til noget", "Ønsker ikke at fortsætte"),
}
ASKS = re.compile(
    r"(hv(ad|em|or|ordan|orfor|ornår|ilke[nt]?|is)|blev|hjalp|nåede|tilråder|ønsker|fra hvornår|med hvem)\b"
)
# Words that are no longer used, and why.
FORMER_WORDS = {
    r"\b[Ll]og(get|ge)? (sparring|den|på|to)\b": "to log is to sign in; a sparring is written",
    r"\b(læse|læses|læst|læs) (så rækkerne )?ind\b|\bimport": "a file is indlæst",
    r"\b([Bb]arnets|%\(name\)s|forældrenes) del\b": "a share, or a part of the assessment: deltagelse",
    r"\bskrevet ind\b|\bSkriv \w+ ind$": "enrolled: tilføjet, registreret",
    r"\bprogramnøgle": "API-nøgle",
    r"\bvedkommende\b": "say who",
    r"\bSenest: ": "senest is a deadline, sidst was the last time",
    r"\bTomt? (betyder|så længe)|^Tom, ": "lad feltet være tomt, hvis",
    r"^\w+t den$": "read as a pronoun: (dato)",
    r"\ben mail|én mail\b": "e-mail",
    r"\bomkring det\b|opgave omkring": "a part in the child's network",
}


def danish_texts() -> list[str]:
    ids = [ids for ids, _context in collect(Path(settings.BASE_DIR))]
    return [text for each in ids for text in (each if isinstance(each, tuple) else (each,))]


def test_a_label_that_asks_ends_with_a_question_mark():
    asking = [
        text for text in danish_texts() if " " in text and ASKS.match(text.lower()) and not re.search("[.?]", text)
    ]
    assert [text for text in asking if text not in NO_QUESTIONS and ":" not in text] == []


@pytest.mark.parametrize("word", FORMER_WORDS, ids=lambda word: FORMER_WORDS[word])
def test_a_word_that_was_given_up_does_not_come_back(word):
    assert [text for text in danish_texts() if re.search(word, text)] == []


def test_an_english_page_speaks_of_coaching_and_of_no_danish_word():
    path = Path(settings.BASE_DIR) / "locale" / "en" / "LC_MESSAGES" / "django.po"
    with path.open("rb") as file:
        said = [str(text) for m in read_po(file, locale="en") if m.id for text in _forms(m.string)]
    # The headings of the spreadsheet stand in quotation marks and are quoted as in the file.
    plain = [re.sub("“[^”]*”", "", text) for text in said]
    danish = re.compile(
        r"\b(sparrings?|opholdssted\w*|stamdata|forløb|skole\w*|barn\w*|put off|base data)\b", re.IGNORECASE
    )
    assert [text for text in plain if danish.search(text)] == []


def _forms(string):
    return [string] if isinstance(string, str) else list(string)
