"""What a link to somebody without an account can be for, app by app, in the order it is offered."""

from meetings.guesttasks import TASKS as OF_MEETINGS

REGISTER = (*OF_MEETINGS,)
