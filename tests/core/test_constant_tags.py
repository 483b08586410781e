"""Words, files and addresses that templates name are found once, and stay right in each language."""

from uuid import uuid4

import pytest
from django.template import Context, Template
from django.urls import NoReverseMatch, reverse
from django.utils.translation import override


def drawn(text, **values):
    return Template(f"{{% load i18n static %}}{text}").render(Context(values))


def test_fixed_words_follow_the_language_of_each_page():
    page = Template('{% load i18n %}{% translate "Min dag" %}')
    told = []
    for language in ("da", "en", "da"):
        with override(language):
            told.append(page.render(Context()))
    assert told == ["Min dag", "My day", "Min dag"]


def test_words_from_a_variable_are_not_kept():
    page = Template("{% load i18n %}{% translate words %}")
    assert [page.render(Context({"words": words})) for words in ("Navn", "<Fase>")] == ["Navn", "&lt;Fase&gt;"]


def test_words_with_a_context_and_words_kept_in_a_variable_are_djangos():
    with override("en"):
        assert drawn('{% translate "Forløb" context "several" %}') == "Cases"
        assert drawn('{% translate "Min dag" as title %}{{ title|upper }}') == "MY DAY"


def test_an_address_is_the_one_of_its_route():
    case = uuid4()
    assert drawn('{% url "case" case %}', case=case) == reverse("case", args=[case])
    assert drawn('{% url "case" pk %}', pk=str(case)) == reverse("case", args=[case])
    assert drawn('{% url "my-day" %}') == reverse("my-day")
    assert drawn('{% url "case" case as there %}[{{ there }}]', case=case) == f"[{reverse('case', args=[case])}]"


def test_an_address_with_a_year_is_written_too():
    assert drawn('{% url "school-year" 2026 %}') == reverse("school-year", args=[2026])


def test_an_address_with_an_empty_argument_is_refused_as_by_django():
    with pytest.raises(NoReverseMatch):
        drawn('{% url "case" missing %}')
    assert drawn('{% url "case" missing as there %}[{{ there }}]') == "[]"


def test_a_file_is_at_its_static_address():
    assert drawn('{% static "css/print.css" %}') == "/static/css/print.css"
