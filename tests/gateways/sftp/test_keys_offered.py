"""Clients that show several keys: an agent offers one after the other until the server knows one."""

from __future__ import annotations

import asyncio
import subprocess
from datetime import timedelta
from functools import partial
from pathlib import Path

import asyncssh
import msgspec
import pytest
from django.db import connection

from depesch.gateways.sftp.connection import MOST_KEYS
from depesch.hub.accounts.limits import DIRECT_NAME, Limit, _key
from depesch.hub.direct import logins
from depesch.hub.direct.managing import add_key
from depesch.hub.direct.ssh_keys import parse_key
from depesch.hub.tenancy.scope import acting_for
from tests.gateways.sftp.conftest import RunningGateway, Sftp
from tests.hub.direct.mailbox.scene import Someone
from tests.hub.server.hub_process import until

NAMES = "first", "second", "third", "fourth", "fifth", "sixth"
FEW = Limit(name="direct_name_of_this_test", most=3, window=timedelta(minutes=15))


@pytest.fixture
def keys(tmp_path: Path) -> list[Path]:
    """Six keys of one person, as an agent has them."""
    made = [tmp_path / name for name in NAMES]
    for path in made:
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(path)], check=True)
    return made


@pytest.fixture
def with_six(
    needs_sftp: None, gateway: RunningGateway, tmp_path: Path, nordbygg_erp: Someone, keys: list[Path]
) -> Sftp:
    """Nordbygg's `sftp`, which shows six keys, in this order, and knows no password."""
    client = Sftp(tmp_path, gateway.port, nordbygg_erp, keys[0])
    client.options += [option for key in keys[1:] for option in ("-i", str(key))]
    client.options += ["-o", "PreferredAuthentications=publickey"]
    return client


def counted() -> int:
    """Return how many wrong tries for Nordbygg's login are counted."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT COALESCE(sum(count), 0) FROM accounts_tries WHERE key = %s", [_key(FEW, "nordbygg-erp")])
        return int(cursor.fetchone()[0])


def is_counted(number: int) -> bool:
    """Return whether so many wrong tries are counted."""
    return counted() == number


@pytest.fixture(autouse=True)
def few_tries(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three wrong tries at a name are too many here."""
    assert msgspec.structs.replace(FEW, name=DIRECT_NAME.name, most=DIRECT_NAME.most) == DIRECT_NAME
    monkeypatch.setattr(logins, "DIRECT_NAME", FEW)


@pytest.mark.row("S-034")
def test_the_sixth_key_opens_and_the_five_before_it_are_no_wrong_tries(
    with_six: Sftp, nordbygg_erp: Someone, keys: list[Path]
) -> None:
    with acting_for(nordbygg_erp.company.id):
        add_key(nordbygg_erp.login, parse_key(keys[-1].with_suffix(".pub").read_text()), actor="user:x")
    for _ in range(2):
        done = with_six("ls")
        assert done.returncode == 0, done.stderr
    assert counted() == 0


def test_a_client_that_goes_without_having_come_in_was_one_wrong_try(
    with_six: Sftp, gateway: RunningGateway, nordbygg_erp: Someone, tmp_path: Path
) -> None:
    for number in range(1, FEW.most + 1):
        assert with_six("ls").returncode != 0
        until(partial(is_counted, number), f"{number} wrong tries are counted")
    right = Sftp(tmp_path, gateway.port, nordbygg_erp)
    right.options.remove("-q")
    refused = right("ls")
    assert (refused.returncode, "Too many wrong tries" in refused.stderr) == (255, True)


def test_a_client_that_shows_keys_without_end_is_hung_up_on(gateway: RunningGateway, nordbygg_erp: Someone) -> None:
    async def come() -> None:
        keys = [asyncssh.generate_private_key("ssh-ed25519") for _ in range(MOST_KEYS + 5)]
        await asyncssh.connect(
            "127.0.0.1", gateway.port, username=nordbygg_erp.name, known_hosts=None, client_keys=keys, agent_path=None
        )

    with pytest.raises(asyncssh.DisconnectError):
        asyncio.run(come())
    until(partial(is_counted, 1), "one wrong try is counted")
    until(lambda: gateway.connections == 0, "the connection is over")
