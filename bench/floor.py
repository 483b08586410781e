"""The honest floor: a bare WSGI application with only the database queries that a list of cases needs.

Session, user, count, 25 rows by the user's relation to the child, a row in the look-up log, and a commit that has
reached the disk. No framework, no permissions, no words: nothing that keeps these rules can be faster.
"""

import base64
import datetime as dt
import os
import zlib
from collections.abc import Callable, Iterable
from functools import cache
from http.cookies import SimpleCookie
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import orjson
import psycopg
from psycopg.rows import dict_row
from uuid_utils.compat import uuid7

from door.bridge import Bridge

SESSION_COOKIE = "__Host-session"
HERE = ZoneInfo("Europe/Copenhagen")

SESSION = """
    SELECT session_key, session_data, expire_date FROM django_session
    WHERE expire_date > %(now)s AND session_key = %(key)s
"""
USER = """
    SELECT password, last_login, id, version, created_at, changed_at, email, name, role, municipality_id, unit_id,
        phone, language, wants_mail, is_active, hours_percent
    FROM accounts_user WHERE id = %(user)s
"""
MINE = """
    WHERE EXISTS (
        SELECT FROM children_networkmember relation
        WHERE relation.from_on <= %(today)s AND (relation.until_on IS NULL OR relation.until_on >= %(today)s)
            AND relation.child_id = children_case.child_id
            AND relation.kind = 'coordinator' AND relation.user_id = %(user)s
    ) AND children_case.municipality_id = %(municipality)s AND children_case.closed_on IS NULL
"""
COUNT = f"SELECT count(*) FROM children_case {MINE}"  # noqa: S608
ROWS = f"""
    SELECT children_case.id, children_case.number, children_case.opened_on, children_case.closed_on,
        children_case.changed_at, children_case.child_id,
        (
            SELECT name FROM children_networkmember coordinator
            WHERE coordinator.child_id = children_case.child_id
                AND coordinator.kind = 'coordinator' AND coordinator.until_on IS NULL
            LIMIT 1
        ) AS coordinator,
        status.phase, status.round, status.next_step, status.next_step_on, status.last_contact_on,
        status.last_meeting_on, status.next_meeting_at, status.window_opens_on, status.window_closes_on,
        child.first_name, child.last_name, schooling.class_name, schooling.grade, school.name AS school,
        placement.kind AS placement_kind
    FROM children_case
    JOIN children_child child ON child.id = children_case.child_id
    LEFT JOIN followup_casestatus status ON status.case_id = children_case.id
    LEFT JOIN children_schooling schooling ON schooling.id = status.schooling_id
    LEFT JOIN accounts_school school ON school.id = schooling.school_id
    LEFT JOIN children_placement placement ON placement.id = status.placement_id
    {MINE}
    ORDER BY status.next_step_on NULLS LAST, children_case.id LIMIT 25
"""  # noqa: S608
LOG = """
    INSERT INTO core_lookup (id, at, user_id, role, relation, action, result, route, child_ids, classes, reason)
    VALUES (
        %(id)s, %(now)s, %(user)s, %(role)s, 'coordinator', 'read', 'given', 'api:case-list', %(children)s, 'AB', ''
    )
"""


def answer(connection: Any, session_key: str) -> bytes:
    """The first page of the user's cases as JSON, logged; the same statements as the application's, in its order."""
    with connection.cursor(row_factory=dict_row) as cursor:
        now = dt.datetime.now(dt.UTC)
        session = cursor.execute(SESSION, {"now": now, "key": session_key}).fetchone()
        user = cursor.execute(USER, {"user": _user_in(session["session_data"])}).fetchone()
        asked = {"user": user["id"], "municipality": user["municipality_id"], "today": now.astimezone(HERE).date()}
        with connection.transaction():
            count = cursor.execute(COUNT, asked).fetchone()["count"]
            rows = cursor.execute(ROWS, asked).fetchall()
            children = sorted(row.pop("child_id") for row in rows)
            cursor.execute(LOG, {**asked, "id": uuid7(), "now": now, "role": user["role"], "children": children})
    return orjson.dumps({"count": count, "page": 1, "results": rows})


def _user_in(session_data: str) -> UUID:
    """The user's id in Django's signed session. The signature is not checked, nor is the password's digest."""
    packed = session_data.removeprefix(".").partition(":")[0]
    text = base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4))
    if session_data.startswith("."):
        text = zlib.decompress(text)
    return UUID(orjson.loads(text)["_auth_user_id"])


@cache
def _connection() -> psycopg.Connection[Any]:
    """This process's one connection, kept open; psycopg prepares repeated statements."""
    return psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """WSGI."""
    cookie = SimpleCookie(environ.get("HTTP_COOKIE", ""))[SESSION_COOKIE].value
    body = answer(_connection(), cookie)
    start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
    return [body]


# The object that `python -m door` serves.
served = Bridge(application)
