"""Small faults that a test should notice, one at a time, in a module's functions.

Module level is left alone: it holds tables, which golden tests check, and words.
"""

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from types import CodeType
from typing import Any

SWAPPED: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
# Annotations are not executed, and a message's words are no rule.
PASSED_OVER = ("annotation", "returns", "decorator_list", "type_params")
TRANSLATED = {"_", "gettext", "ngettext", "pgettext", "gettext_lazy"}
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Mutant:
    """One fault: its function by qualified name, its line, and the change."""

    function: str
    line: int
    done: str
    code: CodeType


def mutants(source: str, filename: str) -> Iterator[Mutant]:
    """Every fault in a module's functions. Those in a nested function belong to the outer one."""
    tree = ast.parse(source)
    for name, function in _functions(tree, ""):
        for place, node in enumerate(_nodes(function)):
            for nth in range(len(_faults(node))):
                mutated = copy.deepcopy(tree)
                twin = dict(_functions(mutated, ""))[name]
                done, put = _faults(list(_nodes(twin))[place])[nth]
                put()
                code = compile(ast.fix_missing_locations(mutated), filename, "exec")
                yield Mutant(name, node.lineno, done, _code_of(code, name))


def _functions(tree: ast.AST, prefix: str) -> Iterator[tuple[str, Function]]:
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, Function):
            yield prefix + node.name, node
        elif isinstance(node, ast.ClassDef):
            yield from _functions(node, f"{prefix}{node.name}.")


def _nodes(node: ast.AST) -> Iterator[Any]:
    """The expressions and statements in a function that may be changed, in a fixed order."""
    for name, value in ast.iter_fields(node):
        if name in PASSED_OVER:
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.arguments) or _is_words(child):
                continue
            if isinstance(child, ast.expr | ast.stmt):
                yield child
            if isinstance(child, ast.AST):
                yield from _nodes(child)


def _code_of(code: CodeType, name: str) -> CodeType:
    """The code of a function in a compiled module."""
    for part in name.split("."):
        code = next(each for each in code.co_consts if isinstance(each, CodeType) and each.co_name == part)
    return code


def _faults(node: Any) -> list[tuple[str, Any]]:
    """The possible changes of a node: in words, and as a function."""
    return [*_of_operators(node), *_of_conditions(node), *_of_statements(node)]


def _of_operators(node: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(node, ast.Compare):
        for index, operator in enumerate(node.ops):
            other = SWAPPED[type(operator)]()
            yield _swapped(operator), partial(node.ops.__setitem__, index, other)
    elif type(getattr(node, "op", None)) in SWAPPED:
        yield _swapped(node.op), partial(setattr, node, "op", SWAPPED[type(node.op)]())
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool | int):
        value = (not node.value) if isinstance(node.value, bool) else node.value + 1
        yield f"{node.value} -> {value}", partial(setattr, node, "value", value)


def _of_conditions(node: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield "without the not", partial(setattr, node, "operand", ast.UnaryOp(ast.Not(), node.operand))
    elif isinstance(node, ast.If | ast.IfExp | ast.While):
        negated = ast.UnaryOp(ast.Not(), node.test)
        yield f"not ({ast.unparse(node.test)})", partial(setattr, node, "test", negated)
    elif isinstance(node, ast.Call):
        for index, keyword in enumerate(node.keywords):
            if keyword.arg:
                yield f"{ast.unparse(node.func)} without {keyword.arg}=", partial(node.keywords.pop, index)


def _of_statements(node: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(node, ast.Return) and node.value is not None and ast.unparse(node.value) != "None":
        yield "return None", partial(setattr, node, "value", ast.Constant(None))
    elif isinstance(node, ast.Raise) or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)):
        yield f"without: {ast.unparse(node)[:60]}", partial(_empty, node)


def _swapped(operator: ast.AST) -> str:
    return f"{type(operator).__name__} -> {SWAPPED[type(operator)].__name__}"


def _empty(statement: Any) -> None:
    """Replace a statement by one that does nothing."""
    statement.__class__, statement.value = ast.Expr, ast.Constant(None)


def _is_words(node: Any) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in TRANSLATED
