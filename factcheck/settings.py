"""The one settings file: the environment decides. docs/operations.md lists every variable."""

import os
import secrets
from pathlib import Path
from typing import Any

import environ
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from factcheck import logs

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parent.parent


# --- where things lie --------------------------------------------------------------------------
DATA_DIR = Path(env("FACTCHECK_DATA_DIR", default=str(BASE_DIR / "var"))).resolve()
DATA_DIR.mkdir(parents=True, exist_ok=True)
MEDIA_ROOT = DATA_DIR / "media"  # never served as files: a view asks who may read and sends them
STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
LOCALE_PATHS = [BASE_DIR / "locale"]

# --- who we are on the network -----------------------------------------------------------------
DEBUG = env.bool("FACTCHECK_DEBUG", default=False)
HTTPS = env.bool("FACTCHECK_HTTPS", default=False)
PROXIES = env.int("FACTCHECK_PROXIES", default=0)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("FACTCHECK_TRUSTED_ORIGINS", default=[])


def secret_key() -> str:
    """Return SECRET_KEY, or one made once for this machine and kept from other readers.

    Where the site is served over HTTPS it must be set: several servers have to share one.
    """
    if given := str(env("SECRET_KEY", default="")):
        return given
    if HTTPS:
        raise ImproperlyConfigured(
            "FACTCHECK_HTTPS is on, so set SECRET_KEY too: "
            'python3 -c "import secrets; print(secrets.token_urlsafe(50))"'
        )
    kept, draft = DATA_DIR / "secret_key", DATA_DIR / f"secret_key.{os.getpid()}"
    if not kept.exists():
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
        try:
            os.link(draft, kept)  # atomic: of two processes starting together the first one wins
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return kept.read_text()


SECRET_KEY = secret_key()
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^health/$"]  # health checks come from inside, over plain HTTP
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXIES else None
ALLAUTH_TRUSTED_PROXY_COUNT = PROXIES
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SILENCED_SYSTEM_CHECKS = ["security.W021"]  # preloading binds a whole domain: not ours to ask for

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

# --- parts --------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "claims",  # first, so that its templates win
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "template_partials",
]
MIDDLEWARE = [
    "factcheck.middleware.request_log",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "factcheck.middleware.time_zone",
]
ROOT_URLCONF = "factcheck.urls"
WSGI_APPLICATION = "factcheck.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "factcheck.context.csp_nonce",
                "claims.views.nav.queue_count",
            ]
        },
    }
]

# --- database, cache, background ----------------------------------------------------------------
DATABASES: dict[str, dict[str, Any]] = {
    "default": env.db_url("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'factcheck.sqlite3'}")
}
_database = DATABASES["default"]
if _database["ENGINE"] == "django.db.backends.sqlite3":
    _database["OPTIONS"] = {
        "timeout": 20,
        # Take the write lock at once: a transaction that reads first could otherwise fail half-way.
        "transaction_mode": "IMMEDIATE",
        # FULL: a verdict that the page called saved survives a power cut.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
        " PRAGMA foreign_keys=ON; PRAGMA mmap_size=134217728; PRAGMA cache_size=-20000;",
    }
elif pool := env.int("FACTCHECK_DB_POOL", default=10):
    _database["OPTIONS"] = {
        "pool": {"min_size": 1, "max_size": pool, "timeout": 10},
        # Compiling the queue's many small counts took twenty times as long as running them.
        "options": "-c jit=off",
    }
else:  # a pooler such as PgBouncer stands in between
    _database["DISABLE_SERVER_SIDE_CURSORS"] = True

# In the database, so that all processes count bad sign-ins together.
# Bad sign-ins, and what each site asks of the watch: more than the usual 300 entries.
_CACHE = "dbcache://factcheck_cache?max_entries=10000"
CACHES = {"default": env.cache_url("CACHE_URL", default=_CACHE)}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
# A task running longer than this many seconds lost its worker and is given to another one.
TASK_LEASE = env.int("FACTCHECK_TASK_LEASE", default=900)

