"""Two writers who wait for each other: the database gives one of them up, which is then tried once more."""

from collections.abc import Callable
from typing import Any

from django.db import OperationalError
from django.utils.translation import gettext as _

from .problems import Refused

# Serialization failure and deadlock (PostgreSQL, appendix A). Nothing was written.
COLLIDED = {"40001", "40P01"}


def is_collision(error: BaseException | None) -> bool:
    """Whether the database gave a writing up in favour of another one."""
    while error is not None and not isinstance(error, OperationalError):
        error = error.__cause__
    return error is not None and getattr(error.__cause__, "sqlstate", None) in COLLIDED


def tried_twice(write: Callable[[], Any], *, may_repeat: bool) -> Any:
    """What ``write`` gives; where it collides, at the second try. ``write`` is one transaction. Raises Refused."""
    for may_try_again in (may_repeat, False):
        try:
            return write()
        except OperationalError as error:
            if not is_collision(error):
                raise
            if not may_try_again:
                break
    raise Refused(_("En anden gemmer det samme lige nu. Prøv igen om et øjeblik."))
