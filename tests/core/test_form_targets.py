"""A form on a page is described by the API's own view, set up as it is when the API answers."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from rest_framework.request import Request

from core.editing import Target
from core.inner import call, view_of
from goals.serializers import GoalSerializer
from tests.cast import BEGAN, revise
from tests.factories import AgreementFactory, GoalFactory


@pytest.fixture
def goal(cast):
    return GoalFactory(
        case=cast.case, title="Store tal", academic_goal="Dividere", agreed_on=BEGAN, plan_reference="Mål 2"
    )


@pytest.fixture
def page_of(client_of):
    """The request of a page somebody has open."""
    return lambda user: client_of(user).get("/account/").wsgi_request


def test_the_view_has_the_request_the_api_would_have(cast, page_of, goal):
    view = view_of(page_of(cast.vera), "PATCH", "goal-detail", {"pk": goal.pk})
    asked = view.request
    assert isinstance(asked, Request)
    assert (asked.method, asked.user, dict(asked.query_params), asked.data) == ("PATCH", cast.vera, {}, {})
    assert (view.action, view.kwargs, view.get_object()) == ("partial_update", {"pk": goal.pk}, goal)


def test_the_serializer_knows_what_it_knows_in_the_api(cast, page_of, goal, monkeypatch):
    contexts = []
    made = GoalSerializer.__init__

    def noting(self, *args, **kwargs):
        made(self, *args, **kwargs)
        contexts.append(set(kwargs.get("context", {})))

    monkeypatch.setattr(GoalSerializer, "__init__", noting)
    request = page_of(cast.vera)
    Target("PATCH", "goal-detail", {"pk": goal.pk}).serializer(request)
    call(request, "GET", "goal-detail", pk=goal.pk)
    assert contexts[0] == contexts[-1] != set()


def test_a_form_leaves_out_what_its_user_may_not_write(cast, page_of, goal):
    target = Target("PATCH", "goal-detail", {"pk": goal.pk})
    assert {"child_words", "plan_reference"} <= set(target.form(page_of(cast.anna), {}, {}).fields)
    assert target.form(page_of(cast.vera), {}, {}).fields.closed == {"child_words", "plan_reference"}


@pytest.mark.parametrize("version", [2019, 2023])
def test_a_change_goes_by_the_version_the_case_follows(cast, page_of, version):
    """A supervisor writes what is agreed at home in cases of the revised model alone."""
    if version == 2023:
        revise(cast.case)
    agreed = AgreementFactory(case=cast.case, owner=cast.caregiver, what="Læse sammen", place="home", from_on=BEGAN)
    form = Target("PATCH", "agreement-detail", {"pk": agreed.pk}).form(page_of(cast.vera), {}, {})
    assert ("what" in form.fields) == (version == 2023)


def test_a_file_in_a_form_reaches_the_api(cast, page_of):
    file = SimpleUploadedFile("ark.csv", "Fornavn;Efternavn;Fødselsdato\nNy;Prøve;02-03-2015\n".encode())
    assert call(page_of(cast.anna), "POST", "import-list", data={"file": file}).status_code == 201
