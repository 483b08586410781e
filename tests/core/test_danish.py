from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
import time_machine
from django.template import Context, Engine
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from core import danish

THURSDAY = date(2027, 3, 18)


@pytest.fixture(autouse=True)
def _in_danish():
    with override("da"):
        yield


def rendered(source, **context):
    engine = Engine(libraries={"danish": "core.templatetags.danish"}, builtins=["core.templatetags.danish"])
    return engine.from_string(source).render(Context(context))


def test_a_long_date_names_weekday_and_week():
    assert danish.long_date(THURSDAY) == "torsdag d. 18. marts 2027 (uge 11)"


def test_english_readers_get_english_dates():
    with override("en"):
        assert danish.long_date(THURSDAY) == "Thursday 18 March 2027 (week 11)"
        assert danish.date_words("2027-03-03") == "3 March 2027"
        assert danish.moment("2027-03-18T13:05:00Z") == "Thursday 18 March 2027 at 14:05"


def test_any_other_language_is_danish():
    with override(None):
        assert danish.date_words(THURSDAY) == "d. 18. marts 2027"


def test_dates_have_a_form_for_each_place():
    assert danish.date_words(date(2027, 3, 3)) == "d. 3. marts 2027"
    assert danish.weekday_date(THURSDAY) == "torsdag d. 18. marts"
    assert danish.short_date(THURSDAY) == "18-03-2027"


def test_new_years_day_can_belong_to_last_years_week():
    assert danish.week(date(2027, 1, 1)) == "uge 53"


def test_an_iso_string_is_as_good_as_a_date():
    assert danish.long_date("2027-03-18") == danish.long_date(THURSDAY)


def test_a_moment_is_shown_in_danish_time():
    assert danish.moment(datetime(2027, 3, 18, 13, 5, tzinfo=UTC)) == "torsdag d. 18. marts 2027 kl. 14.05"
    assert danish.short_moment("2027-07-01T22:30:00Z") == "02-07-2027 kl. 00.30"
    assert danish.short_date("2027-07-01T22:30:00Z") == "02-07-2027"


def test_a_time_without_a_zone_is_danish_already():
    assert danish.clock(datetime.fromisoformat("2027-03-18T14:05")) == "kl. 14.05"
    assert danish.clock(time(9, 0)) == danish.clock("09:00:00") == "kl. 09.00"


def test_midnight_is_a_time_like_any_other():
    assert danish.clock(time(0, 0)) == "kl. 00.00"


@pytest.mark.parametrize(
    ("day", "said", "due"),
    [
        (date(2027, 3, 18), "i dag", "i dag"),
        (date(2027, 3, 19), "i morgen", "i morgen"),
        (date(2027, 3, 17), "i går", "1 dag over tid"),
        (date(2027, 3, 14), "for 4 dage siden", "4 dage over tid"),
        (date(2027, 4, 8), "om 3 uger", "om 3 uger"),
        (date(2027, 1, 17), "for 2 måneder siden", "2 måneder over tid"),
        (date(2030, 3, 18), "om 3 år", "om 3 år"),
    ],
)
def test_distance_in_words(day, said, due):
    assert danish.distance(day, THURSDAY) == said
    assert danish.due_distance(day.isoformat(), THURSDAY) == due


def test_distance_in_english():
    with override("en"):
        assert danish.distance(date(2027, 4, 8), THURSDAY) == "in 3 weeks"
        assert danish.due_distance(date(2027, 3, 14), THURSDAY) == "4 days overdue"
        assert danish.distance(THURSDAY, THURSDAY) == "today"


@time_machine.travel(datetime(2027, 3, 17, 23, 30, tzinfo=UTC))
def test_today_turns_at_midnight_in_denmark():
    assert danish.today() == THURSDAY
    assert danish.distance(THURSDAY) == "i dag"


@given(st.integers(min_value=2, max_value=4000))
def test_a_day_ahead_and_one_behind_are_as_far_away(days):
    with override("da"):
        ahead = danish.distance(THURSDAY + days * date.resolution, THURSDAY)
        behind = danish.distance(THURSDAY - days * date.resolution, THURSDAY)
    assert ahead.removeprefix("om ") == behind.removeprefix("for ").removesuffix(" siden")


