"""The history of a case in words: what a person did, to which record, and the values before and after."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import access
from core.danish import inside, listing
from core.models import Change

from .naming import NAMED_BY, Naming, guests_of
from .recordnames import Reader

# The text of these takes its class from the row. It may have had any of these classes when it was written, so it is
# told to those whose role reads them all; None: to nobody (a part had drafts before it was handed in).
CLASSED_BY_ROW: dict[str, set[str] | None] = {
    "assessments.AssessmentPart": None,
    "goals.Agreement": {access.A, access.E},
    "meetings.AgreementReview": {access.A, access.E},
    "support.Contact": {access.D, access.E, access.F},
    "support.Sparring": {access.D, access.E},
}
# The words for each record created, changed and deleted. The order is by importance: where one act writes several
# records, the first of them is what was done, and the others came with it.
DONE: dict[str, tuple[Any, Any, Any]] = {
    "children.Handover": (gettext_lazy("Forløbet overdraget"), gettext_lazy("Overdragelse ændret"), ""),
    "meetings.Meeting": (
        gettext_lazy("Møde oprettet"),
        gettext_lazy("Møde ændret"),
        gettext_lazy("Møde slettet"),
    ),
    "support.Sparring": (
        gettext_lazy("Sparring skrevet"),
        gettext_lazy("Sparring rettet"),
        gettext_lazy("Sparring slettet"),
    ),
    "support.Contact": (
        gettext_lazy("Kontakt skrevet"),
        gettext_lazy("Kontakt rettet"),
        gettext_lazy("Kontakt slettet"),
    ),
    "children.Case": (gettext_lazy("Forløb åbnet"), gettext_lazy("Forløbet ændret"), ""),
    "children.Closing": (gettext_lazy("Bedt om afslutning"), gettext_lazy("Afslutning ændret"), ""),
    "children.Child": (
        gettext_lazy("Barnet oprettet"),
        gettext_lazy("Barnets oplysninger rettet"),
        gettext_lazy("Barnet slettet"),
    ),
    "assessments.AssessmentReport": (
        gettext_lazy("Afdækningsrapport lavet"),
        gettext_lazy("Afdækningsrapport rettet"),
        "",
    ),
    "assessments.Assessment": (gettext_lazy("Afdækning bestilt"), gettext_lazy("Afdækning ændret"), ""),
    "assessments.AssessmentPart": (
        gettext_lazy("Del af afdækningen bestilt"),
        gettext_lazy("Del af afdækningen ændret"),
        gettext_lazy("Del af afdækningen slettet"),
    ),
    "goals.Goal": (gettext_lazy("Mål aftalt"), gettext_lazy("Mål ændret"), gettext_lazy("Mål slettet")),
    "goals.Dream": (
        gettext_lazy("Barnets drøm skrevet"),
        gettext_lazy("Barnets drøm rettet"),
        gettext_lazy("Barnets drøm slettet"),
    ),
    "goals.Agreement": (
        gettext_lazy("Aftale indgået"),
        gettext_lazy("Aftale ændret"),
        gettext_lazy("Aftale slettet"),
    ),
    "children.Schooling": (
        gettext_lazy("Skole tilføjet"),
        gettext_lazy("Skole ændret"),
        gettext_lazy("Skole slettet"),
    ),
    "children.Placement": (
        gettext_lazy("Anbringelse tilføjet"),
        gettext_lazy("Anbringelse ændret"),
        gettext_lazy("Anbringelse slettet"),
    ),
    "children.Diagnosis": (
        gettext_lazy("Diagnose tilføjet"),
        gettext_lazy("Diagnose ændret"),
        gettext_lazy("Diagnose slettet"),
    ),
    "children.OtherMeasure": (
        gettext_lazy("Anden indsats tilføjet"),
        gettext_lazy("Anden indsats ændret"),
        gettext_lazy("Anden indsats slettet"),
    ),
    "children.Release": (gettext_lazy("Delt"), gettext_lazy("Deling ændret"), ""),
    "children.NetworkMember": (
        gettext_lazy("Tilføjet til netværket"),
        gettext_lazy("Person i netværket ændret"),
        gettext_lazy("Fjernet fra netværket"),
    ),
    "guests.Link": (gettext_lazy("Link givet"), gettext_lazy("Link ændret"), ""),
    "followup.Postponement": (gettext_lazy("Skridt udskudt"), gettext_lazy("Udskydelse ændret"), ""),
    "meetings.GoalReview": (
        # Also for a goal agreed at the meeting.
        gettext_lazy("Mål drøftet på mødet"),
        gettext_lazy("Gennemgang af mål rettet"),
        gettext_lazy("Gennemgang af mål slettet"),
    ),
    "meetings.AgreementReview": (
        gettext_lazy("Aftale gennemgået"),
        gettext_lazy("Gennemgang af aftale rettet"),
        gettext_lazy("Gennemgang af aftale slettet"),
    ),
    "meetings.Attendance": (
        gettext_lazy("Deltager tilføjet"),
        gettext_lazy("Deltagelse ændret"),
        gettext_lazy("Deltager fjernet"),
    ),
}
KINDS = [Change.Kind.CREATED, Change.Kind.CHANGED, Change.Kind.REMOVED]
# Changes with a word of their own: the field, its new value (None: any), and the word.
CALLED_AFTER: dict[str, list[tuple[str, Any, Any]]] = {
    "meetings.Meeting": [
        ("state", "held", gettext_lazy("Møde holdt")),
        ("state", "cancelled", gettext_lazy("Møde aflyst")),
        ("starts_at", None, gettext_lazy("Møde flyttet")),
    ],
    "children.Case": [
        ("closed_on", "", gettext_lazy("Forløb genåbnet")),
        ("closed_on", None, gettext_lazy("Forløb afsluttet")),
    ],
    "children.Closing": [("state", "returned", gettext_lazy("Afslutning sendt tilbage"))],
    "children.NetworkMember": [("until_on", None, gettext_lazy("Ikke længere i netværket"))],
    "guests.Link": [
        ("revoked_at", None, gettext_lazy("Link lukket")),
        ("code_number", None, gettext_lazy("Ny kode til link")),
    ],
    "children.Release": [("withdrawn_at", None, gettext_lazy("Deling taget tilbage"))],
    "meetings.Attendance": [
        ("attended", True, gettext_lazy("Var med")),
        ("answer", "", gettext_lazy("Svar slettet, fordi mødet er flyttet")),
        ("answer", None, gettext_lazy("Svar på invitationen")),
    ],
    "goals.Agreement": [("followed_up_on", None, gettext_lazy("Aftale fulgt op"))],
    "goals.Goal": [("ended_on", None, gettext_lazy("Mål afsluttet"))],
    "assessments.AssessmentPart": [("received_on", None, gettext_lazy("Del af afdækningen afleveret"))],
}
# Fields without a form, which have no label of their own.
CALLED = {
    "state": gettext_lazy("status"),
    "user": gettext_lazy("bruger"),
    "reason": gettext_lazy("begrundelse"),
    "to_member": gettext_lazy("delt med"),
    "released_by": gettext_lazy("delt af"),
    "released_at": gettext_lazy("delt"),
    "withdrawn_at": gettext_lazy("taget tilbage"),
    "code_number": gettext_lazy("kodenummer"),
    "revoked_at": gettext_lazy("lukket"),
    "revoked_by": gettext_lazy("lukket af"),
    "tries_left": gettext_lazy("forsøg tilbage"),
    "opened_at": gettext_lazy("åbnet"),
    "used_at": gettext_lazy("brugt"),
    "code_digest": gettext_lazy("koden"),
    "token_digest": gettext_lazy("linket"),
}
# Many-to-many choices beside a record's own columns, shown by name.
CHOSEN = {
    "invited": (gettext_lazy("inviterede"), access.A),
    "members": (gettext_lazy("personer"), access.A),
}
Row = dict[str, Any]


def acts_in_words(changes: Sequence[Change], reader: Reader) -> tuple[list[Row], set[str]]:
    """Each act as one thing a person did, as far as it may be read, in the order of ``changes``; the classes told.

    Fields of closed classes are named without values. A fixed number of queries for any number of changes.
    """
    words = _Words(changes, reader)
    acts: dict[UUID, list[Change]] = {}
    for change in changes:
        acts.setdefault(change.act, []).append(change)
    return [words.of(act) for act in acts.values()], words.classes


class _Words:
    """The words for some changes; the names of their records are read at once."""

    def __init__(self, changes: Sequence[Change], reader: Reader) -> None:
        self.reader = reader
        records = ((change.model, change.record_id) for change in changes)
        self.naming = Naming(records, reader, _references(changes))
        self.guests = guests_of(changes)
        self.classes = self.naming.classes

    def of(self, act: Sequence[Change]) -> Row:
        """One act: its main record first, then the records that came with it."""
        weight = list(DONE)
        written = sorted(act, key=lambda each: (each.at, each.pk))
        written.sort(key=lambda each: weight.index(each.model) if each.model in DONE else len(weight))
        first = written[0]
        main, *along = self._grouped(written)
        return {
            "id": first.act,
            "at": first.at,
            "by": first.by.name if first.by else self.guests.get(first.member_id, ""),
            **main,
            "along": along,
        }

    def _grouped(self, changes: Iterable[Change]) -> list[Row]:
        """Changes with the same words and the same values, joined."""
        groups: dict[str, tuple[list[Row], list[Change]]] = {}
        for change in changes:
            fields = [self._field(change, name) for name in change.fields if not _is_said(change, name)]
            key = f"{_said(change)} {fields}"
            groups.setdefault(key, (fields, []))[1].append(change)
        return [{"what": self._sentence(same), "fields": fields} for fields, same in groups.values()]

    def _sentence(self, changes: Sequence[Change]) -> str:
        which = self._listed(self.naming.which(change.model, change.record_id) for change in changes)
        if changes[0].model == "children.Release":
            items = self._listed(self.naming.item_of(change.record_id) for change in changes)
            which = _("%(items)s med %(people)s") % {"items": items, "people": which}
        return f"{_said(changes[0])}: {which}" if which else _said(changes[0])

    def _listed(self, names: Iterable[str]) -> str:
        """Each name once: several things shared with one person would name that person each time."""
        return listing(dict.fromkeys(filter(None, names)))

    def _field(self, change: Change, name: str) -> Row:
        model, (before, after) = apps.get_model(change.model), change.fields[name]
        if name in CHOSEN:
            label, data_class = CHOSEN[name]
            is_told = True
        else:
            field = model._meta.get_field(name)
            label, data_class = CALLED.get(name, field.verbose_name), self._class_of(change, name)
            is_told = _is_told(field) and data_class != access.C and self._reads_row(change)
            before, after = (self.naming.value(field, value) for value in (before, after))
        shown = is_told and access.may_read(self.reader.user, data_class)
        if not shown:
            before = after = ""
        return {"label": str(label), "shown": shown, "data_class": data_class, "before": before, "after": after}

    def _class_of(self, change: Change, name: str) -> str:
        model: Any = apps.get_model(change.model)
        record = self.naming.records.get(change.record_id)
        by_row = getattr(getattr(record, "agreement", record), "data_class", None)
        is_of_row = bool(CLASSED_BY_ROW.get(change.model)) and by_row is not None
        return str(by_row) if is_of_row else access.data_class(model, name)

    def _reads_row(self, change: Change) -> bool:
        """Whether nothing in the record's row, as it is or was, is closed to the reader."""
        if change.model not in CLASSED_BY_ROW:
            return True
        classes = CLASSED_BY_ROW[change.model]
        return classes is not None and all(access.may_read(self.reader.user, each) for each in classes)


