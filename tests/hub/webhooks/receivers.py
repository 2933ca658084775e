"""Real HTTP servers as a company's programs would run them: they keep what came, and answer as they are told."""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Receiver:
    """What one server was sent, in its order; `answer` writes the answer to a request."""

    url: str = ""
    requests: list[tuple[dict[str, str], bytes]] = field(default_factory=list)


Answering = Callable[[BaseHTTPRequestHandler], None]


def status(code: int, text: str = "ok", **headers: str) -> Answering:
    """Answer with a status, a text and headers."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(code)
        for name, value in headers.items():
            request.send_header(name, value)
        request.send_header("Content-Length", str(len(text.encode())))
        request.end_headers()
        request.wfile.write(text.encode())

    return answer


def endless(request: BaseHTTPRequestHandler) -> None:
    """Answer 200 with more than anybody reads."""
    request.send_response(200)
    request.end_headers()
    try:
        for _ in range(100_000):
            request.wfile.write(b"x" * 1000)
    except OSError:
        return


def cut(request: BaseHTTPRequestHandler) -> None:
    """Take the request and hang up without a word."""
    request.connection.close()


def slow(request: BaseHTTPRequestHandler) -> None:
    """Say nothing for longer than anybody waits in a test."""
    time.sleep(3)


@contextmanager
def receiver(answering: Answering, tls: ssl.SSLContext | None = None) -> Iterator[Receiver]:
    """Run a server on loopback, with TLS if wanted, and give what it is sent."""
    found = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            found.requests.append(({name.lower(): value for name, value in self.headers.items()}, body))
            answering(self)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  as the base class names it
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    scheme, host = ("https", "localhost") if tls else ("http", "127.0.0.1")
    found.url = f"{scheme}://{host}:{server.server_address[1]}/hooks?of=depesch"
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
