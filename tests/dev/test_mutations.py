"""The small faults that `make mutants` makes in a module."""

import pytest

from dev.mutants import NOT_TRIED, not_tried
from dev.mutations import mutants
from dev.places import ROOT


def faults(source: str) -> list[str]:
    return [mutant.done for mutant in mutants(source, "rules.py")]


@pytest.mark.parametrize(
    ("rule", "wrong"),
    [
        ("return a < b", ["return None", "Lt -> LtE"]),
        ("return a and b", ["return None", "And -> Or"]),
        ("return a + 1", ["return None", "Add -> Sub", "1 -> 2"]),
        ("a = not b", ["without the not"]),
        ("if a:\n        b()", ["not (a)", "without: b()"]),
        ("raise a", ["without: raise a"]),
        ("return None", []),
        ("a = rows.filter(b=c)", ["rows.filter without b="]),
        ("a = _('Vælg %(n)s', n=1)", []),
    ],
)
def test_a_rule_is_turned_round_in_every_way_a_test_should_notice(rule: str, wrong: list[str]) -> None:
    assert sorted(faults(f"def rule(a, b, c, rows):\n    {rule}\n")) == sorted(wrong)


def test_tables_annotations_and_defaults_are_left_alone() -> None:
    assert faults("LIMIT = 3\n\ndef rule(a: 'x' = 1) -> 'y':\n    pass\n") == []


def test_a_fault_is_in_the_function_it_names() -> None:
    source = "class Rule:\n    @property\n    def holds(self):\n        return self.days < 3\n"
    compared = next(mutant for mutant in mutants(source, "rules.py") if mutant.done == "Lt -> LtE")

    class Rule:
        days = 3

    def holds(self: Rule) -> bool:
        return self.days < 3

    assert (compared.function, compared.line) == ("Rule.holds", 4)
    assert not holds(Rule())
    holds.__code__ = compared.code
    assert holds(Rule())


def test_a_fault_that_is_not_tried_can_still_be_made_and_has_its_reason() -> None:
    left_out = not_tried(NOT_TRIED.read_text())
    files = {fault.partition(" ")[0] for fault in left_out}
    made = [
        (f"{file} {each.function}", each.done) for file in files for each in mutants((ROOT / file).read_text(), file)
    ]
    possible = {function for function, _done in made} | {f"{function}: {done}" for function, done in made}
    assert left_out <= possible
    with pytest.raises(pytest.UsageError, match="Say why these are not tried"):
        not_tried("a.py rule: Lt -> LtE")
