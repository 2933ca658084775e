"""The model as TEAPPSXML 2.7.2, in ISO-8859-1; what that lacks stands as a character reference.

What the format has no element for and a person should know stands in a free text of the summary. There is no
transport frame: whoever sends the file adds the one that is agreed with its operator.

Source: TEAPPSXML 2.7.2, schema and Implementation Guide.
"""

from __future__ import annotations

import re

import msgspec

from depesch.kit.filenames import safe_file_name, split_suffix
from depesch.model.invoice import (
    AllowanceCharge,
    Attachment,
    Invoice,
    Note,
    SupportingDocument,
    Totals,
    VatBreakdown,
)
from depesch.syntaxes import Done, Writing
from depesch.syntaxes.holding import Holding, Never
from depesch.syntaxes.markup import attribute, digits, escaped
from depesch.syntaxes.teapps.codes import CHARGES, TYPES_WRITTEN
from depesch.syntaxes.teapps.fitting import fitting, name_totals, signed, stated_totals
from depesch.syntaxes.teapps.party_writing import (
    add_buyer,
    add_delivery_party,
    add_payee,
    add_seller,
    add_tax_representative,
)
from depesch.syntaxes.teapps.plan import subject_code
from depesch.syntaxes.teapps.row_plan import GROSS, NET
from depesch.syntaxes.teapps.row_writing import add_discount, add_number, add_row, pieces_of, vat_marks
from depesch.syntaxes.teapps.sheet import FREE_TEXT, Sheet, amount, date_parts

ENCODING = "ISO-8859-1"
_NUMBER, _BLOCK_ID, _DELIVERY_NOTE, _CURRENCY, _ADDRESS = 35, 30, 80, 3, 35
_controls = re.compile("[\x7f-\x9f]").sub  # letters in Windows-1252, and nobody knows which is meant
_OF_2 = "TEAPPSXML 2.7.2 has no element for it"
_HOLDING = Holding(
    {
        "business_process": Never("TEAPPSXML 2.7.2 does not say by which process a document goes"),
        "specification": Never("TEAPPSXML 2.7.2 does not say which rules a document follows"),
        "allowances[].vat_category": Never("TEAPPSXML 2.7.2 does not say which VAT a discount of the invoice has"),
        "allowances[].vat_rate": Never("TEAPPSXML 2.7.2 does not say which VAT a discount of the invoice has"),
    }
)
_NOTED = (
    ("tax_point_date", "Tax point date"),
    ("tax_point_date_code", "Tax point (UNTDID 2005)"),
    ("tender_or_lot_reference", "Tender or lot"),
    ("vat_currency", "VAT accounting currency"),
)


def write(invoice: Invoice) -> Writing:
    """Return the invoice in TEAPPSXML 2.7.2, what it could not hold, and the files that go beside it."""
    out = Sheet()
    _HOLDING.lose(out, invoice)
    fits = fitting(out, invoice)
    sheet = signed(out, fits)
    if sheet is fits:
        name_totals(out, fits.totals or Totals())
    out.append(f'<?xml version="1.0" encoding="{ENCODING}"?>\n<INVOICE_CENTER><CONTENT_FRAME>')
    _add_frame(out, invoice)
    out.append("<INVOICES><INVOICE>")
    beside = _add_files(out, invoice.supporting_documents)
    _add_header(out, sheet)
    add_seller(out, sheet.seller, sheet.payment)
    add_buyer(out, sheet.buyer)
    add_delivery_party(out, sheet.delivery)
    add_payee(out, sheet.payee)
    add_tax_representative(out, sheet.tax_representative)
    if sheet.lines:
        out.append("<ROWS>")
        for index, line in enumerate(sheet.lines):
            add_row(out, line, index)
        out.append("</ROWS>")
    _add_summary(out, sheet)
    out.append("</INVOICE></INVOICES></CONTENT_FRAME></INVOICE_CENTER>\n")
    return Writing(data=_encoded(out.document(invoice).decode()), losses=tuple(out.losses), beside=beside)


