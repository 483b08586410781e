"""Charts show their figures truly and can be read without colour and without sight."""

import re

import pytest

from core.charts import Series, bar_chart, line_chart, meter, share_bar

LOAD = [("Kim Prøve", 20.0), ("Test Kollega", 10.0)]


def test_bars_are_as_long_as_their_figures() -> None:
    svg = bar_chart("Forløb", LOAD, key="a", unit="Forløb").svg
    widths = [float(width) for width in re.findall(r'__bar"[^>]*width="([\d.]+)"', svg)]
    assert widths[0] == pytest.approx(2 * widths[1], abs=0.2)


def test_a_chart_tells_its_figures_in_words_and_in_a_table() -> None:
    chart = bar_chart("Forløb pr. koordinator", LOAD, key="load", unit="Forløb")
    assert 'role="img" aria-labelledby="load-title load-desc"' in chart.svg
    assert '<desc id="load-desc">Kim Prøve: 20, Test Kollega: 10</desc>' in chart.svg
    assert chart.rows == [["Kim Prøve", "20"], ["Test Kollega", "10"]]


def test_a_limit_stands_where_a_bar_of_that_length_would_end() -> None:
    svg = bar_chart("Forløb", LOAD, key="a", unit="Forløb", limit=20, limit_label="Mål: 20").svg
    longest = re.search(r'__bar"[^>]*width="([\d.]+)"', svg)
    line = re.search(r'__limit" x1="([\d.]+)"', svg)
    assert longest is not None
    assert line is not None
    assert longest[1] == line[1]


@pytest.mark.parametrize("value", [17, 18, 19, 20, 21, 23])
def test_a_limit_runs_through_neither_a_figure_nor_a_name(value: int) -> None:
    svg = bar_chart("Forløb", [("A" * 60, value), ("B", 23)], key="a", unit="Forløb", limit=21).svg
    mark = re.search(r'__limit" x1="([\d.]+)" y1="(\d+)"', svg)
    figure = re.search(r'__value" x="([\d.]+)"', svg)
    name = re.search(r'__label" x="0" y="(\d+)"', svg)
    assert mark is not None
    assert figure is not None
    assert name is not None
    assert not float(figure[1]) <= float(mark[1]) <= float(figure[1]) + 40
    assert int(mark[2]) > int(name[1])


def test_a_bar_in_a_table_reaches_the_mark_when_all_places_are_taken() -> None:
    svg = meter(21, 21, 23)
    bar, mark = re.search(r'width="([\d.]+)"', svg), re.search(r'x1="([\d.]+)"', svg)
    assert bar is not None
    assert mark is not None
    assert bar[1] == mark[1]
    assert "__limit" not in meter(21, None, 23)


def test_a_missing_figure_breaks_the_line() -> None:
    chart = line_chart("Trivsel", ["1", "2", "3"], [Series("Børn", [4, None, 6])], key="b")
    path = re.search(r'<path d="([^"]+)"', chart.svg)
    assert path is not None
    assert path[1].count("M") == 2
    assert "L" not in path[1]
    assert chart.rows[1] == ["2", "ikke vist"]


def test_lines_differ_by_more_than_colour() -> None:
    chart = line_chart("Trivsel", ["1", "2"], [Series("A", [1, 2]), Series("B", [2, 1])], key="c")
    assert "rt-chart__line--1" in chart.svg
    assert "rt-chart__line--2" in chart.svg


def test_more_lines_than_can_be_told_apart_are_refused() -> None:
    with pytest.raises(ValueError, match="At most 5"):
        line_chart("Alt", ["1"], [Series(str(n), [n]) for n in range(6)], key="d")


def test_parts_fill_the_bar_and_each_has_a_pattern_of_its_own() -> None:
    chart = share_bar("Faser", [("Afdækning", 1), ("Fælles mål", 3)], key="e", unit="Forløb")
    widths = [float(width) for width in re.findall(r'__part--\d" x="[\d.]+" y="2" width="([\d.]+)"', chart.svg)]
    assert sum(widths) == pytest.approx(480 - 2 * 2, abs=1)
    assert re.findall(r"url\(#e-pattern-(\d)\)", chart.svg) == ["1", "2"]


def test_no_cases_at_all_give_an_empty_bar_and_no_error() -> None:
    assert share_bar("Faser", [("Afdækning", 0)], key="f", unit="Forløb").rows == [["Afdækning", "0"]]
    assert bar_chart("Forløb", [], key="g", unit="Forløb").rows == []


def test_names_are_escaped_and_nothing_is_styled_inline() -> None:
    svg = bar_chart("<b>", [("<script>", 1)], key="h", unit="x").svg
    assert "<script>" not in svg
    assert "style=" not in svg
