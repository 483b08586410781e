"""The rows of the long lists, drawn by functions: the template of a row takes four times as long, and a page has sixty.

`{% day_children group.children %}` takes 1.3 ms of the process for My day's 37 children, and 5.1 as a template;
`{% case_rows rows data.masked %}` 0.5 for 30 cases, and 2.1.
"""

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, NamedTuple

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from children.grades import grade_words
from core.addresses import address
from core.danish import date_words, distance, due_distance, short_date
from core.markup import joined, markup
from core.templatetags.ui import status

register = template.Library()
Row = dict[str, Any]


class Words(NamedTuple):
    """The fixed words of the rows, found once for each language instead of in each row."""

    by: str
    put_off: str
    more: str
    postpone: str
    coordinator: str
    class_and_school: str
    no_school: str
    placement: str
    phase: str
    next_step: str
    last_contact: str
    none_yet: str
    closed: str


@cache
def words_in(language: str) -> Words:
    """The words in a language, which is the active one."""
    return Words(
        by=_("Senest"),
        put_off=_("udskudt"),
        more=_("Mere for %(name)s"),
        postpone=_("Udskyd"),
        coordinator=_("Læringskoordinator"),
        class_and_school=_("Klasse og skole"),
        no_school=_("Ingen skole"),
        placement=_("Anbringelse"),
        phase=_("Fase"),
        next_step=_("Næste skridt"),
        last_contact=_("Sidste kontakt"),
        none_yet=_("Ingen endnu"),
        closed=_("Afsluttet"),
    )


CHILD = """\
<li>
  <div class="rt-list__main">
    <p class="rt-list__title"><a href="{url}">{name}</a>: {label}</p>
    <p>{why}</p>
    <p class="rt-small">{deadline}</p>
    {others}
  </div>
  <div class="rt-list__actions">
    <a class="button {look} rt-button-small" href="{step_url}">{button}<span class="sr-only">: {name}</span></a>
    {postpone}
  </div>
</li>
"""
OTHERS = '<ul class="rt-more rt-small" aria-label="{}">{}</ul>'
OTHER = '<li><a href="{}">{}</a> {}{}</li>'
POSTPONE = '<a class="rt-small" href="{}">{}<span class="sr-only"> {}: {}</span></a>'


@register.simple_tag
def day_children(children: Iterable[Row]) -> SafeString:
    """The children of a group on My day: each with its first step, and its other steps below."""
    return _each(_day_child, children)


def _day_child(child: Row, said: Words) -> SafeString:
    step, name = child["first"], child["name"]
    return markup(
        CHILD,
        url=address("case", step["case"]),
        name=name,
        label=step["label"],
        why=step["why"],
        deadline=_deadline(step, said),
        others=_others(name, child["others"], said) if child["others"] else "",
        look="button-primary" if child.get("stands_out") else "button-secondary",
        step_url=step["url"],
        button=step["button"],
        postpone=_postpone(step, name, said) if step["postpone_url"] else "",
    )


def _deadline(step: Row, said: Words) -> SafeString:
    far = due_distance(step["due_on"])
    if step["is_overdue"]:
        return markup("{}{}", status("overdue", far), _put_off(step, said))
    return markup("{} {} ({}){}", said.by, date_words(step["due_on"]), far, _put_off(step, said))


def _put_off(step: Row, said: Words) -> str:
    return f", {said.put_off}" if step["postponed"] else ""


def _others(name: str, others: Iterable[Row], said: Words) -> SafeString:
    label = said.more % {"name": name}
    return markup(OTHERS, label, joined(_other(step, said) for step in others))


def _other(step: Row, said: Words) -> SafeString:
    far = due_distance(step["due_on"])
    when = status("overdue", far) if step["is_overdue"] else far
    return markup(OTHER, step["url"], step["label"], when, _put_off(step, said))


def _postpone(step: Row, name: str, said: Words) -> SafeString:
    return markup(POSTPONE, step["postpone_url"], said.postpone, name, step["label"])


MASKED = """\
<tr>
  <th scope="row"><a class="rt-nowrap" href="{url}">{number}</a></th>
  <td data-label="{coordinator_label}">{coordinator}</td>"""
NAMED = """\
<tr>
  <th scope="row"><a href="{url}">{name}</a></th>
  <td data-label="{school_label}">{class_name}{school}</td>
  <td data-label="{placement_label}">{placement}</td>"""
CASE = """\
{begins}
  <td data-label="{phase_label}"><span class="rt-chip rt-nowrap">{phase}</span></td>
  <td data-label="{step_label}">{step}{over_time}</td>
  <td data-label="{contact_label}">{contact}</td>
</tr>
"""


@register.simple_tag
def case_rows(rows: Iterable[Row], masked: bool) -> SafeString:
    """The rows of the table of cases; ``masked``: as a manager sees them."""
    return _each(_masked_case if masked else _named_case, rows)


def _masked_case(row: Row, said: Words) -> SafeString:
    begins = markup(
        MASKED,
        url=address("case-masked", row["id"]),
        number=row["number"],
        coordinator_label=said.coordinator,
        coordinator=row["coordinator"] or "–",
    )
    return _case(row, begins, said)


def _named_case(row: Row, said: Words) -> SafeString:
    begins = markup(
        NAMED,
        url=address("case", row["id"]),
        name=row["first_name"],
        school_label=said.class_and_school,
        class_name=row["class_name"] or ("" if row["grade"] is None else grade_words(row["grade"])),
        school=f", {row['school']}" if row["school"] else said.no_school,
        placement_label=said.placement,
        placement=row["placement_kind_label"] or "–",
    )
    return _case(row, begins, said)


def _case(row: Row, begins: SafeString, said: Words) -> SafeString:
    contact_on = row["last_contact_on"]
    return markup(
        CASE,
        begins=begins,
        phase_label=said.phase,
        phase=row["phase_label"],
        step_label=said.next_step,
        step=_next_step(row, said),
        over_time=joined(_over_time(each, row) for each in row.get("over_time") or ()),
        contact_label=said.last_contact,
        contact=distance(contact_on) if contact_on else said.none_yet,
    )


def _next_step(row: Row, said: Words) -> SafeString:
    if row["closed_on"]:
        return markup("{} {}", said.closed, short_date(row["closed_on"]))
    due_on = row["next_step_on"]
    if not due_on:
        return markup("{}", row["next_step_label"])
    far = due_distance(due_on)
    if row["is_overdue"]:
        return markup("{}<br>{}", row["next_step_label"], status("overdue", far))
    return markup('{}<br><span class="rt-small">{} · {}</span>', row["next_step_label"], short_date(due_on), far)


def _over_time(each: Row, row: Row) -> SafeString:
    """Something else that is over time: its day, and until when and why it was postponed."""
    values = {"what": each["label"], "due": short_date(each["due_on"])}
    if each["postponed_until"]:
        values |= {"until": short_date(each["postponed_until"]), "why": each["postponed_for"]}
        words = _("%(what)s: frist %(due)s, udskudt til %(until)s. %(why)s") % values
    elif each["step"] != row["next_step"]:
        words = _("%(what)s: frist %(due)s") % values
    else:
        return markup("")
    return markup('<br><span class="rt-small">{}</span>', words)


def _each(draw: Callable[[Row, Words], SafeString], rows: Iterable[Row]) -> SafeString:
    said = words_in(get_language())
    return joined(draw(row, said) for row in rows)
