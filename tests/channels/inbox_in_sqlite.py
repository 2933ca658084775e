"""An inbox that keeps the contract of `depesch.channels.Inbox` in SQLite: the hub's own stands above this layer."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import msgspec

from depesch.channels import InboxUnavailable, Parcel
from depesch.kit.hashing import sha256_hex


class InboxInSqlite:
    """Companies and what they received; `open` is False while the store is away."""

    def __init__(self, path: Path, company_id: str) -> None:
        self.open = True
        self._company_id = company_id
        self._lock = threading.Lock()
        self._base = sqlite3.connect(path, check_same_thread=False)
        self._base.execute("CREATE TABLE received (message_id TEXT PRIMARY KEY, main_sha256 TEXT, receipt BLOB)")

    def put(self, company_id: str, parcel: Parcel) -> bytes:
        """Store the parcel once and return its receipt."""
        if company_id != self._company_id:
            raise LookupError(company_id)
        self._ask()
        sha256 = sha256_hex(parcel.main.content)
        receipt = msgspec.json.encode({"message_id": parcel.message_id, "sha256": sha256})
        with self._lock, self._base:
            self._base.execute(
                "INSERT INTO received VALUES (?, ?, ?) ON CONFLICT DO NOTHING", (parcel.message_id, sha256, receipt)
            )
        return receipt

    def find(self, company_id: str, message_id: str) -> bytes | None:
        """Return the receipt, None when nothing was stored."""
        self._ask()
        with self._lock:
            row = self._base.execute("SELECT receipt FROM received WHERE message_id = ?", (message_id,)).fetchone()
        return row[0] if row and company_id == self._company_id else None

    def hashes(self) -> list[str]:
        """Return the hash of each main document."""
        return [row[0] for row in self._base.execute("SELECT main_sha256 FROM received")]

    def close(self) -> None:
        """Close the store."""
        self._base.close()

    def _ask(self) -> None:
        if not self.open:
            raise InboxUnavailable("the store is away")
