"""Public functions say what they do, and a rule of validation says itself what it refuses."""

import ast
import inspect
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).parents[2]
APPS = sorted({app.name for app in apps.get_app_configs() if Path(app.path).parent == ROOT})
# Methods whose name is the framework's: the field of an answer, the verb of a mixin, a middleware's hook.
OF_A_FIELD = ("get_",)
OF_THE_FRAMEWORK = {"list", "retrieve", "create", "partial_update", "destroy", "process_view"}
RULES = ("clean", "validate")


def modules():
    """The modules of the apps, but for settings and migrations."""
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            if not {"migrations", "settings", "wsgi", "celery"} & set(parts):
                yield ".".join(part for part in parts if part != "__init__")


def functions(module):
    """The public functions and methods of a module, with the class of each method."""
    tree = ast.parse(Path(module.__file__).read_text())
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            yield None, node
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            owner = getattr(module, node.name)
            yield from ((owner, each) for each in node.body if _is_public(each))


def _is_public(node):
    return isinstance(node, ast.FunctionDef) and not node.name.startswith("_")


def says_nothing(owner, node):
    """Whether neither the function nor what it overrides says what it does."""
    if ast.get_docstring(node):
        return False
    overrides = owner is not None and any(hasattr(base, node.name) for base in owner.__mro__[1:])
    if overrides:
        return node.name in RULES or node.name.startswith("validate_")
    is_known = node.name.startswith(OF_A_FIELD) or node.name in OF_THE_FRAMEWORK
    return not is_known and not _is_protocol(owner)


def _is_protocol(owner):
    return inspect.isclass(owner) and getattr(owner, "_is_protocol", False)


@pytest.mark.parametrize("name", list(modules()))
def test_every_public_function_has_a_contract(name):
    silent = [
        f"{node.name} ({node.lineno})" for owner, node in functions(import_module(name)) if says_nothing(owner, node)
    ]
    assert not silent, "say in a docstring what it gives, in which units, and what it raises"
