"""A call, a mail or a word at the door between the meetings."""

import datetime as dt

from children.models import CaseEvent
from support.models import Contact

from .story import Story


def get_in_touch(story: Story, on: dt.date) -> None:
    """The coordinator talks with somebody around the child who has or needs information."""
    said = story.say("around", "contacts")
    if said is None or said["with"] not in story.members:
        return
    contact = Contact(held_on=on, way=said["way"], note=said["note"], author=story.coordinator)
    story.keep(contact, on=on)
    member = story.members[said["with"]]
    story.archive.link(Contact.members.through, contact_id=contact.pk, networkmember_id=member.pk)
    story.add_event(CaseEvent.Kind.CONTACT, contact, on=on, detail=contact.get_way_display())  # type: ignore[attr-defined]
