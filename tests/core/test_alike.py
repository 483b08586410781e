"""The parts of a page that are the same for everybody know nobody."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
TEMPLATES = ROOT / "templates"
ALIKE = sorted(
    {name for page in TEMPLATES.rglob("*.html") for name in re.findall(r'{% alike "([^"]+)" %}', page.read_text())}
)


def test_the_base_draws_such_parts():
    assert "components/footer.html" in ALIKE


@pytest.mark.parametrize("name", ALIKE)
def test_a_part_that_is_alike_asks_for_nothing_of_a_page(name):
    used = re.findall(
        r"{{\s*([\w.]+)|{% (?:if|for \w+ in|with \w+=) ?(?:not )?([\w.]+)", (TEMPLATES / name).read_text()
    )
    assert {one or other for one, other in used} <= {"is_demo", "language"}


def test_each_language_has_its_own(client, db):
    danish = client.get("/account/login/").content.decode()
    english = client.get("/account/login/", headers={"cookie": "language=en"}).content.decode()
    assert "binder skole og hjem sammen" in danish
    assert "binder skole og hjem sammen" not in english
