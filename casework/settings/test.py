"""Settings for tests: real PostgreSQL and Redis, plain static files, mails in memory."""

import os

os.environ.setdefault("SECRET_KEY", "test-only")
os.environ.setdefault("FIELD_KEYS", "1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")
os.environ.setdefault("DATABASE_URL", "postgresql://roedtraad@127.0.0.1:55432/roedtraad")

from .base import *  # noqa: F403
from .base import DATABASES, MIDDLEWARE, STORAGES

DEBUG = False
DEMO = True
ALLOWED_HOSTS = ["*"]
if name := os.environ.get("TEST_DATABASE_NAME"):
    DATABASES["default"]["TEST"] = {"NAME": name}
DATABASES["default"]["CONN_HEALTH_CHECKS"] = False
# Manifest storage would answer 404 for every stylesheet on a live server.
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
MIDDLEWARE = [item for item in MIDDLEWARE if "whitenoise" not in item]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
TEXT_MESSAGE_PROVIDER = "core.textmessages.to_memory"
# A slow hash would take most of the suite's time.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AXES_ENABLED = False
# No limit: tests ask faster than anybody.
API_REQUESTS_A_MINUTE = 0
GUEST_FAILURES_A_MINUTE = 0
