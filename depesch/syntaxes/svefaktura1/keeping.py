"""What Svefaktura 1.0 can hold of an invoice, ready to be written, with what stands in a text instead.

`keep` gives the invoice as the elements will say it. What a person needs and no element holds is put into the free
text of the document, one line for each, with a label in Swedish.

Source: SFTI Basic Invoice 1.0; SFTI, Mapping of Svefaktura 1.0 onto EN 16931-1, version 1.4 (read backwards).
"""

from __future__ import annotations

from decimal import Decimal
from itertools import count

import msgspec

from depesch.model.codelists import codes
from depesch.model.invoice import (
    AllowanceCharge,
    Attachment,
    Delivery,
    Identifier,
    Invoice,
    Line,
    Note,
    Party,
    Payee,
    PostalAddress,
    SupportingDocument,
    Totals,
    VatBreakdown,
)
from depesch.syntaxes import NamedFile
from depesch.syntaxes.implied import added, summed, taken_off
from depesch.syntaxes.markup import digits
from depesch.syntaxes.svefaktura1.keeping_lines import keep_line
from depesch.syntaxes.svefaktura1.keeping_payment import keep_payment
from depesch.syntaxes.svefaktura1.names import (
    DELIVERY_NOTE_TEXT,
    DELIVERY_TERMS,
    EXEMPT,
    EXEMPTIONS,
    OBJECT_URN,
    OUTSIDE,
    ZERO,
    seat,
    seat_parts,
)
from depesch.syntaxes.svefaktura1.values import f_tax

replace = msgspec.structs.replace

NOT_STATED = "NA"  # as UBL's users write a reference that is demanded and not there
_INVOICE, _CREDIT_NOTE = "380", "381"
# Countries that came, or got a code of their own, after the code list of the schema (D03A).
_LATER_COUNTRIES = frozenset({"AX", "BL", "BQ", "CW", "GG", "IM", "JE", "ME", "MF", "RS", "SS", "SX", "XI", "1A", "XK"})
_UNSAID = ("", None, EXEMPTIONS[OUTSIDE])  # reasons that need no words
_KINDS = {"389": "Självfaktura", "384": "Rättad faktura", "386": "Förskottsfaktura", "393": "Factoringfaktura"}
_REFERENCES = (
    ("project_reference", "Projekt"),
    ("sales_order_reference", "Säljarens ordernummer"),
    ("receiving_advice_reference", "Mottagningsbevis"),
    ("tender_or_lot_reference", "Anbudsförfrågan"),
)


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """The invoice as the elements say it, the files beside it, and the names by which it refers to those.

    `objects` has the number of the object for each supporting document that comes with a file, else None.
    """

    invoice: Invoice
    objects: tuple[str | None, ...]
    files: tuple[Attachment, ...]


