"""A PostgreSQL that somebody else runs: migrated by its owner, used by a role with other names and fewer rights."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec
import psycopg
import pytest

from depesch.hub.server.backup import backup
from depesch.hub.server.config import Config
from depesch.hub.server.database import app_login, embedded_database, owner_login
from depesch.hub.server.embedded import superuser_connection, superuser_password
from depesch.hub.server.migrate import is_migrated

MIGRATE = "from depesch.hub.server.config import load; from depesch.hub.server.migrate import migrate; migrate(load())"


@pytest.fixture(scope="module")
def config() -> Iterator[Config]:
    """A hub on a database server that it does not run itself, migrated twice."""
    with tempfile.TemporaryDirectory(prefix="depesch-external-") as folder:
        Path(folder).chmod(0o755)
        server = embedded_database(Config(home=Path(folder) / "server"), settings={"fsync": "off"})
        server.start()
        try:
            password = superuser_password(Path(folder) / "server")
            with superuser_connection(server.place, password) as connection:
                connection.execute("CREATE ROLE hub_owner LOGIN BYPASSRLS PASSWORD 'o'")
                connection.execute("CREATE ROLE hub_app LOGIN PASSWORD 'a'")
                connection.execute("CREATE DATABASE elsewhere OWNER hub_owner")
            url = f"/elsewhere?host={server.place.socket_dir}"
            config = Config(
                home=Path(folder) / "home",
                database_url=f"postgresql://hub_app:a@localhost{url}",
                owner_database_url=f"postgresql://hub_owner:o@localhost{url}",
            )
            for _ in range(2):
                _migrate(config)
            yield config
        finally:
            server.stop()


def _without_django(environment: Mapping[str, str]) -> dict[str, str]:
    """As an operator's shell is: the commands know their settings by themselves."""
    return {name: value for name, value in environment.items() if name != "DJANGO_SETTINGS_MODULE"}


def _migrate(config: Config) -> None:
    environment = {
        **_without_django(os.environ),
        "DEPESCH_HOME": str(config.home),
        "DEPESCH_DATABASE_URL": config.database_url,
        "DEPESCH_OWNER_DATABASE_URL": config.owner_database_url,
    }
    subprocess.run([sys.executable, "-c", MIGRATE], env=environment, check=True)


def test_the_tables_belong_to_the_owner(config: Config) -> None:
    with app_login(config).connect() as connection:
        owners = connection.execute("SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'public'").fetchall()
    assert owners == [("hub_owner",)]


def test_the_application_reads_and_writes(config: Config) -> None:
    with app_login(config).connect() as connection:
        connection.execute("INSERT INTO tenancy_group (id, name) VALUES (gen_random_uuid(), 'Nordbygg koncern')")
        assert connection.execute("SELECT name FROM tenancy_group").fetchone() == ("Nordbygg koncern",)


def test_the_application_cannot_make_tables(config: Config) -> None:
    with app_login(config).connect() as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute("CREATE TABLE mine (number int)")


@pytest.mark.parametrize("table", ["history_eventrow", "archive_archivedfile", "archive_blob"])
def test_the_application_cannot_remove_what_is_kept(config: Config, table: str) -> None:
    with app_login(config).connect() as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(f"DELETE FROM {table}".encode())


def test_a_migrated_database_is_known_as_such_by_the_code_and_roles_that_migrated_it(config: Config) -> None:
    assert is_migrated(config)
    assert not is_migrated(msgspec.structs.replace(config, database_url=config.owner_database_url))


def test_a_database_that_is_not_there_is_not_migrated(config: Config) -> None:
    url = config.database_url.replace("/elsewhere", "/nowhere")
    assert not is_migrated(msgspec.structs.replace(config, database_url=url))


def test_no_database_is_started(config: Config) -> None:
    assert not (config.home / "postgres").exists()


def test_it_is_backed_up(config: Config, tmp_path: Path) -> None:
    assert backup(config, tmp_path / "backup").size > 0


def test_what_it_holds_is_the_owners_to_read_whole(config: Config) -> None:
    with owner_login(config).connect() as connection:
        assert connection.execute("SELECT row_security_active('flows_document')").fetchone() == (False,)
