"""Settings for a developer's machine and the demo: made-up data only. `make run` sets the environment."""

import os
from pathlib import Path

os.environ.setdefault("SECRET_KEY", "development-only")
os.environ.setdefault("FIELD_KEYS", "1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")
os.environ.setdefault("DATABASE_URL", "postgresql:///roedtraad")

from . import environment
from .base import *  # noqa: F403
from .base import BASE_DIR, STORAGES
from .static_version import static_version

DEBUG = environment.text("DEBUG", "0") == "1"
DEMO = True
ROOT_URLCONF = "casework.urls_development"
ALLOWED_HOSTS = ["*"]
SITE_URL = environment.text("SITE_URL", f"http://localhost:{os.environ.get('PORT', '8000')}")
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_MAX_AGE = 0
if not DEBUG:
    # Every static file's address holds one digest of all files, so that a browser keeps its copies until one file
    # changes. In production each file has its own digest; collecting and hashing them would add seconds to each start.
    STATIC_URL = f"static/{static_version([BASE_DIR / 'static', BASE_DIR / 'requirements.txt'])}/"


def WHITENOISE_IMMUTABLE_FILE_TEST(path: str, url: str) -> bool:
    """Whether a file may be cached for ever: the files of one version never change."""
    return not DEBUG


# Mails and text messages are written to files; nothing leaves the machine.
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = environment.text("MAIL_FOLDER", str(Path(BASE_DIR) / ".local" / "mail"))
TEXT_MESSAGE_FOLDER = EMAIL_FILE_PATH
TEXT_MESSAGE_PROVIDER = "core.textmessages.to_folder"
