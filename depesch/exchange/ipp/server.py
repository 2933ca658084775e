"""HTTP in front of a printer, for this machine alone.

A page of the web that makes the browser speak to the port gets nowhere: a request has to say application/ipp, for which
browsers ask first and get no answer, and has to be meant for this machine by name.

Source: RFC 8010, 4 (IPP over HTTP); RFC 9112, 7.1 (chunked bodies).
"""

from __future__ import annotations

import io
import logging
import sys
import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import BinaryIO, cast
from urllib.parse import urlsplit

from depesch.exchange.ipp.encoding import Broken, read_message, write_message
from depesch.exchange.ipp.printer import Printer

log = logging.getLogger(__name__)

PATH = "/ipp/print"
MIME = "application/ipp"
MOST_BYTES = 250_000_000  # of one request
PATIENCE_S = 60.0  # between two pieces of a request
MOST_AT_ONCE = 16
_HERE = frozenset({"localhost", "127.0.0.1", "::1"})


class PrintServer:
    """A printer at a port of this machine, in threads of its own, until it is stopped."""

    def __init__(self, printer: Printer, port: int) -> None:
        """Take the port; raises OSError when somebody has it."""
        self._server = _Server(("127.0.0.1", port), _Handler)
        self._server.printer = printer
        self._thread = threading.Thread(target=self._server.serve_forever, name=f"printer-{port}", daemon=True)

    @property
    def port(self) -> int:
        """Return the port that it has."""
        return int(self._server.server_address[1])

    def start(self) -> None:
        """Begin to answer."""
        self._thread.start()

    def stop(self) -> None:
        """Give the port back; a document that is coming in is given up, and its client is told by the lost line."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    allow_reuse_address = True
    printer: Printer

    def __init__(self, address: tuple[str, int], handler: type[BaseHTTPRequestHandler]) -> None:
        self.places = threading.BoundedSemaphore(MOST_AT_ONCE)
        super().__init__(address, handler)

    def handle_error(self, request: object, client_address: object) -> None:
        """Write what ended a connection to the log: clients drop theirs as they like, as CUPS does after its answer."""
        error = sys.exc_info()[1]
        if isinstance(error, ConnectionError | TimeoutError):
            log.debug("printer: a client has gone: %s", error)
        else:
            log.error("printer: a request was given up", exc_info=error)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "Depesch", ""
    timeout = PATIENCE_S

    @property
    def _printer(self) -> Printer:
        return cast("_Server", self.server).printer

    def do_POST(self) -> None:
        """Answer one operation."""
        if urlsplit(f"//{self.headers.get('Host', '')}").hostname not in _HERE:
            return self._refuse(HTTPStatus.MISDIRECTED_REQUEST)
        if urlsplit(self.path).path.rstrip("/") != PATH:
            return self._refuse(HTTPStatus.NOT_FOUND)
        if self.headers.get_content_type() != MIME:
            return self._refuse(HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
        body = self._body()
        if body is None:
            return self._refuse(HTTPStatus.LENGTH_REQUIRED)
        places = cast("_Server", self.server).places
        if not places.acquire(timeout=PATIENCE_S):
            return self._refuse(HTTPStatus.SERVICE_UNAVAILABLE)
        try:
            self._answered(body)
        finally:
            places.release()

    def do_GET(self) -> None:
        """Say what this is, to a person who opens the address."""
        self._send(HTTPStatus.OK, "text/plain; charset=utf-8", f"{self._printer.described.info}\n".encode())

    def _answered(self, body: _Body) -> None:
        try:
            request = read_message(cast("BinaryIO", body))
            answer = write_message(self._printer.answer(request, cast("BinaryIO", body)))
            body.drain()
        except Broken as broken:
            log.info("printer: no IPP: %s", broken.detail)
            return self._refuse(HTTPStatus.BAD_REQUEST)
        except ConnectionError as error:
            log.warning("printer: a document did not come whole: %s", error)
            self.close_connection = True
            return None
        return self._send(HTTPStatus.OK, MIME, answer)

    def _body(self) -> _Body | None:
        if self.headers.get("Transfer-Encoding", "").lower() == "chunked":
            return _Body(self.rfile, None)
        length = self.headers.get("Content-Length", "")
        return _Body(self.rfile, int(length)) if length.isdecimal() and len(length) < 16 else None

    def _refuse(self, status: HTTPStatus) -> None:
        self.close_connection = True  # what is left of the request is not read
        self._send(status, "text/plain; charset=utf-8", f"{status.phrase}\n".encode())

    def _send(self, status: HTTPStatus, media_type: str, content: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(content)))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the standard library's name
        """Write to the agent's log, not to the standard error."""
        log.debug("printer: " + format, *args)


class _Body:
    """The body of a request as a stream; raises ConnectionError when it breaks off or is longer than MOST_BYTES."""

    def __init__(self, stream: io.BufferedIOBase, length: int | None) -> None:
        self._stream = stream
        self._is_chunked = length is None
        self._left = length or 0  # of the body, or of the chunk
        self._is_over = length == 0
        self._taken = 0

    def read(self, size: int = -1) -> bytes:
        """Return up to `size` bytes, 64 kB when nothing is said; none at the end."""
        if self._is_chunked and self._left == 0 and not self._is_over:
            self._next_chunk()
        if self._is_over or size == 0:
            return b""
        try:
            piece = self._stream.read1(min(self._left, 65536 if size < 0 else size, 65536))
        except TimeoutError as error:
            raise ConnectionError("nothing more came") from error
        if not piece:
            raise ConnectionError("the connection ended in the middle")
        self._left -= len(piece)
        self._taken += len(piece)
        if self._taken > MOST_BYTES:
            raise ConnectionError(f"more than {MOST_BYTES} bytes")
        if self._left == 0:
            if self._is_chunked:
                self._stream.readline(8)  # the line end after a chunk
            else:
                self._is_over = True
        return piece

    def drain(self) -> None:
        """Read what nobody wanted, so that the next request is found."""
        while self.read():
            pass

    def _next_chunk(self) -> None:
        line = self._stream.readline(100)
        try:
            self._left = int(line.split(b";")[0].strip(), 16)
        except ValueError as error:
            raise ConnectionError("a chunk without its size") from error
        if self._left < 0:
            raise ConnectionError("a chunk of less than nothing")
        if self._left == 0:
            while self._stream.readline(8000).strip():
                pass
            self._is_over = True
