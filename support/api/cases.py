"""The pages of sparring in one case."""

from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Count, Max
from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from children.api.base import PageView
from children.models import Case
from core.access import Role
from core.filters import by_columns
from core.listing import Listing
from core.pagination import NumberedPages
from core.queries import Paged, Query
from core.schema import for_page
from goals.serializers import AgreementSerializer

from .. import answers
from ..athome import activities_of, supports_home
from ..deadline import NONE_YET, Due, sparring_due, state_of
from ..models import Sparring, data_class_of
from ..models.sparring import counts
from ..prefilled import choices_for, people_of, settings_of, usual_first, usual_setting, values_for
from ..serializers import SparringSerializer

SETTINGS = [Sparring.Setting.SCHOOL, Sparring.Setting.HOME]


class CasePage(PageView):
    """A page of one case's sparring."""

    @cached_property
    def case(self) -> Case:
        """The case of the route. Raises Http404, PermissionDenied."""
        return self.case_of(self.kwargs["pk"])

    def writable_settings(self) -> list[str]:
        """The settings for which this user may log a sparring in this case."""
        return settings_of(self.case, self.request.user)

    def asked_setting(self) -> str:
        """The setting named in the query, or ""."""
        setting = self.request.query_params.get("setting", "")
        return setting if setting in Sparring.Setting.values else ""


class SettingQuery(Query):
    """At school or with the home."""

    setting = serializers.ChoiceField(choices=Sparring.Setting.choices, required=False)


SPARRINGS = Listing(Sparring, by_columns("setting"), sorts={})


class SparringsQuery(SPARRINGS.query, Paged):  # type: ignore[misc, name-defined]
    """A page of the sparrings in one setting, or in both."""


class CaseSparring(CasePage):
    """The sparrings of a case, newest first, with the agreed changes and the questions nobody has answered."""

    asks = {"get": SparringsQuery}

    @for_page(answers.CaseSparring)
    def get(self, request: Request, pk: Any) -> Response:
        """The sparrings with the case around them."""
        shown = Sparring.objects.visible_to(request.user).filter(case=self.case)
        asked = SPARRINGS.asked(request.query_params, request.user.role)
        rows = SPARRINGS.narrowed(shown, asked).whole().newest_first()
        pages = NumberedPages()
        page: Any = pages.paginate_queryset(rows, request, view=self)
        listed = pages.get_paginated_response(self.shown(SparringSerializer, page))
        return self.page_about(
            self.case,
            setting=asked.get("setting", ""),
            settings=self._standing(shown),
            log_in=self.writable_settings(),
            unanswered=[str(pk) for pk in self._unanswered(shown)],
            **listed.data,
        )

    def _standing(self, shown: Any) -> list[dict[str, Any]]:
        """For each setting: the number, the last one that counts, and when the next is due."""
        counted = {
            row["setting"]: row
            for row in shown.values("setting").annotate(
                count=Count("pk", distinct=True), last=Max("held_on", filter=counts())
            )
        }
        due = sparring_due([self.case.pk]).get(self.case.pk, NONE_YET)
        return [
            self._standing_at(each, counted.get(each, {}), due if self.case.is_open else NONE_YET) for each in SETTINGS
        ]

    @staticmethod
    def _standing_at(setting: Sparring.Setting, counted: dict[str, Any], due: Due) -> dict[str, Any]:
        due_on = due.at(setting)
        return {
            "setting": setting.value,
            "label": str(setting.label),
            "count": counted.get("count", 0),
            "last_on": counted.get("last"),
            "due_on": due_on,
            "state": state_of(due_on, timezone.localdate()),
        }

    def _unanswered(self, shown: Any) -> list[UUID]:
        writable = self.writable_settings()
        return list(
            shown.unanswered(timezone.localdate()).filter(setting__in=writable).values_list("pk", flat=True)[:100]
        )


class CaseSparringForm(CasePage):
    """The initial data of a new sparring's form. ``?setting=school`` for a coordinator at the school."""

    asks = {"get": SettingQuery}
    roles = frozenset({Role.COORDINATOR, Role.SUPERVISOR})

    @for_page(answers.SparringForm)
    def get(self, request: Request, pk: Any) -> Response:
        """Values, choices, and the settings this user may log one for."""
        self.case.demand_open()
        writable = self.writable_settings()
        asked = self.asked_setting()
        setting = asked if asked in writable else usual_setting(request.user)
        people = people_of(self.case, request.user)
        choices = choices_for(self.case, setting, people)
        self.seen_classes.add(data_class_of(setting))
        values = self._with_only_goal(values_for(self.case, setting, people), choices)
        usual, others = usual_first(choices["receivers"], people, setting, values["receivers"])
        return self.page_about(
            self.case,
            values=values,
            choices=choices,
            usual=usual,
            others=others,
            setting=setting,
            supports_home=supports_home(self.case, setting),
            activities=self._activities(setting),
            settings=[
                {"setting": each.value, "label": str(each.label), "current": each.value == setting}
                for each in SETTINGS
                if each.value in writable
            ],
        )

    def _activities(self, setting: str) -> Any:
        """The running activities at home, where the sparring is also about them."""
        if not supports_home(self.case, setting):
            return []
        return self.shown(AgreementSerializer, activities_of(self.case))

    @staticmethod
    def _with_only_goal(values: dict[str, Any], choices: dict[str, Any]) -> dict[str, Any]:
        """A single open goal is chosen beforehand."""
        only = [goal["value"] for goal in choices["goals"]] if len(choices["goals"]) == 1 else []
        return {**values, "goals": only}
