"""Repeatable chance, and shares that come out exactly."""

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from random import Random
from typing import TypeVar
from uuid import UUID

T = TypeVar("T")


def chance(*of: object) -> Random:
    """A random generator for one thing: the same words always give the same numbers, whatever else is drawn."""
    digest = hashlib.sha256("/".join(map(str, of)).encode()).digest()
    return Random(int.from_bytes(digest[:8], "big"))


def dealt(shares: Mapping[T, float], count: int, by: Random) -> list[T]:
    """``count`` values in a random order, each as often as its share says (largest remainders first)."""
    total = sum(shares.values())
    exact = {value: count * share / total for value, share in shares.items()}
    hand = [value for value, much in exact.items() for _ in range(int(much))]
    left = sorted(exact, key=lambda value: exact[value] - int(exact[value]), reverse=True)
    hand += left[: count - len(hand)]
    by.shuffle(hand)
    return hand


def some(share: float, count: int, by: Random) -> list[bool]:
    """True for a share of ``count``, in a random order."""
    return dealt({True: share, False: 1 - share}, count, by)


def pick_some(values: Sequence[T], at_least: int, at_most: int, by: Random) -> list[T]:
    """A few of the values, in their own order."""
    chosen = by.sample(range(len(values)), min(by.randint(at_least, at_most), len(values)))
    return [values[index] for index in sorted(chosen)]


def uuid7_at(moment: dt.datetime, by: Random) -> UUID:
    """The id a record written at that moment could have got, so that ids sort by time."""
    number = int(moment.timestamp() * 1000) << 80 | by.getrandbits(80)
    number = number & ~(0xF << 76) | 0x7 << 76
    return UUID(int=number & ~(0x3 << 62) | 0x2 << 62)
