"""The product's settings, with secrets and a data folder that are the tests' own."""

import gc
import os
from pathlib import Path

from cryptography.fernet import Fernet

os.environ.update(
    YIZHAN_SECRET_KEY="for tests only, never in service",
    YIZHAN_PHONE_KEY=Fernet.generate_key().decode(),
    YIZHAN_DATA=os.environ.get("YIZHAN_TEST_DATA") or str(Path(__file__).parent.parent / "var" / "test"),
    YIZHAN_HOSTS="testserver,localhost,127.0.0.1",
    YIZHAN_DEMO="0",
    DJANGO_ALLOW_ASYNC_UNSAFE="1",  # playwright's synchronous API runs an event loop in the test's own thread
)

from yizhan.config import environment
from yizhan.config.settings import *
from yizhan.config.settings import DATA

gc.set_threshold(*environment.SELDOM)  # as in every process of the product

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
STATIC_ROOT = DATA / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
# a pool would hold on to a test database that is to be dropped
del DATABASES["default"]["OPTIONS"]["pool"]
