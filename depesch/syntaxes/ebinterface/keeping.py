"""What ebInterface 6.1 can hold of an invoice, as its elements will be read.

Amounts have two decimals and quantities and prices four; what has more is rounded half up. Much that no element is for
stands in AdditionalInformation by a key that is read again; the rest becomes a note.

Source: ebInterface 6.1, schema of 2022-01-19.
"""

from __future__ import annotations

import re
from decimal import Decimal

import msgspec

from depesch.model.codelists import codes
from depesch.model.invoice import (
    AllowanceCharge,
    Delivery,
    Identifier,
    Invoice,
    Line,
    Note,
    Party,
    Period,
    PostalAddress,
    SupportingDocument,
    Totals,
    VatBreakdown,
)
from depesch.syntaxes.ebinterface.keeping_lines import keep_line, kept_category, with_base
from depesch.syntaxes.ebinterface.keeping_payment import keep_payment
from depesch.syntaxes.ebinterface.names import (
    ADDRESS_SCHEMES,
    EXEMPTIONS,
    KINDS_WRITTEN,
    NO_VAT_NUMBERS,
    address_kind,
    scheme_of,
)
from depesch.syntaxes.ebinterface.rounding import cents
from depesch.syntaxes.implied import summed, taken_off
from depesch.syntaxes.markup import digits

replace = msgspec.structs.replace

NOT_STATED = "NA"
_LONGEST_ID, _LONGEST_AREA = 255, 20
_KINDS = {"384": "Rechnungskorrektur", "393": "Factoringrechnung"}
_CODE = re.compile(r"[0-9]{4}").fullmatch


def keep(invoice: Invoice) -> Invoice:
    """Return what ebInterface holds of the invoice."""
    texts: list[str] = []
    _note_kind(invoice, texts)
    _note_payee(invoice, texts)
    _note_representative(invoice, texts)
    payment, terms = keep_payment(invoice, texts)
    delivery, period = _kept_delivery(invoice, texts)
    rows = tuple(_kept_row(row) for row in invoice.vat_breakdown)
    lines = tuple(keep_line(line) for line in invoice.lines)
    area = invoice.buyer_accounting_reference
    return replace(
        invoice,
        number=(invoice.number or NOT_STATED)[:_LONGEST_ID],
        type_code=_kept_kind(invoice),
        tax_point_date_code=None,
        buyer_reference=invoice.buyer_reference or None,
        contract_reference=invoice.contract_reference or None,
        order_reference=_cut(invoice.order_reference),
        sales_order_reference=_cut(invoice.sales_order_reference),
        despatch_advice_reference=_kept_despatch(invoice, texts, has_delivery=bool(delivery or period)),
        buyer_accounting_reference=area or None,
        invoiced_object=_without_scheme(invoice.invoiced_object),
        business_process=None,
        specification=None,
        payment_terms=terms,
        preceding_invoices=tuple(replace(p, number=_cut(p.number)) for p in invoice.preceding_invoices if p.number),
        seller=_kept_party(invoice.seller),
        buyer=_kept_party(invoice.buyer),
        payee=None,
        tax_representative=None,
        delivery=delivery,
        period=period,
        payment=payment,
        allowances=tuple(_kept_allowance(one) for one in invoice.allowances),
        charges=tuple(_kept_allowance(one) for one in invoice.charges),
        vat_breakdown=rows,
        supporting_documents=_kept_documents(invoice, texts),
        lines=lines or (_line_for_all(invoice),),
        **_kept_accounting(invoice, rows, texts),
        currency=invoice.currency or None,
        notes=(*_kept_notes(invoice.notes), *(Note(text=text) for text in texts)),
    )


def _note_kind(invoice: Invoice, texts: list[str]) -> None:
    code = invoice.type_code
    if code and code not in KINDS_WRITTEN:
        texts.append(_KINDS.get(code, f"Dokumentart: {code}"))


def _kept_kind(invoice: Invoice) -> str:
    code = invoice.type_code or "380"
    if code in KINDS_WRITTEN:
        return code
    return "381" if invoice.is_credit_note else "380"


def _cut(text: str | None) -> str | None:
    return text[:_LONGEST_ID] if text else None


def _kept_despatch(invoice: Invoice, texts: list[str], *, has_delivery: bool) -> str | None:
    """Return the number of the delivery, which only stands where a day or a period of it does."""
    number = invoice.despatch_advice_reference
    if number and not has_delivery:
        texts.append(f"Lieferschein: {number}")
        return None
    return _cut(number)


def _kept_notes(notes: tuple[Note, ...]) -> tuple[Note, ...]:
    return tuple(_kept_note(note) for note in notes if note.text)


def _kept_note(note: Note) -> Note:
    known = note.subject_code is not None and note.subject_code in codes("note_subject")
    return note if known else Note(text=note.text)


def _kept_party(party: Party | None) -> Party | None:
    if party is None:
        return None
    legal = party.legal_registration
    if legal is not None:
        value = legal.value[:_LONGEST_ID]
        scheme = legal.scheme if legal.scheme is not None and _CODE(legal.scheme) else None
        legal = Identifier(value=value, scheme=scheme) if value else None
    vat = party.vat_identifier
    return replace(
        party,
        name=party.name or None,
        identifiers=tuple(kept for one in party.identifiers if (kept := _kept_identifier(one)) is not None),
        legal_registration=legal,
        vat_identifier=None if vat is None or vat.strip() in NO_VAT_NUMBERS else vat,
        tax_registration=_cut(party.tax_registration),
        additional_legal_information=_cut(party.additional_legal_information),
        electronic_address=None,
        address=_kept_address(party.address),
    )


