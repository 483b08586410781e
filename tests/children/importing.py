"""A file sent to the API, as a coordinator does it."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.children import sheets


def upload(api: Any, content: bytes, name: str = "a.csv") -> Any:
    """The answer to a file."""
    return api.client.post("/api/v1/imports/", {"file": SimpleUploadedFile(name, content)})


def tried(api: Any, *rows: dict[str, str]) -> Any:
    """The job of a file whose rows can be read."""
    answer = upload(api, sheets.csv(*rows))
    assert answer.status_code == 201, answer.json()
    return answer.json()


def carried_out(api: Any, *rows: dict[str, str]) -> Any:
    """The job of a file whose rows are imported."""
    job = tried(api, *rows)
    answer = api.post(f"imports/{job['id']}/carry-out/")
    assert answer.status_code == 200, (answer.json(), job["remarks"])
    return answer.json()


def remarks(job: Any, level: str) -> list[tuple[str, list[int], str]]:
    """Column, rows and message of the errors or warnings."""
    return [(each["column"], each["rows"], each["message"]) for each in job["remarks"] if each["level"] == level]
