"""Writes that span a user and the consequences of being one."""

from typing import Any

from allauth.account.forms import ResetPasswordForm
from allauth.core import context
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import Role
from core.models.dates import last_day

from .models import SchoolPost, User


@transaction.atomic
def invite(*, by: User, request: Any, **fields: Any) -> User:
    """Create a user without a password and mail them a link to choose one."""
    user = User(municipality=by.municipality, **fields)
    user.set_unusable_password()
    user.full_clean(exclude=["password"])
    user.save(by=by)
    transaction.on_commit(lambda: send_link(user, request))
    return user


def send_link(user: User, request: Any) -> None:
    """Mail the user a link to choose a password."""
    with context.request_context(request):
        form = ResetPasswordForm({"email": user.email})
        if form.is_valid():
            form.save(request)


def end_post(post: SchoolPost, *, by: User, expected_version: int | None = None) -> SchoolPost:
    """End a supervisor's post at a school as of now. Raises ValidationError where it has ended already, Conflict."""
    today = timezone.localdate()
    if post.has_ended(today):
        raise ValidationError({"until_on": _("Tilknytningen er allerede afsluttet.")})
    post.until_on = last_day(post.from_on, ends_on=today)
    post.save(by=by, expected_version=expected_version)
    return post


def other_administrators(user: User) -> list[User]:
    """The municipality's other active administrators.

    All of them are locked until the transaction ends, so that two who switch each other off at once do not leave none.
    """
    everybody = User.objects.filter(municipality=user.municipality_id, role=Role.ADMINISTRATOR, is_active=True)
    return [each for each in everybody.select_for_update().order_by("pk") if each.pk != user.pk]
