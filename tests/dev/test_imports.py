"""Imports point in one direction: between apps import-linter holds it, between modules these tests."""

from graphlib import TopologicalSorter

import grimp
import pytest

PACKAGES = [
    *("casework", "insight", "followup", "meetings", "support", "goals", "assessments", "children", "accounts"),
    *("core", "door", "dev", "bench"),
]


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    """What imports what, inside functions too. What only the type checker reads imports nothing when it runs."""
    return grimp.build_graph(*PACKAGES, exclude_type_checking_imports=True, cache_dir=None)


def test_no_modules_import_each_other_in_a_circle(graph: grimp.ImportGraph) -> None:
    # Raises CycleError, which names the modules of the circle.
    order = TopologicalSorter({name: graph.find_modules_directly_imported_by(name) for name in graph.modules})
    assert len(list(order.static_order())) == len(graph.modules)
