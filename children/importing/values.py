"""The meaning of one cell: a date, a code, a number, an address; or an error in plain Danish.

An empty cell gives None. The codes are those of the models; a test compares the two.
"""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from children.models.child import BORN_IN_FUTURE, BORN_LONG_AGO, EARLIEST_BIRTH
from core import cpr
from core.collation import fold
from core.danish import either, today
from core.typed_dates import whole_date

LENGTHS: Final = {"first_name": 60, "last_name": 60, "placing_municipality": 60, "school": 80, "note": 2000}
LENGTH: Final = 100
LONGEST_EMAIL: Final = 254

GENDERS: Final = {"Pige": "girl", "Dreng": "boy", "Andet": "other"}
PROVISIONS: Final = {
    "Almen klasse": "mainstream",
    "Almen klasse med specialundervisning": "supported",
    "Specialklasse": "special_class",
    "Specialskole": "special_school",
    "Intern skole": "internal",
}
PLACEMENTS: Final = {
    "Almen plejefamilie": "foster",
    "Specialiseret plejefamilie": "specialised",
    "Forstærket plejefamilie": "reinforced",
    "Netværksplejefamilie": "network",
    "Børne- og ungehjem (døgninstitution)": "residential",
    "Børne- og ungehjem (opholdssted)": "opholdssted",
    "Eget værelse": "own_room",
    "Efterskole eller kostskole": "boarding",
}
ALSO: Final = {
    "p": "girl",
    "k": "girl",
    "kvinde": "girl",
    "d": "boy",
    "m": "boy",
    "mand": "boy",
    "x": "other",
    "almen": "mainstream",
    "almenklasse": "mainstream",
    "almenskole": "mainstream",
    "folkeskole": "mainstream",
    "almenmedstøtte": "supported",
    "specialundervisning": "supported",
    "specialundervisningialmenklasse": "supported",
    "special": "special_class",
    "internskolepåinstitution": "internal",
    "intern": "internal",
    "plejefamilie": "foster",
    "almindeligplejefamilie": "foster",
    "familiepleje": "foster",
    "specialiseret": "specialised",
    "kommunalplejefamilie": "specialised",
    "forstærket": "reinforced",
    "netværk": "network",
    "slægtspleje": "network",
    "slægtsplejefamilie": "network",
    "netværkspleje": "network",
    "institution": "residential",
    "døgn": "residential",
    "døgninstitution": "residential",
    "børneogungehjem": "residential",
    "behandlingshjem": "residential",
    "opholdssted": "opholdssted",
    "socialtopholdssted": "opholdssted",
    "opholdsted": "opholdssted",
    "værelse": "own_room",
    "kollegium": "own_room",
    "egetværelseellerkollegium": "own_room",
    "efterskole": "boarding",
    "kostskole": "boarding",
}