# --- people -------------------------------------------------------------------------------------
AUTH_USER_MODEL = "claims.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
_VALIDATION = "django.contrib.auth.password_validation."
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {"NAME": f"{_VALIDATION}UserAttributeSimilarityValidator"},
    {"NAME": f"{_VALIDATION}MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": f"{_VALIDATION}CommonPasswordValidator"},
    {"NAME": f"{_VALIDATION}NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "factcheck.accounts.ClosedAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"

# --- e-mail: counts and links, printed where the worker runs unless a server is named -------------
# Mails are written in the background, where no request tells the site's address.
SITE_URL = env("FACTCHECK_SITE_URL", default="http://127.0.0.1:8000").rstrip("/")
_mail = env.email_url("FACTCHECK_EMAIL_URL", default="consolemail://")
EMAIL_BACKEND = _mail["EMAIL_BACKEND"]
EMAIL_HOST = _mail["EMAIL_HOST"] or "localhost"
EMAIL_PORT = _mail["EMAIL_PORT"] or 25
EMAIL_HOST_USER = _mail["EMAIL_HOST_USER"] or ""
EMAIL_HOST_PASSWORD = _mail["EMAIL_HOST_PASSWORD"] or ""
EMAIL_FILE_PATH = _mail["EMAIL_FILE_PATH"] or None
EMAIL_USE_TLS = _mail.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = _mail.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env("FACTCHECK_EMAIL_FROM", default="Factcheck <factcheck@localhost>")

# --- language, time, uploads --------------------------------------------------------------------
USE_TZ = True
TIME_ZONE = env("FACTCHECK_TIME_ZONE", default="UTC")
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English")]  # only what is translated: half a language reads worse than one
# A paste arrives as a form field, form-encoded up to three times its size. Files have no limit
# here: the import refuses what is over its own limit with a sentence.
DATA_UPLOAD_MAX_MEMORY_SIZE = 32 * 1024 * 1024
MAX_FILE_MB = env.int("FACTCHECK_MAX_FILE_MB", default=200)  # of a file brought as evidence
FILE_UPLOAD_PERMISSIONS = 0o640
FORMS_URLFIELD_ASSUME_HTTPS = True

# --- the door to the network --------------------------------------------------------------------
VERSION = "0.1.0"  # told to the pages we fetch
FETCH_ALLOW_LOOPBACK = False  # True in tests only; a check refuses it anywhere else
FETCH_PROXY = env("FACTCHECK_FETCH_PROXY", default="")

# --- static files -------------------------------------------------------------------------------
# Without a manifest files are served from where they lie and nothing has to be collected.
STATIC_MANIFEST = env.bool("FACTCHECK_STATIC_MANIFEST", default=False)
_collected = env("FACTCHECK_STATIC_ROOT", default=str(BASE_DIR / "staticfiles"))
STATIC_ROOT = _collected if STATIC_MANIFEST else None
WHITENOISE_USE_FINDERS = not STATIC_MANIFEST
# --- uploaded and fetched files ------------------------------------------------------------------
FILES_IN = env("FACTCHECK_STORAGE", default="local")  # or "s3"; a check tells of what is missing
S3_BUCKET = env("FACTCHECK_S3_BUCKET", default="")
S3_ENDPOINT = env("FACTCHECK_S3_ENDPOINT", default="")
S3_REGION = env("FACTCHECK_S3_REGION", default="")
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "factcheck.buckets.Bucket"}
    if FILES_IN == "s3"
    else {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if STATIC_MANIFEST
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

# --- logs ---------------------------------------------------------------------------------------
LOGGING = logs.configure(
    json=env("FACTCHECK_LOG_FORMAT", default="plain" if DEBUG else "json") == "json",
    level=env("FACTCHECK_LOG_LEVEL", default="INFO"),
)
