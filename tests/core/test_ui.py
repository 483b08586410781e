"""The template tags: label, hint, error and control belong together for everyone, and nothing typed is lost."""

import re
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.template import Context, Template
from django.template.loader import render_to_string

from casework.shell import NAVIGATION
from core.forms import Choice, Field, FormState, Problem
from core.templatetags.ui import SPRITE

ROOT = Path(__file__).resolve().parents[2]
LATE = "Datoen ligger, før barnet blev født. Ret datoen eller fødselsdatoen."


def drawn(source: str, **context: Any) -> str:
    html = Template("{% load ui %}" + source).render(Context(context))
    return re.sub(r"\s+", " ", html)


def form_of(*fields: Field, **rest: Any) -> FormState:
    return FormState(fields={each.name: each for each in fields}, **rest)


def test_an_error_and_a_hint_are_tied_to_their_field() -> None:
    form = form_of(Field("from_on", "Anbragt fra", help="Første dag.", kind="date", errors=[LATE]))
    html = drawn('{% field form "from_on" %}', form=form)
    assert 'aria-describedby="f-from_on-hint f-from_on-error f-from_on-words"' in html
    assert 'aria-invalid="true"' in html
    assert re.search(rf'id="f-from_on-error">.*{LATE}', html)


def test_what_was_typed_stands_in_the_field_and_is_harmless() -> None:
    html = drawn('{% field form "name" %}', form=form_of(Field("name", "Navn", value='"><script>alert(1)</script>')))
    assert "<script>" not in html
    assert "&lt;script&gt;alert(1)" in html


def test_a_text_keeps_its_first_line_break() -> None:
    html = Template('{% load ui %}{% field form "notes" %}').render(
        Context({"form": form_of(Field("notes", "Noter", kind="textarea", value="\nTo linjer"))})
    )
    # A browser drops one line break right after the tag, so a second one must follow.
    assert ">\n\nTo linjer</textarea>" in html


def test_the_rarer_of_optional_and_required_is_marked() -> None:
    mostly_required = form_of(Field("a", "A", required=True), Field("b", "B", required=True), Field("c", "C"))
    assert "(valgfrit)" in drawn('{% field form "c" %}', form=mostly_required)
    assert "(skal udfyldes)" not in drawn('{% field form "a" %}', form=mostly_required)
    mostly_optional = form_of(Field("a", "A", required=True), Field("b", "B"), Field("c", "C"))
    assert "(skal udfyldes)" in drawn('{% field form "a" %}', form=mostly_optional)
    assert "(valgfrit)" not in drawn('{% field form "c" %}', form=mostly_optional)


def test_the_link_in_the_error_summary_leads_to_the_first_choice() -> None:
    field = Field("kind", "Art", kind="radio", choices=[Choice("a", "Plejefamilie"), Choice("b", "Institution")])
    form = form_of(field, errors=[Problem("kind", "Art", "Vælg en art.", field.id)])
    target = re.search(r'href="#([^"]+)"', drawn("{% error_summary form %}", form=form))
    assert target is not None
    assert re.search(rf'<input [^>]*id="{target[1]}" value="a"', drawn('{% field form "kind" %}', form=form))


def test_a_form_without_errors_has_no_summary() -> None:
    assert drawn("{% error_summary form %}", form=form_of(Field("a", "A"))).strip() == ""


def test_chosen_choices_are_ticked_whatever_their_type() -> None:
    field = Field("who", "Med hvem?", kind="checkboxes", value=["2"], choices=[Choice("1", "A"), Choice("2", "B")])
    html = drawn('{% field form "who" %}', form=form_of(field))
    assert re.findall(r'value="(\d)"[^>]*checked', html) == ["2"]


def test_an_unticked_box_is_sent_as_having_been_on_the_page() -> None:
    form = form_of(Field("nothing", "Intet aftalt", kind="checkbox", value=False))
    html = drawn('{% field form "nothing" %}', form=form)
    assert 'name="nothing-shown"' in html
    assert "checked" not in html


def test_a_date_is_text_as_it_is_written_here_and_said_in_words_below() -> None:
    html = drawn('{% field form "on" %}', form=form_of(Field("on", "Dato", kind="date", value="2027-03-18")))
    assert 'type="text"' in html
    assert 'value="18-03-2027"' in html
    assert "torsdag d. 18. marts 2027 (uge 11)" in html


