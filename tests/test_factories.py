"""Every model has a factory whose records are valid: a new model is one line away in any test."""

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError

from tests import factories
from tests.factories import ChildFactory, PlacementFactory, SparringFactory, ValidFactory

OURS = [
    model for model in apps.get_models() if (settings.BASE_DIR / model._meta.app_config.name / "__init__.py").exists()
]
FACTORIES = {
    made_by._meta.model: made_by
    for made_by in reversed(vars(factories).values())
    if isinstance(made_by, type) and issubclass(made_by, ValidFactory) and not made_by._meta.abstract
}


@pytest.mark.django_db
@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_every_model_is_made_validly_in_one_line(model: Any) -> None:
    assert model in FACTORIES, "Give it a factory in tests/factories.py."
    made = FACTORIES[model]()
    factories.validate(model._base_manager.get(pk=made.pk))


@pytest.mark.django_db
def test_what_a_record_needs_lies_in_the_same_municipality() -> None:
    sparring = SparringFactory()
    around = [sparring.child, sparring.case, sparring.giver, *sparring.receivers.all()]
    assert {each.municipality for each in around} == {sparring.municipality}


def test_children_are_dealt_in_the_proportions_of_the_evaluation() -> None:
    genders = Counter(child.gender for child in ChildFactory.build_batch(100, municipality=None))
    homes = Counter(placement.is_foster for placement in PlacementFactory.build_batch(100))
    assert genders["boy"] == pytest.approx(63, abs=3)
    assert homes[True] == pytest.approx(54.5, abs=3)


def made_by_hand(file: Path) -> Iterator[str]:
    """The places in a file where a model is called, or a row created past the model's own rules."""
    tree = ast.parse(file.read_text())
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and ".models" in str(node.module)]
    models = {each.name for node in imports for each in node.names} & {model.__name__ for model in OURS}
    created = {f"{name}.objects.{how}" for name in models for how in ("create", "bulk_create", "create_user")}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in models | created:
            yield f"{file.relative_to(settings.BASE_DIR)}:{node.lineno}"


def test_records_are_made_with_factories() -> None:
    files = [file for file in Path(__file__).parent.rglob("*.py") if "factories" not in file.parts]
    assert not [place for file in files for place in made_by_hand(file)], "Use a factory, or .build() for one unsaved."


@pytest.mark.django_db
def test_what_the_rules_refuse_is_not_made() -> None:
    with pytest.raises(ValidationError, match="før barnet blev født"):
        PlacementFactory(from_on="1999-01-01")
