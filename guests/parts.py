"""What happens to links when a part ends."""

from children.parts import Stands

PARTS = (Stands("guests.Link.member", "A link is dead with the part (LinkQuerySet.live); who had one is what was."),)
