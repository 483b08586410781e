"""For every test: those in a browser need one, and are skipped and counted where there is none."""

import os

import pytest

from dev import testing


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give the browser tests CHROMIUM_PATH, or the reason why they are skipped."""
    in_browser = [item for item in items if item.get_closest_marker("browser")]
    if not in_browser:
        return
    if found := testing.find_browser():
        os.environ["CHROMIUM_PATH"] = found
        return
    for item in in_browser:
        item.add_marker(pytest.mark.skip(reason="Chromium is missing; `make test` says how to get it"))
