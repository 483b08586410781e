"""The supervisor's home page, and the children a sparring can be logged for."""

from rest_framework.request import Request
from rest_framework.response import Response

from core import access
from core.access import Role
from core.api import Logged
from core.schema import for_page

from .. import answers
from ..models import Sparring
from ..prefilled import usual_setting
from ..school import due_first, my_children, promised_by_teachers, schools_of


class MySchool(Logged):
    """Min skole: the supervisor's children, overdue first, and the teachers' open agreements."""

    roles = frozenset({Role.SUPERVISOR})

    @for_page(answers.MySchool)
    def get(self, request: Request) -> Response:
        """The supervisor's children with their next sparring."""
        rows = due_first(my_children(request.user, Sparring.Setting.SCHOOL))
        promised = promised_by_teachers(request.user)
        at_home = [access.E] if any(row["home"] for row in rows) else []
        self.saw([row.pop("child_id") for row in [*rows, *promised]], [access.A, access.B, access.D, *at_home])
        return Response({"schools": schools_of(rows), "children": rows, "promised": promised})


class SparringChoice(Logged):
    """The children a sparring can be logged for, in Danish order."""

    roles = frozenset({Role.COORDINATOR, Role.SUPERVISOR})

    @for_page(answers.SparringChoice)
    def get(self, request: Request) -> Response:
        """The children a sparring can be logged for."""
        setting = usual_setting(request.user)
        rows = my_children(request.user, setting)
        self.saw([row.pop("child_id") for row in rows], [access.A, access.B])
        return Response({"setting": setting, "children": rows})
