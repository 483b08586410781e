"""Links to people without an account."""

from core.access import A, C, O

FIELDS: dict[str, dict[str, str]] = {
    "guests.Link": {
        "municipality": O,
        "child": A,
        "case": A,
        "member": A,
        "task": A,
        "record_id": A,
        "way": A,
        "code_way": A,
        "token_digest": C,
        "code_digest": C,
        "code_number": A,
        "tries_left": A,
        "expires_at": A,
        "opened_at": A,
        "used_at": A,
        "revoked_at": A,
        "revoked_by": A,
    },
}
