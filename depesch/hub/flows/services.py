"""What the hub lends to a channel that works for a company."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, cast
from uuid import UUID

from depesch.channels import Services
from depesch.hub.flows.inbox import HubInbox
from depesch.hub.server.config import load
from depesch.kit.discovery import plugins


def exchange_folder(company_id: UUID) -> Path:
    """Return the folder that bounds where the company's channels read and write files; nobody else's lies in it."""
    return load().exchange_path / str(company_id)


def services_for(company_id: UUID) -> Services:
    """Return the services for documents that the company sends.

    A package of the hub that stands above this one lends what it has by a table `LENDS`: a field of `Services`, and
    what makes it for a company.
    """
    packages = cast("dict[str, Mapping[str, Callable[[UUID], Any]]]", plugins("depesch.hub", "LENDS"))
    lent = {name: make(company_id) for lends in packages.values() for name, make in lends.items()}
    root = str(exchange_folder(company_id))
    return Services(inbox=HubInbox(), exchange_root=root, private_too=load().private_channels, **lent)
