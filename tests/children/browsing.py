"""Using pages as a browser does: read the words, send the form that was opened."""

import re
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext


def text(answer: Any) -> str:
    """The words of a page."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def hidden_values(page: Any) -> dict[str, str]:
    """The hidden values of a form."""
    found = re.findall(r'<input type="hidden" name="([^"]+)"[^>]* value="([^"]*)"', page.content.decode())
    return {name: value for name, value in found if name != "csrfmiddlewaretoken"}


def typed(client: Client, path: str, **answers: Any) -> Any:
    """Open a form page and send it."""
    return client.post(path, hidden_values(client.get(path)) | answers)


def queries_of(client: Client, path: str) -> int:
    """The number of queries a page takes."""
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return len(asked)
