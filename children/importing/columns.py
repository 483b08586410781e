"""The columns of a coordinator's spreadsheet: their Danish headers, and other names for them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from children.models.placement import WHICH_PLACE
from core.collation import fold
from core.wording import CHOOSE


@dataclass(frozen=True, slots=True)
class Column:
    """`header` is the Danish header, in every language; `names` are other headers for it."""

    key: str
    header: str
    help: str | Promise
    example: str
    names: tuple[str, ...] = ()


def _adult(key: str, header: str, names: Sequence[str], example: str, *, phone: bool = True) -> tuple[Column, ...]:
    """Name, e-mail and telephone of one adult; `names` are other words for the adult."""

    def other(*endings: str) -> tuple[str, ...]:
        """The other names with these endings."""
        return tuple(f"{name} {ending}" for name in (header, *names) for ending in endings)

    email = f"{fold(example.split()[0])}@{fold(example.split()[-1])}.example"
    columns = (
        Column(f"{key}_name", f"{header} navn", _("For- og efternavn."), example, (header, *names, *other("navn"))),
        Column(
            f"{key}_email",
            f"{header} e-mail",
            _("E-mailadressen, hvis I har den."),
            email,
            other("mail", "e-mail", "mailadresse", "e-mailadresse"),
        ),
        Column(
            f"{key}_phone",
            f"{header} telefon",
            _("Otte cifre, gerne med mellemrum."),
            "12 34 56 78",
            other("tlf", "telefon", "mobil", "telefonnummer", "telefonnr"),
        ),
    )
    return columns if phone else columns[:2]


COLUMNS: Final = (
    Column("first_name", "Fornavn", _("Skal udfyldes."), "Eksempel", ("Fornavne", "Barnets fornavn")),
    Column(
        "last_name",
        "Efternavn",
        _("Skal udfyldes."),
        "Slet Denne Række",
        ("Efternavne", "Barnets efternavn"),
    ),
    Column(
        "cpr",
        "CPR-nummer",
        _("Ti cifre, ddmmåå-xxxx. Kan stå tomt, hvis fødselsdatoen er udfyldt."),
        "",
        ("CPR", "CPR-nr", "Cprnr", "Personnummer", "Barnets CPR-nummer"),
    ),
    Column(
        "born_on",
        "Fødselsdato",
        _("Dag-måned-år. Kan stå tomt, hvis CPR-nummeret er udfyldt."),
        "03-03-2015",
        ("Født", "Fødselsdag", "Født den"),
    ),
    Column("gender", "Køn", _("Pige, dreng eller andet."), "Pige", ("Barnets køn",)),
    Column(
        "school",
        "Skole",
        _("Skolens navn. Findes den ikke endnu, bliver den oprettet."),
        "Skole Et",
        ("Skolens navn", "Skolenavn"),
    ),
    Column(
        "grade",
        "Klassetrin",
        _("0 til 10, eller klassen: 5.b."),
        "5.b",
        ("Klasse", "Årgang", "Trin"),
    ),
    Column(
        "provision",
        "Skoletilbud",
        _("Vælg fra listen. Lad feltet være tomt, hvis det er almen klasse."),
        "Almen klasse",
        ("Tilbud", "Undervisningstilbud", "Skoletype"),
    ),
    Column(
        "school_from_on",
        "Skolestart",
        _("Den dag, barnet begyndte på skolen. Dag-måned-år. Lad feltet være tomt, hvis det var ved skoleårets start."),
        "11-08-2025",
        ("Skole fra", "På skolen siden", "Startet på skolen", "Begyndt på skolen"),
    ),
    Column(
        "placement_kind",
        "Anbringelsestype",
        CHOOSE,
        "Almen plejefamilie",
        ("Anbringelsesform", "Type", "Type af anbringelse", "Anbringelse"),
    ),
    Column(
        "placement_name",
        "Anbringelsessted",
        WHICH_PLACE,
        "Plejefamilien Prøve",
        ("Sted", "Plejefamilie", "Institution", "Anbragt hos", "Anbragt på"),
    ),
    Column(
        "placed_from_on",
        "Anbragt fra",
        _("Den dag, barnet flyttede ind. Dag-måned-år."),
        "01-02-2024",
        ("Anbragt siden", "Anbragt dato", "Anbringelsesdato", "Dato for anbringelse"),
    ),
    Column(
        "placing_municipality",
        "Anbringende kommune",
        _("Lad feltet være tomt, hvis det er jeres egen kommune."),
        "",
        ("Handlekommune", "Betalingskommune", "Kommune"),
    ),
    *_adult("caregiver1", "Plejeforælder 1", ("Plejeforælder", "Plejemor", "Omsorgsperson 1"), "Kim Prøve"),
    *_adult("caregiver2", "Plejeforælder 2", ("Plejefar", "Omsorgsperson 2"), "Bo Prøve"),
    *_adult("caseworker", "Sagsbehandler", ("Rådgiver", "Myndighedsrådgiver", "Socialrådgiver"), "Gry Prøve"),
    *_adult("teacher", "Lærer", ("Klasselærer", "Kontaktlærer", "Fagperson"), "Pia Prøve", phone=False),
)
# Known, so that the report can say it is left out: remarks in a spreadsheet hold sensitive information.
NOTE: Final = Column("note", "Bemærkning", "", "", ("Bemærkninger", "Noter", "Kommentar"))
# Both names in one column, as most lists of pupils have them. Not in the template: two columns leave nothing to guess.
FULL_NAME: Final = Column(
    "full_name",
    "Navn",
    "",
    "",
    ("Barnets navn", "Fulde navn", "Barn", "Elev", "Elevnavn", "Elevens navn", "Navn på barnet"),
)
NAMES: Final = ("first_name", "last_name")
# One of these is required: the birth date comes from either.
EITHER_DAY: Final = frozenset({"cpr", "born_on"})
HEADERS: Final = {column.key: column.header for column in COLUMNS}
# The first name that marks the template's example row; that row is not a child.
EXAMPLE: Final = COLUMNS[0].example


def key_of(header: str) -> str | None:
    """The key of a header, whatever its spelling, spaces and capitals; None where unknown."""
    return KEYS.get(plain_header(header))


def headers_of(keys: Iterable[str]) -> list[str]:
    """The Danish headers of these keys."""
    return [HEADERS[key] for key in keys]


def plain_header(header: str) -> str:
    """A header for comparison: only letters and digits, with Danish letters normalised."""
    return "".join(letter for letter in fold(header) if letter.isalnum())


KEYS: Final = {
    plain_header(name): column.key for column in (*COLUMNS, FULL_NAME, NOTE) for name in (column.header, *column.names)
}
