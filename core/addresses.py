"""Addresses of our pages, for lists with hundreds of them."""

from functools import cache
from typing import Any
from uuid import UUID

from django.urls import NoReverseMatch, reverse
from django.utils.http import urlencode


def address(route: str, *args: Any, query: dict[str, Any] | None = None) -> str:
    """As ``reverse``, for arguments that are ids or keys of ours: letters, digits, "-" and "_".

    The pattern of a route is found once for each process; Django tries every pattern at every call.
    """
    texts = [str(arg) for arg in args]
    if not all(isinstance(arg, UUID) or _is_plain(text) for arg, text in zip(args, texts, strict=True)):
        return reverse(route, args=args, query=query)
    pattern = _pattern(route, len(texts))
    found = pattern.format(*texts) if pattern else reverse(route, args=args)
    return f"{found}?{urlencode(query)}" if query else found


def _is_plain(text: str) -> bool:
    return text.isascii() and text.replace("-", "").replace("_", "").isalnum()


@cache
def _pattern(route: str, count: int) -> str:
    """The address with ``{0}`` for its first argument, and so on; "" for a route that takes no ids, but a year."""
    ids = [str(UUID(int=number + 1)) for number in range(count)]
    try:
        found = reverse(route, args=ids)
    except NoReverseMatch:
        return ""
    for number, each in enumerate(ids):
        found = found.replace(each, f"{{{number}}}")
    return found
