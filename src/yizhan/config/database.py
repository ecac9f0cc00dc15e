"""Bringing the database, and what lies beside it, to the form this version needs."""

import os
from collections.abc import Callable

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ModelState, ProjectState
from django.utils.translation import override

from yizhan.config.assets import BUILT
from yizhan.config.environment import NotReady, data_folder
from yizhan.config.postgres import Postgres, home_of

UNUSED = ["ext", "htm?x-4*", "htmax-4*"]  # what comes with htmx and no page asks for


def prepare(*, report: Callable[[str], object]) -> None:
    """Make the database unless it exists, migrate it unless it is current, and collect the static files."""
    if not os.environ.get("DATABASE_URL"):
        Postgres(home_of(data_folder())).ensure_database("yizhan")
    waiting = pending()
    if waiting:
        report(f"Preparing the database: {len(waiting)} migrations")
        migrate()
        call_command("createcachetable", verbosity=0)
    collect_static()


def migrate() -> None:
    """Apply what waits; an empty database gets its tables without each being drawn anew with every neighbour.

    Others' tables come first, which change and draw their neighbours anew: there are few as yet.
    """
    executor = MigrationExecutor(connection)
    if executor.loader.applied_migrations:
        call_command("migrate", verbosity=0, interactive=False)
        return
    targets = sorted(executor.loader.graph.leaf_nodes(), key=lambda target: target[0] in _ours())
    executor.migrate(targets, state=GrowingState(real_apps=executor.loader.unmigrated_apps))
    emit_post_migrate_signal(verbosity=0, interactive=False, db=connection.alias)


class GrowingState(ProjectState):
    """Tables as migrations describe them, one more at a time.

    Django draws a new table and all that hang together with it, which takes longer with each: five sixths of the time
    that an empty database needs. Nothing looks at the neighbours of a table that was added just now.
    """

    def add_model(self, model_state: ModelState) -> None:
        """Add a table, and draw it alone."""
        drawn = self.__dict__.pop("apps", None)
        super().add_model(model_state)
        if drawn is not None:
            self.__dict__["apps"] = drawn
            drawn.render_multiple([model_state])


def pending() -> list[str]:
    """The names of the migrations that the database does not have yet."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def missing_migrations() -> list[str]:
    """What the tables' descriptions say and no migration does, in words; needs no database."""
    loader = MigrationLoader(None)
    with override(None):
        detector = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps))
        found = detector.changes(graph=loader.graph, trim_to_apps=_ours())
    return [
        f"{label}: {operation.describe()}"
        for label, migrations in found.items()
        for migration in migrations
        for operation in migration.operations
    ]


def _ours() -> set[str]:
    return {app.label for app in apps.get_app_configs() if app.name.startswith("yizhan.")}


def require_current() -> None:
    """Raise `NotReady` unless the database has every migration."""
    if pending():
        raise NotReady("The database is older than this version. Run 'yizhan migrate' first.")


def collect_static() -> None:
    """Put static files where the web server finds them, unless they are there and not older."""
    manifest = settings.STATIC_ROOT / "staticfiles.json"
    newest = max((path.stat().st_mtime for path in BUILT.iterdir()), default=0.0)
    if not manifest.exists() or manifest.stat().st_mtime < newest:
        call_command("collectstatic", verbosity=0, interactive=False, ignore_patterns=UNUSED)
