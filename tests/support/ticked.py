"""The checked options of a page."""

from html.parser import HTMLParser

HOSTILE = '<script>alert(1)</script> "\'&amp; \u202etxt.exe 🦄 =HYPERLINK("x")'


class Ticked(HTMLParser):
    """Collects the values of the checked inputs of a page, by name."""

    def __init__(self, html):
        super().__init__()
        self.values = {}
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "input" and "checked" in given:
            self.values.setdefault(given["name"], []).append(given["value"])
