"""The parties of an EANCOM invoice (NAD and its group), with their accounts.

Source: EANCOM 1997 part II, INVOIC (EAN008).
"""

from __future__ import annotations

from collections import Counter

from depesch.model.invoice import (
    Contact,
    CreditTransfer,
    Delivery,
    Identifier,
    Invoice,
    Party,
    Payee,
    PaymentMeans,
    PostalAddress,
    TaxRepresentative,
)
from depesch.syntaxes import Done
from depesch.syntaxes.edifact.leaves import AGENCIES
from depesch.syntaxes.edifact.payment_plan import LATELY, says_more
from depesch.syntaxes.edifact.segments import Element, Segments, cut

_NAME, _PIECE, _BIC = 5 * 35, 35, 11
_SCHEME = "EANCOM knows the schemes of GS1 and D&B only, others are left out"


def add_parties(out: Segments, invoice: Invoice, accounts: list[tuple[str, CreditTransfer]]) -> None:
    """Write every party; the accounts stand with the seller, the debited one with the buyer."""
    debit = invoice.payment.direct_debit if invoice.payment else None
    debited = out.text("payment.direct_debit.debited_account", debit.debited_account, 35) if debit else ""
    if invoice.buyer is not None or debited:
        _add_party(out, "BY", invoice.buyer or Party(), "buyer", [("PB", debited)] if debited else [])
    if invoice.delivery is not None:
        _add_delivery(out, invoice.delivery)
    if invoice.seller is not None or accounts:
        _add_seller(out, invoice.seller or Party(), accounts)
    if invoice.payee is not None:
        _add_payee(out, invoice.payee)
    if invoice.tax_representative is not None:
        _add_tax_representative(out, invoice.tax_representative)


def _add_seller(out: Segments, seller: Party, accounts: list[tuple[str, CreditTransfer]]) -> None:
    identifiers = _add_name(out, "SU", seller, "seller")
    for path, transfer in accounts:
        provider = out.text(f"{path}.provider", transfer.provider, 70)
        out.segment(
            "FII",
            "RB",
            (
                out.text(f"{path}.account", transfer.account, 35),
                out.text(f"{path}.account_name", transfer.account_name, 35),
            ),
            provider if len(provider) <= _BIC else ("",) * 6 + (provider,),
        )
    _add_numbers(out, seller, "seller", identifiers)


def _add_party(out: Segments, code: str, party: Party, path: str, accounts: list[tuple[str, str]]) -> None:
    identifiers = _add_name(out, code, party, path)
    for kind, account in accounts:
        out.segment("FII", kind, account)
    _add_numbers(out, party, path, identifiers)


def _add_name(out: Segments, code: str, party: Party, path: str) -> list[tuple[str, Identifier]]:
    """Write NAD, with the first identifier that GS1 or D&B keeps, and return the others."""
    identifiers = [(f"{path}.identifiers[{index}]", one) for index, one in enumerate(party.identifiers)]
    first = next((one for one in identifiers if one[1].scheme in AGENCIES and one[1].value), None)
    _add_nad(out, code, path, party.name, party.address, identifier=first)
    return [one for one in identifiers if one is not first]


def _add_nad(
    out: Segments,
    code: str,
    path: str,
    name: str | None,
    address: PostalAddress | None,
    *,
    identifier: tuple[str, Identifier] | None,
    name_field: str = "name",
) -> None:
    elements: list[Element] = [code, _party_id(out, identifier), ""]
    elements.append(tuple(cut(out.text(f"{path}.{name_field}", name, _NAME), _PIECE)))
    at = address or PostalAddress()
    here = f"{path}.address"
    streets = (("line_1", at.line_1), ("line_2", at.line_2), ("line_3", at.line_3))
    elements.append(tuple(out.text(f"{here}.{field}", line, 35) for field, line in streets))
    elements.append(out.text(f"{here}.city", at.city, 35))
    elements.append(out.code(f"{here}.subdivision", at.subdivision, 9))
    elements.append(out.code(f"{here}.post_code", at.post_code, 9))
    elements.append(out.code(f"{here}.country", at.country))
    out.segment("NAD", *elements)


def _party_id(out: Segments, identifier: tuple[str, Identifier] | None) -> Element:
    if identifier is None:
        return ""
    path, one = identifier
    value = out.identifier(path, one)
    agency = AGENCIES.get(one.scheme or "", "")
    if one.scheme is not None and not agency and value:
        out.lose(f"{path}.scheme", one.scheme, _SCHEME)
    return (value, "", agency) if value else ""


