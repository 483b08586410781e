"""The texts of a caseload, dealt from a stock, so that no two children are described in the same words."""

import tomllib
from collections import Counter
from collections.abc import Collection, Sequence
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from .facts import fits, unmarked

TEXTS = Path(__file__).parent / "texts"
AGES = ["young", "middle", "teen"]
# The columns of a table that may be used for one child only; a place or an hour may be used for many.
UNIQUE_COLUMNS = {
    "words",
    "title",
    "academic",
    "wellbeing",
    "baseline",
    "target",
    "question",
    "advised",
    "change",
    "what",
    "note",
}


@cache
def stock(name: str) -> dict[str, Any]:
    """One file of texts."""
    with (TEXTS / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


class Words:
    """The texts used in one coordinator's cases, and the child's words used in the whole municipality."""

    def __init__(self, by: Random, quotations: Counter[str]) -> None:
        self.by_chance = by
        self.quotations = quotations
        self.told_texts: set[str] = set()
        # How often each text of the stock has been used in the caseload.
        self.used: Counter[str] = Counter()
        self._dreams = {age: by.sample(stock(age)["dreams"], len(stock(age)["dreams"])) for age in AGES}

    def dream(self, age: str, facts: set[str]) -> dict[str, Any] | None:
        """A dream that is unused in the caseload and fits this child, or None when all are used."""
        left = self._dreams[age]
        found = next((each for each in left if fits({"needs": each.get("needs", "")}, facts)), None)
        if found is not None:
            left.remove(found)
        return found

    def one(self, choices: Sequence[Any], seen: set[int], slots: dict[str, str], facts: Collection[str] = ()) -> Any:
        """One of the fitting choices, filled in, that is new to this child (``seen``) and unused in the caseload; else
        None.
        """
        for place in self.by_chance.sample(range(len(choices)), len(choices)):
            if place in seen or not fits(choices[place], facts):
                continue
            said = filled(choices[place], slots)
            if not self.told_texts.intersection(_texts(said)):
                seen.add(place)
                self.told_texts.update(_texts(said))
                return said
        return None

    def joined(
        self, lists: Sequence[Sequence[str]], seen: set[str], slots: dict[str, str], facts: Collection[str] = ()
    ) -> str:
        """One sentence from each list, together: none used for this child, and those least used in the caseload."""
        fitting = [[text for text in choices if fits(text, facts)] for choices in lists]
        said, chosen = self._combined(fitting, seen, slots)
        self._note(said, chosen, seen)
        return said

    def quoted(
        self, lists: Sequence[Sequence[str]], seen: set[str], slots: dict[str, str], facts: Collection[str] = ()
    ) -> str:
        """As `joined`, from sentences unused in the caseload, in a combination new to the municipality.

        A list whose sentences are all used in the caseload is left out.
        """
        unused = [[text for text in choices if fits(text, facts) and not self.used[text]] for choices in lists]
        self.told_texts |= self.quotations.keys()
        said, chosen = self._combined([self._least_said(texts) for texts in unused], seen, slots)
        if said in self.told_texts:
            said, chosen = self._combined(unused, seen, slots)
        if said in self.told_texts:
            return ""
        self._note(said, chosen, seen)
        self.quotations.update([said, *chosen])
        return said

    def _combined(self, lists: Sequence[Sequence[str]], seen: set[str], slots: dict[str, str]) -> tuple[str, list[str]]:
        """A sentence from each list, in a new combination if there is one; gives the text and its sentences."""
        said, chosen = "", []
        for _try in range(60):
            chosen = [self._least_used(texts, seen) for texts in lists if texts]
            said = " ".join(filled(text, slots) for text in chosen)
            if said not in self.told_texts:
                break
        return said, chosen

    def _note(self, said: str, chosen: Sequence[str], seen: set[str]) -> None:
        seen.update(chosen)
        self.used.update(chosen)
        self.told_texts.add(said)

    def _least_said(self, texts: Sequence[str]) -> list[str]:
        """The three least used of these sentences in the municipality, and those used as seldom."""
        often = sorted(self.quotations[text] for text in texts)[:3]
        return [text for text in texts if self.quotations[text] <= often[-1]]

    def _least_used(self, texts: Sequence[str], seen: set[str]) -> str:
        new = [text for text in texts if text not in seen] or list(texts)
        least = min(self.used[text] for text in new)
        # Up to one more than the least, so that two lists of the same length do not run in step.
        return self.by_chance.choice([text for text in new if self.used[text] <= least + 1])


def filled(text: Any, slots: dict[str, str]) -> Any:
    """A text, or the texts of a table or a list, with names and pronouns filled in."""
    if isinstance(text, dict):
        return {key: filled(value, slots) for key, value in text.items() if key not in ("needs", "gives")}
    if isinstance(text, list):
        return [filled(value, slots) for value in text]
    return unmarked(text).format_map(slots) if isinstance(text, str) else text


def _texts(said: Any) -> set[str]:
    """The sentences in it; single words may be used by everybody."""
    if isinstance(said, dict):
        return set().union(*(_texts(value) for key, value in said.items() if key in UNIQUE_COLUMNS))
    if isinstance(said, list):
        return set().union(set(), *map(_texts, said))
    return {said} if isinstance(said, str) and " " in said else set()


def slots_for(first_name: str, gender: str, **people: str) -> dict[str, str]:
    """The values of a text's slots: {child} and {child_s} (genitive), {han}, {ham}, {hans}, and other people."""
    he = ("han", "ham", "hans") if gender == "boy" else ("hun", "hende", "hendes")
    small = dict(zip(("han", "ham", "hans"), he, strict=True))
    slots = small | with_genitives({"child": first_name, **people})
    # A slot at the beginning of a sentence has a capital: {Han}, {Child}.
    return slots | {key.capitalize(): text[:1].upper() + text[1:] for key, text in slots.items()}


def with_genitives(names: dict[str, str]) -> dict[str, str]:
    """Each name, and under ``<key>_s`` its genitive: Idas, but Jonas'."""
    return names | {f"{key}_s": name + ("'" if name[-1:] in "sxz" else "s") for key, name in names.items()}
