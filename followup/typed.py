"""The words somebody searches for, and queries compiled for any words."""

import datetime as dt
import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final, NamedTuple

from django.db import connection
from django.utils import timezone

from core.collation import fold, loose
from core.prepared import CompiledQuery, StandIn, fetched

STAND_IN: Final = re.compile(r"<[lf]\d+>")


class Typed(NamedTuple):
    """The words typed, in the two forms in which names are compared."""

    loose: tuple[str, ...]
    folded: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> "Typed":
        """The words of a text."""
        return cls(tuple(loose(text).split()), tuple(fold(text).split()))

    @classmethod
    def stand_in(cls, *counts: int) -> "Typed":
        """So many words of each form that nobody types."""
        in_loose, in_folded = counts
        return cls(tuple(f"<l{each}>" for each in range(in_loose)), tuple(f"<f{each}>" for each in range(in_folded)))


class CompiledSearch(CompiledQuery):
    """A query compiled for a stand-in of the user and of the words."""

    def __init__(self, queryset: Any, somebody: StandIn, words: Typed) -> None:
        """Raises ValueError where the query asks for neither."""
        super().__init__(queryset, somebody)
        self.names, self.words = list(queryset.query.selected), words
        texts = [param for _name, param in self.params if isinstance(param, str)]
        if self.sql and not all(any(word in text for text in texts) for word in words.loose + words.folded):
            raise ValueError("the query does not ask for each word")

    def found(self, user: Any, typed: Typed) -> list[dict[str, Any]]:
        """The rows for this user and these words, as ``values()`` gives them."""
        if not self.sql:
            return []
        meant = self._meant(typed)
        params = [_with_words(value, meant) for value in self._values(user)]
        return [dict(zip(self.names, row, strict=True)) for row in fetched(self.sql, params)]

    def _meant(self, typed: Typed) -> dict[str, str]:
        """What stands in place of each stand-in. The loose words stand in a pattern of LIKE."""
        patterns = [connection.ops.prep_for_like_query(word) for word in typed.loose]
        return dict(zip(self.words.loose + self.words.folded, [*patterns, *typed.folded], strict=True))


def _with_words(value: Any, meant: dict[str, str]) -> Any:
    return STAND_IN.sub(lambda found: meant[found[0]], value) if isinstance(value, str) else value


def rows_with(
    find: Callable[..., Any], cases_of: Callable[[Any], Any], most: int, user: Any, typed: Typed
) -> list[dict[str, Any]]:
    """The rows of a search by name. It takes 0.2 ms of the process, and 3.8 as a queryset."""
    counts = len(typed.loose), len(typed.folded)
    return _compiled(find, cases_of, most, user.role, *counts, timezone.localdate()).found(user, typed)


@lru_cache(maxsize=128)
def _compiled(
    find: Callable[..., Any],
    cases_of: Callable[[Any], Any],
    most: int,
    role: str,
    in_loose: int,
    in_folded: int,
    today: dt.date,
) -> CompiledSearch:
    """Compiled for each role and number of words, and anew each day, because relations hold on a day."""
    somebody, words = StandIn.of(role), Typed.stand_in(in_loose, in_folded)
    return CompiledSearch(find(cases_of(somebody), somebody, words)[:most], somebody, words)
