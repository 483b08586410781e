"""What must hold on every page, for every reader and on every screen."""

from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Page, Request, Response

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text()
WIDTHS = (320, 375, 1280)
# Statuses of a refused form that keeps what was typed.
REFUSED = {412, 422}
# axe would fetch style sheets by itself, which would count as requests of the page; the rules used here need none.
SCAN = """async () => {
  const found = await axe.run(document, { preload: false, resultTypes: ["violations"] });
  const where = (each) => each.nodes.slice(0, 3).map((node) => node.html).join(" ");
  return found.violations.map((each) => `${each.id}: ${each.help} (${where(each)})`);
}"""
WIDER_THAN_THE_SCREEN = """() => {
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room) return "";
  const wide = [...document.querySelectorAll("body *")].filter((each) => each.getBoundingClientRect().right > room + 1);
  return wide.slice(0, 3).map((each) => each.outerHTML.slice(0, 120)).join(" ") || "the page";
}"""
TELL_OF_VIOLATIONS = """addEventListener("securitypolicyviolation",
  (event) => console.error(`CSP: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`));"""


class Watch:
    """Listens to a page from its first request and collects what is wrong in ``faults``."""

    def __init__(self, page: Page, host: str) -> None:
        self.page, self.host = page, host
        self.faults: list[str] = []
        self.allowed: set[int] = set(REFUSED)
        page.on("console", self._said)
        page.on("pageerror", lambda error: self._fault(f"script error: {error}"))
        page.on("request", self._asked)
        page.on("requestfailed", self._failed)
        page.on("response", self._answered)

    def _fault(self, text: str) -> None:
        where = urlsplit(self.page.url).path
        self.faults.append(f"{where}: {text}")

    def _said(self, message: ConsoleMessage) -> None:
        # Chromium's message about an answer that `_answered` already judges.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self._fault(f"console: {message.text}")

    def _asked(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in {"http", "https", "ws", "wss"} and f"{parts.scheme}://{parts.netloc}" != self.host:
            self._fault(f"asks another host: {request.url}")

    def _failed(self, request: Request) -> None:
        # The page cancels a search when the next letter is typed, and its requests when it is left.
        if "ERR_ABORTED" not in (request.failure or ""):
            self._fault(f"failed: {request.url} {request.failure}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self.allowed:
            self._fault(f"{response.status} from {urlsplit(response.url).path}")

    def look(self, *, axe: bool = True, widths: tuple[int, ...] = WIDTHS) -> None:
        """Scan the page as it stands, and check that it fits its screen at every width."""
        if axe:
            self.page.evaluate(AXE)
            for violation in self.page.evaluate(SCAN):
                self._fault(f"axe {violation}")
        size = self.page.viewport_size or {"width": 1280, "height": 800}
        for width in widths:
            self.page.set_viewport_size({"width": width, "height": size["height"]})
            if wide := self.page.evaluate(WIDER_THAN_THE_SCREEN):
                self._fault(f"wider than {width} px: {wide}")
        self.page.set_viewport_size(size)

    def assert_nothing_wrong(self) -> None:
        """Fail with everything found since the last call."""
        found, self.faults = self.faults, []
        assert not found, "\n".join(found)
