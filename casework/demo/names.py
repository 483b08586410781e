"""Names of people who do not exist: everyday first names, and surnames nobody bears, made of thread and cloth words."""

from collections.abc import Iterator
from random import Random

from .words import stock


class Names:
    """Deals names out: none comes again before all have been used."""

    def __init__(self, by: Random) -> None:
        self.by_chance = by
        given = stock("names")
        self._boys, self._girls = self._round(given["boys"]), self._round(given["girls"])
        self._men, self._women = self._round(given["men"]), self._round(given["women"])
        self._surnames = self._round([thread + place for thread in given["threads"] for place in given["places"]])
        self._phone = 1200

    def _round(self, stock: list[str]) -> Iterator[str]:
        while True:
            yield from self.by_chance.sample(stock, len(stock))

    def child(self, gender: str) -> str:
        """A first name for a child of this gender."""
        return next(self._boys if gender == "boy" else self._girls)

    def surname(self) -> str:
        """The next surname."""
        return next(self._surnames)

    def woman(self) -> str:
        """The next first name of a woman."""
        return next(self._women)

    def man(self) -> str:
        """The next first name of a man."""
        return next(self._men)

    def adult(self) -> str:
        """First name and surname of anybody."""
        first = self.woman() if self.by_chance.random() < 0.75 else self.man()
        return f"{first} {self.surname()}"

    def phone(self) -> str:
        """A number no telephone has: Danish ones never begin with a zero."""
        self._phone += self.by_chance.randint(3, 17)
        return f"00 00 {self._phone // 100 % 100:02} {self._phone % 100:02}"
