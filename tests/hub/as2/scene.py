"""Two companies on one hub that are each other's AS2 partners: Nordbygg sends over the channel, Fjordtre takes it."""

from __future__ import annotations

from uuid import UUID

import msgspec

from depesch.channels import Services
from depesch.hub.as2.models import As2Message, As2Partner, As2Sent
from depesch.hub.as2.partners import Agreed, add_certificate, add_partner
from depesch.hub.as2.station import certificates, set_up
from depesch.hub.directory.customers import add_customer
from depesch.hub.directory.destinations import save_destination
from depesch.hub.directory.identifiers import canonical
from depesch.hub.directory.models import Customer
from depesch.hub.flows.delivering import deliver
from depesch.hub.flows.models import Attempt, Delivery, Document
from depesch.hub.flows.processing import process
from depesch.hub.flows.services import services_for
from depesch.hub.flows.submission import submit
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from tests.hub.flows.papers import ubl_invoice

NORDBYGG = "SE5566010103"
FJORDTRE = "NO999000053"


def pem_of(company: Company) -> str:
    """Return the certificate that the company signs with."""
    with acting_for(company.id):
        return certificates()[0].pem


class Scene(msgspec.Struct, kw_only=True):
    """Nordbygg, Fjordtre, and the address of the hub that both are on."""

    nordbygg: Company
    fjordtre: Company
    url: str
    customer: Customer
    partner: As2Partner  # Nordbygg, as Fjordtre has it

    def agree(self, **settings: object) -> None:
        """Let Nordbygg send to Fjordtre by these settings of the channel."""
        values = {
            "url": f"{self.url}/as2", "partner_name": FJORDTRE, "certificates": pem_of(self.fjordtre), **settings,
        }  # fmt: skip
        with acting_for(self.nordbygg.id):
            save_destination("as2", values, customer=self.customer, actor="test")

    def sent(self, number: str = "F-1") -> Document:
        """Let Nordbygg send an invoice and do what the worker does; return the document."""
        content = ubl_invoice(number)
        document_id = submit(content, company_id=self.nordbygg.id, actor="test", route="api").document_id
        deliver(self.nordbygg.id, document_id, process(self.nordbygg.id, document_id), draw=lambda: 0.0)
        return self.document(document_id)

    def go_on(self, document_id: UUID) -> Document:
        """Do what the worker's next job does; before its time, nothing."""
        deliver(self.nordbygg.id, document_id, draw=lambda: 0.0)
        return self.document(document_id)

    def document(self, document_id: UUID) -> Document:
        """Return Nordbygg's document."""
        with acting_for(self.nordbygg.id):
            return Document.objects.get(id=document_id)

    def delivery(self, document_id: UUID) -> Delivery:
        """Return the delivery of Nordbygg's document."""
        with acting_for(self.nordbygg.id):
            return Delivery.objects.get(document_id=document_id)

    def attempts(self) -> list[Attempt]:
        """Return Nordbygg's tries."""
        with acting_for(self.nordbygg.id):
            return list(Attempt.objects.order_by("number"))

    def taken(self) -> list[Document]:
        """Return what Fjordtre took by AS2."""
        with acting_for(self.fjordtre.id):
            return list(Document.objects.filter(route_in="as2"))

    def message(self) -> As2Message:
        """Return Fjordtre's note of the one message."""
        with acting_for(self.fjordtre.id):
            return As2Message.objects.get()

    def noted(self) -> As2Sent:
        """Return Nordbygg's note of the one message."""
        with acting_for(self.nordbygg.id):
            return As2Sent.objects.get()

    def services(self) -> Services:
        """Return what the hub lends to Nordbygg's channels."""
        return services_for(self.nordbygg.id)


def build_scene(nordbygg: Company, fjordtre: Company, url: str) -> Scene:
    """Set both companies up; DEPESCH_PUBLIC_URL and DEPESCH_PRIVATE_CHANNELS are set by then."""
    with acting_for(nordbygg.id):
        set_up(NORDBYGG, actor="test", bits=2048)
        number = canonical("0192", fjordtre.organisation_number)
        assert number is not None
        customer = add_customer("Fjordtre AS", identifiers=[number], run=("as2",), syntax="ubl21")
    with acting_for(fjordtre.id):
        set_up(FJORDTRE, actor="test", bits=2048)
        partner = add_partner(Agreed(title="Nordbygg", name=NORDBYGG, url=f"{url}/as2"), actor="test")
        add_certificate(partner, pem_of(nordbygg).encode(), actor="test")
    return Scene(nordbygg=nordbygg, fjordtre=fjordtre, url=url, customer=customer, partner=partner)
