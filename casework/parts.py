"""What every app says of its fields that point at a network member: what becomes of them when the part ends."""

from assessments.parts import PARTS as IN_ASSESSMENTS
from children.parts import OWN
from goals.parts import PARTS as IN_GOALS
from meetings.parts import PARTS as IN_MEETINGS
from support.parts import PARTS as IN_SUPPORT

# In the order they are shown to whoever decides.
REGISTER = (*IN_MEETINGS, *IN_GOALS, *IN_ASSESSMENTS, *OWN, *IN_SUPPORT)
