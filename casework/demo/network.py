"""The adults around the child."""

import datetime as dt
from typing import Any

from accounts.models import User
from children.models import Adult, CaseEvent, NetworkMember, Placement
from core.access import RELATION_FOR_ROLE
from core.collation import fold

from . import goals
from .story import Story

Kind = NetworkMember.Kind
AT_WORK: dict[str, str] = {
    Kind.SCHOOL_PROFESSIONAL: "skole.example",
    Kind.CASEWORKER: "kommune.example",
    Kind.FOSTER_CONSULTANT: "kommune.example",
}
SUBJECTS = ["Dansklærer", "Matematiklærer", "Pædagog i klassen"]


def gather(story: Story) -> None:
    """Add everybody with a part, from the day the case opened."""
    story.members["coordinator"] = with_account(story, story.coordinator, story.plot.opened_on)
    if story.supervisor is not None:
        closed_on = story.plot.closed_on
        # A supervisor's part ends with the case.
        until_on = closed_on - dt.timedelta(days=1) if closed_on else None
        story.members["supervisor"] = with_account(story, story.supervisor, story.joined_on, until_on)
    _at_school(story)
    _at_home(story)
    _family(story)
    _authority(story)
    if story.plot.ordered_on is not None:
        psychologist = story.by_chance.choice(story.town.psychologists[:1] * 2 + story.town.psychologists)
        story.members["psychologist"] = with_account(story, psychologist, story.plot.ordered_on)
    first = {key: member.name.split()[0] for key, member in story.members.items()}
    story.know(
        teacher=first["teacher"],
        colleague=first["colleague"],
        caregiver=first["caregiver"],
        coordinator=first["coordinator"],
        supervisor=first.get("supervisor", first["teacher"]),
        plan="ungeplanen" if goals.has_youth_plan(story, story.plot.opened_on) else "barnets plan",
    )


def with_account(
    story: Story, user: User, from_on: dt.date, until_on: dt.date | None = None, by: User | None = None
) -> NetworkMember:
    """Add the part that goes with a user's role."""
    kind = RELATION_FOR_ROLE[user.role]
    member = NetworkMember(
        user=user,
        kind=kind,
        name=user.name,
        email=user.email,
        phone=user.phone,
        organisation=str(user.unit or ""),
        from_on=from_on,
        until_on=until_on,
    )
    return story.keep(member, on=from_on, by=by)


def _add(story: Story, key: str, kind: str, name: str, part: str, **fields: Any) -> NetworkMember:
    """Add an adult without an account, with an e-mail address or phone that reaches nobody."""
    first, _, last = fold(name).partition(" ")
    if story.chance_of(0.75):
        address = f"{first}.{last}@{_domain(story, kind)}".replace(" ", "")
        fields.setdefault("email", address if address.isascii() else "")
    if story.chance_of(0.7):
        fields.setdefault("phone", story.town.names.phone())
    from_on = story.plot.opened_on
    member = story.keep(NetworkMember(kind=kind, name=name, part=part, from_on=from_on, **fields), on=from_on)
    story.members[key] = member
    story.add_event(CaseEvent.Kind.NETWORK, member, on=from_on, detail=member.get_kind_display())  # type: ignore[attr-defined]
    return member


def _domain(story: Story, kind: str) -> str:
    """The mail domain of an adult's workplace; staff of an institution have the institution's."""
    if kind == Kind.CAREGIVER and not story.home.is_foster:
        return f"{fold(story.home.place)}.example"
    return AT_WORK.get(kind, "familie.example")


def _at_school(story: Story) -> None:
    school = story.schooling.school.name
    email = {"email": ""} if story.chance_of(0.2) else {}
    part = "Kontaktlærer" if story.traits.provision == "internal" else "Klasselærer"
    names = story.town.names
    _add(story, "teacher", Kind.SCHOOL_PROFESSIONAL, names.adult(), part, organisation=school, **email)
    subject = story.by_chance.choice(SUBJECTS)
    _add(story, "colleague", Kind.SCHOOL_PROFESSIONAL, names.adult(), subject, organisation=school)


def _at_home(story: Story) -> None:
    home, names = story.home, story.town.names
    if not home.is_foster:
        _add(story, "caregiver", Kind.CAREGIVER, names.adult(), "Kontaktpædagog", organisation=home.place)
        if story.chance_of(0.6):
            _leader(story, home.place)
        return
    surname = home.place.removeprefix("Familien ")
    mother, father = "Plejemor", "Plejefar"
    if home.kind == Placement.Kind.NETWORK:
        mother, father = story.by_chance.choice([("Mormor", "Morfar"), ("Moster", "Onkel"), ("Faster", "Onkel")])
    _add(story, "caregiver", Kind.CAREGIVER, f"{names.woman()} {surname}", mother)
    if story.chance_of(0.65):
        _add(story, "caregiver2", Kind.CAREGIVER, f"{names.man()} {surname}", father)
    _add(story, "consultant", Kind.FOSTER_CONSULTANT, names.adult(), "Familieplejekonsulent")


def _leader(story: Story, place: str) -> None:
    """Add the leader of a place; it is the same adult for every child there."""
    town = story.town
    if place not in town.leaders:
        name = town.names.adult()
        town.leaders[place] = town.keep(Adult(name=name, organisation=place, phone=town.names.phone()))
    adult = town.leaders[place]
    known = {"organisation": place, "email": adult.email, "phone": adult.phone, "adult": adult}
    _add(story, "caregiver2", Kind.CAREGIVER, adult.name, "Afdelingsleder", **known)


def _family(story: Story) -> None:
    if story.traits.contact == "none":
        return
    surname, names = story.child.last_name, story.town.names
    parents = [("parent", f"{names.woman()} {surname}", "Mor")]
    if story.chance_of(0.4):
        parents.append(("parent2", f"{names.man()} {surname}", "Far"))
    for key, name, part in parents:
        wish = story.by_chance.choice(["", "yes", "yes", "sometimes", "sometimes", "no"])
        story.slots |= {"Parent": part, "they": "hun" if part == "Mor" else "han"}
        words = (story.say("around", f"wishes_{wish}") or "") if wish and story.chance_of(0.6) else ""
        _add(
            story, key, Kind.PARENT, name, part,
            child_wish=wish, child_wish_words=words, authority_advice=story.by_chance.choice(["", "yes", "yes", "no"]),
        )  # fmt: skip


def _authority(story: Story) -> None:
    _add(
        story, "caseworker", Kind.CASEWORKER, story.town.names.adult(), "Rådgiver",
        organisation=story.home.placing_municipality,
    )  # fmt: skip
