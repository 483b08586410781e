"""Meetings of every kind, invitations to them, and the reviews made at them."""

from .calendarfeed import CalendarFeed as CalendarFeed
from .calendarmessage import CalendarMessage as CalendarMessage
from .meeting import AgreementReview as AgreementReview
from .meeting import Attendance as Attendance
from .meeting import GoalReview as GoalReview
from .meeting import Meeting as Meeting
from .meeting import MeetingQuerySet as MeetingQuerySet
from .meeting import Verdict as Verdict
