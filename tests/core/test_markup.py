"""HTML drawn from a text and its values."""

import pytest
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy

from core.markup import joined, markup


def test_values_are_escaped_as_django_escapes_them():
    text, values = '<a href="{}">{name}</a>', ('"><script>', "O'Brien & Søn")
    drawn = markup(text, values[0], name=values[1])
    assert drawn == format_html(text, values[0], name=values[1])
    assert "<script>" not in drawn


def test_what_is_marked_as_safe_is_kept_and_numbers_and_lazy_words_are_written():
    assert markup("{}{}{}", mark_safe("<b>1</b>"), 2, gettext_lazy("Min dag")) == "<b>1</b>2Min dag"


def test_the_whole_is_safe_so_that_it_is_escaped_once():
    assert isinstance(markup("<i>{}</i>", "&"), SafeString)
    assert markup("{}", markup("<i>{}</i>", "&")) == "<i>&amp;</i>"


def test_only_html_is_joined():
    assert joined([markup("<li>{}</li>", "&"), markup("<li>2</li>")]) == "<li>&amp;</li><li>2</li>"
    with pytest.raises(TypeError):
        joined(["<script>"])
