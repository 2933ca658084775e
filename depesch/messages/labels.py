"""What the fields of messages are called by people, in sv, nb and en; one without a name here has that of the model."""

from __future__ import annotations

from collections.abc import Mapping

LANGUAGES = ("sv", "nb", "en")

LABELS: Mapping[str, tuple[str, str, str]] = {
    "number": ("Nummer", "Nummer", "Number"),
    "issue_date": ("Datum", "Dato", "Date"),
    "issue_time": ("Klockslag", "Klokkeslett", "Time"),
    "status": ("Besked", "Svar", "Answer"),
    "text": ("Text", "Tekst", "Text"),
    "note": ("Anteckning", "Merknad", "Note"),
    "notes": ("Anteckningar", "Merknader", "Notes"),
    "effective_date": ("Gäller från", "Gjelder fra", "Effective from"),
    "reasons": ("Skäl", "Begrunnelse", "Reasons"),
    "places": ("Fel", "Feil", "Faults"),
    "invoice_number": ("Fakturanummer", "Fakturanummer", "Invoice number"),
    "invoice_date": ("Fakturadatum", "Fakturadato", "Invoice date"),
    "message_id": ("Meddelande", "Melding", "Message"),
    "currency": ("Valuta", "Valuta", "Currency"),
    "type_code": ("Typ", "Type", "Type"),
    "order_reference": ("Order", "Ordre", "Order"),
    "sales_order_reference": ("Säljarens order", "Selgers ordre", "Seller's order"),
    "earlier_order_reference": ("Tidigare order", "Tidligere ordre", "Earlier order"),
    "quotation_reference": ("Offert", "Tilbud", "Quotation"),
    "originator_reference": ("Beställarens referens", "Bestillers referanse", "Originator's reference"),
    "contract_reference": ("Avtal", "Avtale", "Contract"),
    "project_reference": ("Projekt", "Prosjekt", "Project"),
    "buyer_reference": ("Er referens", "Deres referanse", "Buyer reference"),
    "buyer_accounting_reference": ("Kontering", "Kontering", "Accounting reference"),
    "valid_until": ("Gäller till", "Gjelder til", "Valid until"),
    "payment_terms": ("Betalningsvillkor", "Betalingsvilkår", "Payment terms"),
    "shipment": ("Sändning", "Sending", "Shipment"),
    "carrier": ("Transportör", "Transportør", "Carrier"),
    "buyer": ("Köpare", "Kjøper", "Buyer"),
    "seller": ("Säljare", "Selger", "Seller"),
    "originator": ("Beställare", "Bestiller", "Originator"),
    "invoicee": ("Faktureras", "Faktureres", "To be invoiced"),
    "delivery_party": ("Godsmottagare", "Varemottaker", "Delivered to"),
    "sender": ("Avsändare", "Avsender", "Sender"),
    "receiver": ("Mottagare", "Mottaker", "Receiver"),
    "issuer": ("Utfärdare", "Utsteder", "Issuer"),
    "delivery": ("Leverans", "Levering", "Delivery"),
    "supporting_documents": ("Bilagor", "Vedlegg", "Attachments"),
    "totals": ("Summor", "Summer", "Totals"),
    "line_net_amount": ("Summa rader", "Sum linjer", "Sum of lines"),
    "allowance_amount": ("Avdrag", "Fradrag", "Allowances"),
    "charge_amount": ("Tillägg", "Tillegg", "Charges"),
    "amount_excl_vat": ("Exkl. moms", "Ekskl. mva", "Excl. VAT"),
    "vat_amount": ("Moms", "Mva", "VAT"),
    "amount_incl_vat": ("Inkl. moms", "Inkl. mva", "Incl. VAT"),
    "paid_amount": ("Betalt", "Betalt", "Paid"),
    "rounding_amount": ("Avrundning", "Avrunding", "Rounding"),
    "amount_due": ("Att betala", "Å betale", "Amount due"),
    "allowances": ("Avdrag", "Fradrag", "Allowances"),
    "charges": ("Tillägg", "Tillegg", "Charges"),
    "identifier": ("Rad", "Linje", "Line"),
    "item": ("Vara", "Vare", "Item"),
    "quantity": ("Antal", "Antall", "Quantity"),
    "unit": ("Enhet", "Enhet", "Unit"),
    "outstanding_quantity": ("Återstår", "Gjenstår", "Outstanding"),
    "outstanding_reason": ("Därför", "Derfor", "Why"),
    "price": ("Pris", "Pris", "Price"),
    "net_amount": ("Belopp", "Beløp", "Amount"),
    "order_line_reference": ("Orderrad", "Ordrelinje", "Order line"),
    "unread": ("Visas inte ovan", "Vises ikke ovenfor", "Not shown above"),
}
CODES: Mapping[str, tuple[str, str, str]] = {
    "AB": ("mottagen", "mottatt", "received"),
    "IP": ("behandlas", "under behandling", "in process"),
    "UQ": ("fråga till säljaren", "spørsmål til selger", "under query"),
    "CA": ("godkänd på villkor", "godkjent med vilkår", "accepted on conditions"),
    "RE": ("avvisad", "avvist", "rejected"),
    "AP": ("godkänd", "godkjent", "accepted"),
    "PD": ("betald", "betalt", "paid"),
    "1": ("tillagd", "lagt til", "added"),
    "3": ("ändrad", "endret", "changed"),
    "5": ("godkänd", "godkjent", "accepted"),
    "7": ("inte godkänd", "ikke godkjent", "not accepted"),
    "42": ("redan levererad", "allerede levert", "already delivered"),
}


def label(field: str, language: str) -> str:
    """Return what a field is called; its own name when it has none."""
    return LABELS[field][_column(language)] if field in LABELS else field


def code_word(code: str, language: str) -> str:
    """Return what a status means, with its code; the code alone when it is in no list."""
    return f"{CODES[code][_column(language)]} ({code})" if code in CODES else code


def _column(language: str) -> int:
    return LANGUAGES.index(language) if language in LANGUAGES else LANGUAGES.index("en")
