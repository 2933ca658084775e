"""`depesch migrate`: roles (embedded database), Django's migrations as the owner, then the application's rights.

Other packages join in through Django's `post_migrate` signal, which runs as the owner and before the rights are given;
so the job queue's own tables are installed.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
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
APPEND_ONLY_TABLES = ("history_eventrow", "archive_archivedfile", "directory_rulepack")
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
        _note_schema(guard, config)


def is_migrated(config: Config) -> bool:
    """Return whether `migrate` has nothing to do: this very code brought the database up to date, for these roles.

    Asks without Django, which saves a start of the hub the better part of its time.
    """
    try:
        with app_login(config).connect(), owner_login(config).connect() as connection:
            noted = connection.execute("SELECT fingerprint FROM depesch_schema").fetchone()
    except psycopg.Error:
        return False
    return noted == (_fingerprint(config),)


def _fingerprint(config: Config) -> str:
    """Return a hash over the hub's code, the libraries that bring tables, and the roles that rights are given to."""
    digest = sha256(f"{owner_login(config).user} {app_login(config).user}".encode())
    for library in ("django", "django-allauth", "pgqueuer"):
        digest.update(version(library).encode())
    for path in sorted(Path(__file__).parents[1].rglob("*.py")):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def _note_schema(connection: psycopg.Connection, config: Config) -> None:
    with connection.transaction():
        connection.execute("CREATE TABLE IF NOT EXISTS depesch_schema (fingerprint text NOT NULL)")
        connection.execute("DELETE FROM depesch_schema")
        connection.execute("INSERT INTO depesch_schema VALUES (%s)", [_fingerprint(config)])


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
