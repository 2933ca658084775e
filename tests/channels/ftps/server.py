"""pyftpdlib's server with TLS, as a receiver would run it: the login and the data are refused in clear text."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pyftpdlib.authorizers import DummyAuthorizer  # type: ignore[import-untyped]
from pyftpdlib.handlers import TLS_FTPHandler  # type: ignore[import-untyped]
from pyftpdlib.ioloop import IOLoop  # type: ignore[import-untyped]
from pyftpdlib.servers import FTPServer  # type: ignore[import-untyped]

from tests.exchange.mail.certificates import Certificate

USER = "nordbygg"


class Ftpd:
    """A running server, whose login begins in `folder`."""

    def __init__(self, place: Path, password: str) -> None:
        self.folder = place / "their-files"
        self.folder.mkdir(parents=True)
        self.certificate = Certificate.issue(place)
        self.port = 0
        self.permissions = "elradfmwMT"
        self.password = password
        self._thread: threading.Thread | None = None
        self._server: FTPServer | None = None
        self.start()

    def start(self) -> None:
        """Start it, or start it again where it was."""
        authorizer = DummyAuthorizer()
        authorizer.add_user(USER, self.password, str(self.folder), perm=self.permissions)

        class Handler(TLS_FTPHandler):  # type: ignore[misc]  # pyftpdlib has no types
            pass

        Handler.authorizer, Handler.certfile = authorizer, str(self.certificate.path)
        Handler.keyfile, Handler.ssl_context = str(self.certificate.key_path), None
        Handler.tls_control_required = Handler.tls_data_required = True
        Handler.auth_failed_timeout = 0
        server = FTPServer(("127.0.0.1", self.port), Handler, ioloop=IOLoop(), backlog=100)
        self._server, self.port = server, server.address[1]
        self._stopping = False
        self._thread = threading.Thread(target=self._serve, args=(server,))
        self._thread.start()

    def _serve(self, server: FTPServer) -> None:
        while not self._stopping:
            server.serve_forever(timeout=0.02, blocking=False)
        server.close_all()

    def stop(self) -> None:
        """Stop it and cut every line."""
        if self._thread is not None:
            self._stopping = True
            self._thread.join()
            self._thread = None

    def names(self) -> list[str]:
        """Return the names of the files that the receiver sees."""
        return sorted(path.name for path in self.folder.iterdir() if path.is_file())

    def settings(self, **changes: object) -> dict[str, object]:
        """Return the settings of the channel for this server."""
        return {
            "host": "localhost", "port": self.port, "user": USER, "password": self.password,
            "authority": self.certificate.path.read_text(), "timeout_s": 5, **changes,
        }  # fmt: skip


@contextmanager
def ftpd(place: Path, password: str = "hemligt") -> Iterator[Ftpd]:
    """Run a server below a folder."""
    server = Ftpd(place, password)
    try:
        yield server
    finally:
        server.stop()
