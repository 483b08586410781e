"""Serializers that run the model's own rules and show each field only where its data class allows."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import cache, lru_cache
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError as ModelValidationError
from django.db import models
from django.urls import resolve, reverse
from django.utils.translation import gettext_lazy
from rest_framework import serializers
from rest_framework.relations import MANY_RELATION_KWARGS
from rest_framework.settings import api_settings

from . import access
from .audience import audience
from .bodies import refuse_read_only, refuse_unknown_fields
from .fieldcopies import copied
from .fields import FIELDS
from .preparedrecords import VisibleRecords
from .problems import from_model
from .wording import CHOOSE, in_plain_words

NOT_YOUR_FIELD = gettext_lazy("Du må ikke ændre dette felt.")
ALWAYS = {"id", "version", "created_at", "changed_at", "url", "abilities", "restricted"}


class VisibleRelated(serializers.PrimaryKeyRelatedField):  # type: ignore[type-arg]
    """A reference to a record this user can see; any other id is "not found", like an unknown one."""

    default_error_messages = {
        "does_not_exist": gettext_lazy("Vælg fra listen: det valgte findes ikke her."),
        "incorrect_type": CHOOSE,
    }

    def get_queryset(self) -> Any:
        queryset: Any = super().get_queryset()
        user = self.context["request"].user
        return queryset.visible_to(user) if hasattr(queryset, "visible_to") else queryset

    @classmethod
    def many_init(cls, *args: Any, **kwargs: Any) -> Any:
        """As DRF's own, except for the class of the list."""
        of_list = {name: value for name, value in kwargs.items() if name in MANY_RELATION_KWARGS}
        return VisibleList(child_relation=cls(*args, **kwargs), **of_list)

    def to_internal_value(self, data: Any) -> Any:
        """The record. One that the input names several times is read once."""
        found, key = self._found(), str(data)
        if key not in found:
            self._read(found, [key])
        if key not in found:
            found[key] = super().to_internal_value(data)
        return found[key]

    def find(self, ids: Iterable[Any]) -> None:
        """Read several records at once, for ``to_internal_value`` to give."""
        found = self._found()
        wanted = {str(each) for each in ids} - set(found)
        if len(wanted) > 1:
            self._read(found, wanted)

    def _read(self, found: dict[str, Any], wanted: Iterable[str]) -> None:
        """Read the records with these ids that the user may see; unknown ones are left to Django's own reading."""
        ids, user = [UUID(each) for each in wanted if is_uuid(each)], self.context["request"].user
        visible = _visible_among(self.queryset, user.role)  # type: ignore[arg-type]
        records = visible(user, ids) if visible else self.get_queryset().filter(pk__in=ids)
        found |= {str(record.pk): record for record in records}

    def _found(self) -> dict[str, Any]:
        """The cache of records shared with the serializers around, where every record of the kind may be named."""
        queryset = serializers.PrimaryKeyRelatedField.get_queryset(self)
        # A field for some records only shares nothing.
        if queryset is None or queryset.query.where:
            return {}
        context: Any = self.context
        found: dict[str, Any] = context.setdefault("found", {}).setdefault(queryset.model, {})
        return found


@lru_cache(maxsize=256)
def _visible_among(queryset: Any, role: str) -> VisibleRecords | None:
    """Reads the records of a field's queryset that a user may see: 0.3 ms of the process, and 1.2 as a queryset.

    None where the query depends on more than the user's relation, or cannot be compiled.
    """

    def visible(user: Any, ids: Iterable[UUID]) -> Any:
        return queryset.all().visible_to(user).filter(pk__in=ids)

    read = VisibleRecords(visible)
    return read if read.is_possible_for(role) else None


class VisibleList(serializers.ManyRelatedField):
    """References to several records, read with one query."""

    child_relation: VisibleRelated

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, list):
            self.child_relation.find(data)
        return super().to_internal_value(data)


def is_uuid(text: str) -> bool:
    """Whether a text has the form of our ids."""
    try:
        UUID(text)
    except ValueError:
        return False
    return True


