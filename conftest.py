"""Hooks for every test: browser tests need a browser, and are skipped and counted where there is none."""

import os

import pytest

from dev import testing


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Set CHROMIUM_PATH for the browser tests, or skip them with the reason."""
    in_browser = [item for item in items if item.get_closest_marker("browser")]
    if not in_browser:
        return
    if found := testing.find_browser():
        os.environ["CHROMIUM_PATH"] = found
        return
    for item in in_browser:
        item.add_marker(pytest.mark.skip(reason="Chromium is missing; `make test` says how to get it"))
