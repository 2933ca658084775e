"""The FTP gateway: a thread for each connection, since the database and the disk make it wait."""

from __future__ import annotations

import logging
import re
import signal
import socket
import threading
import time
from collections import Counter
from uuid import UUID

import structlog
from pyftpdlib.servers import ThreadedFTPServer  # type: ignore[import-untyped]

from depesch.gateways.ftp.certificate import Certificate
from depesch.gateways.ftp.session import Session
from depesch.gateways.ftp.tree import Writing
from depesch.hub.server.config import BadConfiguration, Config

MOST_CONNECTIONS = 256
END_S = 12.0  # for what is under way when the gateway is asked to end
LOOK_EVERY_S = 0.5
_log = structlog.get_logger()


class Gateway(ThreadedFTPServer):  # type: ignore[misc]  # pyftpdlib has no types
    """The port, and the threads of its connections."""

    max_cons = MOST_CONNECTIONS
    poll_timeout = LOOK_EVERY_S

    def __init__(self, config: Config) -> None:
        self._lock = threading.Lock()  # pyftpdlib has one for all servers of a process
        self._exit = threading.Event()
        self._counting = threading.Lock()
        self._of_login: Counter[UUID] = Counter()
        self._most_of_login = config.gateway_most_of_login
        self.max_cons_per_ip = config.gateway_most_of_address
        super().__init__((config.gateway_address, config.ftp_port), _session(config))

    def count(self, login_id: UUID) -> bool:
        """Count a connection of a login; False when it has as many as it may."""
        with self._counting:
            if self._of_login[login_id] >= self._most_of_login:
                return False
            self._of_login[login_id] += 1
            return True

    def uncount(self, login_id: UUID) -> None:
        """Count one less, and keep no zeros."""
        with self._counting:
            self._of_login[login_id] -= 1
            if not self._of_login[login_id]:
                del self._of_login[login_id]

    def run(self, ended: threading.Event) -> None:
        """Serve until `ended` is set, then let what is being written end."""
        while not ended.is_set():
            self.serve_forever(timeout=LOOK_EVERY_S, blocking=False, handle_exit=False)
        self.del_channel()
        self.socket.close()
        deadline = time.monotonic() + END_S
        while Writing.open_now and time.monotonic() < deadline:
            time.sleep(0.05)
        self.close_all()


def serve(config: Config) -> None:
    """Serve until SIGTERM or SIGINT; raises BadConfiguration."""
    logging.getLogger("pyftpdlib").setLevel(logging.WARNING)
    ended = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ended.set())
    gateway = Gateway(config)
    host, port = gateway.address
    _log.info("ftp.started", host=host, port=port, passive_ports=config.ftp_passive_ports)
    gateway.run(ended)
    _log.info("ftp.stopped")


def passive_ports(config: Config) -> range:
    """Return the ports for data; raises BadConfiguration."""
    found = re.fullmatch(r"(\d{1,5})-(\d{1,5})", config.ftp_passive_ports.replace(" ", ""))
    first, last = (int(found[1]), int(found[2])) if found else (1, 0)
    if not 0 < first <= last < 65536:
        raise BadConfiguration(
            f"DEPESCH_FTP_PASSIVE_PORTS={config.ftp_passive_ports!r} should be two ports, as in 50000-50099"
        )
    return range(first, last + 1)


def _session(config: Config) -> type[Session]:
    certificate = Certificate(config)
    values = {
        "config": config,
        "timeout": config.gateway_idle_s,
        "certificate": certificate,
        "ssl_context": certificate.context(),
        "passive_ports": passive_ports(config),
        "masquerade_address": _public_address(config),
    }
    return type("ConfiguredSession", (Session,), values)


def _public_address(config: Config) -> str | None:
    """Return the address that clients are told for data: as numbers, since FTP has no names."""
    if not config.ftp_public_address:
        return None
    try:
        return socket.gethostbyname(config.ftp_public_address)
    except OSError as error:
        raise BadConfiguration(f"DEPESCH_FTP_PUBLIC_ADDRESS={config.ftp_public_address!r}: {error}") from error