def _encoded(text: str) -> bytes:
    """Return the bytes of the document: letters as they are, unless those could be taken for another encoding."""
    data = _controls(_reference, text).encode(ENCODING, "xmlcharrefreplace")
    if data.isascii():
        return data
    try:
        data.decode()
    except UnicodeDecodeError:
        return data
    return text.encode("ascii", "xmlcharrefreplace")


def _reference(found: re.Match[str]) -> str:
    return f"&#{ord(found.group())};"


def _add_frame(out: Sheet, invoice: Invoice) -> None:
    """Write what the frame must have; it says nothing that the invoice does not."""
    address = invoice.seller.electronic_address if invoice.seller is not None else None
    sender = address.value if address is not None and len(address.value) <= _ADDRESS else ""
    day = invoice.issue_date.strftime("%Y%m%d") if invoice.issue_date is not None else ""
    out.append(
        f"<CF_CODE>CF01</CF_CODE><NET_SERVICE_ID>{escaped(sender)}</NET_SERVICE_ID>"
        f"<BLOCK_ID>{escaped((invoice.number or '')[:_BLOCK_ID])}</BLOCK_ID><TIMESTAMP>{day:0<14}</TIMESTAMP>"
        "<BLOCK_RULES><TRANSACTION_TYPE>00</TRANSACTION_TYPE><BLOCK_ACTION>00</BLOCK_ACTION>"
        "<BLOCK_FORMAT>TEAPPSXML</BLOCK_FORMAT><FORMAT_VERSION>2.7.2</FORMAT_VERSION>"
        f"<CHARACTER_SET>{ENCODING}</CHARACTER_SET></BLOCK_RULES>"
    )


def _add_files(out: Sheet, documents: tuple[SupportingDocument, ...]) -> tuple[Attachment, ...]:
    """Write the names of the files that go with the invoice, and return the files."""
    beside: list[Attachment] = []
    taken: set[str] = set()
    before = len(out)
    for index, document in enumerate(documents):
        path = f"supporting_documents[{index}]"
        name = document.reference
        if document.attachment is not None:
            name = _file_name(document, document.attachment, taken)
            beside.append(msgspec.structs.replace(document.attachment, filename=name))
            _name_file(out, document, document.attachment, name, path)
        if _is_web_address(document):
            continue
        out.append('<IMAGE_CONTROL TYPE="VOUCHER_MEMO" SOURCE="ORIGINAL">')
        out.text("IMAGE_FILE", name, f"{path}.reference")
        out.text("IMAGE_DESCRIPTION", document.description, f"{path}.description", FREE_TEXT)
        out.append("</IMAGE_CONTROL>")
        if document.location is not None:
            out.note(f"{path}.location", document.location, f"Supporting document {document.reference or index + 1}")
    if len(out) > before:
        out.insert(before, "<CONTROL>")
        out.append("</CONTROL>")
    return tuple(beside)


def _is_web_address(document: SupportingDocument) -> bool:
    """Whether a document goes by its address on the web, for which the header has an element."""
    alone = document.description is None and document.attachment is None
    return alone and document.location is not None and document.reference == document.location


def _file_name(document: SupportingDocument, attachment: Attachment, taken: set[str]) -> str:
    """Return the name of an attached file: the letters that the guide allows (3.1), and none twice."""
    said = safe_file_name(attachment.filename or document.reference or "attachment")
    stem, suffix = split_suffix("".join(sign if sign.isascii() else "_" for sign in said))
    name, number = stem + suffix, 1
    while name in taken:
        number += 1
        name = f"{stem}-{number}{suffix}"
    taken.add(name)
    return name


def _name_file(out: Sheet, document: SupportingDocument, attachment: Attachment, name: str, path: str) -> None:
    place = f"{path}.attachment"
    for field, value in (
        ("content", f"{len(attachment.content)} bytes"),
        ("mime_code", attachment.mime_code),
        ("filename", attachment.filename),
    ):
        if value is not None:
            out.lose(f"{place}.{field}", value, f"it goes beside the invoice as {name}", done=Done.BESIDE)
    if document.reference != name:
        done = Done.CHANGED if document.reference else Done.ADDED
        out.lose(f"{path}.reference", document.reference or name, f"the file goes by its name, {name}", done=done)


