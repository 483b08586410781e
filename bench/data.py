"""`python -m bench.data CHILDREN`, in its own process: fills the database and prints whom and what to ask for.

The children live in municipalities of 500, about as many as one of the largest has in care: 15,000 are thirty of them,
a whole country. So the pages show the same at both sizes, while the tables behind them are thirty times larger.
"""

import json
import sys
import time
from typing import Any

import django
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from django.db import connection, transaction
from django.utils.crypto import get_random_string

A_MUNICIPALITY = 500
SEED = 2026


def load(children: int) -> dict[str, Any]:
    """Fill tables, children and sessions; gives what the measurement needs to know of them, as plain data."""
    from .copies import multiply
    from .municipality import build

    started = time.monotonic()
    call_command("migrate", interactive=False, verbosity=0)
    town = build(min(children, A_MUNICIPALITY), seed=SEED)
    with transaction.atomic():
        multiply(-(-children // A_MUNICIPALITY) - 1)
        people = {
            name: _sign_in(user)
            for name, user in (
                ("coordinator", town.coordinators[0]),
                ("supervisor", town.supervisors[0]),
                ("manager", town.manager),
            )
        }
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return {"seconds": time.monotonic() - started, "people": people, **_to_ask_for(town)}


def _sign_in(user: Any) -> dict[str, str]:
    """A session of a user, and its form token."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return {"id": str(user.pk), "session": str(session.session_key), "token": get_random_string(32)}


def _to_ask_for(town: Any) -> dict[str, Any]:
    """A case in the middle of its course to read, and the cases the supervisor can log sparring in."""
    from children.models import Case, NetworkMember

    teachers = dict(NetworkMember.objects.filter(kind="school_professional").values_list("child_id", "pk"))
    cases = {
        user: list(Case.objects.visible_to(user).order_by("number"))
        for user in (town.coordinators[0], town.supervisors[0])
    }
    own, at_school = cases.values()
    return {
        "case": str(own[min(4, len(own) - 1)].pk),
        "shown": min(len(own), 25),
        "name": own[0].child.first_name,
        "sparring": [{"case": str(case.pk), "teacher": str(teachers[case.child_id])} for case in at_school],
        "held_on": str(town.today),
        "cookies": {"session": settings.SESSION_COOKIE_NAME, "token": settings.CSRF_COOKIE_NAME},
    }


if __name__ == "__main__":
    django.setup()
    json.dump(load(int(sys.argv[1])), sys.stdout)
