"""Copies of serializer fields that were built once for each process."""

import copy
from typing import Any


def copied(field: Any) -> Any:
    """A serializer's own copy of a field. It shares what no serializer changes: words, choices, validators.

    DRF would build it again from its arguments.
    """
    own = copy.copy(field)
    # A nested serializer's fields are bound to it, so they are copied too.
    own.__dict__.pop("fields", None)
    for name in ("child", "child_relation"):
        if name in own.__dict__:
            child = copied(getattr(own, name))
            child.parent = own
            setattr(own, name, child)
    return own
