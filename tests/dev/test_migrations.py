"""A freshly generated migration passes the linter and the formatter unchanged."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.state import ProjectState
from django.db.migrations.writer import MigrationWriter

RUFF = str(Path(sys.executable).with_name("ruff"))
OURS = {app.label for app in apps.get_app_configs() if Path(app.path).parent == settings.BASE_DIR}


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with migrations for all tables of all apps, generated as if there were none yet."""
    folder = tmp_path_factory.mktemp("generated")
    made = MigrationAutodetector(ProjectState(), ProjectState.from_apps(apps))._detect_changes()
    for app in OURS & made.keys():
        (folder / app / "migrations").mkdir(parents=True)
        for migration in made[app]:
            (folder / app / "migrations" / f"{migration.name}.py").write_text(MigrationWriter(migration).as_string())
    return folder


@pytest.mark.parametrize("checked", [["check"], ["format", "--check"]], ids=["linter", "formatter"])
def test_a_generated_migration_passes(generated: Path, checked: list[str]) -> None:
    settings_of_ruff = f"--config={settings.BASE_DIR / 'pyproject.toml'}"
    command = [RUFF, *checked, "--no-cache", settings_of_ruff, "."]
    done = subprocess.run(command, cwd=generated, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
