"""Examples of what to write: one set for each age, so that nobody reads of reversing fractions to a seven-year-old."""

from django.utils.translation import gettext_lazy as _

YOUNG, MIDDLE, TEEN = "young", "middle", "teen"


def age_group(age: int | None) -> str:
    """The group of examples for an age: ``young`` to nine, ``middle`` ten to twelve, ``teen`` from thirteen."""
    if age is None or 10 <= age <= 12:
        return MIDDLE
    return YOUNG if age < 10 else TEEN


DREAM = {
    YOUNG: {"words": _("Jeg vil være dyrlæge og have en hund, der sover i min seng.")},
    MIDDLE: {"words": _("Jeg vil være læge, så jeg kan hjælpe dem, der er syge.")},
    TEEN: {"words": _("Jeg vil være mekaniker og have min egen lejlighed.")},
}

GOAL = {
    YOUNG: {
        "title": _("Jeg kan læse om dyr"),
        "academic_goal": _("Jeg kan læse en side højt uden hjælp."),
        "wellbeing_goal": _("Jeg tør læse højt for to fra klassen."),
        "child_words": _("Så kan jeg selv læse, hvad dyrene fejler."),
        "baseline": _("Læser korte ord. Holder op efter to linjer."),
        "target": _("Læser en side højt tre aftener i træk."),
        "small_steps": _("Læse én linje – læse for hunden – læse en side for en ven"),
        "plan_reference": _("Mål 2: Skole og læring"),
    },
    MIDDLE: {
        "title": _("Jeg kan dividere store tal"),
        "academic_goal": _("Jeg kan dividere store tal, for en læge skal give den rigtige mængde medicin."),
        "wellbeing_goal": _("Jeg siger til, når jeg er gået i stå."),
        "child_words": _("Hvis man regner forkert, kan folk blive syge."),
        "baseline": _("Dividerer med ét ciffer. Går i stå, når tallet er over 100."),
        "target": _("Løser fem af seks opgaver med tal over 1.000, to uger i træk."),
        "small_steps": _("Dividere med ét ciffer – dividere med to – regne en opgave om medicin"),
        "plan_reference": _("Mål 2: Skole og læring"),
    },
    TEEN: {
        "title": _("Klar til værkstedet"),
        "academic_goal": _("Jeg kan regne procent og rumfang, som man bruger på et værksted."),
        "wellbeing_goal": _("Jeg kommer til første time mindst fire dage om ugen."),
        "child_words": _("Jeg gider godt, når jeg ved, hvad jeg skal bruge det til."),
        "baseline": _("Kommer ofte først til anden time. Regner procent med lommeregner."),
        "target": _("Er der til første time fire ud af fem dage i en måned."),
        "small_steps": _("Aftale vækning – besøge et værksted – regne prisen på en reparation"),
        "plan_reference": _("Mål 3: Skole og uddannelse"),
    },
}

AGREEMENT = {
    YOUNG: {
        "what": _("Læser højt sammen i ti minutter"),
        "when": _("Efter aftensmaden, i sofaen"),
        "outcome": _("Fire aftener om ugen. Nu læser barnet selv sidste side."),
    },
    MIDDLE: {
        "what": _("Regner to opgaver sammen, før de andre går i gang"),
        "when": _("Mandag og torsdag, første time"),
        "outcome": _("Det gik godt i matematik, men blev glemt i uge 42."),
    },
    TEEN: {
        "what": _("Sender en besked kl. 7, og vi følges til bussen"),
        "when": _("Hver skoledag kl. 7, i køkkenet"),
        "outcome": _("Kom til tiden 12 ud af 15 dage. Vil selv stå for vækkeuret nu."),
    },
}
