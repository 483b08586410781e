"""The reminder sweep: how long it takes when many cases are due at once."""

import datetime as dt
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.test.utils import override_settings
from django.utils import timezone

from accounts.models import Municipality, Unit, User
from children.models import Case, Child, NetworkMember
from core import outbox
from core.access import Role
from core.models import OutboxMessage
from followup import reminders
from followup.models import CaseStep, Notice
from followup.steps.follow_up import BOOK_FOLLOW_UP
from followup.steps.support import SCHOOL_SPARRING

# The children of a full-time coordinator, and the cases of a large municipality; each school's supervisor has a few.
CASELOAD, MUNICIPALITY, AT_A_SCHOOL = 21, 500, 5
MAIL = "django.core.mail.backends.filebased.EmailBackend"
Kind = NetworkMember.Kind


def measure(due: int = 10_000) -> dict[str, Any]:
    """Seconds of the first sweep over ``due`` cases, of the mails it queues, and of a second sweep with no news.

    A third of the cases are in their window, a third past it, a third without sparring at school. Runs in a database of
    its own, made beside the one of the settings and thrown away; mails become files.
    """
    with scratch_database(), tempfile.TemporaryDirectory() as folder:
        make_due(due)
        with override_settings(EMAIL_BACKEND=MAIL, EMAIL_FILE_PATH=folder, QUIET_DAYS=False):
            remind, notices = timed(reminders.remind)
            deliver, mails = timed(outbox.deliver)
            again, _none = timed(reminders.remind)
            untold = due - Notice.objects.values("case").distinct().count()
            unsent = OutboxMessage.objects.filter(sent_at=None).count()
    if untold or unsent:
        raise RuntimeError(f"{untold} cases nobody was told of, {unsent} mails not sent: the figures mean nothing")
    return {
        "due": due,
        "notices": notices,
        "mails": mails,
        "remind_seconds": remind,
        "deliver_seconds": deliver,
        "sweep_seconds": round(remind + deliver, 2),
        "again_seconds": again,
    }


def timed(work: Any) -> tuple[float, int]:
    """The seconds a function takes, and its result."""
    began = time.perf_counter()
    given = work()
    return round(time.perf_counter() - began, 2), given


@contextmanager
def scratch_database() -> Iterator[None]:
    """An empty database with our tables while the block runs."""
    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def make_due(count: int) -> None:
    """Make cases that cause reminders today, in as many municipalities as they need."""
    for start in range(0, count, MUNICIPALITY):
        _municipality(start // MUNICIPALITY, min(MUNICIPALITY, count - start))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _municipality(place: int, count: int) -> None:
    home = Municipality.objects.create(name=f"Målekøbing {place}", code=str(place))
    unit = Unit.objects.create(municipality=home, name="PPR", kind=Unit.Kind.PPR)
    people = _staff(home, unit, count)
    children = Child.objects.bulk_create(
        Child(municipality=home, first_name=f"Barn {i}", last_name="Måling", born_on=dt.date(2015, 1, 1), gender="girl")
        for i in range(count)
    )
    began = timezone.localdate() - dt.timedelta(days=200)
    cases = Case.objects.bulk_create(
        Case(municipality=home, child=child, number=f"{began:%Y}-{i + 1:04}", model_version=2, opened_on=began)
        for i, child in enumerate(children)
    )
    CaseStep.objects.bulk_create(_step(case, place) for place, case in enumerate(cases))
    NetworkMember.objects.bulk_create(
        NetworkMember(municipality=home, child=child, user=user, kind=kind, name=user.name, from_on=began)
        for i, child in enumerate(children)
        for kind, user in (
            (Kind.COORDINATOR, people[Role.COORDINATOR][i // CASELOAD]),
            (Kind.SUPERVISOR, people[Role.SUPERVISOR][i // AT_A_SCHOOL]),
        )
    )


def _staff(home: Municipality, unit: Unit, count: int) -> dict[str, list[User]]:
    numbers = {Role.MANAGER: 1, Role.COORDINATOR: count // CASELOAD + 1, Role.SUPERVISOR: count // AT_A_SCHOOL + 1}
    return {
        role: User.objects.bulk_create(
            User(email=f"{role}{i}@{home.code}.example", name="Kim Måling", role=role, municipality=home, unit=unit)
            for i in range(number)
        )
        for role, number in numbers.items()
    }


def _step(case: Case, place: int) -> CaseStep:
    today, week = timezone.localdate(), dt.timedelta(days=7)
    kind, act_on, due_on = [
        (BOOK_FOLLOW_UP, today - week, today + week),
        (BOOK_FOLLOW_UP, today - 5 * week, today - week),
        (SCHOOL_SPARRING, today - week, today - week),
    ][place % 3]
    return CaseStep(case=case, municipality_id=case.municipality_id, step=kind.key, act_on=act_on, due_on=due_on)
