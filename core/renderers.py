"""JSON in and out, by orjson."""

from typing import Any

import orjson
from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.parsers import BaseParser
from rest_framework.renderers import BaseRenderer

from .letters import nfc


def _default(value: Any) -> Any:
    if isinstance(value, Promise):
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


# Rows within a record within a draft are four.
DEEPEST = 20


class JsonParser(BaseParser):
    """JSON bodies. A body over the limit is not read: Django's own limit only covers bodies it reads itself."""

    media_type = "application/json"

    def parse(self, stream: Any, media_type: Any = None, parser_context: Any = None) -> Any:
        limit: int = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        if _announced(parser_context) > limit:
            raise RequestDataTooBig
        # One byte more than the limit reveals a body that is larger than announced.
        body = stream.read(limit + 1)
        if len(body) > limit:
            raise RequestDataTooBig
        try:
            data = orjson.loads(body)
        except orjson.JSONDecodeError:
            raise ParseError(_("Indholdet er ikke gyldig JSON.")) from None
        if not isinstance(data, dict):
            raise ParseError(_("Indholdet skal være et JSON-objekt."))
        if _deeper_than(DEEPEST, data):
            raise ParseError(_("Indholdet er for dybt indlejret."))
        return nfc(data)


def _deeper_than(levels: int, data: Any) -> bool:
    """Whether lists and objects are nested deeper than this many levels."""
    layer: list[Any] = [data]
    for _level in range(levels):
        inside = (child for each in layer for child in (each.values() if isinstance(each, dict) else each))
        layer = [child for child in inside if isinstance(child, dict | list)]
    return bool(layer)


def _announced(parser_context: Any) -> int:
    """The announced length of the body in bytes; 0 where it is missing."""
    request = (parser_context or {}).get("request")
    length = str(request.META.get("CONTENT_LENGTH") or "") if request is not None else ""
    return int(length) if length.isascii() and length.isdecimal() and len(length) < 20 else 0
