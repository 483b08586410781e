"""Production's settings on made-up data: loopback, plain static files, no mail."""

from casework.settings.production import *  # noqa: F403
from casework.settings.production import BASE_DIR, STORAGES

# Only made-up children; measuring an import refuses any other place.
DEMO = True
# A measurement collects no static files: they are served from the sources.
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
STATIC_ROOT = BASE_DIR / "static"
# Counted as in production, with a limit far out of reach.
API_REQUESTS_A_MINUTE = 1_000_000
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
