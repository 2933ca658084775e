"""The SFTP gateway: SSH connections with logins of the hub, and nothing but SFTP in them.

No shell, no commands, no forwarding of anything. Source: RFC 4254 (connections).
"""

from __future__ import annotations

import asyncio
import logging
import signal
from concurrent.futures import ThreadPoolExecutor

import asyncssh
import structlog

from depesch.gateways.sftp.connection import Connection, Gateway
from depesch.gateways.sftp.host_keys import HostKeys, host_keys
from depesch.hub.server.config import Config

ALIVE_TRIES = 3  # a peer that does not answer so often is gone
LOOK_EVERY_S = 1.0  # for renewed host keys
THREADS = 16
_log = structlog.get_logger()


def serve(config: Config) -> None:
    """Serve until SIGTERM or SIGINT."""
    asyncssh.set_log_level(logging.WARNING)
    asyncio.run(_serve(config))


async def _serve(config: Config) -> None:
    loop = asyncio.get_running_loop()
    loop.set_default_executor(ThreadPoolExecutor(THREADS, thread_name_prefix="sftp"))
    ended = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, ended.set)
    gateway, keys = Gateway(config), host_keys(config)
    acceptor = await listen(gateway, keys)
    _log.info(
        "sftp.started", host=config.gateway_address, port=acceptor.get_port(),
        fingerprints=[key.get_fingerprint() for key in keys],
    )  # fmt: skip
    watching = [asyncio.create_task(gateway.watch()), asyncio.create_task(renew(acceptor, HostKeys(config)))]
    await ended.wait()
    for each in watching:
        each.cancel()
    acceptor.close()
    await gateway.end()
    await acceptor.wait_closed()
    _log.info("sftp.stopped")


async def renew(acceptor: asyncssh.SSHAcceptor, keys: HostKeys) -> None:
    """Give new connections the host keys that have been renewed."""
    while True:
        await asyncio.sleep(LOOK_EVERY_S)
        found = keys.renewed()
        if found is not None:
            acceptor.update(server_host_keys=found)


async def listen(gateway: Gateway, keys: list[asyncssh.SSHKey]) -> asyncssh.SSHAcceptor:
    """Open the gateway's port."""
    config = gateway.config
    return await asyncssh.create_server(
        lambda: Connection(gateway),
        config.gateway_address,
        config.sftp_port,
        server_host_keys=keys,
        send_server_host_keys=True,
        server_version="Depesch",
        encoding=None,
        login_timeout=config.gateway_login_s,
        keepalive_interval=config.gateway_alive_s,
        keepalive_count_max=ALIVE_TRIES,
        allow_pty=False,
        line_editor=False,
        agent_forwarding=False,
        x11_forwarding=False,
        gss_host=None,
        host_based_auth=False,
        trust_client_host=False,
        compression_algs=["none"],
    )
