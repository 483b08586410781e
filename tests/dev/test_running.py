"""`make run` on a real machine: real processes, real PostgreSQL, real Redis."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from dev.application import ENDS_IN_A_WHILE
from dev.locks import only_one

pytestmark = [
    pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks at processes by way of /proc"),
    pytest.mark.xdist_group("running"),
    # This takes seconds on an idle machine; but it starts whole systems, and the machine may be busy.
    pytest.mark.timeout(300),
]


def test_it_ends_with_address_and_sign_ins_serves_pages_and_stops_without_a_trace(checkout, port):
    run = checkout.start("run", PORT=port)
    said = checkout.until(run, "Ctrl-C stops")
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/") as answer:
        assert answer.read() == b"here"
    assert len(checkout.processes()) > 5
    checkout.stop(run)
    assert run.returncode == 0
    assert checkout.nothing_left(within=0.5)
    for words in (f"http://localhost:{port}/", "koordinator@demo.example", "rødtråd-demo-2026", "/.local/mail"):
        assert words in said


def test_ctrl_c_is_no_failure_either(checkout):
    run = checkout.running("services")
    run.send_signal(signal.SIGINT)
    run.communicate(timeout=40)
    assert run.returncode == 0
    assert checkout.nothing_left(within=0.5)


@pytest.mark.parametrize("name", ["celery -A casework worker", "granian", "celery -A casework beat"])
def test_a_program_that_dies_is_started_again_and_the_database_stays(checkout, port, name):
    run = checkout.running(PORT=port)
    database, died = checkout.pid("postgres -D"), checkout.pid(name)
    os.kill(died, signal.SIGKILL)
    assert "stopped by itself (signal 9) and is started again" in checkout.until(run, "started again")
    assert checkout.pid(name, within=20, but=died)
    assert checkout.pid("postgres -D") == database
    checkout.stop(run)
    assert run.returncode == 0
    assert checkout.nothing_left(within=0.5)


def test_a_program_that_dies_again_and_again_ends_everything_and_is_named(checkout, port):
    run = checkout.running(PORT=port)
    died = 0
    for _time in range(ENDS_IN_A_WHILE + 1):
        died = checkout.pid("celery -A casework beat", within=20, but=died)
        os.kill(died, signal.SIGKILL)
    said = run.communicate(timeout=40)[0]
    assert run.returncode == 1
    assert "beat stopped by itself (signal 9), so everything is stopped" in said
    assert checkout.nothing_left(within=0.5)


def test_when_a_service_dies_the_others_are_stopped_and_it_is_named(checkout, port):
    run = checkout.running(PORT=port)
    os.kill(checkout.pid("postgres -D"), signal.SIGKILL)
    said = run.communicate(timeout=40)[0]
    assert run.returncode == 1
    assert "stopped by itself (signal 9)" in said
    assert checkout.nothing_left(within=0.5)


def test_nothing_is_left_when_the_runner_itself_is_killed(checkout, port):
    run = checkout.running(PORT=port)
    run.kill()
    run.wait()
    assert checkout.nothing_left()


def test_a_start_after_the_machine_went_down_ignores_the_old_pid_file(checkout):
    checkout.stop(checkout.running("services"))
    data = next((checkout.folder / ".local" / "run").glob("postgres-*"))
    # The number now belongs to an unrelated process: this one.
    (data / "postmaster.pid").write_text(f"{os.getpid()}\n{data}\n{int(time.time())}\n5432\n\n127.0.0.1\n")
    run = checkout.running("services")
    checkout.stop(run)
    assert run.returncode == 0


def test_a_database_left_by_a_killed_runner_is_stopped_and_started_anew(checkout):
    checkout.stop(checkout.running("services"))
    data = next((checkout.folder / ".local" / "run").glob("postgres-*"))
    left = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)", "postgres", str(data)])
    (data / "postmaster.pid").write_text(f"{left.pid}\n")
    run = checkout.running("services")
    assert left.wait(timeout=5) != 0
    checkout.stop(run)


def test_a_second_run_in_the_same_checkout_is_refused_with_the_first_ones_number(checkout, port):
    first = checkout.running("services")
    second = checkout.start("run", PORT=port)
    said = second.communicate(timeout=20)[0]
    checkout.stop(first)
    assert second.returncode == 1
    assert f"already running (process {first.pid})" in said


def test_a_taken_port_is_one_clear_line(checkout, port):
    with socket.create_server(("127.0.0.1", int(port))):
        run = checkout.start("run", PORT=port)
        said = run.communicate(timeout=20)[0]
    assert run.returncode == 1
    assert said.strip() == f"Port {port} is taken by another program. Choose another: make run PORT=8001"


@pytest.mark.parametrize("number", ["web", "70000", "0", "-1"])
def test_an_invalid_port_gives_one_clear_line(checkout, number):
    run = checkout.start("run", PORT=number)
    assert run.communicate(timeout=20)[0].startswith(f"\nPORT={number} is no port")


def test_a_failing_migration_shows_its_last_lines_and_leaves_nothing_running(checkout, port):
    run = checkout.start("run", PORT=port, FAILING="yes")
    said = run.communicate(timeout=40)[0]
    assert run.returncode == 1
    assert "Database tables failed" in said
    assert "No such table: child" in said
    assert checkout.nothing_left(within=0.5)


def test_a_management_command_is_run_with_its_arguments_and_its_exit_code_is_kept(checkout):
    run = checkout.start("manage", ARGS="due --on '1 March'")
    assert "managed ['due', '--on', '1 March']" in run.communicate(timeout=40)[0]
    assert run.returncode == 7


# These plugins take seconds to load and are not needed here.
BARE = "-p no:playwright -p no:schemathesis -p no:hypothesispytest -p no:randomly"


def test_formatting_lays_the_code_out_and_names_what_is_left_to_do_by_hand(checkout):
    (checkout.folder / "ruff.toml").write_text('include = ["untidy.py"]')
    untidy = checkout.folder / "untidy.py"
    untidy.write_text("x = [1,\n2]\n")
    assert checkout.start("format").wait() == 0
    assert untidy.read_text() == "x = [1, 2]\n"
    untidy.write_text("x = y\n")
    run = checkout.start("format")
    assert "Undefined name `y`" in run.communicate()[0]
    assert run.returncode == 1
    untidy.unlink()


@pytest.fixture
def testing(checkout, tmp_path):
    """`make test` with an unused browser, so that none is installed."""
    browser = tmp_path / "chromium"
    browser.write_text("#!/bin/sh\necho Chromium 1\n")
    browser.chmod(0o755)
    return lambda **more: checkout.start("test", CHROMIUM_PATH=str(browser), **more)


def test_a_failing_test_gives_pytests_own_exit_code_after_the_services_are_stopped(checkout, testing):
    run = testing(ARGS=f"tests/test_wrong.py {BARE}")
    said = run.communicate(timeout=60)[0]
    assert "1 failed" in said
    assert run.returncode == 1
    assert checkout.nothing_left(within=0.5)


def test_stopping_the_tests_leaves_none_of_their_parallel_workers_behind(checkout, testing):
    begun = checkout.folder / "begun"
    run = testing(ARGS=f"tests/test_long.py {BARE}", TEST_WORKERS="2")
    end = time.monotonic() + 60
    while not begun.exists() and time.monotonic() < end:
        time.sleep(0.1)
    checkout.stop(run)
    assert begun.exists()
    assert run.returncode == 130
    assert checkout.nothing_left(within=0.5)


def test_services_named_by_their_address_are_used_and_not_started(checkout, port):
    given = {"DATABASE_URL": "postgresql://elsewhere/x", "REDIS_URL": "redis://elsewhere/0"}
    run = checkout.start("services", **given)
    said = checkout.until(run, "Ctrl-C stops")
    checkout.stop(run)
    assert "export DATABASE_URL=postgresql://elsewhere/x" in said
    assert "PostgreSQL" not in said


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs PostgreSQL as somebody else")
def test_root_in_a_folder_that_only_root_may_enter_gets_a_data_folder_elsewhere(checkout):
    checkout.folder.chmod(0o700)
    try:
        run = checkout.start("services")
        said = checkout.until(run, "Ctrl-C stops")
        checkout.stop(run)
    finally:
        subprocess.run([sys.executable, "-m", "dev", "clean"], cwd=checkout.folder, env=checkout.environment())
        checkout.folder.chmod(0o755)
    assert "/tmp/roedtraad-" in said  # noqa: S108 - only a name


def test_a_lock_is_free_again_when_its_holder_is_gone(tmp_path, monkeypatch):
    monkeypatch.setattr("dev.locks.LOCAL", tmp_path)
    with only_one("run", "busy"):
        pass
    with only_one("run", "busy"):
        assert (tmp_path / "run.lock").read_text() == str(os.getpid())
