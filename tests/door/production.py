"""Production's settings with what the tests' database holds: its quick hashes, and files as they lie in the sources."""

from casework.settings.production import *  # noqa: F403
from casework.settings.production import PASSWORD_HASHERS, STORAGES

# First, so that nobody who signs in is hashed anew: other tests use the same people.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *PASSWORD_HASHERS]
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
