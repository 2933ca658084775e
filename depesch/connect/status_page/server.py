"""The page served to this machine alone: on 127.0.0.1, to GET, under this machine's own names.

A page of somebody else's that a browser has open here could be led to this address by a name of its own (DNS
rebinding); therefore a Host that is not ours is refused, and nothing is told to other origins.

Source: RFC 9110, 7.2 (Host) and 15.5.20 (421).
"""

from __future__ import annotations

import base64
import threading
from hashlib import sha256
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlsplit

import msgspec

from depesch.connect.status_page import Source
from depesch.connect.status_page.page import STYLE, html
from depesch.connect.words import LANGUAGES
from depesch.kit.clock import Clock, now

ADDRESS = "127.0.0.1"
NAMES = ("127.0.0.1", "localhost")
SLOWEST_S = 5.0  # a client that takes longer loses its connection: the page has one thread
_STYLE_HASH = base64.b64encode(sha256(STYLE.encode()).digest()).decode()
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; img-src data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class StatusServer:
    """Serves the page in a thread of its own from `start` to `stop`."""

    def __init__(self, source: Source, *, port: int, language: str, clock: Clock = now) -> None:
        """Take the port; raises OSError when somebody else has it. Port 0 takes any."""
        self._server = _Server((ADDRESS, port), _Handler)
        self._server.source, self._server.language, self._server.clock = source, language, clock
        self._thread = threading.Thread(target=self._server.serve_forever, name="status-page", daemon=True)

    @property
    def url(self) -> str:
        """Return where the page is."""
        return f"http://{ADDRESS}:{self._server.server_port}/"

    def start(self) -> None:
        """Begin to answer."""
        self._thread.start()

    def stop(self) -> None:
        """End, and let go of the port."""
        self._server.shutdown()
        self._server.server_close()


class _Server(HTTPServer):
    source: Source
    language: str
    clock: Clock


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    timeout = SLOWEST_S

    def do_GET(self) -> None:
        """Answer with the page, with JSON, or with why not."""
        if not self._is_ours():
            self._answer(HTTPStatus.MISDIRECTED_REQUEST, "text/plain", b"this page is for this machine alone\n")
            return
        parts = urlsplit(self.path)
        if parts.path == "/":
            chosen = parse_qs(parts.query).get("language", [self.server.language])[0]
            language = chosen if chosen in LANGUAGES else self.server.language
            page = html(self.server.source(), language, self.server.clock())
            self._answer(HTTPStatus.OK, "text/html", page.encode("utf-8", "replace"))
        elif parts.path == "/status.json":
            self._answer(HTTPStatus.OK, "application/json", msgspec.json.encode(self.server.source()))
        else:
            self._answer(HTTPStatus.NOT_FOUND, "text/plain", b"there are / and /status.json\n")

    def do_HEAD(self) -> None:
        """Answer as GET, without the body."""
        self.do_GET()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer what cannot be read, or is no GET, in plain text."""
        status = HTTPStatus.METHOD_NOT_ALLOWED if code == HTTPStatus.NOT_IMPLEMENTED else HTTPStatus(code)
        self._answer(status, "text/plain", f"{status.phrase}\n".encode())

    def _is_ours(self) -> bool:
        hosts = self.headers.get_all("Host", [])
        port = self.server.server_port
        return len(hosts) == 1 and hosts[0].lower() in {f"{name}:{port}" for name in NAMES}

    def _answer(self, status: HTTPStatus, media_type: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", f"{media_type}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        if status is HTTPStatus.METHOD_NOT_ALLOWED:
            self.send_header("Allow", "GET, HEAD")
        for name, value in _HEADERS.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def version_string(self) -> str:
        """Return what we call ourselves, without the version of Python."""
        return "Depesch"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the name that the class has
        """Say nothing: who looks at the page is no news."""
