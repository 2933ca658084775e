"""An order and answers, written by us."""

from __future__ import annotations

from datetime import date

from depesch.model.invoice import Identifier, Party
from depesch.model.responses import Condition, Fault, FaultyPlace, InvoiceResponse, MessageStatus, Reason

_AGGREGATES = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
_BASICS = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"


def _line(number: int, quantity: str, price: str, name: str) -> str:
    return f"""
 <cac:OrderLine><cbc:Note>Kvällsleverans</cbc:Note><cac:LineItem><cbc:ID>{number}0</cbc:ID>
  <cbc:Quantity unitCode="C62">{quantity}</cbc:Quantity>
  <cbc:PartialDeliveryIndicator>false</cbc:PartialDeliveryIndicator>
  <cac:Price><cbc:PriceAmount currencyID="SEK">{price}</cbc:PriceAmount></cac:Price>
  <cac:Item><cbc:Name>{name}</cbc:Name><cac:ClassifiedTaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>25</cbc:Percent>
   <cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:ClassifiedTaxCategory></cac:Item>
 </cac:LineItem></cac:OrderLine>"""


ORDER = f"""<?xml version="1.0" encoding="UTF-8"?>
<Order xmlns="urn:oasis:names:specification:ubl:schema:xsd:Order-2" xmlns:cac="{_AGGREGATES}" xmlns:cbc="{_BASICS}">
 <cbc:CustomizationID>urn:fdc:peppol.eu:poacc:trns:order:3</cbc:CustomizationID>
 <cbc:ProfileID>urn:fdc:peppol.eu:poacc:bis:order_only:3</cbc:ProfileID>
 <cbc:ID>P-881</cbc:ID><cbc:IssueDate>2026-11-02</cbc:IssueDate><cbc:Note>Ring före leverans</cbc:Note>
 <cbc:DocumentCurrencyCode>SEK</cbc:DocumentCurrencyCode><cbc:CustomerReference>Ref 7</cbc:CustomerReference>
 <cac:QuotationDocumentReference><cbc:ID>O-4</cbc:ID></cac:QuotationDocumentReference>
 <cac:Contract><cbc:ID>A-12</cbc:ID></cac:Contract>
 <cac:BuyerCustomerParty><cac:Party><cbc:EndpointID schemeID="0007">5566010103</cbc:EndpointID>
  <cac:PartyLegalEntity><cbc:RegistrationName>Nordbygg Fasad AB</cbc:RegistrationName></cac:PartyLegalEntity>
 </cac:Party></cac:BuyerCustomerParty>
 <cac:SellerSupplierParty><cac:Party><cbc:EndpointID schemeID="0192">999000053</cbc:EndpointID>
  <cac:PartyLegalEntity><cbc:RegistrationName>Fjordtre AS</cbc:RegistrationName></cac:PartyLegalEntity>
 </cac:Party></cac:SellerSupplierParty>
 <cac:Delivery><cac:DeliveryLocation><cac:Address><cbc:CityName>Umeå</cbc:CityName>
   <cac:Country><cbc:IdentificationCode>SE</cbc:IdentificationCode></cac:Country></cac:Address></cac:DeliveryLocation>
  <cac:RequestedDeliveryPeriod><cbc:StartDate>2026-11-09</cbc:StartDate></cac:RequestedDeliveryPeriod></cac:Delivery>
{_line(1, "3", "100.00", "Regel 45x95")}{_line(2, "2", "49.90", "Skruv")}
</Order>
""".encode()

BUYER = Party(name="Nordbygg Fasad AB", electronic_address=Identifier(value="5566010103", scheme="0007"))
SELLER = Party(name="Fjordtre AS", electronic_address=Identifier(value="999000053", scheme="0192"))

REJECTED = InvoiceResponse(
    number="R-1",
    issue_date=date(2026, 11, 3),
    issue_time="10:15:00",
    sender=BUYER,
    receiver=SELLER,
    status="RE",
    effective_date=date(2026, 11, 3),
    reasons=(
        Reason(
            code="REF",
            code_list="OPStatusReason",
            text="The order number is missing.",
            conditions=(Condition(term="BT-13", value="P-881"),),
        ),
        Reason(code="NIN", code_list="OPStatusAction"),
    ),
    invoice_number="F-1042",
    invoice_date=date(2026, 11, 1),
    invoice_type="380",
)
REFUSED = MessageStatus(
    number="S-1",
    issue_date=date(2026, 11, 3),
    issue_time="10:15:00+01:00",
    sender=Party(electronic_address=Identifier(value="000123", scheme="0242")),
    receiver=Party(electronic_address=Identifier(value="000456", scheme="0242")),
    status="RE",
    text="It breaks rules.",
    message_id="1f0d7f1e-8f0e-4b62-9a57-2f4f4c2a7f11",
    places=(FaultyPlace(where="/Invoice/cbc:ID", faults=(Fault(code="BV", text="BR-02"), Fault(code="BW", text="x"))),),
)
