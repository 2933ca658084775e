"""Parties in OIOUBL, spelled as it wants them and written as UBL has them."""

from __future__ import annotations

import re

import msgspec

from depesch.model.invoice import Identifier, Invoice, Party, Payee
from depesch.syntaxes.markup import Out, escaped
from depesch.syntaxes.oioubl.codes import VAT_MARKUP, named_id
from depesch.syntaxes.ubl.party_writing import PartyMarkup, add_party, add_payee, add_tax_representative
from depesch.syntaxes.ubl.schemes import MUTUAL

_FORMAT = (
    '<cbc:AddressFormatCode listAgencyID="320" listID="urn:oioubl:codelist:addressformatcode-1.1">'
    "StructuredLax</cbc:AddressFormatCode>"
)
_is_danish_vat = re.compile(r"DK[0-9]{8}").fullmatch
_changed = msgspec.structs.replace


def _vat(number: str) -> str:
    scheme = "DK:SE" if _is_danish_vat(number) else MUTUAL
    company = f'<cbc:CompanyID schemeID="{scheme}">{escaped(number)}</cbc:CompanyID>'
    return f"<cac:PartyTaxScheme>{company}{VAT_MARKUP}</cac:PartyTaxScheme>"


MARKUP = PartyMarkup(_vat, _FORMAT)


def add_parties(out: Out, invoice: Invoice) -> None:
    """Write seller, buyer, payee and tax representative; the buyer's own reference (BT-10) is its contact's."""
    debit = invoice.payment.direct_debit if invoice.payment else None
    creditor = debit.creditor_identifier if debit else None
    on_payee = invoice.seller is None and invoice.payee is not None
    seller, buyer = _spelled(invoice.seller or Party()), _spelled(invoice.buyer or Party())
    add_party(out, "AccountingSupplierParty", seller, "seller", None if on_payee else creditor, MARKUP)
    add_party(out, "AccountingCustomerParty", buyer, "buyer", None, MARKUP, invoice.buyer_reference or "n/a")
    if invoice.payee is not None:
        add_payee(out, _spelled_payee(invoice.payee), creditor if on_payee else None)
    if invoice.tax_representative is not None:
        add_tax_representative(out, invoice.tax_representative, MARKUP)


def _spelled(party: Party) -> Party:
    return _changed(
        party,
        electronic_address=named_id(party.electronic_address),
        identifiers=tuple(map(named_id, party.identifiers)),
        trading_name=party.trading_name if party.trading_name is not None else party.name,
        legal_registration=_legal_id(party.legal_registration),
    )


def _spelled_payee(payee: Payee) -> Payee:
    legal = _legal_id(payee.legal_registration)
    return _changed(payee, identifier=named_id(payee.identifier), legal_registration=legal)


def _legal_id(legal: Identifier | None) -> Identifier | None:
    if legal is None or legal.scheme:
        return named_id(legal)
    return Identifier(value=legal.value, scheme=MUTUAL)
