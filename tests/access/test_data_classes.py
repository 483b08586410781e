"""Every field has a data class, and the register names no field that does not exist."""

import pytest
from django.apps import apps

from casework.data_classes import REGISTER
from children.models import Child
from core.access import TECHNICAL, DataClass, Level, Role, UnclassifiedField, data_class, level

OURS = {
    "core",
    "accounts",
    "children",
    "guests",
    "assessments",
    "goals",
    "support",
    "meetings",
    "followup",
    "insight",
    "casework",
}
MODELS = [model for model in apps.get_models() if model._meta.app_label in OURS]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_field_has_a_data_class(model):
    for field in [*model._meta.concrete_fields, *model._meta.many_to_many]:
        assert data_class(model, field.name) in set(DataClass), field.name


def test_a_field_without_a_class_is_refused_with_the_place_to_give_it_one():
    with pytest.raises(UnclassifiedField, match=r"children\.Child\.shoe_size .* in casework/data_classes/"):
        data_class(Child, "shoe_size")


def test_the_register_names_only_fields_there_are():
    there = {
        model._meta.label: {field.name for field in [*model._meta.concrete_fields, *model._meta.many_to_many]}
        for model in MODELS
    }
    for label, fields in REGISTER.items():
        assert set(fields) <= there[label] - TECHNICAL, label


@pytest.mark.parametrize(
    ("role", "data_class", "expected"),
    [
        (Role.COORDINATOR, "F", Level.WRITE),
        (Role.SUPERVISOR, "D", Level.WRITE),
        (Role.SUPERVISOR, "B", Level.READ),
        (Role.SUPERVISOR, "I", Level.RELEASED),
        (Role.SUPERVISOR, "C", Level.NONE),
        (Role.PSYCHOLOGIST, "G", Level.WRITE),
        (Role.PSYCHOLOGIST, "E", Level.RELEASED),
        (Role.MANAGER, "C", Level.NONE),
        (Role.ADMINISTRATOR, "A", Level.NONE),
        (Role.ADMINISTRATOR, "B", Level.NONE),
    ],
)
def test_the_levels_match_the_design(role, data_class, expected):
    assert level(role, data_class) == expected


def test_nothing_is_allowed_by_default():
    assert level("stranger", "A") == Level.NONE
