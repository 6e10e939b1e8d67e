"""Settings that are safe for production: everything secret or local comes from the environment, nothing has a default
that would be unsafe. `dev` and `test` relax what a demo and a test run need relaxed.
"""

from pathlib import Path

import environ
from csp.constants import NONCE, NONE, SELF

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parent.parent.parent

SECRET_KEY = env("SECRET_KEY")
DEBUG = False
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
# The demo (invented people, known passwords) may only be loaded where this or DEBUG is on.
SOCIALPORTAL_DEMO = env.bool("SOCIALPORTAL_DEMO", default=False)

INSTALLED_APPS = [
    "socialportal.home",
    "reports",
    "agreements",
    "enterprises",
    "socialportal.notices",
    "socialportal.accounts",
    "socialportal.audit",
    "socialportal.common",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "crispy_forms",
    "django_filters",
    "django_htmx",
    "django_tables2",
    "django_tasks",
    "django_tasks_db",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "socialportal.common.middleware.DatabaseDownMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "socialportal.accounts.login_required.LoginRequired",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "socialportal.accounts.middleware.AccessMiddleware",
    "socialportal.common.middleware.OddAddressMiddleware",
    "socialportal.home.middleware.MethodNotAllowedPage",
]

ROOT_URLCONF = "socialportal.urls"
WSGI_APPLICATION = "socialportal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "socialportal.home.context.page_frame",
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["django.template.loaders.filesystem.Loader", "django.template.loaders.app_directories.Loader"],
                )
            ],
            "builtins": ["socialportal.common.templatetags.danish", "socialportal.common.templatetags.portal"],
        },
    }
]

# --- Database: SQLite unless DATABASE_URL says PostgreSQL -----------------------------------------------------------
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'var' / 'socialportal.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # IMMEDIATE takes the write lock at BEGIN, so two writers queue instead of failing with "database is locked".
    DATABASES["default"].setdefault("OPTIONS", {}).update(
        transaction_mode="IMMEDIATE",
        timeout=20,
        init_command="PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    )
else:
    # A new connection per request makes a list page 7–9 times slower.
    DATABASES["default"].update(CONN_MAX_AGE=env.int("CONN_MAX_AGE", default=300), CONN_HEALTH_CHECKS=True)
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 2)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Who you are ----------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name", "title")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home:front"
ACCOUNT_ADAPTER = "socialportal.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # users come by invitation, which proves the address
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_SESSION_REMEMBER = False  # closing the browser logs out: enterprises share computers
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "20/m/ip,5/5m/key", "reset_password": "20/m/ip,5/m/key"}
# The public form of those who want to start an enterprise: how often it can be sent, by address of the sender.
INQUIRY_RATES = {"inquiry": "5/m/ip,30/d/ip"}
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Socialportal: "
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https"

# --- Language and time ----------------------------------------------------------------------------------------------
LANGUAGE_CODE = "da"
TIME_ZONE = "Europe/Copenhagen"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = True  # also what lets people type 412.000,50; years go through `|stringformat:"d"`
FORMAT_MODULE_PATH = ["socialportal.common.formats"]

# --- Files ----------------------------------------------------------------------------------------------------------
STATIC_URL = "static/"
STATIC_ROOT = env.path("STATIC_ROOT", default=str(BASE_DIR / "var" / "static"))()
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "socialportal.common.finders.NodeModulesFinder",
]
# (address prefix, folder in node_modules, the files we use of it). Hashing names wants every file that a style sheet names:
# dkfds' also names an .eot, a .ttf and its own map.
NODE_FILES = [
    ("dkfds/css", "dkfds/dist/css", ("dkfds.min.css", "dkfds.min.css.map")),
    ("dkfds/fonts", "dkfds/dist/fonts", ("**/*.woff2", "**/*.woff", "**/*-Regular.eot", "**/IBMPlexSans-Regular.ttf")),
    ("dkfds/img", "dkfds/dist/img", ("**/*.svg", "**/*.png")),
    (
        "report/fonts",
        "@fontsource/ibm-plex-sans/files",
        ("ibm-plex-sans-latin-[46]00-normal.woff2", "ibm-plex-sans-latin-ext-[46]00-normal.woff2"),
    ),
    (
        "report/fonts",
        "@fontsource/ibm-plex-serif/files",
        (
            "ibm-plex-serif-latin-[34]00-normal.woff2",
            "ibm-plex-serif-latin-ext-[34]00-normal.woff2",
            "ibm-plex-serif-latin*-400-italic.woff2",
        ),
    ),
]
MEDIA_ROOT = env.path("MEDIA_ROOT", default=str(BASE_DIR / "var" / "media"))()
MEDIA_URL = "media/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "socialportal.common.storage.StaticStorage"},
}

# --- Mail -----------------------------------------------------------------------------------------------------------
EMAIL_CONFIG = env.email_url("EMAIL_URL", default="smtp://localhost:25")
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="Socialportal <ingen-svar@socialportal.example>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
# What stands before an address in a mail and in a calendar.
PORTAL_URL = env("PORTAL_URL", default=f"https://{ALLOWED_HOSTS[0]}" if ALLOWED_HOSTS else "")
# Work that is queued in the transaction of what caused it, and done by `manage.py db_worker`.
TASKS = {"default": {"BACKEND": env("TASKS_BACKEND", default="django_tasks_db.DatabaseBackend")}}

# --- Browser security -----------------------------------------------------------------------------------------------
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]  # a load balancer asks over plain HTTP
BEHIND_TLS_PROXY = env.bool("BEHIND_TLS_PROXY", default=False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS_PROXY else None
# What is limited by sender (logins, inquiries) goes by the address that our own proxy tells: else all the world has one.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if BEHIND_TLS_PROXY else 0
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_AGE = 60 * 60 * 9  # a working day
SESSION_COOKIE_SAMESITE = "Lax"
# What a page says when something is done may hold a participant's number: in the session, not in a cookie that outlives it.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
CSRF_COOKIE_SECURE = True
CSRF_FAILURE_VIEW = "socialportal.home.views.errors.csrf_failure"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF, "data:"],  # the design system's icons are data URIs in its style sheet
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
    }
}

# --- Forms and tables -----------------------------------------------------------------------------------------------
CRISPY_ALLOWED_TEMPLATE_PACKS = "dkfds"
CRISPY_TEMPLATE_PACK = "dkfds"
DJANGO_TABLES2_TEMPLATE = "django_tables2/dkfds.html"
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_HANDLERS = [
    "socialportal.common.uploads.Enough",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# --- Logs hold no personal data: no request bodies, no addresses of records beyond what the path says ----------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", default="INFO")},
}
