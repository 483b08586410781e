"""What a web process tells PostgreSQL when it connects."""

import pytest
from django.db import connection

from core.plans import begin


def said(name):
    with connection.cursor() as cursor:
        cursor.execute(f"SHOW {name}")
        return cursor.fetchone()[0]


@pytest.mark.django_db
def test_no_question_of_a_page_starts_helpers_or_is_compiled():
    begin(None, connection)
    assert (said("max_parallel_workers_per_gather"), said("jit")) == ("0", "off")
