"""Nordbygg and Fjordtre with logins, and the worker's part done by hand."""

from __future__ import annotations

from uuid import UUID, uuid4

from depesch.channels import SendMode
from depesch.hub.direct.logins import LoginHolder
from depesch.hub.direct.managing import Wanted
from depesch.hub.direct.models import DirectLogin
from depesch.hub.flows.delivering import deliver
from depesch.hub.flows.inbox import HubInbox
from depesch.hub.flows.models import Direction, Document, DocumentState
from depesch.hub.flows.processing import process
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from tests.hub.direct.making import ALL, a_login
from tests.hub.flows.papers import ubl_invoice
from tests.hub.flows.parcels import parcel


class Someone:
    """A login of a company with its password."""

    def __init__(self, company: Company, name: str, wanted: Wanted = ALL, send_mode: str = "production") -> None:
        self.company = company
        self.name = name
        self.login, self.password = a_login(company, name, wanted=wanted, send_mode=send_mode)

    @property
    def holder(self) -> LoginHolder:
        """Return the login as gateways know it."""
        return holder_of(self.login)


def holder_of(login: DirectLogin) -> LoginHolder:
    """Return a login as gateways know it, without the password being asked."""
    return LoginHolder(
        company_id=login.tenant_id, login_id=login.id, name=login.name, may_send=login.may_send,
        may_collect=login.may_collect, send_mode=SendMode(login.send_mode), syntax=login.syntax,
        plain_ftp=login.plain_ftp, attachments_wait_min=login.attachments_wait_min,
    )  # fmt: skip


def arrive(company: Company, count: int = 1, *, content: bytes | None = None) -> None:
    """Let documents arrive at the company, F-1, F-2, ... unless told otherwise."""
    inbox = HubInbox()
    for number in range(1, count + 1):
        inbox.put(str(company.id), parcel(content or ubl_invoice(f"F-{number}"), message_id=f"{uuid4()}@x.example"))


def work(company: Company) -> list[Document]:
    """Do what the workers do with all that the company handed over, and return what became of it."""
    for document_id in ids(company, Direction.OUT):
        deliver(company.id, document_id, process(company.id, document_id), draw=lambda: 0.0)
    return documents(company, Direction.OUT)


def ids(company: Company, direction: Direction) -> list[UUID]:
    """Return the ids of the company's documents, the oldest first."""
    return [document.id for document in documents(company, direction)]


def documents(company: Company, direction: Direction) -> list[Document]:
    """Return the company's documents, the oldest first."""
    with acting_for(company.id):
        return list(Document.objects.filter(direction=direction).order_by("received_at", "id"))


def states(company: Company) -> list[DocumentState]:
    """Return the states of what the company handed over, the oldest first."""
    return [DocumentState(each.state) for each in documents(company, Direction.OUT)]
