"""Public holidays in Denmark and customary days off, each with its name inside a sentence."""

import datetime as dt
from functools import lru_cache
from typing import Final

import holidays

# Customary days off, from the library's "optional" group; the group's 1 May is an ordinary day here.
CUSTOMARY: Final = {(6, 5), (12, 24), (12, 31)}


@lru_cache(maxsize=128)
def public_holidays(year: int, in_language: str) -> dict[dt.date, str]:
    """The year's days off, by day. The library knows that store bededag was abolished from 2024."""
    spoken = "en_US" if in_language == "en" else "da"
    public = holidays.country_holidays("DK", years=year, language=spoken)
    optional = holidays.country_holidays("DK", years=year, language=spoken, categories="optional")
    named = dict(public.items()) | {day: name for day, name in optional.items() if (day.month, day.day) in CUSTOMARY}
    return {day: _inside_a_sentence(name, in_language) for day, name in named.items()}


def _inside_a_sentence(name: str, in_language: str) -> str:
    """Danish writes holidays in lower case, except the one that begins with Christ; English writes them as names."""
    if in_language == "en" or name.startswith("Kristi"):
        return name
    return name[0].lower() + name[1:]


@lru_cache(maxsize=128)
def easter(year: int) -> dt.date | None:
    """Easter Sunday; None for years whose holidays are unknown, which are typing mistakes."""
    days = public_holidays(year, "da")
    return next((day for day, name in days.items() if name == "påskedag"), None)
