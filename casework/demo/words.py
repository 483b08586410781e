"""The words of a caseload: dealt from a stock, so that no two children are told about in the same words."""

import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

TEXTS = Path(__file__).parent / "texts"
AGES = ["young", "middle", "teen"]


@cache
def stock(name: str) -> dict[str, Any]:
    """One file of texts."""
    with (TEXTS / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


class Words:
    """What has been said in one coordinator's cases."""

    def __init__(self, by: Random) -> None:
        self.by_chance = by
        self.told: set[str] = set()
        self._dreams = {age: by.sample(stock(age)["dreams"], len(stock(age)["dreams"])) for age in AGES}

    def dream(self, age: str) -> dict[str, Any] | None:
        """A dream nobody in the caseload has told, or None when all have been."""
        left = self._dreams[age]
        return left.pop() if left else None

    def one(self, choices: Sequence[Any], seen: set[int], slots: dict[str, str]) -> Any:
        """One of the choices, filled in, that this child has not met (``seen``) and nobody has been told."""
        order = [place for place in self.by_chance.sample(range(len(choices)), len(choices)) if place not in seen]
        for place in order or range(len(choices)):
            said = filled(choices[place], slots)
            if not self.told.intersection(_texts(said)):
                seen.add(place)
                self.told.update(_texts(said))
                return said
        return filled(self.by_chance.choice(choices), slots)

    def joined(self, lists: Sequence[Sequence[str]], slots: dict[str, str]) -> str:
        """One sentence from each list, together, in a combination not used before."""
        said = ""
        for _try in range(60):
            said = " ".join(filled(self.by_chance.choice(choices), slots) for choices in lists)
            if said not in self.told:
                break
        self.told.add(said)
        return said


def filled(text: Any, slots: dict[str, str]) -> Any:
    """A text, or the texts of a table or a list, with names and pronouns in their places."""
    if isinstance(text, dict):
        return {key: filled(value, slots) for key, value in text.items()}
    if isinstance(text, list):
        return [filled(value, slots) for value in text]
    return text.format_map(slots) if isinstance(text, str) else text


def _texts(said: Any) -> set[str]:
    """The sentences in it; single words are nobody's own."""
    if isinstance(said, dict):
        return set().union(*(_texts(value) for key, value in said.items() if key != "when"))
    if isinstance(said, list):
        return set().union(set(), *map(_texts, said))
    return {said} if isinstance(said, str) and " " in said else set()


def slots_for(first_name: str, gender: str, **people: str) -> dict[str, str]:
    """What stands in the places of a text: {child} and {child_s} (genitive), {han}, {ham}, {hans}, and other people."""
    he = ("han", "ham", "hans") if gender == "boy" else ("hun", "hende", "hendes")
    small = dict(zip(("han", "ham", "hans"), he, strict=True))
    slots = small | with_genitives({"child": first_name, **people})
    # A place at the beginning of a sentence is written with a capital: {Han}, {Child}.
    return slots | {key.capitalize(): text[:1].upper() + text[1:] for key, text in slots.items()}


def with_genitives(names: dict[str, str]) -> dict[str, str]:
    """Each name, and under ``<key>_s`` its genitive: Idas, but Jonas'."""
    return names | {f"{key}_s": name + ("'" if name[-1:] in "sxz" else "s") for key, name in names.items()}
