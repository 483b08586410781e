"""The checks before anything starts, and their messages."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

import conftest
from dev import environment, places
from dev.console import Problem, disk_is_full, explain
from dev.keys import keys
from dev.programs import inspect, postgres_program
from dev.testing import find_browser

ROOT = Path(__file__).resolve().parents[2]


def launch(**env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [ROOT / "dev" / "launch.sh", "nothing"], env={"PATH": "/usr/bin:/bin", **env}, capture_output=True, text=True
    )


def test_a_python_that_is_too_old_is_one_clear_line(tmp_path):
    old = tmp_path / "python3.9"
    old.write_text('#!/bin/sh\ncase "$2" in *exit*) exit 1;; *) echo "Python 3.9.2 is too old";; esac\n')
    old.chmod(0o755)
    done = launch(PYTHON=str(old))
    assert done.returncode == 1
    assert done.stderr.startswith("Rød Tråd needs Python 3.11 or newer: Python 3.9.2 is too old.")
    assert done.stderr.count("\n") == 1


def test_a_machine_without_python_is_one_clear_line():
    done = launch(PATH="/nowhere:/usr/bin", PYTHON="/nowhere/python3")
    assert done.returncode == 1
    assert "no Python was found" in done.stderr


def test_a_full_disk_is_reported_before_anything_is_written(tmp_path, monkeypatch):
    monkeypatch.setattr(places, "services_home", lambda: tmp_path)
    with pytest.raises(Problem, match=r"The disk is too full: \d+ MB free in .*, 999999999 MB needed"):
        places.need_space(999_999_999)


def test_a_disk_that_fills_up_during_the_run_is_named_as_the_cause(tmp_path):
    said = "error: failed to write to file `x`: No space left on device (os error 28)"
    assert "the disk is full" in str(explain("Installing packages", tmp_path, said))
    assert disk_is_full(OSError(errno.ENOSPC, "x"))
    assert not disk_is_full(OSError(errno.ENOENT, "x"))


def test_a_failed_program_is_shown_with_its_last_lines(tmp_path):
    told = str(explain("Installing packages", tmp_path / "packages.log", "first\n" * 50 + "the reason"))
    assert told.splitlines()[-1].strip() == "the reason"
    assert len(told.splitlines()) == 21


def test_an_unchanged_lock_installs_nothing_and_a_changed_one_does(tmp_path, monkeypatch):
    lock = tmp_path / "requirements.txt"
    lock.write_text("a==1\n")
    monkeypatch.setattr(environment, "RUNTIME_LOCK", lock)
    before = environment.expected(dev=False)
    assert environment.expected(dev=False) == before
    lock.write_text("a==2\n")
    assert environment.expected(dev=False) != before


def test_the_entry_of_one_package_is_taken_from_the_lock_with_its_hashes(tmp_path):
    lock = tmp_path / "lock.txt"
    lock.write_text("ujson==1 \\\n    --hash=sha256:1\nuv==2 \\\n    --hash=sha256:2\n    # via x\nuvloop==3\n")
    assert environment.locked_lines("uv", lock) == "uv==2 \\\n    --hash=sha256:2\n"


def test_every_lock_file_pins_with_hashes():
    for lock in (environment.RUNTIME_LOCK, environment.DEV_LOCK, environment.SERVICES_LOCK):
        entries = [line for line in lock.read_text().splitlines() if line and not line.startswith((" ", "#"))]
        assert entries
        assert all("==" in entry and entry.endswith("\\") for entry in entries)


def test_keys_are_made_once_and_only_we_can_read_them(tmp_path, monkeypatch):
    monkeypatch.setattr("dev.keys.services_home", lambda: tmp_path)
    made = keys()
    assert keys() == made
    assert len(made["SECRET_KEY"]) >= 50
    assert (tmp_path / "keys.json").stat().st_mode & 0o077 == 0


def test_the_postgresql_of_this_machine_is_new_enough():
    assert postgres_program().version >= 14


def test_a_program_that_does_not_run_counts_as_missing():
    assert inspect(Path("/nowhere/postgres"), "system") is None


def test_a_chosen_program_that_is_no_postgresql_is_named(monkeypatch, tmp_path):
    monkeypatch.setenv("POSTGRES_BIN", str(tmp_path))
    with pytest.raises(Problem, match="holds no postgres that runs"):
        postgres_program()


@pytest.mark.machine
@pytest.mark.timeout(600)
def test_a_fresh_machine_without_system_services_uses_the_wheels(checkout, port):
    for name in ("requirements.txt", "requirements-dev.txt", "requirements-services.txt"):
        (checkout.folder / name).write_bytes((ROOT / name).read_bytes())
    env = {"PATH": os.environ["PATH"], "HOME": str(checkout.folder), "PORT": port, "SERVICES": "wheels"}
    run = subprocess.Popen(
        [sys.executable, "-m", "dev", "run"], cwd=checkout.folder, env=env, stdout=subprocess.PIPE, text=True
    )
    checkout.runs.append(run)
    said = checkout.until(run, "Ctrl-C stops")
    checkout.stop(run)
    assert "PostgreSQL and Valkey from wheels" in said
    assert run.returncode == 0


def test_cleaning_removes_the_local_data_and_no_lent_environment(checkout, tmp_path):
    (checkout.folder / ".local" / "mail").mkdir(parents=True, exist_ok=True)
    lent = tmp_path / "lent"
    lent.mkdir()
    env = checkout.environment(ROEDTRAAD_VENV=str(lent))
    subprocess.run([sys.executable, "-m", "dev", "clean"], cwd=checkout.folder, env=env, check=True)
    assert not (checkout.folder / ".local").exists()
    assert lent.exists()


def test_browser_tests_are_skipped_with_a_reason_where_there_is_no_browser(request, monkeypatch):
    monkeypatch.setattr("dev.testing.find_browser", lambda: None)
    request.node.add_marker("browser")
    conftest.pytest_collection_modifyitems([request.node])
    assert "Chromium is missing" in request.node.get_closest_marker("skip").kwargs["reason"]


def test_a_signpost_to_a_browser_is_not_taken_for_one(tmp_path, monkeypatch):
    signpost = tmp_path / "chromium"
    signpost.write_text("#!/bin/sh\necho 'install the snap first'\nexit 1\n")
    signpost.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/nowhere")
    monkeypatch.delenv("CHROMIUM_PATH", raising=False)
    monkeypatch.setattr("dev.testing.MAC_BROWSERS", ())
    assert find_browser() is None