def _said(change: Change) -> str:
    """What was done, without the record it was done to."""
    if change.kind == Change.Kind.CHANGED:
        for name, value, words in CALLED_AFTER.get(change.model, ()):
            if name in change.fields and value in (None, change.fields[name][1] or ""):
                return str(words)
    done = DONE.get(change.model)
    if done is None:
        return f"{apps.get_model(change.model)._meta.verbose_name}: {inside(change.get_kind_display())}"  # type: ignore[attr-defined]
    return str(done[KINDS.index(Change.Kind(change.kind))])


def _is_said(change: Change, name: str) -> bool:
    """Whether the word for the change says everything about this field already."""
    called = CALLED_AFTER.get(change.model, ())
    return change.fields[name][1] is True and any(field == name and value is True for field, value, _words in called)


def _is_told(field: Any) -> bool:
    if field.is_relation:
        return field.related_model._meta.label in NAMED_BY
    return not isinstance(field, models.UUIDField | models.JSONField)


def _references(changes: Iterable[Change]) -> Iterator[tuple[Any, Sequence[Any]]]:
    """Each changed field with its values before and after."""
    for change in changes:
        model = apps.get_model(change.model)
        for name, values in change.fields.items():
            if name not in CHOSEN:
                yield model._meta.get_field(name), values
