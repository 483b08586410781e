"""Reads a calendar object by the grammar of RFC 5545 alone, and refuses what departs from it."""

import re
from collections import Counter
from typing import NamedTuple

# contentline = name *(";" param) ":" value
NAME = r"[A-Za-z0-9-]+"
PARAMETER = rf';(?:{NAME})=(?:"[^"\x00-\x08\x0a-\x1f\x7f]*"|[^";:,\x00-\x08\x0a-\x1f\x7f]*)'
LINE = re.compile(rf"({NAME})((?:{PARAMETER})*):([^\x00-\x08\x0a-\x1f\x7f]*)")
# In a text each of these is escaped.
LOOSE = re.compile(r"(?<!\\)(?:\\\\)*[,;]")
TEXTS = {"SUMMARY", "LOCATION", "DESCRIPTION"}
LONGEST = 75


class Property(NamedTuple):
    """One line: its parameters by name, and its value as written."""

    parameters: dict[str, str]
    value: str


class Component(NamedTuple):
    """A component with its properties by name, and the components in it."""

    name: str
    properties: dict[str, list[Property]]
    inner: "list[Component]"

    def __getitem__(self, name: str) -> str:
        (found,) = self.properties[name]
        return found.value

    def counts(self) -> Counter[str]:
        """How often each property stands in it."""
        return Counter({name: len(rows) for name, rows in self.properties.items()})


def read(written: bytes) -> Component:
    """The one calendar of a file. Raises AssertionError."""
    assert written.endswith(b"\r\n"), "the last line ends in CRLF"
    physical = written.removesuffix(b"\r\n").split(b"\r\n")
    assert not any(b"\n" in line or b"\r" in line for line in physical), "lines end in CRLF and nothing else"
    assert max(map(len, physical)) <= LONGEST, "a line has at most 75 octets"
    lines = b"\r\n".join(physical).replace(b"\r\n ", b"").decode().split("\r\n")
    root = Component("", {}, [])
    open_ones = [root]
    for line in lines:
        matched = LINE.fullmatch(line)
        assert matched is not None, f"no content line: {line!r}"
        name, parameters, value = matched[1].upper(), matched[2], matched[3]
        if name == "BEGIN":
            open_ones[-1].inner.append(Component(value, {}, []))
            open_ones.append(open_ones[-1].inner[-1])
        elif name == "END":
            assert open_ones.pop().name == value
        else:
            assert name not in TEXTS or not LOOSE.search(value), f"unescaped: {line!r}"
            given = dict(re.findall(rf';({NAME})=("[^"]*"|[^;:]*)', parameters))
            open_ones[-1].properties.setdefault(name, []).append(Property(given, value))
    assert open_ones == [root], "every component is closed"
    (calendar,) = root.inner
    assert calendar.name == "VCALENDAR"
    return calendar
