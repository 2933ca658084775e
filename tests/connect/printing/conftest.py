"""Agents whose watched folders have printers."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.connect.conftest import Hub
from tests.connect.running.conftest import Machine
from tests.ports import free_port


@pytest.fixture
def machine(tmp_path: Path, hub: Hub) -> Machine:
    """A machine whose hub is there."""
    return Machine(tmp_path, hub)


def with_printers(machine: Machine) -> dict[str, int]:
    """Give the watched folder of each account a printer, and return the ports."""
    ports = {account.name: free_port() for account in machine.settings.accounts}
    accounts = tuple(
        replace(each, sending=(replace(each.sending[0], printer_port=ports[each.name]),))
        for each in machine.settings.accounts
    )
    machine.settings = replace(machine.settings, accounts=accounts)
    return ports


def has_printer(port: int) -> bool:
    """Return whether somebody answers at the port."""
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True
