"""For every field that points at a network member, what happens to it when the member's part ends, app by app."""

from assessments.parts import PARTS as IN_ASSESSMENTS
from children.parts import OWN
from goals.parts import PARTS as IN_GOALS
from guests.parts import PARTS as FOR_GUESTS
from meetings.parts import PARTS as IN_MEETINGS
from support.parts import PARTS as IN_SUPPORT

# In the order they are shown to the person who decides.
REGISTER = (*IN_MEETINGS, *IN_GOALS, *IN_ASSESSMENTS, *OWN, *IN_SUPPORT, *FOR_GUESTS)