def keep(invoice: Invoice) -> Kept:
    """Return what Svefaktura holds of the invoice."""
    texts: list[str] = []
    _note_kind(invoice.type_code, texts)
    for field, label in _REFERENCES:
        if value := getattr(invoice, field):
            texts.append(f"{label}: {value}")
    for preceding in invoice.preceding_invoices:
        if preceding.issue_date is not None:
            texts.append(f"Faktura {preceding.number or ''} är daterad {preceding.issue_date.isoformat()}")
    seller, buyer = (_kept_party(party, texts, role) for party, role in _parties(invoice))
    payee = _kept_payee(invoice.payee, texts)
    _note_representative(invoice, texts)
    delivery = _kept_delivery(invoice.delivery, texts)
    payment = keep_payment(invoice.payment, texts)
    rows = tuple(map(_kept_row, invoice.vat_breakdown))
    lines = tuple(map(keep_line, invoice.lines, count()))
    totals = _kept_totals(invoice, rows, lines, texts)
    if _is_outside_vat(invoice):  # states no VAT but that it is zero
        texts.extend(row.exemption_reason for row in invoice.vat_breakdown if row.exemption_reason not in _UNSAID)
        rows, lines = (), tuple(replace(line, vat=None) for line in lines)
    if not lines:
        lines = (Line(identifier="1", net_amount=totals.line_net_amount),)
    documents, objects, files = _kept_documents(invoice, texts)
    holds_accounting = totals.vat_amount_accounting is not None
    fitting = replace(
        invoice,
        vat_currency=invoice.vat_currency if holds_accounting else None,
        number=invoice.number or NOT_STATED,
        type_code=_CREDIT_NOTE if invoice.is_credit_note else _INVOICE,
        tax_point_date_code=None,
        buyer_reference=invoice.buyer_reference or NOT_STATED,
        project_reference=None,
        sales_order_reference=None,
        receiving_advice_reference=None,
        tender_or_lot_reference=None,
        invoiced_object=_without_scheme(invoice.invoiced_object),
        business_process=None,
        specification=None,
        preceding_invoices=tuple(replace(one, issue_date=None) for one in invoice.preceding_invoices if one.number),
        seller=seller,
        buyer=buyer,
        payee=payee,
        tax_representative=None,
        delivery=delivery,
        payment=payment,
        allowances=tuple(map(_kept_allowance, invoice.allowances)),
        charges=tuple(map(_kept_allowance, invoice.charges)),
        totals=totals,
        vat_breakdown=rows,
        supporting_documents=documents,
        lines=lines,
        notes=_kept_notes(invoice.notes, texts),
    )
    return Kept(invoice=fitting, objects=objects, files=files)


def _note_kind(code: str | None, texts: list[str]) -> None:
    if code and code not in (_INVOICE, _CREDIT_NOTE):
        texts.append(_KINDS.get(code, f"Fakturatyp: {code}"))


def _kept_notes(notes: tuple[Note, ...], texts: list[str]) -> tuple[Note, ...]:
    """Return the one free text, and the terms of delivery, which have an element of their own."""
    said = [note.text for note in notes if note.text]
    terms = next((text for text in said if len(text) > len(DELIVERY_TERMS) and text.startswith(DELIVERY_TERMS)), None)
    if terms is not None:
        said.remove(terms)
    text = "\n".join((*said, *texts))
    return tuple(Note(text=one) for one in (text, terms) if one)


def _parties(invoice: Invoice) -> tuple[tuple[Party | None, str], tuple[Party | None, str]]:
    return (invoice.seller, "Säljarens"), (invoice.buyer, "Köparens")


def _kept_party(party: Party | None, texts: list[str], role: str) -> Party | None:
    if party is None:
        return None
    name, trading_name = party.name or party.trading_name, party.trading_name
    if not party.name or not trading_name or trading_name == name:
        trading_name = None
    legal = party.legal_registration
    if legal is not None and not legal.value and legal.scheme is None:
        legal = None
    information = party.additional_legal_information
    if information and _kept_seat(information) is None:
        texts.append(f"{role} uppgifter: {information}")
        information = None
    return replace(
        party,
        name=name,
        trading_name=trading_name,
        legal_registration=legal,
        identifiers=tuple(one for one in party.identifiers if one.value or one.scheme is not None),
        tax_registration=f_tax(party.tax_registration) if party.tax_registration else None,
        additional_legal_information=information,
        electronic_address=None,
        address=_kept_address(party.address, texts, f"{role} land"),
    )


def _kept_seat(text: str) -> tuple[str, str | None] | None:
    """Return place and country of registration when the text says nothing else, and says it as it will be read."""
    parts = seat_parts(text)
    if parts is None or (parts[1] is not None and not is_known_country(parts[1])):
        return None
    return parts if seat(*parts) == text else None


def is_known_country(code: str) -> bool:
    """Whether the schema knows the country."""
    return code in codes("country") and code not in _LATER_COUNTRIES


