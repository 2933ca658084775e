"""A stand-in for the public directory: a real HTTP server on this machine that answers as the directory does."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

INVOICE = (
    "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2::Invoice##urn:cen.eu:en16931:2017#compliant#"
    "urn:fdc:peppol.eu:2017:poacc:billing:3.0::2.1"
)


class Directory:
    """What it lists, what it was asked, and how it misbehaves."""

    def __init__(self) -> None:
        self.url = ""
        self.asked: list[dict[str, list[str]]] = []
        self.matches: list[dict[str, Any]] = []
        self.status = 200
        self.body: bytes | None = None

    def add(self, name: str, value: str, country: str = "SE", *, scheme: str = "iso6523-actorid-upis") -> None:
        """List somebody."""
        entity = {"name": [{"name": name}], "countryCode": country, "geoInfo": "Västerdal", "identifiers": []}
        self.matches.append(
            {
                "participantID": {"scheme": scheme, "value": value},
                "docTypes": [{"scheme": "busdox-docid-qns", "value": INVOICE}],
                "entities": [entity],
            }
        )

    def answer(self, path: str) -> tuple[int, bytes]:
        """Return the status and the body of an answer."""
        parts = urlsplit(path)
        asked = parse_qs(parts.query)
        self.asked.append(asked)
        if parts.path != "/search/1.0/json" or self.status != 200:
            return self.status if self.status != 200 else 404, b"{}"
        if self.body is not None:
            return 200, self.body
        found = [each for each in self.matches if self._fits(each, asked)]
        return 200, json.dumps({"version": "1.0", "total-result-count": len(found), "matches": found}).encode()

    def _fits(self, match: dict[str, Any], asked: dict[str, list[str]]) -> bool:
        value = match["participantID"]["value"]
        if "participant" in asked:
            return bool(asked["participant"][0] == f"iso6523-actorid-upis::{value}")
        query = asked["q"][0].lower()
        return query in match["entities"][0]["name"][0]["name"].lower() or query in value


@contextmanager
def directory_server() -> Iterator[Directory]:
    """Serve a directory while the block runs."""
    directory = Directory()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, body = directory.answer(self.path)
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002  as the library calls it
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    directory.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield directory
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
