"""Which PostgreSQL the hub talks to, and as whom.

Two roles: the owner has the tables and migrates; the application's role is neither owner nor superuser, so that forced
row security applies to all it does. Without DEPESCH_DATABASE_URL both are made in the embedded database.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

import msgspec
import psycopg
from psycopg import sql

from depesch.hub.server.config import BadConfiguration, Config
from depesch.hub.server.embedded import PORT, EmbeddedDatabase, lock, superuser_connection, superuser_password
from depesch.hub.server.embedded_place import place_of
from depesch.hub.server.secrets import kept, new_password

OWNER = "depesch_owner"
APP = "depesch_app"
DATABASE = "depesch"
CONNECTIONS_PER_PROCESS = 20  # Django's pool and the job queue's, with room to spare


class Login(msgspec.Struct, frozen=True, kw_only=True):
    """One way into the database. `repr` never shows the password."""

    host: str
    port: int
    user: str
    password: str
    database: str
    options: dict[str, str] = {}

    def __repr__(self) -> str:
        return f"Login({self.user}@{self.host}:{self.port}/{self.database})"

    @property
    def url(self) -> str:
        """Return it as a URL that libpq and asyncpg understand, with the password."""
        query = urlencode({"host": self.host, "port": self.port, **self.options})
        return f"postgresql://{quote(self.user)}:{quote(self.password)}@/{quote(self.database)}?{query}"

    def connect(self) -> psycopg.Connection:
        """Return a new connection of its own, in autocommit; not Django's."""
        return psycopg.connect(self.url, autocommit=True)


def app_login(config: Config) -> Login:
    """Return the login of the application's role."""
    return _from_url(config.database_url, "DEPESCH_DATABASE_URL") if config.database_url else _embedded(config, APP)


def owner_login(config: Config) -> Login:
    """Return the login of the role that owns the tables; raises BadConfiguration when none is configured."""
    if not config.database_url:
        return _embedded(config, OWNER)
    if not config.owner_database_url:
        raise BadConfiguration("DEPESCH_OWNER_DATABASE_URL is needed beside DEPESCH_DATABASE_URL to migrate or back up")
    return _from_url(config.owner_database_url, "DEPESCH_OWNER_DATABASE_URL")


def connection_settings(config: Config) -> dict[str, Any]:
    """Return Django's settings of the default database: the application's role, pooled, checked before use."""
    pool = {"min_size": 0, "max_size": max(4, config.web_threads + 2), "timeout": 30}
    return _django(app_login(config), {"pool": pool})


def owner_connection_settings(config: Config) -> dict[str, Any]:
    """Return Django's settings for the owner's role, without a pool; for `migrate` alone."""
    return _django(owner_login(config), {})


def _django(login: Login, extra: dict[str, Any]) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": login.database,
        "USER": login.user,
        "PASSWORD": login.password,
        "HOST": login.host,
        "PORT": str(login.port),
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {**login.options, **extra},
    }


def _embedded(config: Config, role: str) -> Login:
    password = kept(config.home / "secrets" / role, new_password)
    socket_dir = str(place_of(config.home).socket_dir)
    return Login(host=socket_dir, port=PORT, user=role, password=password, database=DATABASE)


def _from_url(url: str, name: str) -> Login:
    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query))
    host = options.pop("host", "") or unquote(parts.hostname or "")
    port = int(options.pop("port", "") or parts.port or 5432)
    if parts.scheme not in ("postgresql", "postgres") or not (host and parts.username and parts.path.strip("/")):
        raise BadConfiguration(f"{name} must look like postgresql://user:password@host:5432/database")
    return Login(
        host=host,
        port=port,
        user=unquote(parts.username),
        password=unquote(parts.password or ""),
        database=unquote(parts.path.strip("/")),
        options=options,
    )


def embedded_database(config: Config, *, settings: dict[str, str] | None = None) -> EmbeddedDatabase:
    """Return the embedded database of this home, not yet started."""
    connections = max(100, CONNECTIONS_PER_PROCESS * (config.workers + 2))
    given = {"max_connections": str(connections), **(settings or {})}
    return EmbeddedDatabase(place_of(config.home), password=superuser_password(config.home), settings=given)


@contextmanager
def running(config: Config) -> Iterator[None]:
    """Have the database running while inside: start the embedded one unless it is external or runs already."""
    if config.database_url:
        yield
        return
    database = embedded_database(config)
    with lock(database.place) as ours:
        if not ours:  # another process of this home, such as `depesch up`, runs it
            yield
            return
        database.start()
        try:
            yield
        finally:
            database.stop()


def make_roles(config: Config) -> None:
    """Make both roles and the database in the embedded PostgreSQL; what exists keeps its data, passwords are set again.

    The owner may read past row security (BYPASSRLS): backups must be whole. Nothing but `migrate`, `backup` and
    `restore` signs in as the owner.
    """
    place, password = place_of(config.home), superuser_password(config.home)
    owner, app = owner_login(config), app_login(config)
    with superuser_connection(place, password) as connection:
        for login, rights in ((owner, "BYPASSRLS"), (app, "NOBYPASSRLS")):
            known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [login.user]).fetchone()
            statement = f"{'ALTER' if known else 'CREATE'} ROLE {{}} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE {rights}"
            connection.execute(
                sql.SQL(statement + " PASSWORD {}").format(sql.Identifier(login.user), sql.Literal(login.password))
            )
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            connection.execute(
                sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(DATABASE), sql.Identifier(owner.user))
            )
    with superuser_connection(place, password, database=DATABASE) as connection:
        # Under row security PostgreSQL uses an index only for functions that cannot tell of rows behind the policy.
        # LIKE can fail by its pattern alone, never by a row, so that the search may use its trigram index.
        connection.execute("ALTER FUNCTION pg_catalog.textlike(text, text) LEAKPROOF")