def test_a_period_may_lack_an_end():
    assert danish.period("2027-03-14", date(2027, 4, 14)) == "d. 14. marts 2027 til d. 14. april 2027"
    assert danish.period("2027-03-14", None) == "fra d. 14. marts 2027"
    assert danish.period(None, "2027-04-14") == "til d. 14. april 2027"
    assert danish.period(None, None) == ""


def test_numbers_have_dots_for_thousands_and_a_decimal_comma():
    assert danish.number(1655100) == "1.655.100"
    assert danish.number("0.48") == danish.number(Decimal("0.48")) == "0,48"
    assert danish.number(2, 2) == "2,00"
    assert danish.percent(0.48) == "48\N{NO-BREAK SPACE}%"


def test_zero_is_a_number_and_nothing_is_not():
    assert danish.number(0) == "0"
    assert danish.number(None) == danish.number("") == ""


def test_a_child_born_on_the_29th_of_february_ages_on_the_1st_of_march():
    assert danish.age(date(2016, 2, 29), date(2027, 2, 28)) == 10
    assert danish.age_words("2016-02-29", date(2027, 3, 1)) == "11 år"


def test_lists_end_in_og():
    assert danish.listing(["Barn Et", "Barn To", "", "Barn Tre"]) == "Barn Et, Barn To og Barn Tre"
    assert danish.listing(["Barn Et"]) == "Barn Et"
    assert danish.listing([]) == danish.listing(None) == ""


def test_what_can_be_chosen_ends_in_eller():
    assert danish.either(["pige", "dreng", "andet"]) == "pige, dreng eller andet"


@pytest.mark.parametrize(
    ("name", "owned"),
    [
        ("Anna", "Annas"),
        ("Jonas", "Jonas'"),
        ("Max", "Max'"),
        ("Moritz", "Moritz'"),
        ("Barn Et", "Barn Ets"),
        ("PPR", "PPR's"),
        ("2.b", "2.b's"),
        ("Familien K", "Familien Ks"),
        ("", ""),
    ],
)
def test_genitive_of_names(name, owned):
    assert danish.genitive(name) == owned


@pytest.mark.parametrize(
    ("label", "inside"),
    [("Klasselærer på Østskolen", "klasselærer på Østskolen"), ("PPR-psykolog", "PPR-psykolog"), ("", ""), (None, "")],
)
def test_a_label_inside_a_sentence_keeps_its_names(label, inside):
    assert rendered("{{ label|inside }}", label=label) == inside


def test_genitive_in_english():
    with override("en"):
        assert (danish.genitive("Anna"), danish.genitive("Jonas")) == ("Anna's", "Jonas'")


def test_counting_says_none_in_words():
    assert danish.counted(1, "aftale", "aftaler") == "1 aftale"
    assert danish.counted(1200, "aftale", "aftaler") == "1.200 aftaler"
    assert danish.counted(0, "aftale", "aftaler") == "ingen aftaler"


NULLABLE = "long_date date_words weekday_date short_date week clock moment short_moment distance due_distance age_words"


@pytest.mark.parametrize("name", NULLABLE.split())
def test_an_empty_value_is_shown_as_an_empty_text(name):
    assert getattr(danish, name)(None) == getattr(danish, name)("") == ""


def test_the_filters_accept_the_apis_own_values():
    assert rendered("{{ d|long_date }}", d="2027-03-18") == "torsdag d. 18. marts 2027 (uge 11)"
    assert rendered("{{ n|number:2 }}", n="0.5") == "0,50"
    assert rendered("{{ d|short_date }}|{{ n|number }}", d=None, n=None) == "|"
    assert rendered("{% period a b %}", a="2027-03-14", b=None) == "fra d. 14. marts 2027"
    assert rendered('{% counted n "aftale" "aftaler" %}', n=2) == "2 aftaler"


def test_a_filter_shows_what_was_typed_when_it_is_no_date():
    assert rendered("{{ d|long_date }}", d="32-13-2027") == "32-13-2027"
    assert rendered("{{ n|number }}", n="mange") == "mange"


def test_names_come_out_escaped():
    assert "<" not in rendered("{{ name|genitive }}", name="<script>")
