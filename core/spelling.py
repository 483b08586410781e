"""Recognises a word typed with one slip: a letter wrong, missing or extra, or two swapped."""

from typing import Final

# A slip in a shorter word leaves too little to recognise it.
SHORTEST: Final = 3


def is_slip(typed: str, meant: str) -> bool:
    """Whether `typed` is `meant` with at most one slip. Both are in the form for comparison."""
    if typed == meant:
        return True
    if min(len(typed), len(meant)) < SHORTEST or abs(len(typed) - len(meant)) > 1:
        return False
    same = next((at for at, (one, other) in enumerate(zip(typed, meant, strict=False)) if one != other), None)
    if same is None:
        return True
    left, right = typed[same:], meant[same:]
    swapped = left[:2] == right[1::-1] and left[2:] == right[2:]
    return swapped or left[1:] == right[1:] or left[1:] == right or left == right[1:]


def all_slips(typed: str, names: str) -> bool:
    """Whether each typed word is one of the names, with at most one slip."""
    words = names.split()
    return all(any(is_slip(each, word) for word in words) for each in typed.split())