def test_an_empty_date_says_how_it_may_be_written() -> None:
    near, born = Field("on", "Dato", kind="date"), Field("born_on", "Født", kind="date", meant="whole")
    assert "Skriv for eksempel 3/8, 3. august eller i morgen" in drawn('{% field form "on" %}', form=form_of(near))
    assert "Skriv for eksempel 03-08-2015" in drawn('{% field form "born_on" %}', form=form_of(born))


def test_times_and_moments_are_shown_in_danish_time() -> None:
    form = form_of(
        Field("at", "Tid", kind="datetime", value="2027-07-01T12:05:00Z"),
        Field("hour", "Kl.", kind="time", value="08:30:00"),
    )
    assert 'value="01-07-2027 kl. 14.05"' in drawn('{% field form "at" %}', form=form)
    assert 'value="08.30"' in drawn('{% field form "hour" %}', form=form)


def test_a_moment_that_is_not_in_the_calendar_is_drawn_as_it_was_typed() -> None:
    form = form_of(
        Field("on", "Dag", kind="date", value="31/2"), Field("at", "Tid", kind="datetime", value="2027-02-31T14:05")
    )
    assert 'value="31/2"' in drawn('{% field form "on" %}', form=form)
    assert 'value="2027-02-31T14:05"' in drawn('{% field form "at" %}', form=form)


@pytest.mark.parametrize("name", ["400", "500", "csrf"])
def test_an_error_page_promises_no_more_than_was_saved(name: str, db: None) -> None:
    shown = render_to_string(f"errors/{name}.html", request=None)
    assert "Det, der nåede at blive gemt som kladde, henter siden frem." in shown
    assert "Det, du har skrevet" not in shown


def test_a_template_may_ask_for_another_control_and_label() -> None:
    form = form_of(Field("kind", "Art", choices=[Choice("a", "Samtale")]))
    html = drawn('{% field form "kind" kind="radio" look="chips" legend="Form" %}', form=form)
    assert "<legend" in html
    assert "Form" in html
    assert "rt-field--chips" in html


def test_a_field_that_is_not_there_is_named_together_with_those_that_are() -> None:
    with pytest.raises(LookupError, match=r"'wat'.*what"):
        drawn('{% field form "wat" %}', form=form_of(Field("what", "Hvad")))


def test_only_short_texts_are_counted() -> None:
    html = drawn('{% field form "a" %}', form=form_of(Field("a", "A", kind="textarea", max_length=300)))
    assert 'data-count="300"' in html
    assert "Højst 300 tegn" in html
    long = drawn('{% field form "a" %}', form=form_of(Field("a", "A", kind="textarea", max_length=20_000)))
    assert "data-count" not in long


def test_repeated_rows_end_with_an_empty_one_and_a_model_for_more() -> None:
    form = FormState(
        fields={},
        rows={"agreements": [{"what": Field("agreements-0-what", "Hvad", value="Læse højt")}]},
        blank_rows={"agreements": {"what": Field("agreements-__n__-what", "Hvad")}},
        row_labels={"agreements": "Aftale"},
    )
    html = drawn('{% rowset form "agreements" %}{% field row "what" %}{% endrowset %}', form=form)
    assert re.findall(r'name="(agreements-[^"]+-what)" id="[^"]+" value="([^"]*)"', html) == [
        ("agreements-0-what", "Læse højt"),
        ("agreements-1-what", ""),
        ("agreements-__n__-what", ""),
    ]
    assert html.index("<template") < html.index("agreements-__n__-what")
    assert "Tilføj en række" in html


def test_a_restored_draft_shows_its_time_and_can_be_discarded() -> None:
    draft = {"key": "k", "url": "/api/v1/drafts/k/", "data": {"what": "…"}, "saved_at": "2027-03-18T14:05:00+01:00"}
    html = drawn("{% draft_notice form %}", form=form_of(draft=draft))
    assert "Kladden fra kl. 14.05 er hentet frem." in html
    assert 'data-draft-discard="/api/v1/drafts/k/"' in html


def test_an_empty_draft_is_not_announced() -> None:
    draft = {"key": "k", "url": "/api/v1/drafts/k/", "data": {}, "saved_at": None}
    assert drawn("{% draft_notice form %}", form=form_of(draft=draft)).strip() == ""


