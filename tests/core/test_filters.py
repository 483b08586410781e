"""Filters of lists: each is one row, and the columns it depends on decide who may use it."""

import re

import pytest
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.urls import reverse
from rest_framework.exceptions import ValidationError

from casework import api
from children.models import Case, OtherMeasure
from core import access
from core.columns import classes_of
from core.filters import Condition, Filter
from core.listing import listing_of
from core.queries import Paged
from followup.api import caselist
from tests.access.world import populate

ACTORS = ["anna", "vera", "petra", "lars", "adam"]
EVERYWHERE = {"page", "page_size"}
# The user's own inbox, with what is done already: about no child.
BY_HAND = {"NoticesView": {"done", "sort", "changed_since"}}


def lists():
    """Every list of records in the API: its address and its listing."""
    found = {reverse("api:case-list"): caselist.CASES}
    for pattern in api.urlpatterns:
        view = getattr(pattern.callback, "cls", None)
        if getattr(view, "lists_records", False) and pattern.callback.actions.get("get") == "list":
            found[reverse(f"api:{pattern.name}")] = listing_of(view)
    return found


def views():
    """The classes behind the routes of the API."""
    return {pattern.callback.cls for pattern in api.urlpatterns if hasattr(pattern.callback, "cls")}


def queries():
    """Every filter of every list, with each value it takes, and every sort."""
    for url, listing in lists().items():
        for name, each in listing.filters.items():
            for value in each.samples(listing.model):
                yield url, listing, name, value
        for value in listing.sorts:
            yield url, listing, "sort", value


def may_ask(listing, name, value, role):
    masked = listing is caselist.CASES and role == access.Role.MANAGER
    if name == "sort":
        return listing.may_sort(value, role, masked=masked)
    return listing.may_use(name, role, masked=masked)


def test_every_filter_and_sort_depends_on_columns_with_a_class():
    asked = list(queries())
    assert len({(url, name) for url, _listing, name, _value in asked}) > 40
    for _url, listing, name, _value in asked:
        if name != "sort":
            assert listing.filters[name].classes(listing.model)


@pytest.mark.parametrize("who", ACTORS)
def test_every_filter_of_every_list_allows_each_role_what_its_class_says(cast, client_of, who):
    populate(cast)
    user, client = getattr(cast, who), client_of(getattr(cast, who))
    reached = {url for url in lists() if client.get(url).status_code == 200}
    for url, listing, name, value in queries():
        if url in reached:
            expected = 200 if may_ask(listing, name, value, user.role) else 400
            assert client.get(url, {name: str(value)}).status_code == expected, f"{url}?{name}={value}"


def test_every_query_name_of_a_list_is_a_filter_row():
    """A name parsed by hand would have no data class: nobody would check who may filter by it."""
    asked = [(view, asks) for view in views() for asks in getattr(view, "asks", {}).values() if Paged in asks.__mro__]
    for view, asks in asked:
        rows = set(asks.listing.query().fields) if hasattr(asks, "listing") else set()
        assert set(asks().fields) - rows <= EVERYWHERE | BY_HAND.get(view.__name__, set()), view.__name__


def test_a_manager_cannot_filter_a_masked_list_by_fields_she_may_not_read(cast, api_of, monkeypatch):
    for name, each in {"gender": Filter("child__gender"), "helped": Filter("child__othermeasures__kind")}.items():
        monkeypatch.setitem(caselist.CASES.filters, name, each)
        value = each.samples(Case)[0]
        assert not caselist.CASES.may_use(name, cast.lars.role, masked=True)
        with pytest.raises(ValidationError, match="kendes ikke"):
            caselist.case_page(cast.lars, {name: value})


def test_masked_children_are_sorted_by_no_name(cast, api_of):
    assert api_of(cast.lars).get("cases/", sort="name").status_code == 400
    assert api_of(cast.anna).get("cases/", sort="name").status_code == 200


def test_a_field_read_by_reveal_alone_cannot_be_a_filter():
    assert not access.may_narrow(access.Role.COORDINATOR, Filter("child__cpr_digest").classes(Case))


def test_a_supervisor_cannot_sort_by_a_day_she_may_not_read(cast, api_of):
    """The day of a family's treatment is passed on, or not read at all: a sort by it would reveal it."""
    assert api_of(cast.vera).get("other-measures/", sort="from_on").status_code == 400


def test_a_condition_depends_on_every_column_in_it_and_in_its_subqueries():
    inner = OtherMeasure.objects.filter(kind="homework_help", child=OuterRef("child"))
    assert classes_of(QuerySet(Case).filter(Exists(inner))) == {"A", "B", "F"}


def test_a_sort_depends_on_every_column_in_it():
    assert "B" in classes_of(QuerySet(Case).order_by(F("child__born_on").desc()))


def test_a_query_that_cannot_be_inspected_cannot_be_a_filter():
    with pytest.raises(TypeError, match="nobody can tell"):
        classes_of(QuerySet(Case).filter(number=RawSQL("SELECT cpr FROM children_child", ())))


def test_a_default_that_is_no_choice_is_refused():
    with pytest.raises(ValueError, match="none of the filter's conditions"):
        Filter(conditions={"open": Condition("Åbne", lambda today: Q())}, default="opne")


def test_a_filter_that_is_there_by_default_narrows_the_list_too(cast, api_of, monkeypatch):
    """The list without a query is compiled; the default condition is part of it."""
    own = Condition("Denne", lambda today: Q(number=cast.case.number))
    monkeypatch.setitem(caselist.CASES.filters, "only", Filter(conditions={"this": own}, default="this"))
    monkeypatch.delattr(caselist.CASES, "defaults", raising=False)
    data, _children, _classes = caselist.case_page(cast.anna, {})
    assert [row["number"] for row in data["results"]] == [cast.case.number]
    del caselist.CASES.defaults


@pytest.mark.parametrize("who", ["anna", "lars"])
def test_the_page_offers_each_role_the_filters_it_may_use(cast, client_of, who):
    user = getattr(cast, who)
    html = client_of(user).get("/cases/").content.decode()
    offered = set(re.findall(r'<select class="form-select" id="(\w+)"', html))
    named = {name for name, each in caselist.CASES.filters.items() if each.label}
    assert offered == {name for name in named if may_ask(caselist.CASES, name, "", user.role)} | {"sort"}
    assert ('<option value="name">' in html) == (who == "anna")


@pytest.mark.parametrize(
    ("row", "asked_for"),
    [
        (Filter("status__phase"), "give a label, or NOT_DRAWN"),
        (Filter("status__phase", label="Fase"), "the words of no choice"),
    ],
)
def test_a_list_on_a_page_is_not_drawn_where_a_filter_lacks_its_words(cast, monkeypatch, row, asked_for):
    monkeypatch.setitem(caselist.CASES.filters, "wordless", row)
    with pytest.raises(ValueError, match=asked_for):
        caselist.offered(cast.anna, {})


def test_chosen_filters_stay_chosen_and_those_without_words_are_kept(cast, client_of):
    html = client_of(cast.lars).get("/cases/", {"phase": "goals", "coordinator": cast.anna.pk}).content.decode()
    assert '<option value="goals" selected>' in html
    assert f'<input type="hidden" name="coordinator" value="{cast.anna.pk}">' in html
