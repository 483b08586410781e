"""Settings for production. Every secret comes from the environment or from files, and none has a default."""

from django.core.exceptions import ImproperlyConfigured

from . import environment
from .base import *  # noqa: F403
from .base import CONTENT_SECURITY_POLICY, FIELD_KEYS, SECRET_KEY

DEBUG = False
ALLOWED_HOSTS = environment.words("ALLOWED_HOSTS")
SITE_URL = environment.text("SITE_URL")

if len(SECRET_KEY) < 50 or SECRET_KEY.startswith(("development", "test", "django-insecure")):
    raise ImproperlyConfigured("SECRET_KEY must be at least 50 random characters")
if any(set(key.partition(":")[2].rstrip("=")) == {"A"} for key in FIELD_KEYS):
    raise ImproperlyConfigured("FIELD_KEYS holds the development key")

# The balancer ends TLS and says so in this header.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_NAME = "__Host-csrf"
CONTENT_SECURITY_POLICY["DIRECTIVES"]["upgrade-insecure-requests"] = True  # type: ignore[assignment]
PROXY_COUNT = environment.number("PROXY_COUNT", 1)

EMAIL_HOST = environment.text("MAIL_HOST")
EMAIL_PORT = environment.number("MAIL_PORT", 587)
EMAIL_HOST_USER = environment.text("MAIL_USER", "")
EMAIL_HOST_PASSWORD = environment.text("MAIL_PASSWORD", "")
EMAIL_USE_TLS = True
EMAIL_TIMEOUT = 10

# Text messages go to the gateway of the municipality's provider, if there is one.
TEXT_GATEWAY_URL = environment.text("TEXT_GATEWAY_URL", "")
TEXT_GATEWAY_KEY = environment.text("TEXT_GATEWAY_KEY", "")
if TEXT_GATEWAY_URL:
    if not TEXT_GATEWAY_URL.startswith("https://"):
        raise ImproperlyConfigured("TEXT_GATEWAY_URL must begin with https://: codes and telephone numbers go there")
    TEXT_MESSAGE_PROVIDER = "core.textmessages.to_gateway"
