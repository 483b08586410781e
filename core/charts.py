"""Charts as SVG made on the server: readable without colour, without JavaScript, and with a table beside.

Every chart has a title and a description for screen readers, dashes or patterns besides colour
(`static/css/charts.css`), and no style attributes, so that it passes the content security policy. Draw one with
`components/chart.html`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from math import ceil, log10

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.danish import number

WIDTH = 480
ROW_HEIGHT = 58
METER_WIDTH = 200
# The width of a figure after its bar.
FIGURE_WIDTH = 60
LINE_HEIGHT = 250
# The number of dates that fit below a line chart on a phone.
MOST_LABELS = 5
# The number of line styles and patterns; a chart with more series cannot be read anyway.
LOOKS = 5


@dataclass(frozen=True)
class Chart:
    """A drawn chart and the same figures as a table: `rows` has the label first, then a cell for each header."""

    title: str
    svg: SafeString
    headers: list[str]
    rows: list[list[str]] = field(default_factory=list)


@dataclass(frozen=True)
class Series:
    """One line: its name and a value for each label; None where there is no figure (suppressed or not measured)."""

    name: str
    values: Sequence[float | None]


def bar_chart(
    title: str,
    bars: Sequence[tuple[str, float]],
    *,
    key: str,
    unit: str,
    limit: float | None = None,
    limit_label: str = "",
) -> Chart:
    """Horizontal bars, one for each label, with the figure at each. `limit` draws a dashed line across (a capacity).

    `key` makes ids unique on the page; `unit` heads the table's column.
    """
    top = max([value for _label, value in bars] + [limit or 0, 1])
    scale = (WIDTH - 64) / top
    drawn = format_html_join(
        "", _BAR, (_bar_places(index, label, value, scale, limit) for index, (label, value) in enumerate(bars))
    )
    height = len(bars) * ROW_HEIGHT + (26 if limit else 4)
    line = _limit_marks(limit * scale, len(bars), limit_label) if limit else ""
    described = ", ".join(f"{label}: {number(value)}" for label, value in bars)
    svg = _svg(key, title, described, height, format_html("{}{}", drawn, line))
    return Chart(title, svg, ["", unit], [[label, number(value)] for label, value in bars])


_BAR = (
    '<text class="rt-chart__label" x="0" y="{}">{}</text>'
    '<rect class="rt-chart__bar" x="0" y="{}" width="{}" height="24" rx="3"></rect>'
    '<text class="rt-chart__value" x="{}" y="{}">{}</text>'
)


def _bar_places(index: int, label: str, value: float, scale: float, limit: float | None) -> tuple[object, ...]:
    """The label stands above its bar, so that long names fit on a phone; the figure after the bar and the mark."""
    y = index * ROW_HEIGHT
    length = round(max(value * scale, 1), 1)
    mark = round((limit or 0) * scale, 1)
    figure = mark if length <= mark < length + FIGURE_WIDTH else length
    return y + 19, label, y + 26, length, figure + 9, y + 44, number(value)


def _limit_marks(x: float, rows: int, label: str) -> SafeString:
    """The limit at every bar. One continuous line would cross the labels."""
    marks = format_html_join(
        "",
        '<line class="rt-chart__limit" x1="{0}" y1="{1}" x2="{0}" y2="{2}"></line>',
        ((round(x, 1), index * ROW_HEIGHT + 22, index * ROW_HEIGHT + 54) for index in range(rows)),
    )
    bottom = rows * ROW_HEIGHT + 19
    text = '<text class="rt-chart__axis" x="{}" y="{}" text-anchor="middle">{}</text>'
    return format_html("{}{}", marks, format_html(text, round(x, 1), bottom, label))


def meter(value: float, limit: float | None, top: float) -> SafeString:
    """A small bar for a table's cell, with `limit` marked on it; `top` is the highest figure of the column.

    It is hidden from screen readers, because the figures stand in words beside it.
    """
    scale = METER_WIDTH / max(top, 1)
    mark = round((limit or 0) * scale, 1)
    line = format_html('<line class="rt-chart__limit" x1="{0}" y1="0" x2="{0}" y2="20"></line>', mark) if limit else ""
    return format_html(
        '<svg class="rt-meter" viewBox="0 0 {} 20" aria-hidden="true" focusable="false">'
        '<rect class="rt-chart__bar" x="0" y="4" width="{}" height="12" rx="2"></rect>{}</svg>',
        METER_WIDTH + 2,
        round(max(value * scale, 1), 1),
        line,
    )


def line_chart(
    title: str, labels: Sequence[str], series: Sequence[Series], *, key: str, show: Callable[[float], str] = number
) -> Chart:
    """Lines over time, each with its own dash and point. A missing figure breaks the line.

    Raises ValueError with more series than line styles.
    """
    if len(series) > LOOKS:
        raise ValueError(f"At most {LOOKS} lines can be told apart, not {len(series)}")
    highest = max([value for each in series for value in each.values if value is not None], default=1)
    top = _round_up(highest)
    left, right, bottom = 56, WIDTH - 14, LINE_HEIGHT - 36

    def place(index: int, value: float) -> tuple[float, float]:
        step = (right - left) / max(len(labels) - 1, 1)
        return round(left + index * step, 1), round(bottom - value / top * (bottom - 12), 1)

    grid = format_html_join(
        "",
        '<line class="rt-chart__grid" x1="{0}" x2="{1}" y1="{2}" y2="{2}"></line>'
        '<text class="rt-chart__axis" x="{3}" y="{4}" text-anchor="end">{5}</text>',
        ((left, right, y, left - 8, y + 5, show(value)) for value in (0, top / 2, top) for y in [place(0, value)[1]]),
    )
    below = format_html_join(
        "",
        '<text class="rt-chart__axis" x="{}" y="{}" text-anchor="{}">{}</text>',
        (
            (place(index, 0)[0], bottom + 24, "end" if index == len(labels) - 1 else "middle", label)
            for index, label in enumerate(labels)
            if (len(labels) - 1 - index) % ceil(len(labels) / MOST_LABELS) == 0
        ),
    )
    lines = format_html_join("", "{}", ((_line(number_, each, place),) for number_, each in enumerate(series, 1)))
    described = ". ".join(f"{each.name}: {', '.join(_cells(each, show))}" for each in series)
    svg = _svg(key, title, described, LINE_HEIGHT, format_html("{}{}{}", grid, below, lines))
    rows = [[label, *cells] for label, *cells in zip(labels, *(_cells(each, show) for each in series), strict=True)]
    legend = _legend([each.name for each in series], "line")
    return Chart(title, format_html("{}{}", svg, legend), ["", *(each.name for each in series)], rows)


def _cells(each: Series, show: Callable[[float], str]) -> list[str]:
    return [_("ikke vist") if value is None else show(value) for value in each.values]


def _line(look: int, each: Series, place: Callable[[int, float], tuple[float, float]]) -> SafeString:
    """The unbroken stretches of one line, and a point at every figure."""
    points = [place(index, value) if value is not None else None for index, value in enumerate(each.values)]
    path, broken = [], True
    for point in points:
        if point:
            path.append(f"{'M' if broken else 'L'}{point[0]} {point[1]}")
        broken = point is None
    dots = format_html_join("", '<circle cx="{}" cy="{}" r="4.5"></circle>', [point for point in points if point])
    return format_html(
        '<g class="rt-chart__line rt-chart__line--{}"><path d="{}" fill="none"></path>{}</g>',
        look,
        " ".join(path),
        dots,
    )


def share_bar(title: str, parts: Sequence[tuple[str, int]], *, key: str, unit: str) -> Chart:
    """One bar divided into parts (how many cases are in each phase), every part with its own pattern and figure."""
    if len(parts) > LOOKS:
        raise ValueError(f"At most {LOOKS} parts can be told apart, not {len(parts)}")
    total = sum(count for _label, count in parts) or 1
    pieces, x = [], 0.0
    for look, (_label, count) in enumerate(parts, 1):
        width = count / total * WIDTH
        pieces.append(_piece(key, look, x, width, count))
        x += width
    described = ", ".join(f"{label}: {number(count)}" for label, count in parts)
    body = format_html("{}{}", _patterns(key), format_html_join("", "{}", ((piece,) for piece in pieces)))
    legend = _legend([f"{label}: {number(count)}" for label, count in parts], "part")
    svg = _svg(key, title, described, 56, body)
    rows = [[label, number(count)] for label, count in parts]
    return Chart(title, format_html("{}{}", svg, legend), ["", unit], rows)


def _piece(key: str, look: int, x: float, width: float, count: int) -> SafeString:
    if not count:
        return SafeString("")
    figure = (
        format_html(
            '<rect class="rt-chart__plate" x="{}" y="14" width="{}" height="28" rx="4"></rect>'
            '<text class="rt-chart__value" x="{}" y="34" text-anchor="middle">{}</text>',
            round(x + width / 2 - 17, 1),
            34,
            round(x + width / 2, 1),
            number(count),
        )
        if width > 44
        else ""
    )
    return format_html(
        '<rect class="rt-chart__part rt-chart__part--{0}" x="{1}" y="2" width="{2}" height="52"></rect>'
        '<rect x="{1}" y="2" width="{2}" height="52" fill="url(#{3}-pattern-{0})"></rect>{4}',
        look,
        round(x, 1),
        round(max(width - 2, 1), 1),
        key,
        figure,
    )


def _patterns(key: str) -> SafeString:
    """The patterns laid over the parts: none, stripes each way, dots and a grid."""
    shapes = ("", "M0 8L8 0", "M0 0L8 8", "M4 3v2", "M0 4h8M4 0v8")
    return format_html(
        "<defs>{}</defs>",
        format_html_join(
            "",
            '<pattern id="{}-pattern-{}" width="8" height="8" patternUnits="userSpaceOnUse">'
            '<path class="rt-chart__hatch" d="{}"></path></pattern>',
            ((key, look, shape or "M0 0") for look, shape in enumerate(shapes, 1)),
        ),
    )


def _legend(names: Sequence[str], kind: str) -> SafeString:
    """The name of each line or part with a sample; hidden from screen readers, which get description and table."""
    samples = format_html_join(
        "",
        '<li><span class="rt-chart__sample rt-chart__sample--{}-{}"></span>{}</li>',
        ((kind, look, name) for look, name in enumerate(names, 1)),
    )
    return format_html('<ul class="rt-chart__legend" aria-hidden="true">{}</ul>', samples)


def _svg(key: str, title: str, described: str, height: float, body: SafeString) -> SafeString:
    return format_html(
        '<svg class="rt-chart__svg" viewBox="0 0 {} {}" role="img" aria-labelledby="{}-title {}-desc">'
        '<title id="{}-title">{}</title><desc id="{}-desc">{}</desc>{}</svg>',
        WIDTH,
        height,
        key,
        key,
        key,
        title,
        key,
        described,
        body,
    )


def _round_up(value: float) -> float:
    """The next 1, 2, 5 times a power of ten, so that the axis ends on a round figure."""
    power = 10.0 ** (ceil(log10(value)) - 1) if value > 0 else 1.0
    return next(power * step for step in (1, 2, 4, 5, 10) if power * step >= value)
