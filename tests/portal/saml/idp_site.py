"""The foreign provider as a site of its own: people sign in there with a name, and a form brings its answer to us."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

from tests.hub.saml.foreign import ForeignProvider

_PAGE = '<!doctype html><html lang="en"><head><title>IdP</title></head><body>{}</body></html>'


@contextmanager
def site_of(provider: ForeignProvider, port: int, answers_to: str) -> Iterator[None]:
    """Serve the provider on 127.0.0.1; its pages are its own, its answers are pysaml2's."""

    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            wanted = escape(self.path)
            self._show(
                f'<form method="post" action="{wanted}"><input name="email" id="email"><button>Sign in</button></form>'
            )

        def do_POST(self) -> None:
            given = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            encoded = provider.answer(
                f"{provider.place}{self.path}", given["email"][0], attributes={"givenName": "Nora"}
            )
            self._show(
                f'<form method="post" action="{escape(answers_to)}"><input type="hidden" name="SAMLResponse" '
                f'value="{encoded}"><input type="hidden" name="RelayState" value="https://evil.example/">'
                "<button>Go back</button></form><script>document.forms[0].submit()</script>"
            )

        def _show(self, body: str) -> None:
            page = _PAGE.format(body).encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(page)))
            self.end_headers()
            self.wfile.write(page)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the library's name
            """Say nothing: the test tells what went wrong."""

    server = ThreadingHTTPServer(("127.0.0.1", port), Site)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
