"""A receiver's AS2 system: a real HTTP server that opens messages and answers with signed receipts."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from depesch.channels import As2Side, InboxUnavailable
from depesch.exchange.as2.algorithms import Digest
from depesch.exchange.as2.certificates import Certificate, Identity
from depesch.exchange.as2.faults import As2Error
from depesch.exchange.as2.opening import Accepts, Opened, open_message
from depesch.exchange.as2.receipt import POSITIVE, Carried, Told, failed, write_receipt
from depesch.exchange.as2.wanted import wanted_receipt
from depesch.kit.clock import now
from depesch.kit.hashing import sha256_hex

Change = Callable[[Told], Told]


class As2Peer:
    """Knows repeats by their Message-ID; `receipts` are those it would send later."""

    def __init__(self, own: Identity, partner: Certificate) -> None:
        self.own, self.partner = own, partner
        self.opened: dict[str, Opened] = {}
        self.came: list[str] = []  # each Message-ID, repeats too
        self.later: list[Carried] = []
        self.change: Change = lambda told: told
        self.signs_with: Identity | None = own
        self.answers = True
        self._lock = threading.Lock()
        self._server: ThreadingHTTPServer | None = None
        self.port = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/as2"

    def start(self) -> None:
        peer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                peer.serve(self)

            def log_message(self, *_: object) -> None:
                """Be quiet."""

        self._server = ThreadingHTTPServer(("127.0.0.1", self.port), Handler)
        self.port = self._server.server_port
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def stop(self) -> None:
        if self._server:
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    def serve(self, request: BaseHTTPRequestHandler) -> None:
        body = request.rfile.read(int(request.headers["Content-Length"]))
        headers = {name.lower(): value for name, value in request.headers.items()}
        with self._lock:
            receipt = self._receipt(headers, body)
        if not self.answers:
            request.close_connection = True
            return
        sent_later = bool(headers.get("receipt-delivery-option"))
        if sent_later:
            self.later.append(receipt)
        request.send_response(200)
        for name, value in {} if sent_later else receipt.headers.items():
            request.send_header(name, value)
        content = b"" if sent_later else receipt.body
        request.send_header("Content-Length", str(len(content)))
        request.end_headers()
        request.wfile.write(content)

    def _receipt(self, headers: dict[str, str], body: bytes) -> Carried:
        message_id, wanted = headers["message-id"], wanted_receipt(headers)
        self.came.append(message_id)
        accepts = Accepts(own=(self.own,), partner=(self.partner,), must_be_encrypted=False, digests=frozenset(Digest))
        try:
            opened = open_message(headers, body, accepts, at=now())
        except As2Error as error:
            told = Told(message_id=message_id, disposition=failed(error.fault))
        else:
            self.opened.setdefault(message_id, opened)
            mic, digest = opened.mic(Digest.SHA256)
            told = Told(message_id=message_id, disposition=POSITIVE, mic=mic, mic_name=wanted.named(digest))
        return write_receipt(
            self.change(told), own_name="brodboden", partner_name="nordbygg", receipt_id=f"<r-{len(self.came)}@x>",
            at=now(), own=self.signs_with,
        )  # fmt: skip

    def hashes(self) -> list[str]:
        return [sha256_hex(each.documents[0][0].content) for each in self.opened.values()]


class DeskInMemory:
    """A desk that keeps the contract of `depesch.channels.As2Desk`; `open` is False while it is away."""

    def __init__(self, own: Identity | None) -> None:
        self.open, self.own = True, own
        self.sent: list[str] = []
        self.times: dict[str, datetime] = {}
        self.kept: dict[str, list[Carried]] = {}

    def side(self) -> As2Side | None:
        self._ask()
        if self.own is None:
            return None
        return As2Side(name="nordbygg", identity=self.own, receipt_url="https://hub.example/as2")

    def sending(self, message_id: str, *, parcel_id: str, to: str) -> None:
        self._ask()
        self.sent.append(message_id)
        self.times[message_id] = now()

    def sent_at(self, message_id: str) -> datetime | None:
        self._ask()
        return self.times.get(message_id)

    def keep(self, message_id: str, receipt: Carried) -> None:
        self._ask()
        self.kept.setdefault(message_id, []).append(receipt)

    def receipts(self, message_id: str) -> tuple[Carried, ...]:
        self._ask()
        return tuple(self.kept.get(message_id, ()))

    def _ask(self) -> None:
        if not self.open:
            raise InboxUnavailable("the hub is away")
