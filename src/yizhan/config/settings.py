"""One file of settings: environments differ by variables, and a missing secret stops the start."""

from pathlib import Path

import django_stubs_ext
from django.utils.translation import gettext_lazy as _
from environs import Env

from yizhan.config.environment import data_folder
from yizhan.config.postgres import Postgres, home_of

django_stubs_ext.monkeypatch()  # so that forms and managers can name what they hold
env = Env()
PACKAGE = Path(__file__).resolve().parent.parent
DATA = data_folder()

with env.prefixed("YIZHAN_"):
    DEBUG = env.bool("DEBUG", default=False)
    DEMO = env.bool("DEMO", default=False)
    SECRET_KEY = env.str("SECRET_KEY")
    SEAL_KEYS: list[str] = env.list("PHONE_KEY")
    ALLOWED_HOSTS = env.list("HOSTS", ["*"] if DEMO else ["localhost", "127.0.0.1"])
    ORIGIN = env.str("ORIGIN", "http://localhost:8000")
    SECURE = env.bool("SECURE", default=ORIGIN.startswith("https:"))
    PROXIES = env.int("PROXIES", 0)
    NETWORK_NAME = {"zh": env.str("NETWORK_NAME", "白领驿站"), "en": env.str("NETWORK_NAME_EN", "Yizhan")}
    CHANNELS = {"sms": env.str("SMS_GATEWAY", "yizhan.messages.gateways.Console")}
    TIME_ZONE = env.str("TIME_ZONE", "Asia/Shanghai")
LOOKUP_KEY = SEAL_KEYS[-1]

DATABASES = {"default": env.dj_db_url("DATABASE_URL", Postgres(home_of(DATA)).url("yizhan"))}
DATABASES["default"]["OPTIONS"] = {
    **DATABASES["default"].get("OPTIONS", {}),
    "pool": {"min_size": 1, "max_size": 8},
    "server_side_binding": True,
    "prepare_threshold": 2,  # what is asked again and again is planned once
}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "config_cache"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_htmx",
    "template_partials",
    "procrastinate.contrib.django",
    "yizhan.ui",
    "yizhan.people",
    "yizhan.messages",
    "yizhan.network",
    "yizhan.enterprises",
    "yizhan.catalogue",
    "yizhan.needs",
    "yizhan.cases",
    "yizhan.activities",
    "yizhan.evaluation",
    "yizhan.delivery",
    "yizhan.interop",
    "yizhan.portal",
    "yizhan.config",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "yizhan.config.middleware.Recognition",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "yizhan.config.middleware.DeviceTrail",
    "yizhan.config.middleware.SpokenRefusals",
    "yizhan.config.middleware.WholeRedirects",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "yizhan.config.urls"
WSGI_APPLICATION = "yizhan.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "ui" / "templates", PACKAGE / "people" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "django.contrib.auth.context_processors.auth",
                "yizhan.config.context.shell",
            ]
        },
    }
]
FORM_RENDERER = "yizhan.ui.forms.Renderer"

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "portal:me"
ACCOUNT_ADAPTER = "yizhan.people.reactions.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"phone"}
ACCOUNT_SIGNUP_FIELDS = ["phone*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 300
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGOUT_REDIRECT_URL = "portal:home"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_RATE_LIMITS = {"request_login_code": "30/m/ip,5/10m/key", "wrong_code": "60/10m/ip"}
ALLAUTH_TRUSTED_PROXY_COUNT = PROXIES
MFA_ADAPTER = "yizhan.people.reactions.SecondStepAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEMO
MFA_TOTP_ISSUER = NETWORK_NAME["zh"]
USERSESSIONS_TRACK_ACTIVITY = True

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("中文")), ("en", _("英语"))]
LOCALE_PATHS = [PACKAGE / "locale"]
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
MEDIA_ROOT = DATA / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "worker-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SECURE_SSL_REDIRECT = SECURE and env.bool("YIZHAN_SSL_REDIRECT", default=False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXIES else None
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_REFERRER_POLICY = "same-origin"
SESSION_ENGINE = "yizhan.config.sessions"
SESSION_COOKIE_AGE = 30 * 24 * 3600
CSRF_FAILURE_VIEW = "yizhan.config.views.csrf_failure"
CSRF_TRUSTED_ORIGINS = [ORIGIN]
X_FRAME_OPTIONS = "DENY"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {"procrastinate": {"level": "WARNING"}, "django.request": {"level": "ERROR"}},
}
