"""Take the pictures of README and guide anew from a running demo: ``python docs/pictures.py http://localhost:8000``.

Needs Chromium (CHROMIUM_PATH, or `chromium` on the path) and the demo's data as `make run` loads it.
"""

import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
GUIDE, README = ROOT / "static" / "guide", ROOT / "docs" / "screenshots"
PASSWORD = "rødtråd-demo-2026"  # noqa: S105  the demo's, as README tells
DESK, PHONE = (1280, 860), (390, 780)


@dataclass(frozen=True)
class Picture:
    """A page as somebody sees it. ``path`` is an address, or the link to press on the page before."""

    file: Path
    who: str
    path: str
    size: tuple[int, int] = DESK
    then: tuple[str, ...] = ()


LOG_AT_SCHOOL = 'main .rt-list__actions a[href$="/sparring/new/"]'
CASE_TABS = "nav.rt-tabs a"
PICTURES = [
    Picture(README / "my-day.png", "koordinator", "/"),
    Picture(README / "case.png", "koordinator", "/cases/", then=("main table a",)),
    Picture(README / "log-sparring.png", "vejleder", "/school/", PHONE, then=(LOG_AT_SCHOOL,)),
    Picture(GUIDE / "my-day.png", "koordinator", "/"),
    Picture(GUIDE / "assessment.png", "koordinator", "/cases/", then=("main table a", 'a[href$="/assessment/"]')),
    Picture(GUIDE / "meeting.png", "koordinator", "/cases/", then=("main table a", 'a[href$="/meetings/"]')),
    Picture(GUIDE / "brief.png", "koordinator", "/", then=('main a[href$="/brief/"]',)),
    Picture(GUIDE / "my-school.png", "vejleder", "/school/", PHONE),
    Picture(GUIDE / "log-sparring.png", "vejleder", "/school/", PHONE, then=(LOG_AT_SCHOOL,)),
    Picture(GUIDE / "my-assessments.png", "psykolog", "/"),
    Picture(GUIDE / "overview.png", "leder", "/"),
    Picture(GUIDE / "administration.png", "admin", "/"),
]


def signed_in(browser: Browser, site: str, who: str, size: tuple[int, int]) -> Page:
    """A page of a browser of its own, signed in as one of the demo's people."""
    page = browser.new_page(viewport={"width": size[0], "height": size[1]})
    page.goto(f"{site}/account/login/")
    page.fill("input[name=login]", f"{who}@demo.example")
    page.fill("input[name=password]", PASSWORD)
    page.click("main form button[type=submit]")
    page.wait_for_url(lambda url: "/account/login/" not in url)
    return page


def take(browser: Browser, site: str, picture: Picture) -> None:
    """Take one picture."""
    page = signed_in(browser, site, picture.who, picture.size)
    page.goto(site + picture.path)
    for link in picture.then:
        page.locator(link).first.click()
        page.wait_for_load_state("networkidle")
    picture.file.parent.mkdir(exist_ok=True)
    page.screenshot(path=picture.file)
    page.close()


def main(site: str) -> None:
    """Take them all."""
    program = os.environ.get("CHROMIUM_PATH") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        for picture in PICTURES:
            take(browser, site, picture)
            sys.stdout.write(f"{picture.file.relative_to(ROOT)}\n")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"))
