"""Links as the coordinator sees and gives them."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import serializers

from children.models import NetworkMember
from children.serializers import RECORD, OfCaseSerializer
from core import access
from core.serializers import VisibleRelated

from ..models import Link
from ..registry import GuestTask, tasks

STATES = [
    ("live", gettext_lazy("Virker")),
    ("locked", gettext_lazy("Koden er tastet forkert for mange gange")),
    ("used", gettext_lazy("Brugt")),
    ("revoked", gettext_lazy("Lukket")),
    ("expired", gettext_lazy("For gammelt")),
    ("ended", gettext_lazy("Rollen eller forløbet er slut")),
]


class LinkSerializer(OfCaseSerializer):
    """A link: who has it, for what, whether it was used. Token and code are not in it."""

    name = serializers.CharField(read_only=True)
    task_label = serializers.SerializerMethodField()
    state = serializers.SerializerMethodField()
    state_label = serializers.SerializerMethodField()

    class Meta:
        model = Link
        route = "guestlink-detail"
        record_class = access.A
        fixed = {"case"}
        classes = {"name": access.A, "task_label": access.A, "state": access.A, "state_label": access.A}
        fields = [
            *[*RECORD, "case", "member", "name", "task", "task_label", "record_id", "way", "code_way", "created_at"],
            *["expires_at", "opened_at", "used_at", "revoked_at", "state", "state_label"],
        ]

    def get_task_label(self, link: Link) -> str:
        task = tasks().get(link.task)
        return str(task.label) if task else ""

    def get_state(self, link: Link) -> str:
        return link.state()

    def get_state_label(self, link: Link) -> str:
        return str(dict(STATES)[link.state()])

    def abilities_of(self, link: Link) -> dict[str, bool]:
        return {"change": False, "remove": False, "end": link.is_live, "renew": link.is_live}


class GiveLinkSerializer(OfCaseSerializer):
    """Who gets a link, for what, and how."""

    member = VisibleRelated(
        queryset=NetworkMember.objects.select_related("adult"),
        required=False,
        allow_null=True,
        label=gettext_lazy("Hvem?"),
    )
    purpose = serializers.CharField(
        max_length=70,
        label=gettext_lazy("Hvad skal linket bruges til?"),
        help_text=gettext_lazy("Linket åbner kun det, du vælger her."),
    )

    class Meta:
        model = Link
        route = "guestlink-detail"
        record_class = access.A
        classes = {"purpose": access.A}
        fields = ["case", "member", "purpose", "way", "code_way"]
        extra_kwargs = {"code_way": {"required": True}}

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Gives task and record in place of the purpose. Raises ValidationError for one the member is not offered."""
        found = find_purpose(attrs.pop("purpose"), attrs["case"], attrs.get("member"))
        if found is None:
            raise serializers.ValidationError({"purpose": [_("Vælg, hvad linket skal bruges til.")]})
        # The action checks the rest with the link itself.
        return {"member": None, **attrs, "task": found[0], "record_id": found[1]}


def name_of(task: GuestTask, record: Any) -> str:
    """A task about a record, in a form."""
    return f"{task.key}.{record.pk}"


def find_purpose(said: str, case: Any, member: Any) -> tuple[GuestTask, UUID] | None:
    """The task and record a form named, as far as they are offered to this member."""
    key, _dot, pk = said.partition(".")
    task = tasks().get(key)
    try:
        record = task and task.offered(case, member).filter(pk=UUID(pk)).first()
    except ValueError:
        return None
    return (task, record.pk) if task and record else None


def offers(case: Any, member: Any) -> list[dict[str, str]]:
    """What a link to this member could be for, as a form's choices."""
    return [
        {"value": name_of(task, record), "label": f"{task.label}: {task.describe(record)}"}
        for task in tasks().values()
        for record in task.offered(case, member)
    ]
