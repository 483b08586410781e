"""Every route of the site, with the methods it answers."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import get_resolver
from django.urls.resolvers import URLPattern

METHODS = ("get", "post", "put", "patch", "delete")


@dataclass(frozen=True)
class Route:
    """A route: its name, its pattern, and one method."""

    name: str
    pattern: str
    method: str

    def __str__(self) -> str:
        return f"{self.method.upper():6} {self.name}"


def routes() -> list[Route]:
    """All routes of pages and API, in the order Django tries them. Sign-in's own are tested by allauth."""
    return [
        Route(name, pattern, method)
        for pattern, name, view in _walk(get_resolver())
        if not name.startswith(("account_", "mfa_"))
        for method in _methods(view)
    ]


def _walk(resolver: Any, prefix: str = "", namespace: str = "") -> Iterator[tuple[str, str, Any]]:
    for entry in resolver.url_patterns:
        pattern = prefix + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield pattern, namespace + (entry.name or f"unnamed {pattern}"), entry.callback
        else:
            yield from _walk(entry, pattern, f"{namespace}{entry.namespace}:" if entry.namespace else namespace)


def _methods(view: Any) -> list[str]:
    if hasattr(view, "actions"):
        return [method for method in METHODS if method in view.actions]
    if hasattr(view, "cls"):
        return [method for method in METHODS if hasattr(view.cls, method)]
    return ["get", "post"]
