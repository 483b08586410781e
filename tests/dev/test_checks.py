"""The checks find the faults they are for."""

import pytest

from dev import checks, sizes, tracked


def test_a_failing_check_does_not_keep_the_others_from_being_made(monkeypatch, capsys):
    made = []
    monkeypatch.setattr(checks.environment, "prepare", lambda dev: None)
    monkeypatch.setattr(
        checks, "CHECKS", {"first": lambda: (False, "here"), "second": lambda: (not made.append(1), "")}
    )
    assert checks.check() == 1
    assert made == [1]
    assert "1 of 2 checks hold; not: first" in capsys.readouterr().out


def test_a_check_that_could_not_be_made_says_so_and_is_no_failure(capsys):
    assert checks.report("pip-audit", lambda: (True, "not made: no network"))
    assert "ok  not made: no network" in capsys.readouterr().out


def test_comments_and_empty_lines_do_not_count_as_code(tmp_path):
    file = tmp_path / "a.py"
    file.write_text("# why\n\nx = 1\n    # more\ny = 2\n")
    assert sizes.code_lines(file) == 2


def test_a_long_file_is_named_with_its_limit(tmp_path, monkeypatch):
    monkeypatch.setattr(sizes, "ROOT", tmp_path)
    (tmp_path / "long.py").write_text("x = 1\n" * 301)
    (tmp_path / "migrations").mkdir()
    (tmp_path / "migrations" / "0001_initial.py").write_text("x = 1\n" * 900)
    assert sizes.check() == (False, "long.py: 301 lines, at most 300")


def test_scripts_have_one_limit_together(tmp_path, monkeypatch):
    monkeypatch.setattr(sizes, "ROOT", tmp_path)
    for name in ("a", "b"):
        (tmp_path / "static" / "js").mkdir(parents=True, exist_ok=True)
        (tmp_path / "static" / "js" / f"{name}.js").write_text("x();\n" * 301)
    assert sizes.check() == (False, "static/**/*.js together: 602 lines, at most 600")


@pytest.mark.parametrize("line", ["--index-url https://packages.example/simple", "# https://packages.example/pypi/x"])
def test_the_address_of_a_package_index_is_found_in_a_lock_file(tmp_path, monkeypatch, line):
    monkeypatch.setattr(tracked, "ROOT", tmp_path)
    (tmp_path / "requirements.txt").write_text(f"a==1\n{line}\n")
    assert tracked.faults(["requirements.txt"]) == ["requirements.txt:2: names a package index"]


def test_compiled_translations_may_not_be_tracked():
    assert tracked.faults(["locale/en/LC_MESSAGES/django.mo"])
    assert not tracked.faults(["locale/en/LC_MESSAGES/django.po"])


@pytest.mark.parametrize(
    ("code", "said", "holds", "note"),
    [
        (0, "No known vulnerabilities found", True, ""),
        (1, "Found 1 known vulnerability in 1 package\ndjango 1.0 CVE-1", False, "CVE-1"),
        (1, "ConnectionError: no route", True, "not made: ConnectionError"),
        (0, "vine  could not be audited: vine (5.1.0)", True, "not made: 1 packages are unknown"),
    ],
)
def test_only_a_known_vulnerability_fails_the_audit(code, said, holds, note):
    outcome = checks.audited(code, said)
    assert outcome[0] is holds
    assert note in outcome[1]
