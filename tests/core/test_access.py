"""The table of who may see what."""

from types import SimpleNamespace

import pytest

from core.access import DataClass, Role, is_closed_to_some, may_read, may_write


def test_a_supervisor_reads_what_is_done_at_home_and_does_not_write_it() -> None:
    supervisor = SimpleNamespace(role=Role.SUPERVISOR)
    assert may_read(supervisor, DataClass.HOME)
    assert not may_write(supervisor, DataClass.HOME)


def test_what_is_passed_on_to_a_role_one_by_one_is_not_read_by_itself() -> None:
    assert not may_read(SimpleNamespace(role=Role.SUPERVISOR), DataClass.OWN_WORDS)


@pytest.mark.parametrize("data_class", [DataClass.PROTECTED, DataClass.HEALTH, DataClass.OWN_WORDS])
def test_an_answer_leaves_out_what_only_some_around_the_child_read(data_class: str) -> None:
    assert is_closed_to_some(data_class)


@pytest.mark.parametrize("data_class", [DataClass.COORDINATION, DataClass.IDENTITY, DataClass.SCHOOLING, None])
def test_an_answer_gives_everybody_what_all_around_the_child_read(data_class: str | None) -> None:
    assert not is_closed_to_some(data_class)
