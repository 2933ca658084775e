"""Invoices for the tests of flows and directory: UBL 2.1, sound unless told otherwise, written by us."""

from __future__ import annotations

from decimal import Decimal

_INVOICE = """<?xml version="1.0" encoding="UTF-8"?>
<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"
 xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
 xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
 <cbc:CustomizationID>urn:cen.eu:en16931:2017</cbc:CustomizationID>
 <cbc:ID>{number}</cbc:ID>
 <cbc:IssueDate>{issue_date}</cbc:IssueDate>
 <cbc:DueDate>2026-12-31</cbc:DueDate>
 <cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>
 <cbc:DocumentCurrencyCode>SEK</cbc:DocumentCurrencyCode>
 <cbc:BuyerReference>Ref 7</cbc:BuyerReference>
 <cac:AccountingSupplierParty><cac:Party>
  <cbc:EndpointID schemeID="0007">5566010103</cbc:EndpointID>
  <cac:PartyName><cbc:Name>Nordbygg Fasad</cbc:Name></cac:PartyName>
  <cac:PostalAddress><cbc:StreetName>Kajen 3</cbc:StreetName><cbc:CityName>Umeå</cbc:CityName>
   <cbc:PostalZone>90320</cbc:PostalZone><cac:Country><cbc:IdentificationCode>SE</cbc:IdentificationCode></cac:Country>
  </cac:PostalAddress>
  <cac:PartyTaxScheme><cbc:CompanyID>SE556601010301</cbc:CompanyID><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>
  <cac:PartyLegalEntity><cbc:RegistrationName>Nordbygg Fasad AB</cbc:RegistrationName>
   <cbc:CompanyID schemeID="0007">5566010103</cbc:CompanyID></cac:PartyLegalEntity>
 </cac:Party></cac:AccountingSupplierParty>
 <cac:AccountingCustomerParty><cac:Party>
  {buyer_ids}
  <cac:PostalAddress><cbc:CityName>Bergen</cbc:CityName>
   <cac:Country><cbc:IdentificationCode>NO</cbc:IdentificationCode></cac:Country></cac:PostalAddress>
  {buyer_vat}
  <cac:PartyLegalEntity><cbc:RegistrationName>{buyer_name}</cbc:RegistrationName>{buyer_legal}</cac:PartyLegalEntity>
 </cac:Party></cac:AccountingCustomerParty>
 <cac:PaymentMeans><cbc:PaymentMeansCode>30</cbc:PaymentMeansCode>
  <cbc:PaymentID>{number}</cbc:PaymentID>
  <cac:PayeeFinancialAccount><cbc:ID>SE3550000000054910000003</cbc:ID></cac:PayeeFinancialAccount></cac:PaymentMeans>
 <cac:TaxTotal><cbc:TaxAmount currencyID="SEK">{vat}</cbc:TaxAmount>
  <cac:TaxSubtotal><cbc:TaxableAmount currencyID="SEK">{net}</cbc:TaxableAmount>
   <cbc:TaxAmount currencyID="SEK">{vat}</cbc:TaxAmount>
   <cac:TaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>25</cbc:Percent><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:TaxCategory>
  </cac:TaxSubtotal></cac:TaxTotal>
 <cac:LegalMonetaryTotal>
  <cbc:LineExtensionAmount currencyID="SEK">{net}</cbc:LineExtensionAmount>
  <cbc:TaxExclusiveAmount currencyID="SEK">{net}</cbc:TaxExclusiveAmount>
  <cbc:TaxInclusiveAmount currencyID="SEK">{gross}</cbc:TaxInclusiveAmount>
  <cbc:PayableAmount currencyID="SEK">{due}</cbc:PayableAmount>
 </cac:LegalMonetaryTotal>
 <cac:InvoiceLine><cbc:ID>1</cbc:ID><cbc:InvoicedQuantity unitCode="HUR">1</cbc:InvoicedQuantity>
  <cbc:LineExtensionAmount currencyID="SEK">{net}</cbc:LineExtensionAmount>
  <cac:Item><cbc:Name>Fasadarbete</cbc:Name>
   <cac:ClassifiedTaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>25</cbc:Percent><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:ClassifiedTaxCategory>
  </cac:Item>
  <cac:Price><cbc:PriceAmount currencyID="SEK">{net}</cbc:PriceAmount></cac:Price></cac:InvoiceLine>
</Invoice>
"""


def ubl_invoice(
    number: str = "F-1",
    *,
    net: str = "100.00",
    endpoint: tuple[str, str] | None = ("0192", "999000053"),
    own_number: str = "",
    legal: tuple[str, str] | None = None,
    vat: str = "",
    buyer_name: str = "Fjordtre AS",
    issue_date: str = "2026-11-02",
    wrong_by: str = "0",
) -> bytes:
    """Return an invoice from Nordbygg to a buyer; `wrong_by` makes the amount due false (BR-CO-16)."""
    amount = Decimal(net)
    tax = (amount / 4).quantize(Decimal("0.01"))
    ids = f'<cbc:EndpointID schemeID="{endpoint[0]}">{endpoint[1]}</cbc:EndpointID>' if endpoint else ""
    if own_number:
        ids += f"<cac:PartyIdentification><cbc:ID>{own_number}</cbc:ID></cac:PartyIdentification>"
    vat_id = f"<cbc:CompanyID>{vat}</cbc:CompanyID>"
    vat_scheme = "<cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>"
    text = _INVOICE.format(
        number=number, issue_date=issue_date, buyer_name=buyer_name, net=net, vat=tax, gross=amount + tax,
        due=amount + tax + Decimal(wrong_by), buyer_ids=ids,
        buyer_vat=f"<cac:PartyTaxScheme>{vat_id}{vat_scheme}</cac:PartyTaxScheme>" if vat else "",
        buyer_legal=f'<cbc:CompanyID schemeID="{legal[0]}">{legal[1]}</cbc:CompanyID>' if legal else "",
    )  # fmt: skip
    return text.encode()