class CellError(ValueError):
    """A cell that cannot be parsed; `str()` of it says what to do, in the user's language."""


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade of 0 to 10, and the class as the school names it ("5.b"), or ""."""

    grade: int
    class_name: str = ""


def parse_date(text: str) -> dt.date | None:
    """`03-03-2027`, `3/3/2027`, `3.3.27`, `2027-03-03`, `3. marts 2027`; None for an empty cell. Raises CellError.

    Only dates with a year: in a sheet, unlike a form, nobody knows which year `3/8` means.
    """
    if not text:
        return None
    try:
        day = whole_date(text)
    except ValueError as error:
        raise CellError(_("Den dato findes ikke. Skriv dag-måned-år, for eksempel 03-03-2027.")) from error
    if day is None:
        raise CellError(_("Det er ikke en dato. Skriv dag-måned-år, for eksempel 03-03-2027."))
    return day


def parse_birth_date(text: str) -> dt.date | None:
    """A possible birth date of a child of today. Raises CellError."""
    born_on = parse_date(text)
    if born_on and born_on > today():
        raise CellError(str(BORN_IN_FUTURE))
    if born_on and born_on < EARLIEST_BIRTH:
        raise CellError(str(BORN_LONG_AGO))
    return born_on


def parse_cpr(text: str) -> str | None:
    """A CPR number as ten digits. Raises CellError."""
    try:
        return cpr.normalise(text) if text else None
    except cpr.CprError as error:
        raise CellError(str(error)) from error


def parse_grade(text: str) -> Grade | None:
    """`5`, `5.`, `5. klasse`, `5.b`, `0`, `børnehaveklasse`. Raises CellError."""
    if not text:
        return None
    if fold(text).replace(" ", "").replace(".", "") in ("boernehaveklasse", "bhkl", "bhklasse", "bh"):
        return Grade(0)
    found = re.fullmatch(r"(\d\d?)\.?\s*(klasse|kl\.?|klassetrin|[a-zæøå]{1,2})?\.?", text.lower())
    if not found or int(found[1]) > 10:
        raise CellError(_("Klassetrinnet skal være fra 0 til 10. Skriv for eksempel 5 eller 5.b."))
    letter = found[2] if found[2] and len(found[2]) == 1 else ""
    return Grade(int(found[1]), f"{found[1]}.{letter}" if letter else "")


def parse_gender(text: str) -> str | None:
    """`girl`, `boy` or `other`. Raises CellError."""
    return _choice(text, GENDERS)


def parse_provision(text: str) -> str | None:
    """A code of a provision. Raises CellError."""
    return _choice(text, PROVISIONS)


def parse_placement_kind(text: str) -> str | None:
    """A code of a kind of placement. Raises CellError."""
    return _choice(text, PLACEMENTS)


def parse_email(text: str) -> str | None:
    """A valid e-mail address, with its domain in lower case. Raises CellError."""
    if not text:
        return None
    address = text.removeprefix("mailto:").strip(" <>")
    try:
        validate_email(address)
    except ValidationError as error:
        raise CellError(_("Det er ikke en e-mailadresse. Skriv den som navn@kommune.dk.")) from error
    if len(address) > LONGEST_EMAIL:
        raise CellError(_("E-mailadressen er for lang. Ret den."))
    name, domain = address.rsplit("@", 1)
    return f"{name}@{domain.lower()}"


def parse_phone(text: str) -> str | None:
    """`12 34 56 78`; a foreign number as it is typed. Raises CellError."""
    if not text:
        return None
    digits = re.sub(r"[\s().-]", "", text).removeprefix("+45").removeprefix("0045")
    if not re.fullmatch(r"\+?\d{8,15}", digits) or not digits.isascii():
        raise CellError(_("Et telefonnummer har otte cifre. Ret nummeret, eller slet det."))
    return " ".join(digits[at : at + 2] for at in range(0, 8, 2)) if len(digits) == 8 else digits


def parser_of(key: str) -> Callable[[str], Any]:
    """The function that parses a column's cells."""
    if key.endswith("_email"):
        return parse_email
    return parse_phone if key.endswith("_phone") else PARSERS.get(key) or _text(key)


def _text(key: str) -> Callable[[str], str | None]:
    longest = LENGTHS.get(key, LENGTH)

    def parse(text: str) -> str | None:
        """The text, or None for an empty cell. Raises CellError where it is too long."""
        text = text if key == "note" else " ".join(text.split())
        if len(text) > longest:
            raise CellError(_("Teksten er for lang. Skriv højst %(count)d tegn.") % {"count": longest})
        return text or None

    return parse


# Columns other than plain texts and adults' e-mail and telephone.
PARSERS: Final[dict[str, Callable[[str], Any]]] = {
    "cpr": parse_cpr,
    "born_on": parse_birth_date,
    "gender": parse_gender,
    "grade": parse_grade,
    "provision": parse_provision,
    "school_from_on": parse_date,
    "placement_kind": parse_placement_kind,
    "placed_from_on": parse_date,
}


def _choice(text: str, choices: Mapping[str, str]) -> str | None:
    if not text:
        return None
    code = _CODES.get(_plain(text))
    if code not in choices.values():
        # The error does not repeat the cell: in a shifted column it could be a name or a CPR number.
        raise CellError(_("Det kender vi ikke. Skriv %(options)s.") % {"options": either(choices)})
    return code


def _plain(text: str) -> str:
    return "".join(letter for letter in fold(text) if letter.isalnum())


# Every word for every code, normalised; each code belongs to one column, so one table serves all.
_CODES: Final = {_plain(label): code for label, code in (ALSO | GENDERS | PROVISIONS | PLACEMENTS).items()}
