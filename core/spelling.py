"""Whether a word was meant that was typed with a slip: a letter wrong, missing or too many, or two the wrong way."""

from typing import Final

# A slip in a shorter word leaves too little to know it by.
SHORTEST: Final = 3


def is_slip(typed: str, meant: str) -> bool:
    """Whether one slip, or none, makes `meant` of `typed`. Both are in the form they are compared in."""
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
    """Whether each word typed is one of the names, but for a slip."""
    words = names.split()
    return all(any(is_slip(each, word) for word in words) for each in typed.split())
