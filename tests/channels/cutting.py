"""A line that breaks: a relay between client and server, which hangs up on both after so many pieces, or at a sign."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field


@dataclass
class Relay:
    """Hangs up before the piece number `pieces` (0, 1, 2, ...) that comes from the server; `passed` counts them.

    Or before the first piece that comes when `sign` holds: what the server did then is done, and its answer is lost.
    """

    to_port: int
    pieces: int
    sign: Callable[[], bool] = bool  # never
    port: int = 0
    passed: int = 0
    is_cut: bool = False
    _lines: list[socket.socket] = field(default_factory=list)

    def serve(self, listening: socket.socket) -> None:
        """Take lines until the listening one is closed."""
        with suppress(OSError):
            while True:
                client, _ = listening.accept()
                server = socket.create_connection(("127.0.0.1", self.to_port))
                for line in (client, server):
                    line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                self._lines += [client, server]
                threading.Thread(target=self._pass, args=(client, server, False), daemon=True).start()
                threading.Thread(target=self._pass, args=(server, client, True), daemon=True).start()

    def cut(self) -> None:
        """Hang up on both."""
        for line in self._lines:
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)
            line.close()

    def _pass(self, of: socket.socket, to: socket.socket, counts: bool) -> None:
        with suppress(OSError):
            while piece := of.recv(65536):
                if counts:
                    if self.passed >= self.pieces or self.sign():
                        self.is_cut = True
                        self.cut()
                        return
                    self.passed += 1
                to.sendall(piece)
        with suppress(OSError):
            to.shutdown(socket.SHUT_WR)


@contextmanager
def cutting(to_port: int, pieces: int = 1_000_000, sign: Callable[[], bool] = bool) -> Iterator[Relay]:
    """Run a relay to a server on this machine."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        relay = Relay(to_port=to_port, pieces=pieces, sign=sign, port=int(listening.getsockname()[1]))
        thread = threading.Thread(target=relay.serve, args=(listening,), daemon=True)
        thread.start()
        try:
            yield relay
        finally:
            listening.shutdown(socket.SHUT_RDWR)
            relay.cut()
    thread.join(5)


def moments(pieces: int) -> list[int]:
    """Return at which pieces to cut a hand-over of so many: some of them all along, each of the last ones."""
    return sorted({*range(2, pieces, max(1, pieces // 5)), *range(max(0, pieces - 14), pieces - 2)})
