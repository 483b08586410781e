"""Production's settings with the tests' quick password hashes, and static files served from the sources."""

from casework.settings.production import *  # noqa: F403
from casework.settings.production import PASSWORD_HASHERS, STORAGES

# First, so that no sign-in rehashes a password: other tests use the same people.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *PASSWORD_HASHERS]
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
