"""The worker's settings in these tests: as in development, with a beat of seconds and the tests' mail server."""

from casework.settings.development import *  # noqa: F403
from casework.settings.development import CELERY_BEAT_SCHEDULE

EMAIL_BACKEND = "tests.worker.mailserver.MailServer"
CELERY_BEAT_SCHEDULE = {name: {**CELERY_BEAT_SCHEDULE[name], "schedule": 1.0} for name in ("deliver", "remind")}
# These tests use the machine's clock, which may show a Sunday night.
QUIET_DAYS = False
