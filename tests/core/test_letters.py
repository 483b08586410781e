"""A text is stored in one spelling of its letters (NFC), however it was typed."""

import unicodedata

import pytest
from django.apps import apps
from django.db import models

from children.models import Child
from core.letters import nfc
from core.models import Record
from tests.children import sheets
from tests.children.importing import carried_out

APART = unicodedata.normalize("NFD", "Åse Ærø-Påske é")
TEXT = models.CharField | models.TextField | models.JSONField


def of_texts():
    """Every kind of record that has a text somebody writes."""
    return [
        model for model in apps.get_models()
        if issubclass(model, Record) and any(isinstance(field, TEXT) for field in model._meta.concrete_fields)
    ]  # fmt: skip


@pytest.mark.parametrize("model", of_texts(), ids=lambda model: model._meta.label)
def test_every_record_composes_its_texts_before_it_is_written(model):
    names = [f.attname for f in model._meta.concrete_fields if isinstance(f, TEXT) and not f.choices]
    record = model(**{name: [APART] if name == "parts" else APART for name in names})
    record._compose(None)
    assert {unicodedata.is_normalized("NFC", str(getattr(record, name))) for name in names} <= {True}


def test_a_name_from_a_mac_is_stored_as_one_typed_here(cast, api_of):
    anna = api_of(cast.anna)
    answer = anna.patch(f"children/{cast.child.pk}/", {"first_name": APART}, version=cast.child.version)
    assert answer.status_code == 200
    assert Child.objects.get(pk=cast.child.pk).first_name == "Åse Ærø-Påske é"


def test_a_name_that_is_short_enough_when_composed_is_not_too_long(cast, api_of):
    name = unicodedata.normalize("NFD", "å" * 60)
    answer = api_of(cast.anna).patch(f"children/{cast.child.pk}/", {"first_name": name}, version=cast.child.version)
    assert answer.status_code == 200, answer.json()


def test_a_name_in_a_file_is_stored_composed(cast, api_of):
    carried_out(api_of(cast.anna), sheets.child(Fornavn=APART))
    assert Child.objects.filter(first_name="Åse Ærø-Påske é").exists()


def test_lists_and_objects_are_composed_all_through():
    assert nfc({APART: [APART, 5, None]}) == {"Åse Ærø-Påske é": ["Åse Ærø-Påske é", 5, None]}
