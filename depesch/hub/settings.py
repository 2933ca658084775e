"""Django's settings, derived from the process settings in `depesch.hub.server.config`."""

from __future__ import annotations

from pathlib import Path

from csp.constants import NONCE, NONE, SELF

from depesch.hub.server.config import load
from depesch.hub.server.database import connection_settings
from depesch.hub.server.secrets import secret_key

CONFIG = load()
_PACKAGE = Path(__file__).resolve().parents[1]

SECRET_KEY = secret_key(CONFIG)
DEBUG = CONFIG.debug
ALLOWED_HOSTS = CONFIG.allowed_hosts
CSRF_TRUSTED_ORIGINS = [CONFIG.url] if CONFIG.url.startswith("https://") else []
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = CONFIG.url.startswith("https://")
SESSION_COOKIE_HTTPONLY = True
SECURE_REFERRER_POLICY = "same-origin"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_htmx",
    "depesch.hub.mailing",
    "depesch.hub.tenancy",
    "depesch.hub.history",
    "depesch.hub.archive",
    "depesch.hub.directory",
    "depesch.hub.books",
    "depesch.hub.notices",
    "depesch.hub.webhooks",
    "depesch.hub.support",
    "depesch.hub.accounts",
    "depesch.hub.flows",
    "depesch.hub.drafts",
    "depesch.hub.paper",
    "depesch.hub.direct",
    "depesch.hub.as2",
    "depesch.hub.agents",
    "depesch.hub.letters",
    "depesch.hub.saml",
    "depesch.portal",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "depesch.portal.middleware.PersonMiddleware",
    "depesch.portal.sessions.upkeep.SessionMiddleware",
]
ROOT_URLCONF = "depesch.console.urls"
WSGI_APPLICATION = "depesch.console.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [_PACKAGE / "portal" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "depesch.portal.context.portal",
            ],
        },
    },
]
DATABASES = {"default": connection_settings(CONFIG)}
AUTH_USER_MODEL = "tenancy.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "depesch.portal.accounts.Adapter"
# Sign-in is limited by the adapter, which tells how long to wait; this is for the codes of the second step.
ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": "5/5m/key"}
MFA_ADAPTER = "depesch.portal.accounts.SecondStepAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Depesch"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = CONFIG.url.startswith("http://")  # browsers allow it on localhost alone
ALLAUTH_TRUSTED_PROXY_COUNT = CONFIG.proxies
# In the database, so that all web processes know which code was used and how often was tried.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
}
CSRF_FAILURE_VIEW = "depesch.portal.faults.form_too_old"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

LANGUAGE_CODE = "en"
LANGUAGES = [("sv", "Svenska"), ("nb", "Norsk bokmål"), ("en", "English")]
LOCALE_PATHS = [_PACKAGE / "portal" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATICFILES_DIRS = [_PACKAGE / "portal" / "static"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = CONFIG.debug
DATA_UPLOAD_MAX_MEMORY_SIZE = 110 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-src": [SELF],
        "frame-ancestors": [SELF],
        "base-uri": [NONE],
    },
}
X_FRAME_OPTIONS = "SAMEORIGIN"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LOGGING_CONFIG = None
