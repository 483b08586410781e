"""What the API writes as JSON beyond plain data."""

from collections import namedtuple
from decimal import Decimal
from uuid import UUID

import orjson
import pytest
from django.utils import translation
from django.utils.translation import gettext_lazy

from core.renderers import dumps

Point = namedtuple("Point", "x y")
AN_ID = UUID("01900000-0000-7000-8000-000000000000")


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (AN_ID, f'"{AN_ID}"'),
        (Decimal("1.5"), "1.5"),
        (frozenset({1}), "[1]"),
        ((1, 2), "[1,2]"),
        (Point(1, 2), "[1,2]"),
        ({1: "a"}, '{"1":"a"}'),
    ],
)
def test_what_our_models_and_settings_hold_is_written(value: object, written: str) -> None:
    assert dumps(value).decode() == written


def test_a_text_is_written_in_the_language_of_the_answer() -> None:
    text = gettext_lazy("Navn")
    with translation.override("en"):
        assert dumps({"label": text}) == b'{"label":"Name"}'


def test_what_nobody_has_thought_of_is_not_written_as_something_else() -> None:
    with pytest.raises(orjson.JSONEncodeError):
        dumps({"what": object()})
