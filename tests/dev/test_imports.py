"""Imports point in one direction: import-linter checks the apps, these tests the modules."""

import re
from graphlib import TopologicalSorter
from pathlib import Path

import grimp
import pytest
from django.conf import settings

PACKAGES = [
    *("casework", "insight", "followup", "meetings", "support", "goals", "assessments", "children", "accounts"),
    *("core", "door", "dev", "bench"),
]


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    """The import graph, including imports inside functions but not those for the type checker alone."""
    return grimp.build_graph(*PACKAGES, exclude_type_checking_imports=True, cache_dir=None)


def test_no_modules_import_each_other_in_a_circle(graph: grimp.ImportGraph) -> None:
    # Raises CycleError, which names the modules of the circle.
    order = TopologicalSorter({name: graph.find_modules_directly_imported_by(name) for name in graph.modules})
    assert len(list(order.static_order())) == len(graph.modules)


def test_core_holds_nothing_but_what_the_application_uses(graph: grimp.ImportGraph) -> None:
    modules = Path(settings.BASE_DIR, "casework", "settings").glob("*.py")
    settings_say = "".join(module.read_text() for module in modules)
    found_by_django = ("core.management.", "core.migrations.", "core.templatetags.")
    unused = {
        name
        for name in graph.find_descendants("core")
        if not name.startswith(found_by_django)
        and not graph.find_children(name)
        and not graph.find_modules_that_directly_import(name)
        and not re.search(rf'"{re.escape(name)}["\.]', settings_say)
    }
    assert unused == set()
