"""The sparring record."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from children.api.base import ChildRecordViewSet
from children.caseheader import HEADER_CLASSES, case_header
from children.models import CaseEvent
from core import access
from core.api import Changed, Created, Listed, Shown
from core.casechanges import settle
from core.filters import Filter, by_columns
from core.problems import Refused
from core.schema import for_page, from_version

from .. import actions, answers
from ..athome import supports_home
from ..deadline import NONE_YET, sparring_due
from ..models import Sparring
from ..prefilled import choices_for, people_of, settings_of
from ..serializers import SparringFollowUpSerializer, SparringRemovalSerializer, SparringSerializer
from ..wording import WHO_REMOVES


class SparringViewSet(Listed, Shown, Created, Changed, ChildRecordViewSet):
    """Sparring at school and with the home, newest first. Its writer is the giver."""

    queryset = Sparring.objects.whole().newest_first()
    serializer_class = record_serializer = SparringSerializer
    filters = {
        **by_columns("case", "setting"),
        "held_from": Filter("held_on__gte"),
        "held_to": Filter("held_on__lte"),
    }
    sorts = ("held_on",)

    def server_values(self, attrs: dict[str, Any]) -> dict[str, Any]:
        return {"giver": self.request.user}

    def create_record(self, data: dict[str, Any]) -> Sparring:
        return actions.log_sparring(by=self.request.user, **data)

    @extend_schema(responses={201: answers.SparringLogged})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Log a sparring. The answer also names the child, and the day the next one is due by."""
        return super().create(request, *args, **kwargs)

    def answer_created(self, record: Sparring) -> Response:
        response = self.answer(record, status=201)
        settle()
        due = sparring_due([record.case_id]).get(record.case_id, NONE_YET)
        self.saw([record.child_id], [access.A, access.B])
        response.data |= {"first_name": record.child.first_name, "next_due_on": due.at(record.setting)}
        return response

    def change_record(self, record: Sparring, data: dict[str, Any], expected: int) -> Sparring:
        changed = actions.change_sparring(sparring=record, by=self.request.user, expected_version=expected, **data)
        return self.get_queryset().get(pk=changed.pk)  # type: ignore[no-any-return]

    def demand_may_act(self, record: Any, asked: Any) -> None:
        if not access.may_write(self.request.user, record.data_class, record):
            raise exceptions.PermissionDenied(access.MAY_NOT_CHANGE)

    @from_version
    @extend_schema(request=SparringFollowUpSerializer, responses=SparringSerializer)
    @action(detail=True, methods=["post"], url_path="follow-up", serializer_class=SparringFollowUpSerializer)
    def follow_up(self, request: Request, pk: Any = None) -> Response:
        """Record whether it was tried and whether it helped, from the version in If-Match."""
        return self.act(_follow_up)

    @from_version
    @extend_schema(request=SparringRemovalSerializer, responses=answers.RemovedFrom)
    @action(detail=True, methods=["post"], serializer_class=SparringRemovalSerializer)
    def remove(self, request: Request, pk: Any = None) -> Response:
        """Delete a sparring logged by mistake, from the version in If-Match. Only a line on the timeline stays."""
        if (done := self.already_written_id()) is not None:
            return self._removed(done)
        record = self.get_object()
        if not actions.may_remove(request.user, record):
            raise exceptions.PermissionDenied(WHO_REMOVES)
        removed_id = self.write_once(
            record,
            lambda **sent: self._remove(record, **sent),
            sent=self.get_serializer(data=request.data),
            find=lambda sparring_id: sparring_id,
        )
        return self._removed(removed_id)

    def _remove(self, record: Sparring, *, expected_version: int, reason: str) -> UUID:
        sparring_id: UUID = record.pk
        try:
            actions.remove_sparring(
                sparring=record, by=self.request.user, reason=reason, expected_version=expected_version
            )
        except ValidationError as error:
            raise Refused(error.messages[0]) from None
        return sparring_id

    def _removed(self, sparring_id: UUID) -> Response:
        """The case it was deleted from: all that the first answer held, and so all that a repeated one may hold."""
        event = CaseEvent.objects.get(kind=CaseEvent.Kind.SPARRING_REMOVED, record_id=sparring_id)
        self.saw([event.child_id], [access.A])
        return Response({"case": str(event.case_id)})

    @for_page(answers.SparringPage)
    @action(detail=True, methods=["get"])
    def page(self, request: Request, pk: Any = None) -> Response:
        """The page of one sparring: the case's header, the sparring, and the options of its forms."""
        record = self.get_object()
        data = self.get_serializer(record).data
        self.saw([record.child_id], HEADER_CLASSES)
        choices = {}
        if data["abilities"]["change"]:
            choices = choices_for(record.case, record.setting, people_of(record.case, request.user), also=record)
        agreements = list(record.changes()) if data["abilities"]["remove"] else []
        due = sparring_due([record.case_id]).get(record.case_id, NONE_YET)
        return Response(
            {
                "case": case_header(record.case, request.user),
                "sparring": data,
                "next_due_on": due.at(record.setting),
                "settings": settings_of(record.case, request.user),
                "supports_home": supports_home(record.case, record.setting),
                "choices": choices,
                "keeps_from_removal": actions.keeps_from_removal(agreements),
            }
        )


def _follow_up(sparring: Sparring, **fields: Any) -> Sparring:
    if sparring.nothing_agreed:
        raise Refused(_("Der blev ikke aftalt noget, så der er ikke noget at følge op på."))
    return actions.follow_up_sparring(sparring=sparring, **fields)
