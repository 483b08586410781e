"""The watch itself reports a page that is not sound."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


@pytest.mark.parametrize(
    ("put_in", "told"),
    [
        ('<p style="color: red">Rød</p>', "CSP: style-src"),
        ('<img alt="" src="http://127.0.0.1:9/x.png">', "asks another host"),
        ('<img alt="" src="/static/none.png">', "404 from /static/none.png"),
        ('<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">', "axe image-alt"),
        (f"<p>{'uden_mellemrum' * 40}</p>", "wider than 320 px"),
    ],
)
def test_the_watch_reports_a_faulty_page(door, put_in, told):
    nobody = door.browser_of("")
    nobody.goes_to("account_login")
    nobody.page.evaluate("html => document.querySelector('main').insertAdjacentHTML('beforeend', html)", put_in)
    nobody.page.wait_for_load_state("networkidle")
    nobody.watch.look()
    assert told in "\n".join(nobody.watch.faults)
