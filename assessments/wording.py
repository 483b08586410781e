"""The labels of each part's fields, and examples for a child's age."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from .models import AssessmentPart

Kind = AssessmentPart.Kind
# From this age on, the examples are those of a young person.
OLDER_FROM = 12

LABELS: dict[str, Any] = {
    "strengths": _("Styrker"),
    "challenges": _("Udfordringer"),
    "in_class": _("Det betyder i klassen"),
    "at_home": _("Det betyder hjemme"),
}
OWN_LABELS: dict[str, Any] = {
    "words": _("Barnets egne ord"),
    "strengths": _("Det er jeg god til"),
    "challenges": _("Det er svært"),
    "in_class": _("Det vil jeg gerne have i klassen"),
    "at_home": _("Det vil jeg gerne have hjemme"),
}

YOUNGER_EXAMPLES: dict[str, dict[str, Any]] = {
    Kind.COGNITIVE: {
        "strengths": _("Husker det, der er vist med billeder, og bliver ved, til opgaven er løst."),
        "challenges": _("Taber tråden, når en besked har flere end to led."),
        "in_class": _("Giv én besked ad gangen, og vis den med billede eller ikon."),
        "at_home": _("Lav en fast tavle med morgenens tre ting."),
    },
    Kind.ACADEMIC: {
        "strengths": _("Kender alle bogstaver og læser korte ord sikkert."),
        "challenges": _("Gætter på lange ord, og plus over 20 er svært."),
        "in_class": _("Læs teksten højt først, og brug klodser eller tallinje i matematik."),
        "at_home": _("Læs højt sammen et kvarter hver aften, og spil spil med terninger."),
    },
    Kind.SOCIAL: {
        "strengths": _("Trøster andre og er god til at finde på lege."),
        "challenges": _("Bliver ked af det i frikvarteret, når legen skifter."),
        "in_class": _("Aftal en makker til frikvarteret, og sig til før skift."),
        "at_home": _("Inviter én fra klassen med hjem hver anden uge."),
    },
    Kind.OWN_WORDS: {
        "words": _("Jeg vil gerne være dyrepasser, for dyr skælder ikke ud."),
        "strengths": _("At tegne heste og at passe på de små."),
        "challenges": _("Når alle snakker på én gang."),
        "in_class": _("Sidde ved siden af min ven."),
        "at_home": _("At vi læser sammen, inden jeg skal sove."),
    },
}
OLDER_EXAMPLES: dict[str, dict[str, Any]] = {
    Kind.COGNITIVE: {
        "strengths": _("Ræsonnerer godt, når der må tegnes eller skrives undervejs."),
        "challenges": _("Arbejdshukommelsen er under pres, når flere oplysninger skal holdes samtidig."),
        "in_class": _("Del opgaven op i trin, der kan krydses af. Giv ekstra tid ved prøver."),
        "at_home": _("Tal ugens lektier igennem søndag, og skriv dem ind i telefonens kalender."),
    },
    Kind.ACADEMIC: {
        "strengths": _("Læser fagtekster med forståelse og er sikker i de fire regnearter."),
        "challenges": _("Staver usikkert og mangler brøker og procent fra skoleskiftet."),
        "in_class": _("Brug ordforslag i alle fag, og øv brøker i fem minutter først i timen."),
        "at_home": _("Regn med procent, når I handler ind eller laver mad."),
    },
    Kind.SOCIAL: {
        "strengths": _("Er loyal over for vennerne og god til at snakke med kendte voksne."),
        "challenges": _("Trækker sig fra gruppearbejde og kommer for sent mandag morgen."),
        "in_class": _("Lad eleven selv vælge én makker, og tag godt imod eleven om mandagen."),
        "at_home": _("Hold fast i fodbold om tirsdagen, og aftal sengetid sammen."),
    },
    Kind.OWN_WORDS: {
        "words": _("Jeg vil gerne være læge, men jeg er ikke god til store tal."),
        "strengths": _("Fodbold og at forklare ting for de andre."),
        "challenges": _("At række hånden op, når jeg ikke er sikker."),
        "in_class": _("At læreren spørger mig stille og ikke foran alle."),
        "at_home": _("Hjælp til matematik, men ikke hver dag."),
    },
}


def labels(kind: str) -> dict[str, Any]:
    """The fields of this kind of part with their labels, in the order of the form."""
    return OWN_LABELS if kind == Kind.OWN_WORDS else LABELS


def examples(kind: str, age: int | None) -> dict[str, Any]:
    """An example for each field, for a child of this age in years."""
    of_age = OLDER_EXAMPLES if age is not None and age >= OLDER_FROM else YOUNGER_EXAMPLES
    return of_age[kind]
