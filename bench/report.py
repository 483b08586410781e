"""The result: a table to read, and a file to compare with."""

import dataclasses
import json
import os
import platform
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from .cells import BOOKING_DAYS, BRIEF, BRIEF_PDF, CASE_LIST, CASE_PAGE, FLOOR, LIST, MANAGER_PAGE, YEAR_PLAN
from .measuring import Result

RESULTS = Path(__file__).resolve().parent.parent / "bench-results"
HEADINGS = ("", "connections", "children", "p50 ms", "p95 ms", "a second", "of floor", "p50 to smallest")
# The aims: see docs/bench.md.
GROWTH, SWEEP_S, IMPORT_S = 1.3, 10.0, 30.0
# At one connection, 19 in 20 answers within this time.
P95_MS = {CASE_PAGE: 60.0, BRIEF: 40.0, BRIEF_PDF: 150.0, YEAR_PLAN: 40.0, BOOKING_DAYS: 100.0}
# Shares of the floor at eight connections. A page or write that is not named has the last as its aim.
# Drawing a PDF takes longer than all the rest of its request.
OF_FLOOR = {LIST: 0.55, CASE_LIST: 0.18, CASE_PAGE: 0.18, BRIEF_PDF: 0.03}
LEAST_OF_FLOOR = 0.12
# A page that may grow less than the rest.
GROWTH_OF = {MANAGER_PAGE: 1.2}


def growth(result: Result, results: Iterable[Result]) -> float:
    """How many times slower the median answer is than with the fewest children."""
    same = [each for each in results if (each.name, each.connections) == (result.name, result.connections)]
    return result.p50_ms / min(same, key=lambda each: each.children).p50_ms


def table(results: Sequence[Result]) -> str:
    """The table, aligned."""
    rows = [
        (
            each.name,
            str(each.connections),
            f"{each.children:,}",
            f"{each.p50_ms:.1f}",
            f"{each.p95_ms:.1f}",
            f"{each.a_second:.0f}",
            f"{each.of_floor:.2f}",
            f"{growth(each, results):.2f}",
        )
        for each in results
    ]
    widths = [max(len(row[column]) for row in [HEADINGS, *rows]) for column in range(len(HEADINGS))]
    return "\n".join(_line(row, widths) for row in [HEADINGS, *rows])


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    first, *rest = (text.rjust(width) for text, width in zip(row, widths, strict=True))
    return "  ".join([first.strip().ljust(widths[0]), *rest])


def aims(results: Sequence[Result], jobs: dict[str, dict[str, float]]) -> Iterator[tuple[str, bool]]:
    """Each aim with its measured figure, and whether it is reached."""
    largest = max(each.children for each in results)
    for each in results:
        if each.name != FLOOR and each.connections == 8:
            aim = OF_FLOOR.get(each.name, LEAST_OF_FLOOR)
            said = (
                f"{each.name}, {each.children:,} children, 8 connections: {each.of_floor:.2f} of the floor (aim {aim})"
            )
            yield said, each.of_floor >= aim
        if each.name in P95_MS and each.connections == 1:
            aim = P95_MS[each.name]
            yield (
                f"{each.name} of {each.children:,}, p95 at one connection: {each.p95_ms:.0f} ms (aim {aim:.0f})",
                (each.p95_ms <= aim),
            )
    yield from _growths([each for each in results if each.name != FLOOR and each.children == largest], results)
    if sweep := jobs.get("sweep"):
        parts = f"{sweep['remind_seconds']:.1f} s, and its mails {sweep['deliver_seconds']:.1f} s"
        said = f"sweep with {sweep['due']:,} due: {parts} (aim {SWEEP_S:.0f})"
        yield said, sweep["sweep_seconds"] <= SWEEP_S
    if imported := jobs.get("import"):
        seconds = imported["try_s"] + imported["carry_out_s"]
        yield f"import of {imported['rows']:,} rows: {seconds:.1f} s (aim {IMPORT_S:.0f})", seconds <= IMPORT_S


def _growths(largest: Sequence[Result], results: Sequence[Result]) -> Iterator[tuple[str, bool]]:
    """How much the most children slow down what has an aim of its own, and the slowest of all."""
    for name, aim in GROWTH_OF.items():
        for each in largest:
            if each.name == name:
                times = growth(each, results)
                yield (
                    f"{name} at {each.connections} connections: {times:.2f} times with the most (aim {aim})",
                    times <= aim,
                )
    slowest = max(largest, key=lambda each: growth(each, results))
    times = growth(slowest, results)
    said = (
        f"most that {slowest.children:,} children slow anything down: {times:.2f} times, {slowest.name} (aim {GROWTH})"
    )
    yield said, times <= GROWTH


def write(results: Sequence[Result], jobs: dict[str, Any], loading: dict[int, float], target: Path | None) -> Path:
    """Write the result as JSON; gives the file's path."""
    now = datetime.now(UTC)
    path = target or RESULTS / f"{now:%Y%m%d-%H%M%S}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    content = {
        "at": now.isoformat(timespec="seconds"),
        "machine": {"cpus": os.cpu_count(), "python": platform.python_version(), "load": os.getloadavg()},
        "loading_s": loading,
        "results": [{**dataclasses.asdict(each), "growth": growth(each, results)} for each in results],
        "jobs": jobs,
    }
    path.write_text(json.dumps(content, indent=2))
    return path
