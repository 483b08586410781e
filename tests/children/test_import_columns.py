"""A spreadsheet in a format of its own: the coordinator says which column is which, and the municipality remembers."""

import pytest

from children.importing.sheet import parted
from children.models import Child, ImportColumn, ImportJob
from core.models import Change
from tests.children import sheets
from tests.children.importing import remarks, upload

PUPILS = (
    "Elev;Personnr.;Pige/dreng;Trin og spor;Hjemmeskole;Mor eller far;Hemmeligt\n"
    "Ida Marie Opdigtet;030315-4004;Pige;5.b;Aaskolen;Kim Opdigtet;noget\n"
    "Opdigtet, Bo;040414-4005;Dreng;6.a;Østskolen;Lis Opdigtet;\n"
).encode()
KEYS = ["full_name", "cpr", "gender", "grade", "school", "caregiver1_name", ""]


@pytest.fixture
def anna(cast, api_of):
    return api_of(cast.anna)


@pytest.fixture
def waiting(anna):
    """A file of pupils whose columns are not known yet."""
    answer = upload(anna, PUPILS)
    assert (answer.status_code, answer.json()["state"]) == (201, "columns")
    return answer.json()


def choose(api, job, keys=KEYS):
    return api.post(f"imports/{job['id']}/columns/", {"columns": keys})


def test_a_file_whose_columns_are_not_known_waits_for_them(anna, waiting):
    columns = anna.get(f"imports/{waiting['id']}/columns/").json()
    assert columns["problem"].startswith("Der mangler en kolonne: CPR-nummer eller Fødselsdato.")
    assert [each["header"] for each in columns["columns"]][:2] == ["Elev", "Personnr."]
    assert columns["columns"][0]["key"] == "full_name"
    assert columns["columns"][1]["examples"] == ["030315-••••", "040414-••••"]
    assert anna.post(f"imports/{waiting['id']}/carry-out/").status_code == 409


def test_a_header_that_is_much_like_one_of_ours_is_proposed(anna, waiting):
    columns = anna.get(f"imports/{waiting['id']}/columns/").json()["columns"]
    assert columns[1]["key"] == "cpr"
    assert columns[6]["key"] == ""


def test_with_the_columns_the_file_is_tried_and_carried_out(anna, waiting):
    job = choose(anna, waiting).json()
    assert (job["state"], job["counts"]["children"], job["counts"]["errors"]) == ("checked", 2, 0)
    assert anna.post(f"imports/{waiting['id']}/carry-out/").json()["state"] == "done"
    children = Child.objects.filter(last_name="Opdigtet").order_by("first_name")
    assert list(children.values_list("first_name", flat=True)) == ["Bo", "Ida Marie"]
    assert children[0].networkmembers.filter(kind="caregiver").get().name == "Lis Opdigtet"


def test_a_name_of_three_words_is_parted_by_guess_and_named(anna, waiting):
    job = choose(anna, waiting).json()
    [guess] = [each for each in remarks(job, "warning") if each[0] == "Elev"]
    assert guess[1] == [2]
    assert guess[2].startswith("Det sidste ord i navnet er læst som efternavn.")


def test_errors_use_the_files_own_headers(anna, waiting):
    keys = ["full_name", "cpr", "gender", "school", "grade", "caregiver1_name", ""]
    job = choose(anna, waiting, keys).json()
    assert {column for column, _rows, _message in remarks(job, "error")} == {"Hjemmeskole"}


def test_the_municipality_remembers_and_the_next_file_is_tried_at_once(anna, cast, api_of, waiting):
    choose(anna, waiting)
    assert ImportColumn.objects.remembered(cast.home)["personnr"] == "cpr"
    assert upload(api_of(cast.karl), PUPILS).json()["state"] == "checked"
    assert upload(api_of(cast.nora), PUPILS).json()["state"] == "columns"
    written = Change.objects.filter(model="children.ImportColumn", by=cast.anna)
    assert written.count() == ImportColumn.objects.count()


