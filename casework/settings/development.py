"""On a developer's machine and in the demo: made-up data only. `make run` gives the environment."""

import os
from pathlib import Path

os.environ.setdefault("SECRET_KEY", "development-only")
os.environ.setdefault("FIELD_KEYS", "1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")
os.environ.setdefault("DATABASE_URL", "postgresql:///roedtraad")

from . import environment
from .base import *  # noqa: F403
from .base import BASE_DIR, STORAGES

DEBUG = environment.text("DEBUG", "0") == "1"
DEMO = True
ALLOWED_HOSTS = ["*"]
SITE_URL = environment.text("SITE_URL", f"http://localhost:{os.environ.get('PORT', '8000')}")
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_MAX_AGE = 0 if DEBUG else 60
# Mails become files here; nothing leaves the machine.
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = environment.text("MAIL_FOLDER", str(Path(BASE_DIR) / ".local" / "mail"))
