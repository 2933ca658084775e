"""A dump is loaded into any PostgreSQL that Depesch takes, whole or not at all."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from depesch.hub.server.config import Config
from depesch.hub.server.database import embedded_database, make_roles, owner_login
from depesch.hub.server.dumping import BackupFailed, _pass_on, dump, load

FULL, EMPTY = "full", "empty"
MANY_ROWS = "CREATE TABLE numbers AS SELECT n, md5(n::text) AS text FROM generate_series(1, 50000) n"


@pytest.fixture(scope="module")
def homes() -> Iterator[dict[str, Config]]:
    """Two hubs' databases: one with a table, one with nothing in it."""
    with tempfile.TemporaryDirectory(prefix="depesch-dump-") as folder:
        Path(folder).chmod(0o755)
        configs = {name: Config(home=Path(folder) / name) for name in (FULL, EMPTY)}
        servers = [embedded_database(config, settings={"fsync": "off"}) for config in configs.values()]
        try:
            for server, config in zip(servers, configs.values(), strict=True):
                server.start()
                make_roles(config)
            with owner_login(configs[FULL]).connect() as connection:
                connection.execute(MANY_ROWS)
            yield configs
        finally:
            for server in servers:
                server.stop()


def _tables(config: Config) -> int:
    with owner_login(config).connect() as connection:
        found = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
    assert found is not None
    return int(found[0])


def test_a_dump_that_breaks_off_leaves_nothing_behind(homes: dict[str, Config], tmp_path: Path) -> None:
    path = tmp_path / "dump"
    dump(owner_login(homes[FULL]), path)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(BackupFailed):
        load(owner_login(homes[EMPTY]), path)
    assert _tables(homes[EMPTY]) == 0


def test_a_dump_is_not_loaded_over_what_is_there(homes: dict[str, Config], tmp_path: Path) -> None:
    dump(owner_login(homes[FULL]), tmp_path / "dump")
    with pytest.raises(BackupFailed, match="already exists"):
        load(owner_login(homes[FULL]), tmp_path / "dump")


def test_a_server_before_version_17_is_not_asked_for_what_it_does_not_know() -> None:
    written = BytesIO()
    _pass_on(BytesIO(b"SET lock_timeout = 0;\nSET transaction_timeout = 0;\nSELECT 1;\n"), written)
    assert written.getvalue() == b"SET lock_timeout = 0;\nSELECT 1;\n"


def test_a_row_that_looks_like_a_setting_stays() -> None:
    script = b"-- line\n" * 100 + b"SET transaction_timeout = 0;\n"
    written = BytesIO()
    _pass_on(BytesIO(script), written)
    assert written.getvalue() == script