def _add_numbers(out: Segments, party: Party, path: str, identifiers: list[tuple[str, Identifier]]) -> None:
    for place, one in identifiers:
        if one.scheme is not None and one.value:
            out.lose(f"{place}.scheme", one.scheme, _SCHEME)
        _add_number(out, "API", out.identifier(place, one))
    if party.legal_registration is not None:
        _add_number(out, "GN", out.identifier(f"{path}.legal_registration", party.legal_registration))
    _add_number(out, "VA", out.text(f"{path}.vat_identifier", party.vat_identifier, 35))
    _add_number(out, "FC", out.text(f"{path}.tax_registration", party.tax_registration, 35))
    if party.contact is not None:
        _add_contact(out, party.contact, f"{path}.contact")


def _add_number(out: Segments, code: str, value: str) -> None:
    if value:
        out.segment("RFF", (code, value))


def _add_contact(out: Segments, contact: Contact, path: str) -> None:
    name = out.text(f"{path}.name", contact.name, 35)
    telephone = out.text(f"{path}.telephone", contact.telephone, 512)
    email = out.text(f"{path}.email", contact.email, 512)
    if name or telephone or email:
        out.segment("CTA", "IC", ("", name))
    for value, kind in ((telephone, "TE"), (email, "EM")):
        if value:
            out.segment("COM", (value, kind))


def _add_delivery(out: Segments, delivery: Delivery) -> None:
    location = None if delivery.location is None else ("delivery.location", delivery.location)
    if (delivery.party_name, location, delivery.address) != (None, None, None):
        name = delivery.party_name
        _add_nad(out, "DP", "delivery", name, delivery.address, identifier=location, name_field="party_name")


def _add_payee(out: Segments, payee: Payee) -> None:
    identifier = None if payee.identifier is None else ("payee.identifier", payee.identifier)
    _add_nad(out, "PE", "payee", payee.name, None, identifier=identifier)
    if payee.legal_registration is not None:
        _add_number(out, "GN", out.identifier("payee.legal_registration", payee.legal_registration))


def _add_tax_representative(out: Segments, representative: TaxRepresentative) -> None:
    path = "tax_representative"
    _add_nad(out, "LC", path, representative.name, representative.address, identifier=None)
    _add_number(out, "VA", out.text(f"{path}.vat_identifier", representative.vat_identifier, 35))


def add_payment_code(out: Segments, invoice: Invoice) -> list[tuple[str, CreditTransfer]]:
    """Write the one code of payment (PAI) and return the means with an account, each with its path.

    EDIFACT has one code for all accounts; a means without an account is there only when there is no account at all.
    """
    means = [] if invoice.payment is None else list(enumerate(invoice.payment.means))
    accounts: list[tuple[int, PaymentMeans, CreditTransfer]] = []
    for index, one in means:
        transfer = one.credit_transfer
        if transfer is None or not (transfer.account or transfer.account_name or transfer.provider):
            continue
        if any(says_more(other, transfer) for _, _, other in accounts[-LATELY:]):
            for field in ("account", "account_name", "provider"):
                if value := getattr(transfer, field):
                    path = f"payment.means[{index}].credit_transfer.{field}"
                    out.lose(path, value, "the account is told already", done=Done.SUMMED)
            continue
        accounts.append((index, one, transfer))
    carriers = [(index, one) for index, one, _ in accounts] or means[:1]
    said = next((one.code for _, one in (*carriers, *means) if one.code), None)
    if said is not None and len(said) > 3:
        said = None
    stated = Counter(one.code for _, one in means if one.code)
    if stated != Counter({said: len(carriers)} if said is not None else {}):
        indexes = {index for index, _ in carriers}
        for index, one in means:
            _name_code(out, f"payment.means[{index}].code", one.code or None, said if index in indexes else None)
    if said is not None and not means:
        said = None
    if said is not None:
        out.segment("PAI", ("", "", said))
    return [(f"payment.means[{index}].credit_transfer", transfer) for index, _, transfer in accounts]


def _name_code(out: Segments, path: str, code: str | None, written: str | None) -> None:
    if code == written:
        return
    if code is None:
        out.lose(path, written, "EDIFACT has one code of payment for all accounts", done=Done.ADDED)
    elif written is None:
        out.lose(path, code, "EDIFACT has one code of payment, of at most 3 characters, for all accounts")
    else:
        out.lose(path, written, "EDIFACT has one code of payment for all accounts", done=Done.CHANGED)