def _add_header(out: Sheet, invoice: Invoice) -> None:
    out.append("<HEADER>")
    before = len(out)
    out.text("INVOICE_ID", invoice.number, "number", _NUMBER)
    if len(out) == before:
        out.append("<INVOICE_ID/>")
    if invoice.type_code:
        out.append(f"<INVOICE_TYPE>{TYPES_WRITTEN[invoice.type_code]}</INVOICE_TYPE>")
    _add_credited(out, invoice)
    out.append(f"<INVOICE_DATE>{date_parts(invoice.issue_date)}</INVOICE_DATE>")
    out.day("DUE_DATE", invoice.due_date)
    out.day("START_PERIOD", invoice.period.start if invoice.period is not None else None)
    out.day("DELIVERY_DATE", invoice.delivery.delivery_date if invoice.delivery is not None else None)
    out.day("END_PERIOD", invoice.period.end if invoice.period is not None else None)
    out.text("NOTE_NUMBER", invoice.despatch_advice_reference, "despatch_advice_reference", _DELIVERY_NOTE)
    out.text("TERMS_OF_PAYMENT", invoice.payment_terms, "payment_terms")
    _add_currency(out, invoice.currency)
    _add_references(out, invoice)
    _add_links(out, invoice.supporting_documents)
    for index, note in enumerate(invoice.notes):
        _add_note(out, note, f"notes[{index}]")
    out.append("</HEADER>")
    for name, label in _NOTED:
        value = getattr(invoice, name)
        if value is not None:
            out.note(name, value, label)
    if invoice.invoiced_object is not None:
        scheme = f" ({invoice.invoiced_object.scheme})" if invoice.invoiced_object.scheme else ""
        _note_identifier(out, "invoiced_object", invoice.invoiced_object.value, f"Invoiced object{scheme}")


def _note_identifier(out: Sheet, path: str, value: str, label: str) -> None:
    if value.strip():
        out.note(path, value, label)
    else:
        out.lose_part(path, value, _OF_2)


def _add_credited(out: Sheet, invoice: Invoice) -> None:
    """Write the first preceding invoice, and note the others."""
    for index, one in enumerate(invoice.preceding_invoices):
        path = f"preceding_invoices[{index}]"
        if index == 0:
            out.text("CREDIT_INVOICE_NUMBER", one.number, f"{path}.number", _NUMBER)
            out.day("CREDIT_INVOICE_DATE", one.issue_date)
            continue
        if one.number is not None:
            out.note(f"{path}.number", one.number, "Preceding invoice")
        if one.issue_date is not None:
            out.note(f"{path}.issue_date", one.issue_date, "Date of the preceding invoice")


def _add_currency(out: Sheet, currency: str | None) -> None:
    if not currency:
        return
    if len(currency) > _CURRENCY or currency.isspace():
        out.lose("currency", currency, f"a currency has {_CURRENCY} letters")
        return
    out.append(f"<CURRENCY><CODE>{escaped(currency)}</CODE></CURRENCY>")


def _add_references(out: Sheet, invoice: Invoice) -> None:
    if invoice.order_reference is not None or invoice.buyer_reference is not None:
        out.append('<ORDER_INFORMATION ORDER_TYPE="CO">')
        out.text("ORDER_NUMBER", invoice.order_reference, "order_reference")
        out.text("ORDER_REFERENCE", invoice.buyer_reference, "buyer_reference")
        out.append("</ORDER_INFORMATION>")
    for opening, tag, closing, name in (
        (
            '<ORDER_INFORMATION ORDER_TYPE="VN">',
            "ORDER_NUMBER",
            "</ORDER_INFORMATION>",
            "sales_order_reference",
        ),
        ("<CONTRACT_INFORMATION>", "CONTRACT_NUMBER", "</CONTRACT_INFORMATION>", "contract_reference"),
        ("<PROJECT_INFORMATION>", "PROJECT_NUMBER", "</PROJECT_INFORMATION>", "project_reference"),
        ("<TRANSPORT_INFORMATION>", "TRANSPORT_NOTE", "</TRANSPORT_INFORMATION>", "receiving_advice_reference"),
        (
            "<PAYER_POSTING_GROUP_DEFAULTS><POSTING_DEFAULT>",
            "ACCOUNT_REFERENCE",
            "</POSTING_DEFAULT></PAYER_POSTING_GROUP_DEFAULTS>",
            "buyer_accounting_reference",
        ),
    ):
        value = getattr(invoice, name)
        if value is not None:
            out.append(opening)
            out.text(tag, value, name)
            out.append(closing)


