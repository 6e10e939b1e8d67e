"""Tests: as production where it matters (access, CSP), quick where it does not."""

import os

os.environ["SECRET_KEY"] = "only-for-tests-" + "x" * 40
os.environ["ALLOWED_HOSTS"] = "testserver,127.0.0.1,localhost"
os.environ["SECURE_SSL_REDIRECT"] = "false"
os.environ["PORTAL_URL"] = "https://portal.example"
os.environ["TASKS_BACKEND"] = "django_tasks.backends.immediate.ImmediateBackend"

from .base import *  # noqa: F403
from .base import BASE_DIR

SOCIALPORTAL_DEMO = True
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_SECURE = False
SECURE_HSTS_SECONDS = 0
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # a real hash costs 200 ms per login
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# The live server of the browser tests answers 404 for hashed names.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
ACCOUNT_RATE_LIMITS = False  # type: ignore[assignment]
(BASE_DIR / "var").mkdir(exist_ok=True)
