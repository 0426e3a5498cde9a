"""Django settings. Everything that differs between places comes from the environment (grants/env.py)."""

from csp.constants import NONE, SELF, UNSAFE_INLINE
from django.contrib.messages import constants as message_levels

from grants.env import BASE_DIR, VAR_DIR, env, local_secret, mode, require_production_settings

MODE = mode()
PRODUCTION = MODE == "production"
if PRODUCTION:
    require_production_settings()

DEBUG = False
SECRET_KEY = env.str("SECRET_KEY", default="") or local_secret("signing")
ENCRYPTION_KEYS = env.list("ENCRYPTION_KEYS", default=[]) or [local_secret("encryption")]
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]", "testserver"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
BASE_URL = env.str("BASE_URL", default="http://localhost:8000")

INSTALLED_APPS = [
    "grants.ground.reference",
    "grants.ground.people",
    "grants.ground.audit",
    "grants.ground.files",
    "grants.ground.notifications",
    "grants.ground.questions",
    "grants.ground.bank",
    "grants.ground.equality",
    "grants.ground.lists",
    "grants.ground.papers",
    "grants.stages.funds",
    "grants.stages.calls",
    "grants.stages.applications",
    "grants.stages.checks",
    "grants.stages.assessment",
    "grants.stages.awards",
    "grants.stages.payments",
    "grants.stages.outcomes",
    "grants.desks.web",
    "grants.desks.jobs",
    "cms",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_htmx",
    "django_cotton",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django.contrib.humanize",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "grants.desks.web.middleware.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "grants.desks.web.middleware.CompressionMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "grants.desks.web.languages.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "csp.middleware.CSPMiddleware",
    "grants.desks.web.uploads.TooLargeMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "grants.desks.web.middleware.CmsDoorMiddleware",
]

ROOT_URLCONF = "grants.urls"
WSGI_APPLICATION = "grants.wsgi.application"
ASGI_APPLICATION = "grants.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        # Spelled out, so that the cached loader is on in every mode.
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "grants.desks.web.shell.shell",
            ],
            "builtins": [
                "django_cotton.templatetags.cotton",
                "django.templatetags.i18n",
                "django.templatetags.static",
                "grants.desks.web.templatetags.words",
            ],
        },
    }
]
COTTON_DIR = "components"
COTTON_ISOLATE_BY_DEFAULT = True
FORM_RENDERER = "grants.desks.web.rendering.FormRenderer"
MESSAGE_TAGS = {message_levels.SUCCESS: "ok", message_levels.WARNING: "care", message_levels.ERROR: "stop"}

DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'grants.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Limits on sign-in attempts are counted here, so it is shared between web processes.
CACHES = {
    "default": env.cache_url("CACHE_URL", default="locmemcache://"),
}

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["grants.ground.people.backends.PersonBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
MFA_ADAPTER = "grants.ground.people.second_factor.SecondFactorAdapter"
LOGIN_URL = "profile:sign_in"
LOGIN_REDIRECT_URL = "profile:home"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "grants.desks.web.failures.stale_form"
# How many proxies of ours stand before the web process: limits on sign-in count by the address that they pass on.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

LANGUAGE_CODE = "en-gb"
# Each in its own language, so that whoever needs it can read it.
LANGUAGES = [("en-gb", "English"), ("es", "Español"), ("cy", "Cymraeg"), ("ar", "العربية")]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_AGE = 60 * 60 * 24 * 365
LOCALE_PATHS = [BASE_DIR / "grants" / "locale"]
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True
WAGTAIL_I18N_ENABLED = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "grants" / "static"]
MEDIA_ROOT = VAR_DIR / "media"
MEDIA_URL = "/media/"
PRIVATE_FILES_ROOT = VAR_DIR / "files"
STORAGES: dict[str, dict[str, object]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(PRIVATE_FILES_ROOT), "base_url": None},
    },
    "staticfiles": {"BACKEND": "grants.desks.web.static.StaticFiles"},
}
if MODE == "test":
    # Tests read static files where they lie: nothing is collected, no manifest is needed.
    STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True
    WHITENOISE_MAX_AGE = 60 * 60 * 24 * 365  # as with digests in names: browsers ask for each file once

EMAIL_FILE_PATH = str(VAR_DIR / "mail")
EMAIL_CONFIG = env.email_url("EMAIL_URL", default=f"filemail://{EMAIL_FILE_PATH}")
EMAIL_BACKEND = EMAIL_CONFIG["EMAIL_BACKEND"]
EMAIL_HOST = EMAIL_CONFIG.get("EMAIL_HOST") or "localhost"
EMAIL_PORT = EMAIL_CONFIG.get("EMAIL_PORT") or 25
EMAIL_HOST_USER = EMAIL_CONFIG.get("EMAIL_HOST_USER") or ""
EMAIL_HOST_PASSWORD = EMAIL_CONFIG.get("EMAIL_HOST_PASSWORD") or ""
EMAIL_USE_TLS = EMAIL_CONFIG.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = EMAIL_CONFIG.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Willowmere Grants <grants@willowmere.example>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
# A class that hands text messages to a gateway (grants/ground/notifications/gateway.py); empty where there is none.
SMS_BY_MODE = {"demo": "grants.ground.notifications.gateway.ConsoleGateway"}
GRANTS_SMS_BACKEND = env.str("GRANTS_SMS_BACKEND", default=SMS_BY_MODE.get(MODE, ""))
# How a phone number that begins with 0 goes on: the country's code.
PHONE_COUNTRY = env.str("PHONE_COUNTRY", default="+44")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # A page that is not there is no news; an error in one of ours is.
    "loggers": {
        "django.request": {"level": "ERROR"},
        "weasyprint": {"level": "ERROR"},
        "fontTools": {"level": "ERROR"},
    },
}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

WAGTAIL_SITE_NAME = "Community grants"
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_FRONTEND_LOGIN_URL = "/account/sign-in/"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "media-src": [SELF],
        "frame-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    },
}
CMS_PREFIX = "/cms/"
# Wagtail's editor needs inline styles and scripts: allowed under its own prefix only (desks.web.middleware).
CMS_CONTENT_SECURITY_POLICY = {
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "frame-src": [SELF],
    "frame-ancestors": [SELF],
}

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if PRODUCTION:
    SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=60 * 60 * 24 * 365)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True

UPLOAD_LIMIT_BYTES = 50 * 1024 * 1024
# Where ClamAV listens: a path, or host:port. Without it files are shown after a check of their type.
CLAMAV_SOCKET = env.str("CLAMAV_SOCKET", default="")
CLAMAV_SECONDS = 60
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "grants.desks.web.uploads.StoppingUploadHandler",
]
DATA_UPLOAD_MAX_MEMORY_SIZE = 3 * 1024 * 1024
SILENCED_SYSTEM_CHECKS: list[str] = []
