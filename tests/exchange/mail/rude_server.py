"""An SMTP server that misbehaves at a chosen moment, on a raw socket."""

from __future__ import annotations

import socket
import socketserver
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

DROP = b""  # closes the connection instead of answering
HANG = b"hang"  # answers nothing until the test is over

_POLITE = {
    "greeting": b"220 rude.example ESMTP\r\n",
    "EHLO": b"250-rude.example\r\n250 AUTH PLAIN LOGIN\r\n",
    "AUTH": b"235 2.7.0 welcome\r\n",
    "MAIL": b"250 2.1.0 ok\r\n",
    "RCPT": b"250 2.1.5 ok\r\n",
    "DATA": b"354 go on\r\n",
    "mail": b"250 2.0.0 queued\r\n",
    "QUIT": b"221 bye\r\n",
}


class RudeServer(socketserver.ThreadingTCPServer):
    """Answers politely except where `answers` says otherwise; keeps what it heard, and whole mails apart."""

    daemon_threads = True

    def __init__(self, answers: Mapping[str, bytes]) -> None:
        self.answers = {**_POLITE, **answers}
        self.heard: list[bytes] = []
        self.mails: list[bytes] = []
        self.over = threading.Event()
        super().__init__(("127.0.0.1", 0), _Talk)

    @property
    def port(self) -> int:
        """Return the port it listens on."""
        return int(self.server_address[1])


class _Talk(socketserver.StreamRequestHandler):
    server: RudeServer

    def handle(self) -> None:
        if not self._answer("greeting"):
            return
        for line in self.rfile:
            self.server.heard.append(line)
            verb = line.split()[0].decode("ascii", "replace").upper()
            if not self._answer(verb):
                return
            if verb == "DATA" and self.server.answers["DATA"].startswith(b"354"):
                self._take_mail()
                if not self._answer("mail"):
                    return

    def _take_mail(self) -> None:
        lines: list[bytes] = []
        for line in self.rfile:
            if line == b".\r\n":
                self.server.mails.append(b"".join(lines))
                return
            lines.append(line[1:] if line.startswith(b".") else line)

    def _answer(self, moment: str) -> bool:
        answer = self.server.answers.get(moment, b"502 what?\r\n")
        if answer == HANG:
            self.server.over.wait()
        if answer in (DROP, HANG):
            self.connection.shutdown(socket.SHUT_RDWR)
            return False
        self.wfile.write(answer)
        return True


@contextmanager
def rude_server(**answers: bytes) -> Iterator[RudeServer]:
    """Run a server that answers `answers[moment]`: greeting, EHLO, AUTH, MAIL, RCPT, DATA, mail, QUIT."""
    with RudeServer(answers) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.over.set()
            server.shutdown()
            thread.join()
