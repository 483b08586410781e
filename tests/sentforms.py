"""What a browser would send from a page's form that nobody touched."""

from html.parser import HTMLParser

from django.http import QueryDict


class _Forms(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.forms, self.form = [], None
        self.select = self.area = None
        self.in_template = 0

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "template":
            self.in_template += 1
        if tag == "form" and given.get("method", "").lower() == "post":
            self.form = {"sent": QueryDict(mutable=True), "names": set(), "boxes": set(), "action": given.get("action")}
            self.forms.append(self.form)
        if self.form is None or self.in_template or "disabled" in given:
            return
        if name := given.get("name"):
            self._control(tag, name, given)
        elif tag == "option" and self.select:
            self.select["options"].append((given.get("value", ""), "selected" in given))

    def _control(self, tag, name, given):
        kind = given.get("type", "text")
        self.form["names"].add(name)
        if tag == "button":
            # Sent only by the button that is pressed.
            return
        if tag == "select":
            self.select = {"name": name, "options": [], "many": "multiple" in given}
        elif tag == "textarea":
            self.area = {"name": name, "text": ""}
        elif kind in {"checkbox", "radio"}:
            if kind == "checkbox":
                self.form["boxes"].add(name)
            if "checked" in given:
                self.form["sent"].appendlist(name, given.get("value", "on"))
        elif kind != "file":
            self.form["sent"].appendlist(name, given.get("value", ""))

    def handle_data(self, data):
        if self.area is not None:
            self.area["text"] += data

    def handle_endtag(self, tag):
        if tag == "template":
            self.in_template -= 1
        elif tag == "form":
            self.form = None
        elif tag == "textarea" and self.area is not None:
            # A browser leaves out the line break after the tag.
            self.form["sent"].appendlist(self.area["name"], self.area["text"].removeprefix("\n"))
            self.area = None
        elif tag == "select" and self.select is not None:
            chosen = [value for value, is_chosen in self.select["options"] if is_chosen]
            first = [] if self.select["many"] else [value for value, _ in self.select["options"]][:1]
            for value in chosen or first:
                self.form["sent"].appendlist(self.select["name"], value)
            self.select = None


def top(name):
    """The field a control belongs to: of a row its group, of a part its record."""
    return name.removesuffix("-shown").split("-")[0]


def forms_of(html):
    """Each posting form of a page: what it ``sent`` as it stands, the ``names`` of its controls with the fields they
    belong to (``tops``), and its ``boxes``.
    """
    parser = _Forms()
    parser.feed(html)
    return [{**form, "tops": {top(name) for name in form["names"]}} for form in parser.forms]
