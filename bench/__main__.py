"""`python -m bench`: fills databases of its own, measures, prints a table, writes JSON. See docs/bench.md."""

import argparse
import json
import os
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from . import report
from .measuring import Effort, measure
from .servers import Site, process, site

SIZES = [500, 15_000]
DUE, ROWS = 10_000, 5_000


def arguments(given: list[str]) -> argparse.Namespace:
    """The parsed command line."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a fifth of the load, 100 and 1,000 children: for trying")
    parser.add_argument("--children", type=int, nargs="+", help="sizes to compare (500 15000)")
    parser.add_argument("--rounds", type=int, help="rounds of each cell, in turns with the floor (5)")
    parser.add_argument("--requests", type=int, help="at most so many requests a round (60)")
    parser.add_argument("--seconds", type=float, default=1.5, help="at most so many seconds a round (1.5)")
    parser.add_argument("--no-jobs", action="store_true", help="leave out the sweep and the import")
    parser.add_argument("--json", type=Path, help="where the result goes (bench-results/)")
    asked = parser.parse_args(given)
    asked.children = asked.children or ([100, 1000] if asked.quick else SIZES)
    asked.rounds = asked.rounds or (2 if asked.quick else 5)
    asked.requests = asked.requests or (30 if asked.quick else 60)
    return asked


def jobs(largest: Site, *, quick: bool) -> dict[str, Any]:
    """The sweep and the import, in the largest database, which cannot be used afterwards."""
    share = 10 if quick else 1
    coordinator = largest.known["people"]["coordinator"]["id"]
    asked = {"sweep": DUE // share, "import": ROWS // share}
    return {
        name: json.loads(process(f"bench-{name}", "bench.jobs", name, str(amount), coordinator, env=largest.env))
        for name, amount in asked.items()
    }


def main(given: list[str]) -> int:
    """Exit code 0 when the measurement ran, whatever its result."""
    asked = arguments(given)
    load = " ".join(f"{each:.1f}" for each in os.getloadavg())
    print(f"{os.cpu_count()} processors, load {load}")
    with ExitStack() as stack:
        sites = []
        for children in sorted(asked.children):
            began = time.monotonic()
            sites.append(stack.enter_context(site(children)))
            print(f"{children:,} children and their servers: {time.monotonic() - began:.0f} s", flush=True)
        results = measure(sites, Effort(asked.rounds, asked.requests, asked.seconds))
        print(f"\n{report.table(results)}\n", flush=True)
        done = {} if asked.no_jobs else jobs(sites[-1], quick=asked.quick)
        for said, reached in report.aims(results, done):
            print(f"{'reached' if reached else 'MISSED '}  {said}")
        loading = {each.children: each.known["seconds"] for each in sites}
    print(f"\n{report.write(results, done, loading, asked.json)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
