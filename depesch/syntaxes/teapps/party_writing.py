"""Parties, their addresses and accounts as TEAPPSXML 2.7.2."""

from __future__ import annotations

from depesch.model.identifiers import holds, rf_reference, viitenumero
from depesch.model.invoice import (
    Contact,
    CreditTransfer,
    Delivery,
    DirectDebit,
    Identifier,
    Party,
    Payee,
    Payment,
    PaymentMeans,
    PostalAddress,
    TaxRepresentative,
)
from depesch.syntaxes import Done
from depesch.syntaxes.markup import attribute
from depesch.syntaxes.payment import is_iban
from depesch.syntaxes.teapps.codes import AUTHORITIES, AUTHORITIES_WRITTEN, OVT
from depesch.syntaxes.teapps.party_plan import PAYEE_PARTNER, TAX_PARTNER, TRANSFER
from depesch.syntaxes.teapps.sheet import FREE_TEXT, Sheet

NAME, ADDRESS_OF_PARTY = 80, 35
_EMAIL, _PERSON, _COUNTRY, _FINNISH_REFERENCE = 256, 60, 2, 23
_NO_SCHEME = "TEAPPSXML 2.7.2 has the number without saying of which register it is"


def add_seller(out: Sheet, seller: Party | None, payment: Payment | None) -> None:
    """Write PAYEE: the seller, whom the format calls so, and how to pay."""
    party = seller or Party()
    out.append("<PAYEE><CUSTOMER_INFORMATION>")
    _add_information(out, party, "seller")
    out.text("FREE_TEXT", party.additional_legal_information, "seller.additional_legal_information", FREE_TEXT)
    out.append("</CUSTOMER_INFORMATION>")
    _add_means(out, payment)
    _add_electronic_address(out, party, "seller")
    out.text("PRELIMINARY_TAX_REGISTERED", party.tax_registration, "seller.tax_registration")
    _add_reference(out, payment.remittance_information if payment is not None else None)
    out.append("</PAYEE>")


def add_buyer(out: Sheet, buyer: Party | None) -> None:
    """Write RECEIVER."""
    party = buyer or Party()
    out.append("<RECEIVER><CUSTOMER_INFORMATION>")
    _add_information(out, party, "buyer")
    out.append("</CUSTOMER_INFORMATION>")
    for path, value in (
        ("buyer.tax_registration", party.tax_registration),
        ("buyer.additional_legal_information", party.additional_legal_information),
    ):
        if value is not None:
            out.lose(path, value, "TEAPPSXML has it of the seller only")
    _add_electronic_address(out, party, "buyer")
    out.append("</RECEIVER>")


def _add_information(out: Sheet, party: Party, path: str) -> None:
    who = path.capitalize()
    _add_name(out, party.name, f"{path}.name")
    if party.trading_name is not None:
        out.note(f"{path}.trading_name", party.trading_name, f"{who}'s trading name")
    plain, marked = _sorted_identifiers(party)
    if plain is not None:
        out.text("CUSTOMER_ID", plain[1].value, f"{path}.identifiers[{plain[0]}]")
    if party.address is not None:
        add_address(out, party.address, f"{path}.address", who)
    out.text("VAT_NUMBER", party.vat_identifier, f"{path}.vat_identifier")
    if party.legal_registration is not None:
        add_plain_identifier(out, "ORGANIZATION_NUMBER", party.legal_registration, f"{path}.legal_registration")
    for index, identifier in marked:
        add_identifier(out, identifier, f"{path}.identifiers[{index}]")
    if party.contact is not None:
        _add_contact(out, party.contact, f"{path}.contact")


def _sorted_identifiers(
    party: Party,
) -> tuple[tuple[int, Identifier] | None, list[tuple[int, Identifier]]]:
    """Return the first identifier without a scheme, which has an element of its own, and the others."""
    numbered = list(enumerate(party.identifiers))
    plain = next((one for one in numbered if one[1].scheme is None and one[1].value.strip()), None)
    return plain, [one for one in numbered if one is not plain]


def _add_name(out: Sheet, name: str | None, path: str) -> None:
    """Write the name, which the schema demands, if only as an empty element."""
    before = len(out)
    out.text("CUSTOMER_NAME", name, path, NAME)
    if len(out) == before:
        out.append("<CUSTOMER_NAME/>")