def _add_links(out: Sheet, documents: tuple[SupportingDocument, ...]) -> None:
    links = [(i, one) for i, one in enumerate(documents) if _is_web_address(one)]
    before = len(out)
    for index, one in links:
        if one.location and one.location.isspace():  # it is the reference too
            out.lose(f"supporting_documents[{index}].reference", one.reference, "white space is no address")
        out.text("LINK", one.location, f"supporting_documents[{index}].location")
    if len(out) > before:
        out.insert(before, "<LINKS>")
        out.append("</LINKS>")


def _add_note(out: Sheet, note: Note, path: str) -> None:
    pieces = pieces_of(note.text or "")
    if note.text and not pieces:
        out.lose(f"{path}.text", note.text, "an element with nothing but white space says nothing in TEAPPSXML")
    elif len(pieces) > 1 or (pieces and pieces[0] != note.text):
        why = f"a free text has at most {FREE_TEXT} characters: it stands in several"
        out.lose(f"{path}.text", note.text or "", why, done=Done.CHANGED)
    code = subject_code(note.subject_code)
    if note.subject_code and (code is None or not pieces):
        why = "a free text has a code of three letters, and only with a text"
        out.lose(f"{path}.subject_code", note.subject_code, why)
    for index, piece in enumerate(pieces):
        marks = attribute("TEXT_TYPE", code) if code is not None and index == 0 else ""
        out.append(f"<FREE_TEXT{marks}>{escaped(piece)}</FREE_TEXT>")


def _add_summary(out: Sheet, invoice: Invoice) -> None:
    totals = invoice.totals or Totals()
    excluding, including = stated_totals(totals)
    out.append("<SUMMARY>")
    if totals.line_net_amount is not None:
        out.append(f"<ROWS_TOTAL>{amount(totals.line_net_amount, NET)}</ROWS_TOTAL>")
    out.append("<INVOICE_TOTAL>")
    for value, vat in ((excluding, NET), (including, GROSS)):
        if value is not None:
            out.append(amount(value, vat))
    out.append("</INVOICE_TOTAL>")
    charges = _charges(out, invoice.charges)
    out.append(charges.get("INSURANCE_TOTAL", ""))
    for index, row in enumerate(invoice.vat_breakdown):
        _add_vat_row(out, row, f"vat_breakdown[{index}]")
    if totals.vat_amount is not None:
        out.append(f"<VAT_TOTAL>{amount(totals.vat_amount)}</VAT_TOTAL>")
    if totals.rounding_amount is not None:
        written = digits(totals.rounding_amount) or ""
        out.append(f"<ROUNDINGS>{written}{'' if '.' in written else '.'}</ROUNDINGS>")
    _add_allowances(out, invoice, totals)
    _add_last_sums(out, totals, charges)
    _note_accounting_vat(out, invoice, totals)
    _add_noted(out, len(invoice.notes))
    out.append("</SUMMARY>")


def _add_vat_row(out: Sheet, row: VatBreakdown, path: str) -> None:
    out.append(f"<VAT_SUMMARY{vat_marks(out, row.category, row.rate, path)}>")
    add_number(out, "RATE", row.rate)
    if row.taxable_amount is not None:
        out.append(f"<ACCORDING>{amount(row.taxable_amount, NET)}</ACCORDING>")
    if row.tax_amount is not None:
        out.append(f"<VAT_RATE_TOTAL>{amount(row.tax_amount)}</VAT_RATE_TOTAL>")
    if not row.rate:
        out.text("VAT_DESCRIPTION", row.exemption_reason, f"{path}.exemption_reason")
    elif row.exemption_reason is not None:
        out.note(f"{path}.exemption_reason", row.exemption_reason, "VAT exemption")
    if row.exemption_reason_code is not None:
        out.note(f"{path}.exemption_reason_code", row.exemption_reason_code, "VAT exemption code")
    out.append("</VAT_SUMMARY>")


