"""Settings for every environment. Each one that is not Django's default says why it is here."""

from pathlib import Path

from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from door import limits

from . import environment

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
            # Every form's token also says for which user the form was drawn.
            "builtins": ["core.templatetags.marked_forms"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "casework.shell.shell",
            ],
        },
    },
]

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

# Sign-in -------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_NOTIFICATIONS = False
# A mail never holds the host that a request named.
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# By address alone, because a whole municipality may share one: far above what its people do by mistake. Axes below
# locks the account that is tried. Counted for all processes together (CACHES).
ACCOUNT_RATE_LIMITS = {
    "login": "600/m/ip",
    # By key: the codes of the second step by user, and passwords by account and address, which axes locks earlier.
    "login_failed": "200/15m/ip,20/15m/key",
    "reset_password": "60/m/ip,5/m/key",
    "reset_password_from_key": "60/m/ip",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Rød Tråd"
# The number of our own proxies in front; their forwarded header gives the client's address (core/client.py).
PROXY_COUNT = 0
# By account and address together: a colleague at the same address still gets in, and so does the account's owner from
# elsewhere. Tries during the lock do not extend it.
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_FORM_FIELD = "login"
AXES_USERNAME_CALLABLE = "accounts.locks.account_tried"
AXES_CLIENT_IP_CALLABLE = "core.client.address"
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "core.errors.too_many"
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_SENSITIVE_PARAMETERS = ["login", "email", "password"]

# Counts of sign-ins are kept in PostgreSQL too: shared by all processes, and available whenever anybody can sign in.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_counts",
        # Beyond this number the oldest entries go, whoever they lock.
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    },
}
# Sessions are kept in PostgreSQL, so that Redis may fail; they last a working day and end with the browser.
SESSION_ENGINE = "core.sessions"
SESSION_COOKIE_AGE = 60 * 60 * 10
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "core.errors.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

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

# API ------------------------------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "accounts.authentication.TokenAuthentication",
        "accounts.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": [
        "rest_framework.permissions.IsAuthenticated",
        "accounts.authentication.WithinScope",
    ],
    "DEFAULT_THROTTLE_CLASSES": ["core.throttling.PerCaller"],
    "DEFAULT_RENDERER_CLASSES": ["core.renderers.JsonRenderer"],
    "DEFAULT_PARSER_CLASSES": ["core.renderers.JsonParser"],
    "DEFAULT_PAGINATION_CLASS": "core.pagination.NumberedPages",
    "DEFAULT_SCHEMA_CLASS": "core.schema.ResourceSchema",
    "EXCEPTION_HANDLER": "core.problems.handle",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
    "DATE_INPUT_FORMATS": ["iso-8601", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y"],
    # "14.30" first: as ISO 8601 it would be fourteen hours and three tenths of a second.
    "TIME_INPUT_FORMATS": ["%H.%M", "%H:%M", "iso-8601"],
    "DATETIME_INPUT_FORMATS": ["iso-8601", "%Y-%m-%dT%H:%M", "%d-%m-%Y %H:%M", "%d-%m-%Y %H.%M"],
    "COERCE_DECIMAL_TO_STRING": False,
}
# For one token, or for all browsers of one user: twenty a second.
API_REQUESTS_A_MINUTE = 1200
SPECTACULAR_SETTINGS = {
    "TITLE": "Rød Tråd",
    "DESCRIPTION": "Case management for learning coordinators and children in care.",
    "VERSION": "1",
    "SCHEMA_PATH_PREFIX": r"/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    # Names for choices that share a field's name or their values.
    "ENUM_NAME_OVERRIDES": {
        "GoalStatusEnum": "goals.models.Goal.Status",
        "AgreementStatusEnum": "goals.models.Agreement.Status",
        "UnitKindEnum": "accounts.models.Unit.Kind",
        "SchoolKindEnum": "accounts.models.School.Kind",
        "InstitutionKindEnum": "accounts.models.Institution.Kind",
        "PlacementKindEnum": "children.models.Placement.Kind",
        "NetworkMemberKindEnum": "children.models.NetworkMember.Kind",
        "OtherMeasureKindEnum": "children.models.OtherMeasure.Kind",
        "AssessmentPartKindEnum": "assessments.models.AssessmentPart.Kind",
        "CycleKindEnum": "followup.answers.CYCLE_KINDS",
        "MeetingKindEnum": "meetings.models.Meeting.Kind",
        "ImportKindEnum": "children.models.importing.ImportJob.Kind",
        "WishEnum": "children.models.NetworkMember.Wish",
        "ParentsAnswerEnum": "meetings.models.Meeting.Answer",
        "TriedEnum": "goals.models.Agreement.Tried",
        "HelpedEnum": "goals.models.Agreement.Helped",
        "KnownEnum": "goals.models.Goal.Known",
        "ItemKindEnum": "children.models.Release.Item",
        "PassableItemEnum": "children.serializers.release.PASSABLE",
        "StepEnum": "followup.steps.step_choices",
        "NoticeRuleEnum": "followup.rules.rule_choices",
        "PhaseEnum": "followup.models.CaseStatus.Phase",
        "PhaseStateEnum": "followup.answers.PHASE_STATES",
        "WindowStateEnum": "followup.cadence.State",
        "DeadlineStateEnum": "support.answers.STATES",
        "SettingEnum": "support.models.Sparring.Setting",
        "PlaceEnum": "goals.models.Agreement.Place",
        "VerdictEnum": "meetings.models.Verdict",
        "DecidedEnum": "meetings.models.GoalReview.DECIDED",
        "ImportStateEnum": "children.models.importing.ImportJob.State",
        "MeetingStateEnum": "meetings.models.Meeting.State",
    },
    "POSTPROCESSING_HOOKS": ["drf_spectacular.hooks.postprocess_schema_enums", "core.problemtypes.describe_errors"],
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

# How text messages are sent, a function of core.textmessages; without one none are offered.
TEXT_MESSAGE_PROVIDER = ""
TEXT_MESSAGE_FOLDER = ""
TEXT_GATEWAY_URL = TEXT_GATEWAY_KEY = ""

# Log lines never hold request data; the look-up log is in the database.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "filters": {"calm": {"()": "core.outage.OutageFilter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "casework": {"level": "INFO"},
        "django.server": {"level": "WARNING"},
        # The request object in a log record would hand the query and the posted data to any log collector.
        "django.request": {"level": "ERROR", "filters": ["calm"]},
        "axes": {"level": "ERROR"},
    },
}
