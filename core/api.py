"""The base of every API view: one transaction for each request, one look-up row in it, versions and idempotency
keys.

The order is: find what the user may see, do the work, write the log row, commit. A failure anywhere leaves no data, and
no log row.
"""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from rest_framework import exceptions, viewsets
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from . import access, conflicts
from .acts import one_act
from .casechanges import collecting
from .collisions import tried_twice
from .filters import Filter
from .listing import listing_of
from .models import Conflict, Draft, LookUp, Record
from .problems import Refused, StaleVersion
from .queries import Query, refuse_unknown
from .whole import whole_request
from .writing import WriteSequence

WRITES = {"POST", "PUT", "PATCH", "DELETE"}


class Logged(APIView):
    """A view whose every answer about a child writes a row in the look-up log, in the same transaction.

    A view calls ``self.saw(child_ids, classes)`` for what it shows. ``roles`` names the roles that may call it (None:
    any signed-in user); others get the 404 of an unknown page.
    """

    # DRF's types do not know that a caller past IsAuthenticated is one of our users.
    request: Any
    roles: frozenset[str] | None = None
    # Whether refusals are logged: views that show no child switch it off.
    logs_refusals = True
    # The relation in the log, where it is not the role's own part around the child. For a manager it is the unit,
    # except where the relation to the child, oversight, found it.
    relation = ""
    # True for views that read by POST, so that the question stands in no address.
    only_reads = False

    reveal_reason = ""

    # The names an address may ask with, by action or method; see core.queries.
    asks: Mapping[str, Any] = {}

    @cached_property
    def seen_children(self) -> set[UUID]:
        """The children this answer shows."""
        return set()

    @cached_property
    def seen_classes(self) -> set[str]:
        """The data classes this answer shows."""
        return set()

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        # A file has been read past and cannot be read again.
        may_repeat = not request.META.get("CONTENT_TYPE", "").startswith("multipart/")
        try:
            return tried_twice(lambda: self._dispatch_once(request, *args, **kwargs), may_repeat=may_repeat)
        except Refused as refusal:
            response = self.handle_exception(refusal)
            self.response = self.finalize_response(self.request, response, *args, **kwargs)
            return self.response

    def _dispatch_once(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        self.seen_children = set()
        self.seen_classes = set()
        self.reveal_reason = ""
        with whole_request() as written:
            with one_act(), collecting():
                response = super().dispatch(request, *args, **kwargs)
            if response.status_code >= 400:
                transaction.set_rollback(True)
            elif written.is_broken:
                raise RuntimeError("something failed and was undone, and yet the answer says that it was done")
            else:
                if self.seen_children:
                    self._log(LookUp.Result.GIVEN)
                self._throw_draft_away(request)
        if response.status_code in {403, 404} and self.logs_refusals and self.request.user.is_authenticated:
            self._log(LookUp.Result.DENIED)
        return response

    def _throw_draft_away(self, request: Any) -> None:
        """A page names the draft of the form it sends (``core.pages.call``)."""
        if key := getattr(request, "draft_key", ""):
            Draft.throw_away(request.user, key)

    def check_permissions(self, request: Any) -> None:
        super().check_permissions(request)
        if self.roles is not None and request.user.role not in self.roles:
            raise exceptions.NotFound

    def initial(self, request: Any, *args: Any, **kwargs: Any) -> None:
        asked = request._request
        if not (asked._read_started or asked.META.get("CONTENT_TYPE", "").startswith("multipart/")):
            # Kept whole, so that it can be read a second time.
            try:
                asked.body  # noqa: B018
            except ValueError:
                # The length it announces is no number.
                raise exceptions.ParseError from None
        super().initial(request, *args, **kwargs)
        refuse_unknown(self, request)

    def finalize_response(self, request: Any, response: Any, *args: Any, **kwargs: Any) -> Any:
        response = super().finalize_response(request, response, *args, **kwargs)
        if response.status_code == 201 and "url" in response.data:
            response["Location"] = response.data["url"]
        if response.status_code < 400 and getattr(request.auth, "only_reads", False):
            _nothing_may_be_done(response.data)
        return response

    def saw(self, child_ids: Iterable[UUID | None], classes: Iterable[str]) -> None:
        """Note the children and data classes this answer shows, for the look-up log."""
        self.seen_children.update(child_id for child_id in child_ids if child_id)
        self.seen_classes.update(classes)

    def _relation(self) -> str:
        if not self.relation and self.request.user.role == access.Role.MANAGER:
            return access.Relation.UNIT
        return self.relation or access.RELATION_FOR_ROLE.get(self.request.user.role, "")

    def _log(self, result: str) -> None:
        writes = self.request.method in WRITES and not self.only_reads
        action = LookUp.Action.WRITE if writes else LookUp.Action.READ
        LookUp.note(
            user=self.request.user,
            relation=self._relation() if result == LookUp.Result.GIVEN else "",
            action=LookUp.Action.REVEAL if self.reveal_reason else action,
            result=result,
            route=self.request.resolver_match.view_name,
            child_ids=self.seen_children,
            classes=self.seen_classes - {"O"},
            reason=self.reveal_reason,
        )


def _nothing_may_be_done(data: Any) -> None:
    """What a record says that its reader may do is nothing, for a token that only reads."""
    if isinstance(data, dict):
        for name, value in data.items():
            if name == "abilities":
                data[name] = dict.fromkeys(value, False)
            else:
                _nothing_may_be_done(value)
    elif isinstance(data, list):
        for each in data:
            _nothing_may_be_done(each)


class RecordViewSet(WriteSequence, Logged, viewsets.GenericViewSet[Any]):
    """Records of one kind. Combine with ``Listed``, ``Shown``, ``Created``, ``Changed``, ``Removed`` below.

    Subclasses give ``queryset`` (whose manager has ``visible_to``), ``serializer_class`` and, where children are
    concerned, ``child_of``.
    """

    lookup_value_converter = "uuid"
    http_method_names = ["get", "post", "patch", "delete", "head", "options"]

    def get_queryset(self) -> Any:
        queryset: Any = super().get_queryset()
        if getattr(self, "swagger_fake_view", False):
            return queryset.none()
        return queryset.visible_to(self.request.user)

    def get_serializer_context(self) -> dict[str, Any]:
        context = dict(super().get_serializer_context())
        context["classes"] = self.seen_classes
        context["released"] = self.released
        return context

    def released(self) -> frozenset[UUID]:
        """Ids of the items passed on to this user."""
        return frozenset()

    def child_of(self, record: Any) -> UUID | None:
        """The id of the child a record is about, or None."""
        return getattr(record, "child_id", None)

    def server_values(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """The values the server sets on a new record, besides those sent."""
        return {}

    def answer(self, record: Any, *, status: int = 200) -> Response:
        """The answer with the record as this user may see it; the look is logged."""
        serializer = self.get_serializer(record)
        response = Response(serializer.data, status=status)
        self.saw([child for child in [self.child_of(record)] if child], [])
        if isinstance(record, Record):
            response["ETag"] = f'"{record.version}"'
        return response

    def get_serializer(self, *args: Any, **kwargs: Any) -> Any:
        return super().get_serializer(*args, **kwargs)

    def moved_on(self, conflict: Conflict) -> StaleVersion:
        return self.stale(conflict, self.request.data)

    def stale(self, conflict: Conflict, sent: dict[str, Any]) -> StaleVersion:
        """The 412 with both texts of each field both have changed, and the fields only the other has changed."""
        return conflicts.stale_version(self.get_serializer(conflict.current), conflict, self.expected_version(), sent)


if TYPE_CHECKING:
    _Base = RecordViewSet
else:
    # At run time the verbs are plain mixins, placed before a RecordViewSet.
    _Base = object


class Listed(_Base):
    """``GET`` of a list: paginated; one log row holds all children of the page."""

    lists_records = True
    # The list's filters, and the columns it can be sorted by besides those of every record: see core.listing.
    filters: Mapping[str, Filter] = {}
    sorts: tuple[str, ...] = ()

    def list_query(self) -> type[Query]:
        """The query names of the list."""
        return listing_of(type(self)).query

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        listing = listing_of(self.__class__)
        asked = listing.asked(request.query_params, self.request.user.role)
        queryset = listing.sorted(listing.narrowed(self.get_queryset(), asked), asked)
        page: Any = self.paginate_queryset(queryset)
        data = self.get_serializer(page, many=True).data
        self.saw([self.child_of(record) for record in page], [])
        return self.get_paginated_response(data)


class Shown(_Base):
    """``GET`` of one record."""

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return self.answer(self.get_object())


class Created(_Base):
    """``POST`` of a new record, once for each key. ``create_record`` writes it."""

    create_class = ""  # the data class a user must write to create one; "" means the serializer's record_class

    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        serializer = self.get_serializer(data=request.data)
        self.demand_may_create(serializer)
        record = self.write_once(None, lambda expected_version, **data: self.create_record(data), sent=serializer)
        return self.answer_created(record)

    def answer_created(self, record: Any) -> Response:
        """The new record for the answer. Override to add its consequences."""
        return self.answer(record, status=201)

    def demand_may_create(self, serializer: Any) -> None:
        """Raise PermissionDenied where the user may not make a record of this kind. Forms ask before they are drawn."""
        needed = self.create_class or getattr(getattr(serializer, "Meta", None), "record_class", "")
        if needed and not serializer.may_write(needed):
            raise exceptions.PermissionDenied(access.MAY_NOT_CREATE)

    def create_record(self, data: dict[str, Any]) -> Any:
        """Write the new record from validated data. Override to call an action."""
        record = self.get_queryset().model(**self.server_values(data), **data)
        record.save(by=self.request.user)
        return record


class Changed(_Base):
    """``PATCH`` of a record, from the version in If-Match."""

    def partial_update(self, request: Any, *args: Any, **kwargs: Any) -> Response:
        record = self.get_object()
        serializer = self.get_serializer(record, data=request.data, partial=True)
        if not self.may_change(serializer, record):
            raise exceptions.PermissionDenied(access.MAY_NOT_CHANGE)
        written = self.write_once(
            record,
            lambda expected_version, **data: self.change_record(record, data, expected_version),
            sent=serializer,
        )
        return self.answer(written)

    def may_change(self, serializer: Any, record: Any) -> bool:
        """Whether the user may change this record at all; the serializer checks the single fields."""
        return bool(serializer.may_write(serializer.record_class(record), record))

    def change_record(self, record: Any, data: dict[str, Any], expected: int) -> Any:
        """Write the change. Override to call an action."""
        for name, value in data.items():
            setattr(record, name, value)
        record.save(by=self.request.user, expected_version=expected)
        return record


class Removed(_Base):
    """``DELETE`` of a record, from the version in If-Match."""

    def destroy(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        record = self.get_object()
        serializer = self.get_serializer(record)
        if not self.may_remove(serializer, record):
            raise exceptions.PermissionDenied(_("Du har ikke ret til at slette det her."))
        child = self.child_of(record)
        self.write_once(record, lambda expected_version: self._remove(record, expected_version))
        self.saw([child] if child else [], [])
        return Response(status=204)

    def _remove(self, record: Any, expected: int) -> UUID:
        record_id: UUID = record.pk
        self.remove_record(record, expected)
        return record_id

    def may_remove(self, serializer: Any, record: Any) -> bool:
        """Whether the user may delete this record."""
        return bool(serializer.may_write(serializer.record_class(record), record))

    def remove_record(self, record: Any, expected: int) -> None:
        """Delete the record. Override to call an action."""
        record.remove(by=self.request.user, expected_version=expected)
