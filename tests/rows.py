"""What is made once and copied: a database with every table, and rows to put back after a test that really commits."""

import fcntl
import hashlib
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from psycopg import sql

from yizhan.config.database import migrate

PREFIX = "yizhan_tables_"
DJANGOS_OWN = {"auth_permission", "django_content_type", "django_migrations"}
A_ROW, UNION, DELETE = sql.SQL("(SELECT {} FROM {} LIMIT 1)"), sql.SQL(" UNION ALL "), sql.SQL("DELETE FROM {}")


def database_of_tables():
    """The name of a database that is migrated and empty; made anew when any migration has changed."""
    name = PREFIX + _state_of_migrations()
    with (settings.DATA / "tables.lock").open("w") as lock, connection._nodb_cursor() as cursor:
        fcntl.flock(lock, fcntl.LOCK_EX)
        cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [PREFIX + "%"])
        found = {row[0] for row in cursor.fetchall()}
        if name not in found:
            for outdated in found:
                cursor.execute(f'DROP DATABASE "{outdated}" WITH (FORCE)')
            cursor.execute(f'CREATE DATABASE "{PREFIX}draft"')
            _migrate(PREFIX + "draft")
            cursor.execute(f'ALTER DATABASE "{PREFIX}draft" RENAME TO "{name}"')
    return name


def _state_of_migrations():
    files = sorted(file for app in apps.get_app_configs() for file in Path(app.path).glob("migrations/*.py"))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:16]


def _migrate(name):
    usual = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        migrate()
    finally:
        connection.close()
        connection.settings_dict["NAME"] = usual


def rows_after(command):
    """What `command` writes, by table; the database is left as it was."""
    with transaction.atomic(), connection.cursor() as cursor:
        command()
        found = {table: _copied(cursor, table) for table in _tables()}
        transaction.set_rollback(True)
    return {table: rows for table, rows in found.items() if rows}


def put_back(rows):
    """Write rows that `rows_after` has found; their keys are checked at the end, so that their order does not matter."""
    with transaction.atomic(), connection.cursor() as cursor:
        for table, content in rows.items():
            with cursor.copy(f'COPY "{table}" FROM STDIN') as copy:
                copy.write(content)


def take_away():
    """Delete every row, jobs too, but those that Django wrote when it migrated; among hundreds of tables few have any."""
    of_django = connection.introspection.django_table_names(only_existing=True, include_views=False)
    of_jobs = [model._meta.db_table for model in apps.get_app_config("procrastinate").get_models()]
    tables = {*of_django, *of_jobs} - DJANGOS_OWN
    named = [(sql.Literal(table), sql.Identifier(table)) for table in sorted(tables)]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(UNION.join(A_ROW.format(name, table) for name, table in named))
        filled = [row[0] for row in cursor.fetchall()]
        cursor.execute("SET LOCAL session_replication_role = replica")  # no order of keys, no trigger that forbids it
        for table in filled:
            cursor.execute(DELETE.format(sql.Identifier(table)))


def _tables():
    """The product's own tables."""
    ours = [model for model in apps.get_models(include_auto_created=True) if model.__module__.startswith("yizhan.")]
    return sorted(model._meta.db_table for model in ours)


def _copied(cursor, table):
    with cursor.copy(f'COPY "{table}" TO STDOUT') as copy:
        return b"".join(copy)
