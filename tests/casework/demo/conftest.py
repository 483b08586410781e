"""The demo beside the cast, at noon on one day."""

import pytest
import time_machine
from django.db import transaction

from casework import demo

from .town import NOON


# Only for one module: tests of other packages may run between those of this one and must not find it.
@pytest.fixture(scope="module")
def demo_town(django_db_setup, django_db_blocker):
    """The demo, made once for a module and rolled back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        with time_machine.travel(NOON, tick=False):
            demo.load(children=68, seed=1)
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _now(db):
    with time_machine.travel(NOON, tick=False):
        yield
