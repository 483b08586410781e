"""JSON in and out, by orjson."""

from typing import Any
from uuid import UUID

import orjson
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.parsers import BaseParser
from rest_framework.renderers import BaseRenderer


def _default(value: Any) -> Any:
    if isinstance(value, Promise):
        return str(value)
    if isinstance(value, UUID):
        return str(value)
    if hasattr(value, "to_eng_string"):
        return float(value)
    if isinstance(value, set | frozenset | tuple):
        return list(value)
    raise TypeError(type(value).__name__)


def dumps(data: Any) -> bytes:
    """JSON of plain data, with dates, UUIDs, decimals and translated strings."""
    return orjson.dumps(data, default=_default, option=orjson.OPT_NON_STR_KEYS)


class JsonRenderer(BaseRenderer):
    """``application/json``, or ``application/problem+json`` for errors (set by the problem handler)."""

    media_type = "application/json"
    format = "json"
    charset = None

    def render(self, data: Any, accepted_media_type: Any = None, renderer_context: Any = None) -> bytes:
        return b"" if data is None else dumps(data)


class JsonParser(BaseParser):
    """JSON bodies. Null characters are refused: PostgreSQL cannot store them."""

    media_type = "application/json"

    def parse(self, stream: Any, media_type: Any = None, parser_context: Any = None) -> Any:
        body = stream.read()
        try:
            data = orjson.loads(body)
        except orjson.JSONDecodeError:
            raise ParseError(_("Indholdet er ikke gyldig JSON.")) from None
        if not isinstance(data, dict):
            raise ParseError(_("Indholdet skal være et JSON-objekt."))
        return data
