"""What the hub lends to a channel that works for a company."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from depesch.channels import Services
from depesch.hub.flows.inbox import HubInbox
from depesch.hub.server.config import load


def exchange_folder(company_id: UUID) -> Path:
    """Return the folder that bounds where the company's channels read and write files; nobody else's lies in it."""
    return load().exchange_path / str(company_id)


def services_for(company_id: UUID) -> Services:
    """Return the services for documents that the company sends."""
    root = str(exchange_folder(company_id))
    return Services(inbox=HubInbox(), exchange_root=root, private_too=load().private_channels)
