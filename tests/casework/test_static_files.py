"""A browser caches style sheets and scripts until they change, under `make run` as in production."""

import os
import subprocess
import sys
from pathlib import Path

from casework.settings.static_version import static_version

ROOT = Path(__file__).parents[2]
ASK = """
import django
django.setup()
from django.templatetags.static import static
from django.test import Client
answer = Client().get(static("css/forms.css"))
print(answer.status_code, answer.headers["Cache-Control"])
"""


def test_under_make_run_a_file_is_kept_and_not_asked_for_again():
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "casework.settings.development", "DEBUG": "0"}
    said = subprocess.run([sys.executable, "-c", ASK], cwd=ROOT, env=env, capture_output=True, text=True, check=True)
    assert said.stdout.startswith("200 max-age=315360000")
    assert said.stdout.rstrip().endswith("immutable")


def test_the_address_changes_with_any_file(tmp_path):
    (tmp_path / "a.css").write_text("a")
    before = static_version([tmp_path])
    assert static_version([tmp_path]) == before
    (tmp_path / "a.css").write_text("ab")
    assert static_version([tmp_path]) != before
