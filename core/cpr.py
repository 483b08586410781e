"""CPR numbers, the Danish civil registration number: `ddmmyy-xxxx`, whose seventh digit gives the century.

The modulus-11 control digit is not checked: since October 2007 numbers without one are issued (cpr.dk, "Personnumre
uden kontrolciffer (modulus 11 kontrol)"). Only the form and the date can be checked.

A number never stands in an error message: messages end up on pages and in reports that more people may read.
"""

from datetime import date
from typing import Final

from django.utils.translation import gettext as _
from stdnum.dk import cpr
from stdnum.exceptions import InvalidComponent

from core.danish import today

LENGTH: Final = 10
MASK: Final = "••••"
SEPARATORS: Final = str.maketrans("", "", " -\u00a0\u2010\u2011\u2012\u2013\u2212\t")


class CprError(ValueError):
    """A text that cannot be a CPR number; `str()` of it says what to do, in the user's language."""


class CprFormError(CprError):
    """Not ten digits."""


class CprDateError(CprError):
    """The first seven digits give no date, or one in the future."""


def normalise(text: str) -> str:
    """Ten digits from `010203-1234`, `0102031234` or `010203 1234`. Raises CprError."""
    digits = text.translate(SEPARATORS)
    if digits and not (digits.isascii() and digits.isdigit()):
        raise CprFormError(_("CPR-nummeret må kun bestå af tal. Skriv det som ddmmåå-xxxx."))
    if len(digits) != LENGTH:
        raise CprFormError(
            _("CPR-nummeret skal have ti cifre, men har %(count)d. Skriv det som ddmmåå-xxxx.") % {"count": len(digits)}
        )
    _check_date(digits)
    return digits


def is_valid(text: str) -> bool:
    """Whether `normalise` accepts the text."""
    try:
        normalise(text)
    except CprError:
        return False
    return True


def birth_date(number: str) -> date:
    """The date of birth, century included. Raises CprError."""
    return _birth_date(normalise(number))


def is_female(number: str) -> bool:
    """Whether the last digit is even, as for girls and women. Raises CprError."""
    return int(normalise(number)[-1]) % 2 == 0


def formatted(number: str) -> str:
    """`010203-1234`, for a user who has given a reason to see it."""
    digits = normalise(number)
    return f"{digits[:6]}-{digits[6:]}"


def masked(number: str) -> str:
    """`010203-••••`, for everyone else."""
    return f"{normalise(number)[:6]}-{MASK}"


def agrees(number: str, born_on: date) -> bool:
    """Whether a number and a birth date can belong to the same child."""
    return birth_date(number) == born_on


def _check_date(digits: str) -> None:
    if _birth_date(digits) > today():
        raise CprDateError(_("CPR-nummeret hører til en dato, der ikke er kommet endnu. Tjek de første syv cifre."))


def _birth_date(digits: str) -> date:
    try:
        born_on: date = cpr.get_birth_date(digits)
    except InvalidComponent as error:
        raise CprDateError(_no_such_date(digits)) from error
    return born_on


def _no_such_date(digits: str) -> str:
    if 61 <= int(digits[:2]) <= 91:
        # Replacement numbers add 60 to the day of birth; one authority makes them, and they mean nothing to others.
        return _("Det ligner et erstatningsnummer. Lad feltet stå tomt, og skriv fødselsdatoen i stedet.")
    return _("De første seks cifre i CPR-nummeret er ikke en dato. Skriv det som ddmmåå-xxxx.")
