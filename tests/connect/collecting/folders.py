"""An account that collects into a folder, and what lies there."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import uuid4

import msgspec

from depesch.channels import File, SendMode
from depesch.connect.collecting.collector import Collector
from depesch.connect.collecting.marks import NAME
from depesch.connect.hub_client import HubClient
from depesch.connect.settings import Account, Collecting
from depesch.hub.flows.inbox import HubInbox
from depesch.hub.tenancy.models import Company
from depesch.kit.secret import Secret
from tests.connect.conftest import Hub
from tests.hub.flows.parcels import parcel

PATTERN = "{number}"


def account(folder: Path, hub_url: str, account_name: str = "fjordtre", **collecting: Any) -> Account:
    """Return an account that collects into `folder`, under the document's number when nothing else is said."""
    return Account(
        name=account_name, hub=hub_url, collecting=Collecting(folder=folder, **{"name": PATTERN, **collecting})
    )


def collector(
    hub: Hub, key: Secret, folder: Path, home: Path, *, client: HubClient | None = None, **said: Any
) -> Collector:
    """Return a collector that works with the hub; folder and home are made."""
    for each in (folder, home):
        each.mkdir(parents=True, exist_ok=True)
    options = {name: said.pop(name) for name in ("clock", "language", "stopping") if name in said}
    return Collector(account(folder, hub.url, **said), client=client or hub.client(key), home=home, **options)


def lying(folder: Path) -> dict[str, bytes]:
    """Return every file below the folder with its content, by path; without what the agent keeps for itself."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and NAME not in path.relative_to(folder).parts
    }


def left_over(folder: Path) -> list[str]:
    """Return what the agent has left in its own folder, beside the lock."""
    own = folder / NAME
    return sorted(path.name for path in own.iterdir() if path.name != "lock") if own.exists() else []


def arrived_with(company: Company, content: bytes, attached: dict[str, bytes], send_mode: str = "production") -> None:
    """Lay a document into the company's inbox as a channel does, with files beside it."""
    files = tuple(
        File(name=name, media_type="application/octet-stream", content=each) for name, each in attached.items()
    )
    sent = msgspec.structs.replace(
        parcel(content, message_id=f"{uuid4()}@hub.example"), attachments=files, send_mode=SendMode(send_mode)
    )
    HubInbox().put(str(company.id), sent)
