"""The real database for the whole suite, the clock, and people to act as."""

import os
from datetime import datetime
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

DATA = Path(os.environ.get("YIZHAN_TEST_DATA", Path(__file__).parent.parent / "var" / "test"))

os.environ.update(
    YIZHAN_SECRET_KEY="for tests only, never in service",
    YIZHAN_PHONE_KEY=os.environ.get("YIZHAN_PHONE_KEY") or Fernet.generate_key().decode(),
    YIZHAN_DATA=str(DATA),
    YIZHAN_HOSTS="testserver,localhost,127.0.0.1",
    DJANGO_ALLOW_ASYNC_UNSAFE="1",  # playwright's sync API runs an event loop in the test's own thread
)
os.environ.pop("YIZHAN_DEMO", None)


def pytest_configure(config: pytest.Config) -> None:
    """Start the embedded server before Django reads its settings; every worker shares it."""
    if "DATABASE_URL" in os.environ:
        return
    from yizhan.config.postgres import Postgres, home_of

    server = Postgres(home_of(DATA), durable=False)
    server.start()
    config.add_cleanup(server.release)


@pytest.fixture
def at(monkeypatch):
    """Set the clock: at("2026-11-25T12:15+08:00")."""
    from yizhan.kernel import clock

    return lambda text: monkeypatch.setattr(clock, "now", lambda: datetime.fromisoformat(text))


@pytest.fixture(autouse=True)
def plain_static(settings, tmp_path):
    """Static files by their own names, media in a folder of the test, and a cache of its own."""
    settings.STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": str(tmp_path)}}
