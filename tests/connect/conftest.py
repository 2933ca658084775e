"""The hub that agents of the tests speak to: a real one over HTTP, with companies, keys and a worker that is told when.

`hub` is the hub; `nordbygg_key` and `fjordtre_key` are keys of programs of its two companies, who reach each other.
"""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest
from pytest_django.live_server_helper import LiveServer

from depesch.connect.hub_client import HubClient
from depesch.hub.directory.participants import register_company
from depesch.hub.flows.inbox import HubInbox
from depesch.hub.flows.jobs import Job, JobKind
from depesch.hub.flows.models import Direction, Document, DocumentState
from depesch.hub.flows.runner import run
from depesch.hub.tenancy.models import Company, Role
from depesch.hub.tenancy.scope import acting_for
from depesch.hub.tenancy.tokens import create_token
from depesch.kit.secret import Secret
from tests.connect.warm import Warm
from tests.hub.flows.papers import ubl_invoice
from tests.hub.flows.parcels import parcel


class Hub:
    """A hub over HTTP on this machine. Its worker works when `work` is called, in the calling thread."""

    def __init__(self, url: str) -> None:
        self.url = url

    def key(self, company: Company, role: Role = Role.PROGRAM) -> Secret:
        """Return a new key of the company."""
        return create_token(company.id, f"agent of {company.name}", role)[1]

    def client(self, key: Secret, language: str = "en") -> HubClient:
        """Return a client that speaks with the key."""
        return HubClient(self.url, key.reveal(), language=language)

    def documents(self, company: Company, direction: Direction = Direction.OUT) -> list[Document]:
        """Return the company's documents, the first first."""
        with acting_for(company.id):
            return list(Document.objects.filter(direction=direction).order_by("received_at"))

    def work(self, *companies: Company) -> None:
        """Take every document that these companies handed over as far as it goes, those out of files too."""
        for company in companies:
            while waiting := [d for d in self.documents(company) if d.state == DocumentState.RECEIVED]:
                for document in waiting:
                    job = Job(kind=JobKind.PROCESS, company_id=company.id, document_id=document.id)
                    run(job, tries=0, share=0.0)

    def arrived(self, company: Company, *contents: bytes) -> list[UUID]:
        """Lay documents into the company's inbox as a channel does, and return them, the first first."""
        inbox, before = HubInbox(), {d.id for d in self.documents(company, Direction.IN)}
        for content in contents:
            inbox.put(str(company.id), parcel(content, message_id=f"{uuid4()}@hub.example"))
        return [d.id for d in self.documents(company, Direction.IN) if d.id not in before]


@pytest.fixture
def hub(live_server: LiveServer, nordbygg: Company, fjordtre: Company) -> Hub:
    """A hub with Nordbygg and Fjordtre, who reach each other through their inboxes."""
    for company in (nordbygg, fjordtre):
        with acting_for(company.id):
            register_company(company)
    return Hub(live_server.url)


@pytest.fixture
def nordbygg_key(hub: Hub, nordbygg: Company) -> Secret:
    """A key of Nordbygg's, which may hand over and collect."""
    return hub.key(nordbygg)


@pytest.fixture
def fjordtre_key(hub: Hub, fjordtre: Company) -> Secret:
    """A key of Fjordtre's, which may hand over and collect."""
    return hub.key(fjordtre)


@pytest.fixture(scope="session")
def warm() -> Iterator[Warm]:
    """A Python that forks agents which are to be killed."""
    with Warm() as started:
        yield started


def invoice(number: str = "F-1") -> bytes:
    """Return a sound invoice from Nordbygg to Fjordtre."""
    return ubl_invoice(number)