def test_a_conflict_shows_both_texts() -> None:
    conflict = {"message": "", "fields": [{"label": "Sted", "yours": "Mit sted", "theirs": "Dit sted"}]}
    html = drawn("{% conflict form %}", form=form_of(conflict=conflict))
    assert "Mit sted" in html
    assert "Dit sted" in html


def test_the_form_carries_the_version_it_started_from() -> None:
    html = drawn("{% form_meta form %}", form=form_of(version=0, idempotency_key="abc"))
    assert 'name="version" value="0"' in html
    assert 'name="idempotency_key" value="abc"' in html


def test_a_status_is_never_colour_alone() -> None:
    html = drawn('{% status "overdue" "4 dage over tid" %}')
    assert "4 dage over tid" in html
    assert "#warning" in html


def test_sign_in_fields_get_the_same_wiring() -> None:
    class SignIn(forms.Form):
        login = forms.EmailField(label="E-mail", help_text="Din arbejdsmail.")

    html = drawn("{% bound_field form.login %}", form=SignIn({"login": ""}))
    assert 'aria-describedby="id_login-hint id_login-error"' in html
    assert 'class="form-input"' in html


@pytest.mark.parametrize("path", sorted((ROOT / "templates").rglob("*.html")), ids=lambda path: path.name)
def test_templates_name_only_icons_there_are_and_no_inline_style_or_script(path: Path) -> None:
    there = set(re.findall(r'<symbol id="([^"]+)"', (ROOT / "static" / SPRITE).read_text()))
    source = path.read_text()
    assert set(re.findall(r'{% icon "([^"]+)"', source)) <= there
    assert not re.search(r"\sstyle=|\son[a-z]+=|<script(?![^>]*(src=|application/json))", source)


def test_the_navigation_names_only_icons_there_are() -> None:
    named = {icon for entries in NAVIGATION.values() for _label, _url, icon in entries}
    assert named <= set(re.findall(r'<symbol id="([^"]+)"', (ROOT / "static" / SPRITE).read_text()))


def test_every_name_a_style_sheet_or_head_asks_for_is_there() -> None:
    head = (ROOT / "templates/components/head.html").read_text()
    asked = [ROOT / "static" / name for name in re.findall(r'{% static "([^"]+)" %}', head)]
    vendored = ROOT / "static/vendor/dkfds/11.2.0/css"
    asked += [vendored / name for name in re.findall(r"url\(([^)]+)\)", (vendored / "dkfds.min.css").read_text())]
    assert [path for path in asked if not path.resolve().is_file()] == []


def test_no_page_asks_another_host_for_anything() -> None:
    places = (("static/css", "*.css"), ("static/js", "*.js"), ("templates", "*.html"))
    files = [path for folder, ending in places for path in (ROOT / folder).rglob(ending)]
    assert [path.name for path in files if re.search(r"https?://|url\(//", path.read_text())] == []


@pytest.mark.parametrize("name", ["400", "403", "404", "429", "500", "csrf"])
def test_error_pages_need_neither_a_request_nor_a_user(name: str) -> None:
    html = render_to_string(f"errors/{name}.html")
    assert re.search(r"<h1>[^<]{10,}</h1>", html)
    assert "rt-search" not in html


def test_browser_modules_stay_small() -> None:
    assert sum(len(path.read_text().splitlines()) for path in (ROOT / "static/js").glob("*.js")) < 600


def test_an_example_says_that_it_is_one() -> None:
    html = drawn(
        '{% field form "what" example="Læser højt" %}{% field form "what" %}', form=form_of(Field("what", "Hvad"))
    )
    assert re.findall(r'id="f-what-example">([^<]*)<', html) == ["For eksempel: Læser højt"]


def test_a_file_is_chosen_with_a_button_in_our_language() -> None:
    html = drawn(
        '{% field form "file" %}', form=form_of(Field("file", "Regneark", kind="file", errors=["Vælg en fil."]))
    )
    assert re.search(r'<label class="button[^>]* for="f-file">.*Vælg fil</label>', html)
    assert re.search(r'<input class="form-input rt-file__input" type="file"[^>]*aria-invalid="true"', html)
