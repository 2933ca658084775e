"""A receiver's program over HTTPS: it keeps each document once for each Idempotency-Key, and answers as it is told."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.parser import BytesParser
from email.policy import HTTP
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tests.exchange.mail.certificates import Certificate
from tests.ports import free_port

Answering = Callable[[BaseHTTPRequestHandler], None]


class Program:
    """A running server; `requests` are the headers and body of each request, `kept` the body for each key."""

    def __init__(self, place: Path) -> None:
        place.mkdir(parents=True, exist_ok=True)
        self.certificate = Certificate.issue(place)
        self.port = free_port()
        self.requests: list[tuple[dict[str, str], bytes]] = []
        self.kept: dict[str, bytes] = {}
        self.answering: Answering | None = None  # None: 201 and the key
        self.tls = self.certificate.server_context()
        self._lock = threading.Lock()
        self.start()

    @property
    def url(self) -> str:
        """Return where documents are posted."""
        return f"https://localhost:{self.port}/invoices?from=depesch"

    def start(self) -> None:
        """Start it, or start it again where it was."""
        program = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                program.take(self)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002  as the base class names it
                return

        class Server(ThreadingHTTPServer):
            daemon_threads, request_queue_size = True, 100

            def get_request(self):  # type: ignore[no-untyped-def]  # as the base class has it
                line, address = super().get_request()
                line.settimeout(10)
                return program.tls.wrap_socket(line, server_side=True, do_handshake_on_connect=False), address

            def handle_error(self, request: object, client_address: object) -> None:
                return

        self._server = Server(("127.0.0.1", self.port), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})
        self._thread.start()

    def stop(self) -> None:
        """Stop it."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def take(self, request: BaseHTTPRequestHandler) -> None:
        """Keep what is new, and answer."""
        body = request.rfile.read(int(request.headers["Content-Length"]))
        headers = {name.lower(): value for name, value in request.headers.items()}
        with self._lock:
            self.requests.append((headers, body))
            self.kept.setdefault(headers["idempotency-key"], document_in(headers, body))
        if self.answering is not None:
            self.answering(request)
            return
        answer(201, f'{{"taken": "{headers["idempotency-key"]}"}}')(request)

    def settings(self, **changes: object) -> dict[str, object]:
        """Return the settings of the channel for this server."""
        return {"url": self.url, "authority": self.certificate.path.read_text(), "timeout_s": 5, **changes}


def answer(code: int, text: str = "", **headers: str) -> Answering:
    """Answer with a status, a text and headers, whose names are written with `_` for `-`."""

    def write(request: BaseHTTPRequestHandler) -> None:
        request.send_response(code)
        for name, value in headers.items():
            request.send_header(name.replace("_", "-"), value)
        request.send_header("Content-Length", str(len(text.encode())))
        request.end_headers()
        request.wfile.write(text.encode())

    return write


def parts_in(headers: dict[str, str], body: bytes) -> list[tuple[str, str, bytes]]:
    """Return name, file name and content of each part of a form, read by Python's own reader of MIME."""
    message = BytesParser(policy=HTTP).parsebytes(
        b"Content-Type: " + headers["content-type"].encode() + b"\r\n\r\n" + body
    )
    return [
        (
            str(part.get_param("name", header="content-disposition")),
            str(part.get_filename()),
            part.get_payload(decode=True),  # type: ignore[misc]  # bytes, for a part that is no multipart
        )
        for part in message.iter_parts()
    ]


def document_in(headers: dict[str, str], body: bytes) -> bytes:
    """Return the main document."""
    if not headers["content-type"].startswith("multipart/"):
        return body
    return next(content for name, _, content in parts_in(headers, body) if name == "document")


@contextmanager
def program(place: Path) -> Iterator[Program]:
    """Run a receiver's program."""
    server = Program(place)
    try:
        yield server
    finally:
        server.stop()


def asking_for_a_certificate(certificate: Certificate, authority: Path) -> ssl.SSLContext:
    """Return the context of a server that lets nobody in without a certificate of an authority."""
    context = certificate.server_context()
    context.verify_mode = ssl.CERT_REQUIRED
    context.load_verify_locations(authority)
    return context
