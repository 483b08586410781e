"""Every form of every page, as every role that reaches it: what may be written is drawn, and what is drawn is accepted.

A field drawn for somebody who may not write it makes a form that cannot be saved.
"""

import pytest
from django.db import transaction

from core.forms import FormState, closed_in
from tests.cast import revise
from tests.sentforms import forms_of, top
from tests.signing_in import signed_in

from .routes import routes
from .world import populate

ACTORS = ["anna", "vera", "vera, revised", "petra", "lars", "adam"]
# What a form carries beside its fields.
CARRIED = {"csrfmiddlewaretoken", "drawn_for", "version", "idempotency_key"}
# Buttons that say what else to do.
PRESSED = {"hand_over", "more"}
# Fields that a page's form leaves to their default, by its route, and where they are written instead.
CADENCE = {"own_min_months", "own_max_months", "cadence_reason"}
LEFT_OUT = {
    # For those who have something to search in.
    "account": {"slash_searches"},
    # What a child begins with; the rest is written on the pages of the child, the placement and the schooling.
    "child-new": {"reading_help", "parents_contact", "placement-basis", "placement-grounds", "placement-until_on"}
    | {"schooling-until_on"},
    # The number is written with the date of birth it must agree with.
    "child-edit": {"cpr"},
    "child-cpr-edit": {"first_name", "last_name", "gender", "name_protected", "reading_help", "parents_contact"},
    # A case begins with the municipality's rhythm.
    "case-open": CADENCE,
    "case-rhythm": {"opened_on"},
    # Shown where the coordinator knows adults of other children, and where an adult is around several.
    "member-several": {"known"},
    "member-new": {"only_here"},
    "member-edit": {"only_here"},
    # By the kind of the part, the place of the agreement, and what is left to choose.
    "assessment-part": {"responsible", "words"},
    "agreement-new": {"activity"},
    "agreement-edit": {"activity"},
    "sparring-change": {"setting"},
    # The form speaks of days and hours.
    "meeting-new": {"starts_at", "on"},
    "meeting-edit": {"starts_at", "on"},
    "meeting-child": {"starts_at", "on"},
    # Asked for only where nothing was written.
    "meeting-hold": {"without_content"},
    "meeting-log": {"without_content"},
}
# Two pages of one record, each with a part of its fields: what the other draws is left to it.
OTHER_PAGE = {"meeting-new": "meeting-child", "meeting-edit": "meeting-child", "meeting-child": "meeting-edit"}
REFUSED = {"Du må ikke ændre dette felt.", "Feltet kan ikke ændres her.", "Feltet kendes ikke."}


def pages_with_a_form(world, client):
    """Each page with a form that somebody reaches: its route, address and state, and the form as a browser has it."""
    for route in routes():
        if route.method != "get" or route.name.startswith("api:"):
            continue
        url = world.url(route.name, world.arguments(route.pattern))
        page = client.get(url)
        form = page.context.get("form") if page.status_code == 200 and page.context else None
        if isinstance(form, FormState) and (form.fields or form.rows):
            known = {*form.fields, *form.rows}
            drawn = max(forms_of(page.content.decode()), key=lambda each: len(known & each["tops"]))
            # A page may have rows for what is left to settle, and nothing left.
            if form.fields or known & drawn["tops"]:
                yield route.name, url, form, drawn


@pytest.fixture(params=ACTORS)
def drawn(request, cast):
    who, _comma, is_revised = request.param.partition(", ")
    if is_revised:
        revise(cast.case)
    client = signed_in(getattr(cast, who))
    return client, list(pages_with_a_form(populate(cast), client))


@pytest.mark.timeout(900)
def test_a_form_draws_what_its_user_may_write_and_is_accepted_as_it_was_drawn(drawn):
    client, pages = drawn
    names = {route: _names(sent) for route, _url, _form, sent in pages}
    wrong = []
    for route, url, form, sent in pages:
        elsewhere = LEFT_OUT.get(route, set()) | names.get(OTHER_PAGE.get(route), set())
        wrong += [f"{route}: {each}" for each in (*_drawn_wrongly(form, sent, elsewhere), *_refused(client, url, sent))]
    assert not wrong, "\n".join(wrong)


def _names(sent):
    return {name.removesuffix("-shown") for name in sent["names"]} - CARRIED - PRESSED


def _drawn_wrongly(form, sent, elsewhere):
    names = _names(sent)
    for name in sorted({*form.fields, *form.rows} - names - sent["tops"] - elsewhere):
        yield f"{name} may be written and is not drawn. Draw it, or name it in LEFT_OUT"
    for name in sorted(names - {*form.fields}):
        if top(name) not in form.rows:
            yield f"{name} is drawn, and {'may not be written' if name in closed_in(form.fields) else 'is no field'}"
    for name in sorted(sent["boxes"]):
        if not {f"{name}-shown", f"{top(name)}-shown"} & sent["names"]:
            yield f"{name} is a box drawn by hand without {name}-shown: unticked, it is never sent"


def _refused(client, url, sent):
    """What keeps the form from being saved as it was drawn, but for fields its user can fill in."""
    with transaction.atomic():
        answer = client.post(url, sent["sent"].urlencode(), content_type="application/x-www-form-urlencoded")
        transaction.set_rollback(True)
    if answer.status_code == 302:
        return
    if answer.status_code not in {200, 422}:
        yield f"answered {answer.status_code}"
    form = answer.context.get("form") if answer.context else None
    drawn = {name for each in forms_of(answer.content.decode()) for name in each["tops"]}
    for problem in form.errors if isinstance(form, FormState) else ():
        is_mended_here = not problem.name or top(problem.name) in drawn
        if problem.message in REFUSED or not is_mended_here:
            yield f"{problem.name}: {problem.message}"
