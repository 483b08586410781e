"""The pages of an import, as a coordinator goes through them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from children.models import Child, ImportJob
from tests.children import sheets


@pytest.fixture
def anna(cast, client_of):
    return client_of(cast.anna)


def tries(anna, content, name="a.csv"):
    return anna.post("/children/import/", {"file": SimpleUploadedFile(name, content)})


def tried(anna, *rows):
    answer = tries(anna, sheets.csv(*rows))
    assert answer.status_code == 302
    return answer["Location"]


def test_a_file_is_tried_and_imported_and_its_result_is_shown(anna):
    address = tried(anna, sheets.child(), sheets.child(Fornavn="Et Til"))
    page = anna.get(address).content.decode()
    assert "Filen er klar til at blive indlæst" in page
    assert "Indlæs alle rækker" in page
    anna.post(f"{address}carry-out/")
    page = anna.get(address).content.decode()
    assert "2 nye børn har fået hvert sit forløb." in page
    assert 'href="/children/"' in page
    assert Child.objects.filter(first_name__in=["Nyt Barn", "Et Til"]).count() == 2


def test_with_errors_there_is_no_button_and_the_page_says_what_to_do(anna):
    page = anna.get(tried(anna, sheets.child(Klassetrin="11"))).content.decode()
    assert "Ét felt skal rettes" in page
    assert "Klassetrinnet skal være fra 0 til 10." in page
    assert "Indlæs alle rækker" not in page
    assert "Vælg den rettede fil" in page


def test_a_file_with_nothing_new_offers_nothing_to_read_in(anna):
    anna.post(f"{tried(anna, sheets.child())}carry-out/")
    page = anna.get(tried(anna, sheets.child())).content.decode()
    assert "Alt i filen findes i forvejen" in page
    assert "Indlæs alle rækker" not in page


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "Filen er tom."),
        (b"%PDF", "Filen kan ikke læses som et regneark."),
        (b"x" * 11_000_000, "større end 10 MB"),
    ],
    ids=["empty", "pdf", "large"],
)
def test_an_unreadable_file_is_an_error_at_the_field(anna, content, message):
    answer = tries(anna, content, "a.pdf")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert message in page
    assert 'aria-invalid="true"' in page


def test_a_post_without_a_file_is_refused(anna):
    answer = anna.post("/children/import/", {})
    assert answer.status_code == 422
    assert "Vælg en fil." in answer.content.decode()


def test_while_it_is_read_in_the_page_asks_again_how_far_it_is(anna):
    address = tried(anna, sheets.child())
    ImportJob.objects.update(state="running", rows_total=5000, rows_done=1250)
    fragment = anna.get(f"{address}state/").content.decode()
    assert f'data-poll-url="{address}state/"' in fragment
    assert "1.250 af 5.000 rækker" in fragment
    assert "<html" not in fragment


def test_a_file_can_be_discarded(anna):
    address = tried(anna, sheets.child())
    assert anna.get(f"{address}discard/").status_code == 405
    assert "Filen er kasseret" in anna.post(f"{address}discard/", follow=True).content.decode()
    assert anna.get(address).status_code == 404


def test_the_template_and_the_report_are_files(anna):
    assert "roed-traad-import.xlsx" in anna.get("/children/import/template/")["Content-Disposition"]
    address = tried(anna, sheets.child(Klassetrin="11"))
    assert "Klassetrin" in anna.get(f"{address}report/").content.decode()


@pytest.mark.parametrize("name", ["vera", "petra", "lars", "adam", "karl"])
def test_others_cannot_open_it(anna, cast, client_of, name):
    address = tried(anna, sheets.child())
    other = client_of(getattr(cast, name))
    for page in ("", "state/", "report/"):
        assert other.get(f"{address}{page}").status_code == 404
    assert other.post(f"{address}carry-out/").status_code == 404
    assert other.post(f"{address}discard/").status_code == 404
    if name != "karl":
        assert other.get("/children/import/").status_code == 404
        assert other.get("/children/import/template/").status_code == 404


def test_the_page_of_imports_lists_the_latest_ones(anna):
    for number in range(3):
        tried(anna, sheets.child(Fornavn=f"Barn {number}"))
    assert anna.get("/children/import/").content.decode().count("Prøvet") == 3