def test_a_remembered_column_can_be_changed(anna, cast, waiting):
    choose(anna, waiting)
    again = upload(anna, PUPILS).json()
    choose(anna, again, [*KEYS[:5], "caregiver2_name", ""])
    assert ImportColumn.objects.remembered(cast.home)["morellerfar"] == "caregiver2_name"


def test_a_column_of_ours_can_be_left_out_and_taken_in_again(anna, cast):
    job = upload(anna, sheets.csv(sheets.child())).json()
    columns = [each["key"] for each in anna.get(f"imports/{job['id']}/columns/").json()["columns"]]
    job = choose(anna, job, ["" if key == "school" else key for key in columns]).json()
    assert "Skole" in job["ignored"]
    assert ImportColumn.objects.remembered(cast.home) == {"skole": ""}
    choose(anna, job, columns)
    assert ImportColumn.objects.remembered(cast.home) == {}


@pytest.mark.parametrize(
    ("keys", "says"),
    [
        (["full_name", "", "gender", "grade", "school", "", ""], "CPR-nummer eller Fødselsdato"),
        (["full_name", "cpr", "cpr", "grade", "school", "", ""], "Personnr. og Pige/dreng betyder det samme"),
        (["full_name", "cpr", "last_name", "grade", "school", "", ""], "Elev og Pige/dreng betyder det samme"),
        (["", "cpr", "gender", "grade", "school", "", ""], "Fornavn og Efternavn"),
        (["full_name", "cpr"], "Filen har 7 kolonner."),
        (["full_name", "cpr", "user", "", "", "", ""], "Vælg fra listen."),
    ],
)
def test_columns_that_cannot_be_read_with_are_refused_and_nothing_is_remembered(anna, waiting, keys, says):
    answer = choose(anna, waiting, keys)
    assert answer.status_code == 400
    assert says in answer.json()["errors"][0]["message"]
    assert not ImportColumn.objects.exists()
    assert ImportJob.objects.get(pk=waiting["id"]).state == "columns"


def test_the_columns_of_a_file_that_is_in_are_fixed(anna, waiting):
    choose(anna, waiting)
    anna.post(f"imports/{waiting['id']}/carry-out/")
    assert choose(anna, waiting).status_code == 409
    assert anna.get(f"imports/{waiting['id']}/columns/").status_code == 409


@pytest.mark.parametrize("who", ["karl", "vera", "lars", "adam", "nora"])
def test_nobody_else_sees_the_columns_or_chooses_them(cast, api_of, waiting, who):
    other = api_of(getattr(cast, who))
    assert other.get(f"imports/{waiting['id']}/columns/").status_code == 404
    assert choose(other, waiting).status_code == 404


def test_the_page_leads_from_the_file_to_the_columns_and_on_to_the_report(cast, client_of, anna, waiting):
    browser, page = client_of(cast.anna), f"/children/import/{waiting['id']}/columns/"
    assert browser.get(f"/children/import/{waiting['id']}/").url == page
    assert '<option value="full_name" selected>' in browser.get(page).content.decode()
    refused = browser.post(page, {f"column-{at}": key for at, key in enumerate(["", *KEYS[1:]])})
    assert refused.status_code == 422
    assert '<option value="school" selected>' in refused.content.decode()
    done = browser.post(page, {f"column-{at}": key for at, key in enumerate(KEYS)}, follow=True)
    assert "Filen er klar til at blive indlæst" in done.content.decode()
    assert "Ret kolonnerne" in done.content.decode()


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Ida Prøve", ("Ida", "Prøve")),
        ("Ida Marie Prøve", ("Ida Marie", "Prøve")),
        ("Prøve, Ida Marie", ("Ida Marie", "Prøve")),
        ("Ida", ("Ida", "")),
        ("", ("", "")),
    ],
)
def test_a_name_is_parted_in_first_and_last(name, parts):
    assert parted(name) == parts


def test_a_name_beside_a_last_name_holds_the_first(anna):
    content = "Navn;Efternavn;Fødselsdato;Køn\nIda Marie;Prøve;03-03-2015;Pige\n".encode()
    job = upload(anna, content).json()
    anna.post(f"imports/{job['id']}/carry-out/")
    assert Child.objects.filter(first_name="Ida Marie", last_name="Prøve").exists()