def add_identifier(out: Sheet, identifier: Identifier, path: str) -> None:
    """Write an identifier with the name of what it is of."""
    if not identifier.value.strip():
        out.lose_part(path, identifier.value, "an identifier of white space is none in TEAPPSXML")
        return
    scheme = identifier.scheme
    if scheme is None or not scheme.strip():
        if scheme is not None:
            out.lose_part(f"{path}.scheme", scheme, "a scheme of white space is none in TEAPPSXML")
        if identifier.value.startswith(OVT):
            why = "what begins with 0037 and says no more is an OVT code in TEAPPSXML"
            out.lose(f"{path}.scheme", OVT, why, done=Done.ADDED)
        out.text("PARTY_IDENTIFICATION_ID", identifier.value, path)
        return
    if scheme in AUTHORITIES:
        out.lose(f"{path}.scheme", scheme, f"TEAPPSXML means {AUTHORITIES[scheme]} by it", done=Done.CHANGED)
    authority = attribute("AUTHORITY", AUTHORITIES_WRITTEN.get(scheme, scheme))
    out.text("PARTY_IDENTIFICATION_ID", identifier.value, path, marks=authority)


def add_plain_identifier(out: Sheet, tag: str, identifier: Identifier, path: str) -> None:
    """Write an identifier that the format has no scheme for."""
    if not identifier.value.strip():
        out.lose_part(path, identifier.value, "an identifier of white space is none in TEAPPSXML")
        return
    if identifier.scheme is not None:
        out.lose_part(f"{path}.scheme", identifier.scheme, _NO_SCHEME)
    out.text(tag, identifier.value, path)


def add_address(out: Sheet, address: PostalAddress, path: str, who: str) -> None:
    """Write a postal address."""
    out.append("<ADDRESS>")
    out.text("STREET_ADDRESS1", address.line_1, f"{path}.line_1")
    out.text("STREET_ADDRESS2", address.line_2, f"{path}.line_2")
    out.text("STREET_ADDRESS3", address.line_3, f"{path}.line_3")
    out.text("POSTAL_CODE", address.post_code, f"{path}.post_code")
    out.text("POST_OFFICE", address.city, f"{path}.city")
    out.whole("COUNTRY_CODE", address.country, f"{path}.country", _COUNTRY)
    if address.subdivision is not None:
        out.note(f"{path}.subdivision", address.subdivision, f"{who}'s region")
    out.append("</ADDRESS>")


def _add_contact(out: Sheet, contact: Contact, path: str) -> None:
    out.append("<CONTACT_INFORMATION>")
    out.text("CONTACT_PERSON", contact.name, f"{path}.name", _PERSON)
    out.text("TELEPHONE_NUMBER", contact.telephone, f"{path}.telephone")
    out.whole("E-MAIL_ADDRESS", contact.email, f"{path}.email", _EMAIL)
    out.append("</CONTACT_INFORMATION>")


def _add_electronic_address(out: Sheet, party: Party, path: str) -> None:
    identifier = party.electronic_address
    if identifier is None:
        return
    if len(identifier.value) > ADDRESS_OF_PARTY:
        why = f"more than the {ADDRESS_OF_PARTY} characters that there is room for"
        out.lose(f"{path}.electronic_address", identifier.value, why)
    else:
        add_plain_identifier(out, "NET_SERVICE_ID", identifier, f"{path}.electronic_address")


def _add_means(out: Sheet, payment: Payment | None) -> None:
    """Write the accounts; the schema demands one element at least, if only an empty one."""
    before = len(out)
    for index, means in enumerate(payment.means if payment is not None else ()):
        _add_one(out, means, f"payment.means[{index}]")
    if len(out) == before:
        out.append("<BANKS/>")
    if payment is not None and payment.direct_debit is not None:
        _note_direct_debit(out, payment.direct_debit)


def _add_one(out: Sheet, means: PaymentMeans, path: str) -> None:
    transfer = means.credit_transfer
    has_account = transfer is not None and any(
        said and not said.isspace() for said in (transfer.account, transfer.account_name, transfer.provider)
    )
    if transfer is not None:
        _add_account(out, transfer, f"{path}.credit_transfer", has_account=has_account)
    if has_account and means.code is None:
        out.lose(f"{path}.code", TRANSFER, "an account in TEAPPSXML is one to transfer to", done=Done.ADDED)
    elif has_account and means.code != TRANSFER:
        why = "an account in TEAPPSXML is one to transfer to, 30"
        out.lose(f"{path}.code", means.code, why, done=Done.CHANGED)
    elif means.code is not None and not has_account:
        out.note(f"{path}.code", means.code, "Means of payment (UNTDID 4461)")
    if means.text is not None:
        out.note(f"{path}.text", means.text, "Means of payment")
    if means.card is not None:
        for name, label in (("primary_account_number", "Payment card"), ("holder_name", "Holder of the card")):
            value = getattr(means.card, name)
            if value is not None:
                out.note(f"{path}.card.{name}", value, label)


