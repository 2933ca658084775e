"""A real PostgreSQL for the whole run, in a home of its own, and Django signed in as the application's role.

Row security therefore applies in every test. The database starts with the first test that asks for one.

- `db` / `@pytest.mark.django_db`: the test's work is rolled back.
- `transactional_db` / `@pytest.mark.django_db(transaction=True)`: the test commits (workers, several connections);
  afterwards the superuser empties all tables, past the triggers that keep history and archive from being emptied.

Property tests draw the same examples at each run, on every machine; `--hypothesis-profile=chance` draws others.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import django
import psycopg
import pytest
import pytest_django
from django.conf import settings as django_settings
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from psycopg import sql
from psycopg.errors import DeadlockDetected
from psycopg.rows import TupleRow

from tests.migrated import fill_home
from tests.static_files import look_once

for _name in [name for name in os.environ if name.startswith("DEPESCH_")]:
    del os.environ[_name]
HOME = Path(tempfile.mkdtemp(prefix="depesch-tests-"))
HOME.chmod(0o755)  # when root runs the tests, PostgreSQL runs as another user and has to walk through
fill_home(HOME)
os.environ["DEPESCH_HOME"] = str(HOME)
os.environ["DJANGO_SETTINGS_MODULE"] = "depesch.hub.settings"
django.setup()  # before tests.people imports models
django_settings.PASSWORD_HASHERS = ["tests.people.QuickHasher"]
look_once()

# A machine may be slow and busy: no example has a deadline, and drawing one may take its time.
hypothesis_settings.register_profile("chance", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.register_profile(
    "depesch", hypothesis_settings.get_profile("chance"), derandomize=True, database=None, print_blob=True
)
hypothesis_settings.load_profile("depesch")

pytest_plugins = ["tests.people", "tests.rules.plugged"]

# Fast, and safe here: nothing of a test run has to survive a power cut.
NOT_DURABLE = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: pytest_django.DjangoDbBlocker) -> Iterator[None]:
    """Start PostgreSQL and migrate it; replaces pytest-django's own, which would make a database as a superuser."""
    from django.test import TransactionTestCase

    from depesch.hub.server.config import load
    from depesch.hub.server.database import embedded_database
    from depesch.hub.server.embedded import lock
    from depesch.hub.server.migrate import is_migrated, migrate_running

    database = embedded_database(load(), settings=NOT_DURABLE)
    # Django's own way of emptying tables is TRUNCATE, which is the owner's right and not the application's.
    TransactionTestCase._fixture_teardown = empty_all_tables  # type: ignore[attr-defined]
    with lock(database.place):  # as `depesch up` does: commands under test use this database and start none
        database.start()
        if not is_migrated(load()):
            with django_db_blocker.unblock():
                migrate_running(load())
        yield
        with django_db_blocker.unblock():
            close_connections()
        database.stop()
    shutil.rmtree(database.place.base, ignore_errors=True)  # its last files may go by themselves at this moment


@pytest.fixture(scope="session", autouse=True)
def home() -> Iterator[Path]:
    """The home of the hub under test; removed at the end."""
    yield HOME
    shutil.rmtree(HOME, ignore_errors=True)


def close_connections() -> None:
    """Close Django's connection of this thread and its pool, so that the server can stop."""
    from django.db import connections
    from django.db.backends.postgresql.base import DatabaseWrapper

    connection = connections["default"]
    connection.close()
    if isinstance(connection, DatabaseWrapper):
        connection.close_pool()


def empty_all_tables(_case: object = None) -> None:
    """Empty every table but Django's own registers, as the superuser and without triggers.

    A browser that was closed may have left a request behind: it is waited for, and a deadlock with it tried again.
    """
    from depesch.hub.server.config import load
    from depesch.hub.server.database import DATABASE
    from depesch.hub.server.embedded import superuser_connection, superuser_password
    from depesch.hub.server.embedded_place import place_of

    config = load()
    password = superuser_password(config.home)
    with superuser_connection(place_of(config.home), password, database=DATABASE) as connection:
        connection.execute("SET session_replication_role = replica")
        for attempts_left in reversed(range(5)):
            wait_for_requests(connection)
            try:
                with connection.transaction():
                    _delete_all(connection)
                return
            except DeadlockDetected:
                if not attempts_left:
                    raise


def _delete_all(connection: psycopg.Connection[TupleRow]) -> None:
    """Delete all rows and begin all numbers anew; TRUNCATE makes the files of every table anew, which takes longer."""
    names = connection.execute(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        " AND tablename NOT IN ('django_migrations', 'django_content_type', 'auth_permission', 'depesch_schema')"
    ).fetchall()
    tables = [sql.Identifier(name) for (name,) in names]
    connection.execute(sql.SQL("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE").format(sql.SQL(", ").join(tables)))
    one_each = (
        sql.SQL("(SELECT {} FROM {} LIMIT 1)").format(sql.Literal(name), table)
        for (name,), table in zip(names, tables, strict=True)
    )
    for (name,) in connection.execute(sql.SQL(" UNION ALL ").join(one_each)).fetchall():
        connection.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(name)))
    used = connection.execute(
        "SELECT sequencename FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL"
    ).fetchall()
    for (name,) in used:
        connection.execute(sql.SQL("ALTER SEQUENCE {} RESTART").format(sql.Identifier(name)))


def wait_for_requests(connection: psycopg.Connection[TupleRow], *, seconds: float = 10) -> None:
    """Return when nobody else works in the database, or after this many seconds: then the lock decides."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        busy = connection.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            " AND backend_type = 'client backend' AND state <> 'idle'"
        ).fetchone()
        if busy == (0,):
            return
        time.sleep(0.02)