def _kept_address(address: PostalAddress | None, texts: list[str], label: str) -> PostalAddress | None:
    if address is None or (address.subdivision is None and not address.country):
        return address
    country = address.country
    if country and not is_known_country(country):
        texts.append(f"{label}: {country}")
        country = None
    if address.subdivision is None and country is address.country:
        return address
    return replace(address, subdivision=None, country=country)


def _kept_payee(payee: Payee | None, texts: list[str]) -> Payee | None:
    if payee is None:
        return None
    for identifier, label in ((payee.identifier, "id"), (payee.legal_registration, "organisationsnummer")):
        if identifier is not None and identifier.value:
            texts.append(f"Betalningsmottagarens {label}: {identifier.value}")
    return Payee(name=payee.name) if payee.name else None


def _note_representative(invoice: Invoice, texts: list[str]) -> None:
    representative = invoice.tax_representative
    if representative is None:
        return
    address = representative.address
    lines = [getattr(address, field) for field in address.__struct_fields__] if address is not None else []
    said = [one for one in (representative.name, representative.vat_identifier, *lines) if one]
    if said:
        texts.append(f"Skatterepresentant: {', '.join(said)}")


def _kept_delivery(delivery: Delivery | None, texts: list[str]) -> Delivery | None:
    if delivery is None:
        return None
    if delivery.party_name:
        texts.append(f"Leverans till: {delivery.party_name}")
    location = delivery.location
    if location is not None and not location.value and location.scheme is None:
        location = None
    return replace(
        delivery, party_name=None, location=location, address=_kept_address(delivery.address, texts, "Leveransland")
    )


def _without_scheme(identifier: Identifier | None) -> Identifier | None:
    return Identifier(value=identifier.value) if identifier is not None and identifier.value else None


def kept_category(category: str | None, rate: Decimal | None) -> tuple[str | None, Decimal | None]:
    """Return category and rate as Svefaktura has them: what is without VAT is exempt, at 0 percent.

    Source: SFTI, Mapping of Svefaktura 1.0 onto EN 16931-1, appendix 1.
    """
    if rate is not None and digits(rate) is None:
        rate = None
    if category in EXEMPTIONS:
        return EXEMPT, ZERO if rate is None else rate
    return category or None, rate


def _is_outside_vat(invoice: Invoice) -> bool:
    """Whether VAT law does not apply to the invoice as a whole."""
    if len(invoice.vat_breakdown) != 1 or invoice.allowances or invoice.charges:
        return False
    (row,) = invoice.vat_breakdown
    vat = invoice.totals.vat_amount if invoice.totals is not None else None
    amounts = [one for one in (vat, row.tax_amount) if one is not None]
    is_zero = all(digits(one) is not None and one == 0 for one in amounts)
    others = {line.vat.category for line in invoice.lines if line.vat is not None} - {OUTSIDE}
    return row.category == OUTSIDE and is_zero and not others


def _kept_row(row: VatBreakdown) -> VatBreakdown:
    category, rate = kept_category(row.category, row.rate)
    reason = row.exemption_reason or EXEMPTIONS.get(row.category or "")
    if category == row.category and rate is row.rate and row.exemption_reason_code is None:
        return row if reason is row.exemption_reason else replace(row, exemption_reason=reason)
    return replace(row, category=category, rate=rate, exemption_reason=reason, exemption_reason_code=None)


def _kept_allowance(one: AllowanceCharge) -> AllowanceCharge:
    category, rate = kept_category(one.vat_category, one.vat_rate)
    return replace(
        one, vat_category=category, vat_rate=rate, reason=one.reason or one.reason_code or None, reason_code=None
    )


