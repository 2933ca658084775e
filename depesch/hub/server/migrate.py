"""`depesch migrate`: roles (embedded database), Django's migrations as the owner, then the application's rights.

Other packages join in through Django's `post_migrate` signal, which runs as the owner and before the rights are given;
so the job queue's own tables are installed.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg import sql

from depesch.hub.server.config import Config
from depesch.hub.server.database import (
    app_login,
    make_roles,
    owner_connection_settings,
    owner_login,
    running,
)

# What may only grow: not even a fault of ours can change or remove a row.
APPEND_ONLY_TABLES = ("history_eventrow", "archive_archivedfile")
# What may not be removed; the archive moves bytes from the row to a file, and a trigger lets it do that alone.
LASTING_TABLES = ("archive_blob",)


def migrate(config: Config) -> None:
    """Bring the database to the present schema; starts and stops the embedded one unless it runs already."""
    with running(config):
        migrate_running(config)


def migrate_running(config: Config) -> None:
    """Bring a database that runs to the present schema. Safe to repeat; an advisory lock lets one do it at a time."""
    if not config.database_url:
        make_roles(config)
    with owner_login(config).connect() as guard:
        guard.execute("SELECT pg_advisory_lock(hashtext('depesch migrate'))")
        _run_migrations(config)
        grant_rights(guard, app_login(config).user)


def _run_migrations(config: Config) -> None:
    import django
    from django.apps import apps
    from django.core.management import call_command

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "depesch.hub.settings")
    if not apps.ready:
        django.setup()
    with _as_owner(config):
        call_command("migrate", interactive=False, verbosity=0)


@contextmanager
def _as_owner(config: Config) -> Iterator[None]:
    """Let Django's default connection be the owner's while inside; the pool of the application's role is closed."""
    from django.db import connections

    settings: dict[str, Any] = connections.settings
    before = settings["default"]
    _forget_connection()
    settings["default"] = connections.configure_settings({"default": owner_connection_settings(config)})["default"]
    try:
        yield
    finally:
        _forget_connection()
        settings["default"] = before


def _forget_connection() -> None:
    from django.db import connections
    from django.db.backends.postgresql.base import DatabaseWrapper

    connection = connections["default"]
    connection.close()
    if isinstance(connection, DatabaseWrapper):
        connection.close_pool()
    del connections["default"]


def grant_rights(connection: psycopg.Connection, app: str) -> None:
    """Give the application's role what it needs and no more; for tables of later migrations as well."""
    for statement in (
        "REVOKE ALL ON SCHEMA public FROM PUBLIC",
        "GRANT USAGE ON SCHEMA public TO {app}",
        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {app}",
        "GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA public TO {app}",
        "GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO {app}",
        "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {app}",
        "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT, UPDATE ON SEQUENCES TO {app}",
        "REVOKE ALL ON django_migrations FROM {app}",
        "GRANT SELECT ON django_migrations TO {app}",
    ):
        connection.execute(sql.SQL(statement).format(app=sql.Identifier(app)))
    for tables, rights in ((APPEND_ONLY_TABLES, "UPDATE, DELETE, TRUNCATE"), (LASTING_TABLES, "DELETE, TRUNCATE")):
        for table in tables:
            revoke = sql.SQL(f"REVOKE {rights} ON {{}} FROM {{}}")
            connection.execute(revoke.format(sql.Identifier(table), sql.Identifier(app)))
