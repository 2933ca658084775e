"""The model as ebInterface 6.1, in UTF-8: what it keeps of the invoice, element by element.

Attached files go beside. A party without a VAT number has zeros in its place, as the format's users write it.

Source: ebInterface 6.1, schema of 2022-01-19 (AUSTRIAPRO).
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from depesch.model.invoice import (
    Contact,
    CreditTransfer,
    Delivery,
    DirectDebit,
    Identifier,
    Invoice,
    Party,
    Payment,
    PaymentCard,
    PostalAddress,
    Totals,
    VatBreakdown,
)
from depesch.syntaxes import Writing
from depesch.syntaxes.ebinterface import names
from depesch.syntaxes.ebinterface.finishing import finish
from depesch.syntaxes.ebinterface.keeping import keep
from depesch.syntaxes.ebinterface.line_writing import add_allowances, add_information, add_line
from depesch.syntaxes.ebinterface.losing import ADDED, REASONS
from depesch.syntaxes.fitting import name_differences
from depesch.syntaxes.markup import Out, add_number, add_text, attribute, escaped
from depesch.syntaxes.payment import is_iban

_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
_LONGEST_AREA, _LONGEST_ID = 20, 255


def write(invoice: Invoice) -> Writing:
    """Return the invoice in ebInterface 6.1, what it could not hold, and its files."""
    out = Out()
    kept = keep(invoice)
    name_differences(out, invoice, finish(kept), REASONS, ADDED)
    namespace = names.NAMESPACES["ebinterface61"]
    kind = names.KINDS_WRITTEN[kept.type_code or "380"]
    out.append(f'{_DECLARATION}<Invoice xmlns="{namespace}" GeneratingSystem="Depesch" DocumentType="{kind}"')
    out.append(f"{attribute('InvoiceCurrency', kept.currency or None)}>")
    _add_head(out, kept)
    _add_delivery(out, kept)
    _add_party(out, "Biller", kept.seller or Party(), kept)
    _add_party(out, "InvoiceRecipient", kept.buyer or Party(), kept)
    out.append("<Details><ItemList>")
    for line in kept.lines:
        add_line(out, line, kept.order_reference)
    out.append("</ItemList></Details>")
    if kept.allowances or kept.charges:
        out.append("<ReductionAndSurchargeDetails>")
        add_allowances(out, kept.allowances, "Reduction", of_line=False)
        add_allowances(out, kept.charges, "Surcharge", of_line=False)
        out.append("</ReductionAndSurchargeDetails>")
    _add_tax_and_totals(out, kept)
    _add_payment(out, kept.payment)
    _add_conditions(out, kept)
    for note in _plain_notes(kept)[:1]:
        add_text(out, "Comment", note)
    out.append("</Invoice>\n")
    files = tuple(one.attachment for one in invoice.supporting_documents if one.attachment is not None)
    return Writing(data=out.document(invoice), losses=tuple(out.losses), beside=files)


def _plain_notes(invoice: Invoice) -> list[str]:
    return [note.text for note in invoice.notes if note.text and note.subject_code is None]


def _add_date(out: Out, tag: str, value: date | None) -> None:
    if value is not None:
        out.append(f"<{tag}>{value.isoformat()}</{tag}>")


def _add_head(out: Out, invoice: Invoice) -> None:
    add_text(out, "InvoiceNumber", invoice.number)
    _add_date(out, "InvoiceDate", invoice.issue_date)
    for one in invoice.preceding_invoices:
        out.append("<RelatedDocument>")
        add_text(out, "InvoiceNumber", one.number)
        _add_date(out, "InvoiceDate", one.issue_date)
        out.append("</RelatedDocument>")
    for key, field in names.REFERENCES.items():
        value = getattr(invoice, field)
        if field != "buyer_accounting_reference" or len(value or "") > _LONGEST_AREA:
            add_information(out, key, value)
    if invoice.invoiced_object is not None:
        add_information(out, names.OBJECT, invoice.invoiced_object.value)
    if invoice.tax_point_date is not None:
        add_information(out, names.TAX_POINT, invoice.tax_point_date.isoformat())
    for document in invoice.supporting_documents:
        add_information(out, names.DOCUMENT, document.reference)
    for note in invoice.notes:
        if note.subject_code is not None:
            add_information(out, note.subject_code, note.text)
    for text in _plain_notes(invoice)[1:]:
        add_information(out, None, text)


def _add_delivery(out: Out, invoice: Invoice) -> None:
    delivery, period = invoice.delivery or Delivery(), invoice.period
    if delivery.delivery_date is None and period is None:
        return
    out.append("<Delivery>")
    add_text(out, "DeliveryID", invoice.despatch_advice_reference)
    _add_date(out, "Date", delivery.delivery_date)
    if period is not None:
        out.append("<Period>")
        _add_date(out, "FromDate", period.start)
        _add_date(out, "ToDate", period.end)
        out.append("</Period>")
    if delivery.address is not None or delivery.party_name or delivery.location is not None:
        identifiers = (delivery.location,) if delivery.location is not None else ()
        _add_address(out, delivery.party_name, None, identifiers, delivery.address, None)
    out.append("</Delivery>")


def _add_party(out: Out, role: str, party: Party, invoice: Invoice) -> None:
    sells = role == "Biller"
    out.append(f"<{role}>")
    add_text(out, "VATIdentificationNumber", party.vat_identifier or names.NO_VAT_NUMBER)
    legal = party.legal_registration
    if legal is not None:
        _add_further(out, legal.scheme or names.COMPANY_REGISTER, legal.value)
    _add_further(out, names.TAX_NUMBER, party.tax_registration)
    _add_further(out, names.LEGAL_INFORMATION, party.additional_legal_information)
    order = invoice.sales_order_reference if sells else invoice.order_reference
    if order:
        out.append(f"<OrderReference><OrderID>{escaped(order)}</OrderID></OrderReference>")
    numbers = [one for one in party.identifiers if one.scheme is None and len(one.value) <= _LONGEST_ID][:1]
    others = tuple(one for one in party.identifiers if not any(one is number for number in numbers))
    contact = party.contact
    named = contact is not None and bool(contact.name)
    if others or party.address is not None or party.name or party.trading_name or (contact is not None and not named):
        _add_address(out, party.name, party.trading_name, others, party.address, None if named else contact)
    if contact is not None and named:
        out.append("<Contact>")
        add_text(out, "Name", contact.name)
        _add_reach(out, contact)
        out.append("</Contact>")
    for one in numbers:
        add_text(out, "InvoiceRecipientsBillerID" if sells else "BillersInvoiceRecipientID", one.value)
    if not sells:
        area = invoice.buyer_accounting_reference
        add_text(out, "AccountingArea", area if area and len(area) <= _LONGEST_AREA else None)
        add_text(out, "SubOrganizationID", invoice.buyer_reference)
    out.append(f"</{role}>")


def _add_further(out: Out, kind: str, value: str | None) -> None:
    if value:
        out.append(f"<FurtherIdentification{attribute('IdentificationType', kind)}>{escaped(value)}")
        out.append("</FurtherIdentification>")


def _add_reach(out: Out, contact: Contact) -> None:
    add_text(out, "Phone", contact.telephone or None)
    add_text(out, "Email", contact.email or None)


def _add_address(
    out: Out,
    name: str | None,
    trading_name: str | None,
    identifiers: tuple[Identifier, ...],
    address: PostalAddress | None,
    contact: Contact | None,
) -> None:
    address = address or PostalAddress()
    out.append("<Address>")
    for one in identifiers:
        kind = attribute("AddressIdentifierType", names.address_kind(one.scheme))
        out.append(f"<AddressIdentifier{kind}>{escaped(one.value)}</AddressIdentifier>")
    add_text(out, "Name", name or "")
    add_text(out, "TradingName", trading_name)
    add_text(out, "Street", address.line_1)
    add_text(out, "POBox", address.line_2)
    add_text(out, "Town", address.city or "")
    add_text(out, "ZIP", address.post_code or "")
    country = address.country or ""
    code = attribute("CountryCode", country) if len(country) == len("AT") else ""
    out.append(f"<Country{code}>{escaped(country)}</Country>")
    if contact is not None:
        _add_reach(out, contact)
    add_text(out, "AdditionalInformation", address.line_3)
    out.append("</Address>")


def _add_tax_and_totals(out: Out, invoice: Invoice) -> None:
    totals = invoice.totals or Totals()
    out.append("<Tax>")
    for row in invoice.vat_breakdown:
        _add_row(out, row, totals.vat_amount_accounting, invoice.vat_currency)
    out.append("</Tax>")
    add_number(out, "TotalGrossAmount", totals.amount_incl_vat)
    add_number(out, "PrepaidAmount", totals.paid_amount)
    add_number(out, "RoundingAmount", totals.rounding_amount)
    add_number(out, "PayableAmount", totals.amount_due)


def _add_row(out: Out, row: VatBreakdown, accounting: Decimal | None, currency: str | None) -> None:
    out.append("<TaxItem>")
    add_number(out, "TaxableAmount", row.taxable_amount)
    add_number(out, "TaxPercent", row.rate, attribute("TaxCategoryCode", row.category or ""))
    add_number(out, "TaxAmount", row.tax_amount)
    add_number(out, "AccountingCurrencyAmount", accounting, attribute("Currency", currency))
    add_text(out, "Comment", row.exemption_reason)
    out.append("</TaxItem>")


def _add_payment(out: Out, payment: Payment | None) -> None:
    if payment is None:
        return
    cards = [one.card for one in payment.means if one.card is not None]
    transfers = [one.credit_transfer for one in payment.means if one.credit_transfer is not None]
    if not (cards or transfers or payment.remittance_information or payment.direct_debit is not None):
        return
    out.append("<PaymentMethod>")
    if payment.direct_debit is not None:
        _add_debit(out, payment.direct_debit)
    elif cards:
        _add_card(out, cards[0])
    else:
        out.append("<UniversalBankTransaction>")
        for transfer in transfers:
            _add_account(out, transfer)
        add_text(out, "PaymentReference", payment.remittance_information)
        out.append("</UniversalBankTransaction>")
    out.append("</PaymentMethod>")


def _add_debit(out: Out, debit: DirectDebit) -> None:
    out.append("<SEPADirectDebit>")
    add_text(out, "IBAN", debit.debited_account)
    add_text(out, "CreditorID", debit.creditor_identifier)
    add_text(out, "MandateReference", debit.mandate_reference)
    out.append("</SEPADirectDebit>")


def _add_card(out: Out, card: PaymentCard) -> None:
    out.append("<PaymentCard>")
    add_text(out, "PrimaryAccountNumber", card.primary_account_number or "")
    add_text(out, "CardHolderName", card.holder_name)
    out.append("</PaymentCard>")


def _add_account(out: Out, transfer: CreditTransfer) -> None:
    out.append("<BeneficiaryAccount>")
    add_text(out, "BIC", transfer.provider)
    if transfer.account:
        add_text(out, "IBAN" if is_iban(transfer.account) else "BankAccountNr", transfer.account)
    add_text(out, "BankAccountOwner", transfer.account_name)
    out.append("</BeneficiaryAccount>")


def _add_conditions(out: Out, invoice: Invoice) -> None:
    if invoice.due_date is None and not invoice.payment_terms:
        return
    out.append("<PaymentConditions>")
    _add_date(out, "DueDate", invoice.due_date)
    add_text(out, "Comment", invoice.payment_terms)
    out.append("</PaymentConditions>")