def _kept_identifier(one: Identifier) -> Identifier | None:
    """Return an identifier of an address as it is read; the space round one of a known kind is not kept."""
    kind = address_kind(one.scheme)
    value = one.value.strip() if kind in ADDRESS_SCHEMES else one.value
    return Identifier(value=value, scheme=scheme_of(kind)) if value else None


def _kept_address(address: PostalAddress | None) -> PostalAddress | None:
    return None if address is None else replace(address, subdivision=None)


def _kept_delivery(invoice: Invoice, texts: list[str]) -> tuple[Delivery | None, Period | None]:
    """Return the delivery and the period: there is a day or a period, and neither stands alone without the other."""
    delivery, period = invoice.delivery, invoice.period
    whole = period is not None and period.start is not None and period.end is not None
    day = delivery.delivery_date if delivery is not None else None
    if period is not None and (day is not None or not whole):
        start, end = (one.isoformat() if one is not None else "" for one in (period.start, period.end))
        if start or end:
            texts.append(f"Leistungszeitraum: {start} - {end}")
        period = None
    if delivery is None:
        return None, period
    location = _kept_identifier(delivery.location) if delivery.location is not None else None
    address = _kept_address(delivery.address)
    if day is None and period is None:
        _note_delivery(delivery, texts)
        return None, None
    return replace(delivery, location=location, address=address), period


def _note_delivery(delivery: Delivery, texts: list[str]) -> None:
    address = delivery.address
    parts = [getattr(address, field) for field in address.__struct_fields__] if address is not None else []
    location = delivery.location.value if delivery.location is not None else None
    said = [one for one in (delivery.party_name, location, *parts) if one]
    if said:
        texts.append(f"Lieferadresse: {', '.join(said)}")


def _note_payee(invoice: Invoice, texts: list[str]) -> None:
    payee = invoice.payee
    if payee is None:
        return
    numbers = [one.value for one in (payee.identifier, payee.legal_registration) if one is not None]
    said = [one for one in (payee.name, *numbers) if one]
    if said:
        texts.append(f"Zahlungsempfänger: {', '.join(said)}")


def _note_representative(invoice: Invoice, texts: list[str]) -> None:
    one = invoice.tax_representative
    if one is None:
        return
    parts = [getattr(one.address, field) for field in one.address.__struct_fields__] if one.address is not None else []
    said = [part for part in (one.name, one.vat_identifier, *parts) if part]
    if said:
        texts.append(f"Fiskalvertreter: {', '.join(said)}")


def _without_scheme(identifier: Identifier | None) -> Identifier | None:
    return Identifier(value=identifier.value) if identifier is not None and identifier.value else None


def _or_zero(value: Decimal | None) -> Decimal:
    return Decimal(0) if value is None else value


def _kept_row(row: VatBreakdown) -> VatBreakdown:
    category = kept_category(row.category)
    reason = (row.exemption_reason or row.exemption_reason_code) if category in EXEMPTIONS else None
    return replace(
        row,
        taxable_amount=cents(row.taxable_amount),
        tax_amount=cents(row.tax_amount),
        category=category,
        rate=_or_zero(cents(row.rate)),
        exemption_reason=reason or None,
        exemption_reason_code=None,
    )


def _kept_allowance(one: AllowanceCharge) -> AllowanceCharge:
    return replace(
        with_base(one),
        vat_category=kept_category(one.vat_category),
        vat_rate=_or_zero(cents(one.vat_rate)),
    )


def _line_for_all(invoice: Invoice) -> Line:
    """Return the one line that the format demands, for all that an invoice without lines is about."""
    totals = invoice.totals or Totals()
    amount = cents(totals.line_net_amount) or cents(totals.amount_excl_vat) or Decimal(0)
    return keep_line(Line(net_amount=amount))


def _kept_accounting(invoice: Invoice, rows: tuple[VatBreakdown, ...], texts: list[str]) -> dict[str, object]:
    """Return the totals, and the currency of VAT accounting when the one row states that amount too."""
    totals = invoice.totals or Totals()
    accounting, currency = cents(totals.vat_amount_accounting), invoice.vat_currency
    is_held = accounting is not None and bool(currency) and currency != invoice.currency and len(rows) == 1
    if accounting is not None and not is_held:
        texts.append(f"USt in {currency or 'der Buchungswährung'}: {digits(accounting)}")
    paid, rounding = cents(totals.paid_amount), cents(totals.rounding_amount)
    incl, payable = cents(totals.amount_incl_vat), cents(totals.amount_due)
    if incl is None:
        excl = cents(totals.amount_excl_vat)
        incl = payable if payable is not None else summed((excl, cents(totals.vat_amount)))
    if payable is None:
        payable = taken_off(summed((incl, rounding)), paid or Decimal(0))
    kept = Totals(
        amount_incl_vat=incl,
        paid_amount=paid,
        rounding_amount=rounding,
        amount_due=payable,
        vat_amount_accounting=accounting if is_held else None,
    )
    return {"totals": kept, "vat_currency": currency if is_held else None}


def _kept_documents(invoice: Invoice, texts: list[str]) -> tuple[SupportingDocument, ...]:
    kept: list[SupportingDocument] = []
    for one in invoice.supporting_documents:
        link = one.location if one.location and one.location.startswith(("http://", "https://")) else None
        name = link or one.reference
        said = [part for part in (one.reference, one.description, one.location) if part and part != name]
        if said:
            texts.append(f"Anlage: {', '.join((name, *said) if name else said)}")
        if name:
            is_link = name.startswith(("http://", "https://"))
            kept.append(SupportingDocument(reference=name, location=name if is_link else None))
    return tuple(kept)