def _kept_totals(invoice: Invoice, rows: tuple[VatBreakdown, ...], lines: tuple[Line, ...], texts: list[str]) -> Totals:
    """Return the totals as the elements say them: what is to be paid, and how much of it is no price and no VAT.

    What is paid already goes into the rounding, so that nobody pays twice and the sums remain right.
    """
    totals = invoice.totals or Totals()
    vat = _sound(totals.vat_amount)
    if vat is None and rows:
        vat = summed(row.tax_amount for row in rows)
    net = _sound(totals.line_net_amount)
    if net is None:
        net = summed(line.net_amount for line in lines) if lines else _sound(totals.amount_excl_vat) or ZERO
    incl, rounding = _sound(totals.amount_incl_vat), _sound(totals.rounding_amount)
    payable = _sound(totals.amount_due)
    if payable is None:
        payable = incl if incl is not None else summed((_sound(totals.amount_excl_vat) or net, vat))
        payable = taken_off(added(payable, rounding or ZERO) or payable, _sound(totals.paid_amount) or ZERO)
    if incl is None:
        rounding = taken_off(rounding or ZERO, totals.paid_amount) if totals.paid_amount else rounding
    else:
        difference = taken_off(payable, incl)
        if difference != (rounding or ZERO):
            rounding = difference
    if totals.paid_amount:
        texts.append(f"Redan betalt: {digits(totals.paid_amount) or totals.paid_amount}")
    accounting = _sound(totals.vat_amount_accounting)
    if accounting is not None and (len(rows) != 1 or not _has_two_currencies(invoice)):
        texts.append(f"Moms i {invoice.vat_currency or 'redovisningsvalutan'}: {digits(accounting)}")
        accounting = None
    return Totals(
        line_net_amount=net,
        amount_excl_vat=_sound(totals.amount_excl_vat),
        vat_amount=vat,
        vat_amount_accounting=accounting,
        amount_incl_vat=payable,
        rounding_amount=_sound(rounding),
        amount_due=payable,
    )


def _has_two_currencies(invoice: Invoice) -> bool:
    """Whether VAT is accounted in another currency; Svefaktura then names both, and each row states its VAT twice."""
    return bool(invoice.currency and invoice.vat_currency) and invoice.currency != invoice.vat_currency


def _sound(value: Decimal | None) -> Decimal | None:
    """Return a number that can be written, None for any other."""
    return None if value is None or digits(value) is None else value


def _kept_documents(
    invoice: Invoice, texts: list[str]
) -> tuple[tuple[SupportingDocument, ...], tuple[str | None, ...], tuple[Attachment, ...]]:
    kept: list[SupportingDocument] = []
    objects: list[str | None] = []
    files: list[Attachment] = []
    for index, one in enumerate(invoice.supporting_documents):
        document, number = _kept_document(one, index, texts, has_note=bool(invoice.despatch_advice_reference))
        if one.attachment is not None:
            file = one.attachment
            files.append(
                NamedFile(content=file.content, mime_code=file.mime_code, filename=file.filename, reference=number)
            )
        if document is not None:
            kept.append(document)
            objects.append(number)
    return tuple(kept), tuple(objects), tuple(files)


def _kept_document(
    one: SupportingDocument, index: int, texts: list[str], *, has_note: bool
) -> tuple[SupportingDocument | None, str | None]:
    """Return the document as it is referred to, and the number of its object when there is a file."""
    link = one.location if one.location and one.location.strip().startswith(("http://", "https://")) else None
    kept: SupportingDocument | None = None
    number: str | None = None
    said: tuple[str | None, ...] = (one.description, one.location)
    if one.attachment is not None:
        name = one.reference or one.attachment.filename or ""
        number = name.strip().removeprefix(OBJECT_URN) or f"{index + 1}"
        kept = SupportingDocument(reference=number)
    elif link is not None:
        own = one.reference if one.reference != link else None
        kept, said = SupportingDocument(reference=link, location=link), (own, one.description)
    elif has_note and one.description == DELIVERY_NOTE_TEXT:
        kept, said = SupportingDocument(reference=one.reference, description=one.description), (one.location,)
    elif one.reference:
        kept = SupportingDocument(reference=one.reference)
    words = [word for word in said if word]
    if words:
        known_by = kept.reference if kept is not None else None
        texts.append(f"Bilaga {known_by}: {', '.join(words)}" if known_by else f"Bilaga: {', '.join(words)}")
    return kept, number