def _add_account(out: Sheet, transfer: CreditTransfer, path: str, *, has_account: bool) -> None:
    account = transfer.account
    iban = account is not None and is_iban(account)
    if has_account:
        out.append("<BANKS>")
    out.text("BANK_NAME", transfer.account_name, f"{path}.account_name")
    out.text("BANK_ACCOUNT_NUMBER", None if iban else account, f"{path}.account")
    out.text("SWIFT_CODE", transfer.provider, f"{path}.provider")
    out.text("IBAN_ACCOUNT_NUMBER", account if iban else None, f"{path}.account")
    if has_account:
        out.append("</BANKS>")


def _note_direct_debit(out: Sheet, debit: DirectDebit) -> None:
    for name, label in (
        ("mandate_reference", "Direct debit mandate"),
        ("creditor_identifier", "Direct debit creditor"),
        ("debited_account", "Debited account"),
    ):
        value = getattr(debit, name)
        if value is not None:
            out.note(f"payment.direct_debit.{name}", value, label)


def _add_reference(out: Sheet, reference: str | None) -> None:
    """Write the payment reference: as a Finnish or an international one where it is such, else as a text."""
    if not reference:
        return
    finnish = len(reference) <= _FINNISH_REFERENCE and holds(viitenumero, reference)
    tag = "FI_PAYMENT_REFERENCE" if finnish else "IPI_REFERENCE" if holds(rf_reference, reference) else "FREE_TEXT"
    out.append("<DETAILS_OF_PAYMENT>")
    out.text(tag, reference, "payment.remittance_information", FREE_TEXT)
    out.append("</DETAILS_OF_PAYMENT>")


def add_delivery_party(out: Sheet, delivery: Delivery | None) -> None:
    """Write whom and where the goods went to."""
    if delivery is None or (delivery.party_name, delivery.location, delivery.address) == (None, None, None):
        return
    out.append("<DELIVERY_PARTY><CUSTOMER_INFORMATION>")
    _add_name(out, delivery.party_name, "delivery.party_name")
    if delivery.address is not None:
        add_address(out, delivery.address, "delivery.address", "Delivery")
    if delivery.location is not None:
        add_identifier(out, delivery.location, "delivery.location")
    out.append("</CUSTOMER_INFORMATION></DELIVERY_PARTY>")


def add_payee(out: Sheet, payee: Payee | None) -> None:
    """Write who is paid, when it is someone else than the seller, as a partner."""
    if payee is None or payee == Payee():
        return
    out.append(f'<OTHER_PARTNER PARTNER_TYPE="{PAYEE_PARTNER}" PARTNER_TEXT="Payee"><CUSTOMER_INFORMATION>')
    _add_name(out, payee.name, "payee.name")
    plain = payee.identifier is not None and payee.identifier.scheme is None
    if payee.identifier is not None and plain:
        add_plain_identifier(out, "CUSTOMER_ID", payee.identifier, "payee.identifier")
    if payee.legal_registration is not None:
        add_plain_identifier(out, "ORGANIZATION_NUMBER", payee.legal_registration, "payee.legal_registration")
    if payee.identifier is not None and not plain:
        add_identifier(out, payee.identifier, "payee.identifier")
    out.append("</CUSTOMER_INFORMATION></OTHER_PARTNER>")


def add_tax_representative(out: Sheet, one: TaxRepresentative | None) -> None:
    """Write the seller's tax representative as a partner."""
    if one is None or one == TaxRepresentative():
        return
    out.append(f'<OTHER_PARTNER PARTNER_TYPE="{TAX_PARTNER}" PARTNER_TEXT="Tax representative">')
    out.append("<CUSTOMER_INFORMATION>")
    _add_name(out, one.name, "tax_representative.name")
    if one.address is not None:
        add_address(out, one.address, "tax_representative.address", "Tax representative")
    out.text("VAT_NUMBER", one.vat_identifier, "tax_representative.vat_identifier")
    out.append("</CUSTOMER_INFORMATION></OTHER_PARTNER>")
