"""The measurement: each cell takes turns with the floor and the other sizes, so that noise hits all alike."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from .cells import CELLS, THE_FLOOR, Cell
from .load import Sample, once, run
from .servers import Site

CONNECTIONS = (1, 8)


@dataclass(frozen=True)
class Effort:
    """How much to measure: rounds of a cell, and the most requests and seconds of each."""

    rounds: int
    requests: int
    seconds: float


@dataclass(frozen=True)
class Result:
    """One cell at one size and number of connections, with the floor measured between its rounds."""

    name: str
    children: int
    connections: int
    requests: int
    p50_ms: float
    p95_ms: float
    a_second: float
    of_floor: float


def check(site: Site, cell: Cell) -> None:
    """Send the request once. Raises AssertionError where the answer is not the expected one."""
    body = once(site.ports[cell.server], cell.requests(site)())
    text, times = cell.expected(site.known)
    if body.count(text) < times:
        raise AssertionError(f"{cell.name}: {text!r} {body.count(text)} times instead of {times}")


def measure(sites: Sequence[Site], effort: Effort) -> list[Result]:
    """Every cell at every size, at one and at eight connections."""
    for site in sites:
        for cell in (THE_FLOOR, *CELLS):
            check(site, cell)
    return [
        result
        for cell in (THE_FLOOR, *CELLS)
        for connections in CONNECTIONS
        for result in _in_turns(cell, sites, connections, effort)
    ]


def _in_turns(cell: Cell, sites: Sequence[Site], connections: int, effort: Effort) -> list[Result]:
    floors: dict[int, Sample] = defaultdict(Sample)
    samples: dict[int, Sample] = defaultdict(Sample)
    # Warm up: both workers have served the cell before it counts.
    for site in sites:
        _load(cell, site, 8, Effort(1, 24, effort.seconds))
        _load(THE_FLOOR, site, 8, Effort(1, 24, effort.seconds))
    for _round in range(effort.rounds):
        for site in sites:
            floors[site.children].add(_load(THE_FLOOR, site, connections, effort))
            samples[site.children].add(_load(cell, site, connections, effort))
    return [
        Result(
            name=cell.name,
            children=children,
            connections=connections,
            requests=len(sample.answers),
            p50_ms=sample.percentile(0.5) * 1000,
            p95_ms=sample.percentile(0.95) * 1000,
            a_second=sample.a_second,
            of_floor=sample.a_second / floors[children].a_second,
        )
        for children, sample in samples.items()
    ]


def _load(cell: Cell, site: Site, connections: int, effort: Effort) -> Sample:
    return run(
        site.ports[cell.server],
        cell.requests(site),
        connections=connections,
        requests=effort.requests,
        seconds=effort.seconds,
    )
