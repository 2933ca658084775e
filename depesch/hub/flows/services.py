"""What the hub lends to a channel that works for a company."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, cast
from uuid import UUID

from depesch.channels import MailServer, Services
from depesch.hub.directory.mail_server import mail_server
from depesch.hub.flows.inbox import HubInbox
from depesch.hub.server.config import load
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.discovery import plugins


class CompanyMail:
    """A company's mail, looked up when a channel asks for it."""

    def __init__(self, company_id: UUID) -> None:
        self._company_id = company_id

    def server(self) -> MailServer | None:
        """Return the mail server that takes the company's mails."""
        with acting_for(self._company_id):
            return mail_server()


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
    return Services(
        inbox=HubInbox(), exchange_root=root, private_too=load().private_channels, mail=CompanyMail(company_id), **lent
    )
