"""Everything that cannot stay open in a closed case, app by app, in the order it is shown."""

from assessments.openends import PARTS_ORDERED
from goals.openends import AGREEMENTS
from guests.openends import LINKS
from meetings.openends import MEETINGS

REGISTER = (MEETINGS, AGREEMENTS, PARTS_ORDERED, LINKS)
