"""The small faults that `make mutants` makes in a module."""

import pytest

from dev.mutations import mutants


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
