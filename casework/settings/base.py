"""Settings for every environment. Each one that is not Django's default says why it is here."""

from pathlib import Path

from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from door import limits

from . import environment
from .api import *  # noqa: F403
from .signin import *  # noqa: F403

BASE_DIR = Path(__file__).resolve().parent.parent.parent

SECRET_KEY = environment.text("SECRET_KEY")
# Keys of the encrypted fields, newest first: "2:base64,1:base64". Old keys stay until all values are rewritten.
FIELD_KEYS = environment.words("FIELD_KEYS")
ALLOWED_HOSTS = environment.words("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = environment.words("CSRF_TRUSTED_ORIGINS", "")
SITE_URL = environment.text("SITE_URL", "http://localhost:8000")
DEMO = False

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "core",
    "accounts",
    "children",
    "guests",
    "assessments",
    "goals",
    "support",
    "meetings",
    "followup",
    "insight",
    "casework",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    # First, so that every answer of what follows has their headers, errors and refusals too.
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "core.compression.PageCompressionMiddleware",
    "core.middleware.HealthMiddleware",
    # Static files need no session and have their own cache rules.
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "core.middleware.DoorMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "guests.middleware.GuestMiddleware",
    "accounts.middleware.LanguageMiddleware",
    "core.drawnfor.DrawnForMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "casework.urls"
WSGI_APPLICATION = "casework.wsgi.application"
APPEND_SLASH = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            # Every form's token also says for which user the form was drawn; `url` remembers each route's pattern.
            "builtins": ["core.templatetags.marked_forms", "core.templatetags.constant"],
            # Fixed words and files are looked up once for each process.
            "libraries": {"i18n": "core.templatetags.constant", "static": "core.templatetags.constant"},
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "casework.shell.shell",
            ],
        },
    },
]

# Two of Django's tag libraries are replaced above, on purpose.
SILENCED_SYSTEM_CHECKS = ["templates.W003"]

DATABASES = {"default": environment.database(environment.text("DATABASE_URL"))}
# One connection for each process, kept open: a new one for each request costs several times the throughput.
DATABASES["default"]["CONN_MAX_AGE"] = None
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
# A line that is cut without a word is noticed within seconds. A server that stands still is core/hanging.py's.
PATIENCE = {"connect_timeout": 3, "keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 2}
DATABASES["default"]["OPTIONS"] = PATIENCE | {"tcp_user_timeout": 10_000} | DATABASES["default"]["OPTIONS"]
# Repeated queries are planned once for each connection, because planning a list takes longer than reading it. A pooler
# in between must support prepared statements (PgBouncer from 1.21).
DATABASES["default"]["OPTIONS"] |= {"server_side_binding": True, "prepare_threshold": 5}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Everything comes from our own host; nothing inline.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    },
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# A body larger than this is refused before it is parsed; spreadsheets have their own limit of 10 MB.
DATA_UPLOAD_MAX_MEMORY_SIZE = limits.SIZE
FILE_UPLOAD_MAX_MEMORY_SIZE = 11 * 1024 * 1024
# Files are never written to disk: a larger one is read to its end and refused.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

# Language and time ----------------------------------------------------------------------------------------------
LANGUAGE_CODE = "da"
LANGUAGES = [("da", _("Dansk")), ("en", _("Engelsk"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Copenhagen"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Where core finds what only the whole site knows.
DATA_CLASS_REGISTER = "casework.data_classes.REGISTER"
CASE_CHANGED = "followup.changes.case_changed"
# What happens to each field that points at a network member when that member's part ends.
PARTS_REGISTER = "casework.parts.REGISTER"
# What cannot stay open in a closed case, and how it ends.
OPEN_ENDS = "casework.openends.REGISTER"
# The kinds of messages the outbox sends.
OUTGOING_REGISTER = "casework.outgoing.REGISTER"
# What a link to somebody without an account can be for.
GUEST_TASKS = "casework.guesttasks.REGISTER"
# How many days a guest's link holds, by the key of its task.
GUEST_LINK_DAYS = {"default": 14}
# Links and codes that opened nothing, from one address: beyond these it waits (0: never), but link and code are let in.
GUEST_FAILURES_A_MINUTE = 30
# The children a draft is about, and whether its writer still has a relation to them.
CHILDREN_NAMED = "children.drafting.children_named"
MAY_SEE_CHILDREN = "children.drafting.may_see"
# When the next sparring of a case is due.
SPARRING_DUE = "casework.deadlines.sparring_due"
NEXT_SPARRING = "casework.deadlines.next_sparring"
# The first day from a given one on which people meet in a case.
NEXT_MEETING_DAY = "casework.deadlines.next_meeting_day_of"

# Later work -----------------------------------------------------------------------------------------------------
REDIS_URL = environment.text("REDIS_URL", "redis://127.0.0.1:6379/0")
CELERY_BROKER_URL = REDIS_URL
CELERY_RESULT_BACKEND = None
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_TIME_LIMIT = 300
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 600,
    "socket_timeout": 5,
    "socket_connect_timeout": 2,
    # Sending a task is tried once, so that a page never waits for a broker that is away. Workers retry by settings of
    # their own.
    "max_retries": 0,
}
CELERY_DB_REUSE_MAX = 1000
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE = {
    # Each task only starts a sweep: due work is found in the database.
    "deliver": {"task": "core.tasks.deliver", "schedule": 60.0, "options": {"expires": 55}},
    "remind": {"task": "followup.tasks.remind", "schedule": 600.0, "options": {"expires": 550}},
    "imports": {"task": "children.tasks.imports", "schedule": 60.0, "options": {"expires": 55}},
    "nightly": {"task": "followup.tasks.nightly", "schedule": crontab(hour=3, minute=10)},
}

# No reminders or mails on days the municipality is closed, nor before the morning.
QUIET_DAYS = True

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
DEFAULT_FROM_EMAIL = environment.text("MAIL_FROM", "Rød Tråd <ingen-svar@localhost>")
# Where calendars send the answers to invitations; without one no calendar is asked for an answer.
CALENDAR_REPLY_ADDRESS = environment.text("CALENDAR_REPLY_ADDRESS", "")
# How often one feed may be read; calendars ask once in some hours.
CALENDAR_FEEDS_A_MINUTE = 30

# How text messages are sent, a function of core.textmessages; without one none are offered.
TEXT_MESSAGE_PROVIDER = ""
TEXT_MESSAGE_FOLDER = ""
TEXT_GATEWAY_URL = TEXT_GATEWAY_KEY = ""

# Log lines never hold request data; the look-up log is in the database.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "filters": {
        "calm": {"()": "core.outage.OutageFilter"},
        "secret_paths": {"()": "core.secretpaths.SecretPathFilter"},
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["secret_paths"]},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "casework": {"level": "INFO"},
        "django.server": {"level": "WARNING"},
        # The request object in a log record would hand the query and the posted data to any log collector.
        "django.request": {"level": "ERROR", "filters": ["calm"]},
        "axes": {"level": "ERROR"},
    },
}
