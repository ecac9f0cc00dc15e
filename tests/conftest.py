"""The real database for the whole suite, the clock, and a clean cache and media folder for each test."""

import gc
import os
from datetime import datetime
from uuid import uuid4

import pytest
from django.conf import settings as configured
from django.core.cache import cache
from django.db import connection
from django.test import TransactionTestCase

from tests.rows import database_of_tables, take_away
from yizhan.config.postgres import Postgres, home_of
from yizhan.kernel import clock

pytest_plugins = ["tests.fixtures"]


def pytest_configure(config: pytest.Config) -> None:
    """Start the embedded server; every worker of the run shares it."""
    if "DATABASE_URL" not in os.environ:
        server = Postgres(home_of(configured.DATA), durable=False)
        server.start()
        config.add_cleanup(server.release)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes long: two workers end together, and one of them alone needs the browser and its network."""
    items.sort(key=lambda item: (item.get_closest_marker("browser") is None, item.get_closest_marker("long") is None))


def pytest_collection_finish() -> None:
    """What is loaded by now stays to the end: no search for garbage looks through it again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, django_db_blocker):
    """Test databases are copies of one that is migrated once, not once for each worker and each run."""
    with django_db_blocker.unblock():
        connection.settings_dict["TEST"]["TEMPLATE"] = database_of_tables()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The test database, emptied after each test that commits; at its end threads that served pages let go of it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda test: take_away())
        yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.fixture
def at(monkeypatch):
    """Set the clock: at("2026-11-25T12:15+08:00")."""
    return lambda text: monkeypatch.setattr(clock, "now", lambda: datetime.fromisoformat(text))


@pytest.fixture(scope="session")
def shelves(tmp_path_factory):
    """A folder for the photographs of the whole run: most tests have none, and making one for each takes its time."""
    return tmp_path_factory.mktemp("media")


@pytest.fixture(autouse=True)
def own_media_and_cache(settings, shelves):
    """Photographs in a folder of the test, and nothing cached by another test."""
    settings.MEDIA_ROOT = shelves / uuid4().hex
    cache.clear()