def _charges(out: Sheet, charges: tuple[AllowanceCharge, ...]) -> dict[str, str]:
    """Return the elements of the charges that have one of their own, by name; the others are noted."""
    found: dict[str, str] = {}
    for index, one in enumerate(charges):
        kind = next((tag for tag, said in CHARGES.items() if said == (one.reason, one.reason_code)), None)
        plain = AllowanceCharge(amount=one.amount, reason=one.reason, reason_code=one.reason_code)
        if kind is not None and kind not in found and one == plain and one.amount is not None:
            found[kind] = f"<{kind}>{amount(one.amount, NET)}</{kind}>"
        else:
            _note_charge(out, one, f"charges[{index}]")
    return found


def _note_charge(out: Sheet, one: AllowanceCharge, path: str) -> None:
    """Have a charge stand in one free text with all that it says."""
    parts = []
    for name, label in (
        ("reason", ""),
        ("reason_code", "code "),
        ("amount", "amount "),
        ("base_amount", "of "),
        ("percentage", "per cent "),
        ("vat_category", "VAT category "),
        ("vat_rate", "VAT rate "),
    ):
        value = getattr(one, name)
        said = value if value is None or isinstance(value, str) else digits(value)
        if said and said.strip():
            out.lose(f"{path}.{name}", said, "TEAPPSXML 2.7.2 has no element for such a charge", done=Done.NOTED)
            parts.append(f"{label}{said}")
        elif said:
            out.lose(f"{path}.{name}", said, "white space is not worth a free text")
    if parts:
        out.noted.append(f"Charge: {', '.join(parts)}")


def _add_allowances(out: Sheet, invoice: Invoice, totals: Totals) -> None:
    for index, one in enumerate(invoice.allowances):
        add_discount(out, one, f"allowances[{index}]")
    if totals.allowance_amount is not None:
        # As the guide has it: what it does to the total, so that it has the other sign than that.
        sign = "+" if invoice.is_credit_note else "-"
        written = f'<AMOUNT SIGN="{sign}" VAT="{NET}">{digits(totals.allowance_amount)}</AMOUNT>'
        out.append(f"<DISCOUNTS_TOTAL>{written}</DISCOUNTS_TOTAL>")
    if totals.charge_amount is not None:
        out.append(f"<SURCHARGE_TOTAL>{amount(totals.charge_amount, NET)}</SURCHARGE_TOTAL>")


def _add_last_sums(out: Sheet, totals: Totals, charges: dict[str, str]) -> None:
    for tag in ("CARGO", "DELIVERY_EXTRA"):
        out.append(charges.get(tag, ""))
    if totals.paid_amount is not None:
        out.append(f"<ADVANCE_PAYMENT>{amount(totals.paid_amount, GROSS)}</ADVANCE_PAYMENT>")
    for tag in ("INTEREST_CHARGE", "COLLECTION_SURCHARGE_TOTAL", "POSTAGE_COSTS", "PROCESSING_COSTS"):
        out.append(charges.get(tag, ""))


def _note_accounting_vat(out: Sheet, invoice: Invoice, totals: Totals) -> None:
    value = totals.vat_amount_accounting
    if value is not None:
        label = f"VAT in {invoice.vat_currency}" if invoice.vat_currency else "VAT in the accounting currency"
        out.note("totals.vat_amount_accounting", digits(value), label)


def _add_noted(out: Sheet, count: int) -> None:
    """Write the free texts of what the format has no element for."""
    for text in list(out.noted):
        for piece in pieces_of(text):
            out.lose(f"notes[{count}].text", piece, "it has what there is no element for", done=Done.ADDED)
            out.append(f"<FREE_TEXT>{escaped(piece)}</FREE_TEXT>")
            count += 1