class RecordSerializer(serializers.ModelSerializer[Any]):
    """A record in the API. ``Meta`` holds, besides DRF's own:

    ``route``: the detail route's name ("goal-detail"), for ``url``; ``record_class``: the record's home class, which a
    user must be allowed to write to create or change one; ``classes``: data classes of computed fields ({"age": "B"}),
    others come from the register; ``passed_on``: the classes that a release of the record covers (by default all that
    need one); ``fixed``: fields given on creation and never changed ("case").

    Fields the user may not read come out as null and are named in ``restricted``; writing one is refused. Choice fields
    get a readable ``<name>_label`` beside them. Unknown fields are refused.
    """

    serializer_related_field = VisibleRelated
    serializer_field_mapping = FIELDS
    url = serializers.SerializerMethodField()
    abilities = serializers.SerializerMethodField()
    restricted = serializers.SerializerMethodField()

    def get_fields(self) -> dict[str, Any]:
        fields = {name: copied(field) for name, field in _built(type(self)).items()}
        if self.instance is not None or self.partial:
            for name in set(getattr(self.Meta, "fixed", ())) & set(fields):
                fields[name].read_only = True
        return fields

    def built_fields(self) -> dict[str, Any]:
        """The fields as they are for every user and record, built from the model, with labels and plain words."""
        fields = super().get_fields()
        model: Any = self.Meta.model
        choosing = {field.name for field in model._meta.concrete_fields if field.choices}
        # In the fields' own order: a set's order differs between processes, and the description with it.
        for name in [name for name in fields if name in choosing]:
            fields[f"{name}_label"] = serializers.CharField(source=f"get_{name}_display", read_only=True)
        return in_plain_words(fields)

    def get_url(self, record: Any) -> str:
        return reverse(f"api:{self.Meta.route}", args=[record.pk])

    def get_abilities(self, record: Any) -> dict[str, bool]:
        """What this user may do with the record now: nothing while it is read only."""
        is_read_only = getattr(record, "is_read_only", False)
        return {name: may and not is_read_only for name, may in self.abilities_of(record).items()}

    def abilities_of(self, record: Any) -> dict[str, bool]:
        """The abilities of this user for a writable record, among the verbs of its resource.

        Override to add the record's own verbs.
        """
        may = self.may_write(self.record_class(record), record)
        done = _methods_of(self.Meta.route)
        return {"change": may and "patch" in done, "remove": may and "delete" in done}

    def get_restricted(self, record: Any) -> list[str]:
        """Names of fields that exist but are not shown to this user."""
        return []

    @property
    def user(self) -> Any:
        """The user of the request."""
        return self.context["request"].user

    def about(self, record: Any) -> Any:
        """The object with the version of the intervention for a record; None for a new one."""
        return record

    def may_write(self, data_class: str, record: Any = None) -> bool:
        """Whether this user may write this class of a record, or of a new one."""
        return access.may_write(self.user, data_class, self.about(record))

    def may_read(self, data_class: str, record: Any = None) -> bool:
        """Whether this user may read this class of a record without a release."""
        return access.may_read(self.user, data_class, self.about(record))

    def record_class(self, record: Any) -> str:
        """The record's home class: users who may write it may change the record. ``Meta.record_class`` unless
        overridden.
        """
        return str(self.Meta.record_class)

    def field_class(self, name: str, record: Any) -> str | None:
        """The data class of one field of one record; None for fields without one."""
        return static_field_class(type(self), name)

    def may_be_closed(self, name: str) -> bool:
        """Whether a reader of a record may get null in this field, for the API's description."""
        return access.is_closed_to_some(static_field_class(type(self), name))

    def is_passed_on(self, data_class: str, record: Any) -> bool:
        """Whether this class of this record was passed on to this user; a release does not cover other classes."""
        covered: set[str] | None = getattr(self.Meta, "passed_on", None)
        return (covered is None or data_class in covered) and self.is_released(record)

    def is_released(self, record: Any) -> bool:
        """Whether this record was passed on to this user."""
        released: Callable[[], frozenset[Any]] | None = self.context.get("released")
        return released is not None and record.pk in released()

    def to_representation(self, record: Any) -> dict[str, Any]:
        data = super().to_representation(record)
        data["restricted"] = [name for name in data if name not in ALWAYS and not self._readable(name, record)]
        for name in data["restricted"]:
            data[name] = None
        return data

    def _readable(self, name: str, record: Any) -> bool:
        data_class = self.field_class(name, record)
        if data_class is None:
            return True
        level = access.level(self.user.role, data_class, self.about(record))
        seen: set[str] = self.context.setdefault("classes", set())  # type: ignore[attr-defined]
        if level >= access.Level.READ or (level == access.Level.RELEASED and self.is_passed_on(data_class, record)):
            seen.add(data_class)
            return True
        return False

    def to_internal_value(self, data: Any) -> Any:
        if not isinstance(data, Mapping):
            # For a row that is no object, DRF's own error is used, in our words.
            return super().to_internal_value(data)
        refuse_unknown_fields(data, self.fields)
        refuse_read_only(data, self.fields)
        self._refuse_unwritable(data)
        cleaned = self._emptied(data)
        try:
            return super().to_internal_value(cleaned)
        except serializers.ValidationError as error:
            wrong: Any = error.detail
            errors = {**self._rules_broken(cleaned, wrong), **wrong}
            # In the order of the form's fields.
            order = [*self.fields, *errors]
            raise serializers.ValidationError(dict(sorted(errors.items(), key=lambda at: order.index(at[0])))) from None

    def _rules_broken(self, data: Mapping[str, Any], wrong: Mapping[str, Any]) -> dict[str, Any]:
        """Errors of the model's own rules about the readable fields, so that all errors come at once.

        Only errors that occur both with the other fields empty and as typed: no field gets an error that is due to
        another one. Constraints are checked later, because the database takes no half-filled record.
        """
        if set(wrong) & {*getattr(self.Meta, "fixed", ()), api_settings.NON_FIELD_ERRORS_KEY}:
            return {}
        attrs: dict[str, Any] = {}
        for field in self._writable_fields:
            if field.field_name not in wrong:
                with suppress(serializers.SkipField):
                    value = field.run_validation(field.get_value(data))
                    checked = getattr(self, f"validate_{field.field_name}", lambda same: same)
                    attrs[str(field.source)] = checked(value)
        model: Any = self.Meta.model
        names = {field.name: field for field in model._meta.concrete_fields}
        empty = {name: "" if names[name].empty_strings_allowed else None for name in wrong if name in names}
        typed = {name: data[name] for name, none in empty.items() if none == "" and isinstance(data.get(name), str)}
        both = [self._said_by_rules({**attrs, **others}) for others in (empty, {**empty, **typed})]
        return {name: said for name, said in both[0].items() if both[1].get(name) == said}

    def _said_by_rules(self, attrs: dict[str, Any]) -> dict[str, Any]:
        try:
            self._probe(attrs).clean()
        except ModelValidationError as error:
            return from_model(error)
        return {}

    def may_fill(self, name: str) -> bool:
        """Whether this user may write a field of this record, or of the one to be made.

        Forms leave out the others, and the API refuses them. What a new record is named by (its child, its case) may be
        given by everybody who may make one.
        """
        if self.instance is None and name in getattr(self.Meta, "fixed", ()):
            return True
        data_class = self.field_class(name, self.instance)
        return data_class is None or self.may_write(data_class, self.instance)

    def audience_of(self, name: str) -> str:
        """Who will be able to read what is written in a field, in words; "" where nothing is closed to anybody."""
        return audience(self.field_class(name, self.instance), self.about(self.instance))

    def _refuse_unwritable(self, data: Any) -> None:
        closed = {name: [NOT_YOUR_FIELD] for name in sorted(data) if not self.may_fill(name)}
        if closed:
            raise serializers.ValidationError(closed, code="not_allowed")

    def _emptied(self, data: Any) -> dict[str, Any]:
        """The empty text of a form becomes None for every field that is not text."""
        cleaned = dict(data)
        for name, value in data.items():
            field = self.fields[name]
            takes_empty = isinstance(field, serializers.CharField) or getattr(field, "allow_blank", False)
            if value == "" and not takes_empty:
                if field.allow_null:
                    cleaned[name] = None
                elif not field.required:
                    del cleaned[name]
        return cleaned

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Run the model's ``full_clean``, which DRF does not."""
        try:
            self._probe(attrs).full_clean(validate_unique=True, exclude=self.unchecked())
        except ModelValidationError as error:
            raise serializers.ValidationError(from_model(error)) from None
        return attrs

    def _probe(self, attrs: dict[str, Any]) -> Any:
        """The record with these values, unsaved."""
        model: Any = self.Meta.model
        names = {field.name for field in model._meta.concrete_fields}
        record = self.instance or model()
        probe = model(**{f.attname: getattr(record, f.attname) for f in model._meta.concrete_fields})
        probe._state.fields_cache.update(record._state.fields_cache)
        probe._state.adding = self.instance is None
        for name, value in {**self.defaults(attrs), **attrs}.items():
            if name in names:
                setattr(probe, name, value)
        return probe

    def defaults(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Values the server sets on a new record (child, municipality, author), for the model's rules to check."""
        return self.context["view"].server_values(attrs) if self.instance is None else {}

    def unchecked(self) -> set[str]:
        """Fields ``full_clean`` leaves out."""
        return set()


@cache
def _built(serializer: type[RecordSerializer]) -> dict[str, Any]:
    """A serializer's fields, built once for each process and never bound: ``get_fields`` gives copies."""
    return serializer().built_fields()


@cache
def _methods_of(route: str) -> frozenset[str]:
    """The methods of a record's own resource."""
    view: Any = resolve(reverse(f"api:{route}", args=[UUID(int=0)])).func
    return frozenset(getattr(view, "actions", {}))


@cache
def static_field_class(serializer: type[RecordSerializer], name: str) -> str | None:
    """The data class of a serializer's field: declared for computed ones, from the register for the model's."""
    if name in ALWAYS:
        return None
    declared: dict[str, str] = getattr(serializer.Meta, "classes", {})
    if name in declared:
        return declared[name]
    name = name.removesuffix("_label")
    declared_base = declared.get(name)
    if declared_base:
        return declared_base
    model: type[models.Model] = serializer.Meta.model
    return access.data_class(model, name)
