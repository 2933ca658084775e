"""Rules of Peppol on the document as a whole: what it claims to be, its notes, references and types."""

from __future__ import annotations

from collections.abc import Callable

from depesch.model.codelists import codes
from depesch.model.invoice import CREDIT_NOTE_TYPES, Invoice, Party
from depesch.rules import Context, Rule, Words
from depesch.rules.billing.making import PEPPOL_UBL, rule
from depesch.rules.billing.mends import with_one_note, with_process
from depesch.rules.billing.xpath import normalised
from depesch.rules.making import ubl
from depesch.rules.scopes import DOCUMENT

BILLING_PROCESS = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"
SELF_BILLING_PROCESS = "urn:fdc:peppol.eu:2017:poacc:selfbilling:01:1.0"
_FRENCH = frozenset({"urn:peppol:france:billing:regulated", "urn:peppol:france:billing:non-regulated"})
_WITH_RESPONSE = "urn:peppol:bis:billing_with_response"
_ONLY_GERMAN = frozenset({"326", "384"})


def claims(specification: str) -> Callable[[Invoice, Context], bool]:
    """Return the check that the specification (BT-24) begins with this one and names no more with a double colon."""

    def holds(invoice: Invoice, context: Context) -> bool:
        claimed = normalised(invoice.specification)
        return claimed.startswith(specification) and "::" not in claimed

    return holds


def knows_process(process: str) -> Callable[[Invoice, Context], bool]:
    """Return the check that the business process (BT-23) is this one or another that Peppol knows for it."""
    known = frozenset({process, _WITH_RESPONSE}) | _FRENCH
    return lambda invoice, context: normalised(invoice.business_process) in known


def between_germans(invoice: Invoice) -> bool:
    """Return whether seller and buyer both have a German address."""
    return _country(invoice.seller) == _country(invoice.buyer) == "DE"


def _country(party: Party | None) -> str:
    address = party.address if party else None
    return normalised(address.country).upper() if address else ""


def _one_note(invoice: Invoice, context: Context) -> bool:
    return len(invoice.notes) <= 1 or between_germans(invoice)


def _has_reference(invoice: Invoice, context: Context) -> bool:
    return invoice.buyer_reference is not None or invoice.order_reference is not None


def is_credit_note(context: Context) -> bool:
    """Return whether the document is a credit note by its root element; without one, by its type code."""
    root, code = context.facts.root, context.invoice.type_code
    return root == "CreditNote" if root else normalised(code) in CREDIT_NOTE_TYPES


def _one_project(invoice: Invoice, context: Context) -> bool:
    return context.stated.project_references <= 1 or not is_credit_note(context)


def billing_types(*, credit_note: bool) -> Callable[[Invoice, Context], bool]:
    """Return the check that the type code is one that Peppol takes for this kind of document."""
    known = knows_process(BILLING_PROCESS)
    name = "peppol_credit_note_type" if credit_note else "peppol_invoice_type"

    def holds(invoice: Invoice, context: Context) -> bool:
        code = invoice.type_code
        if code is None or is_credit_note(context) is not credit_note:
            return True
        return normalised(code) in codes(name) or not known(invoice, context)

    return holds


def self_billing_types(types: frozenset[str], *, credit_note: bool) -> Callable[[Invoice, Context], bool]:
    """Return the check that the type code says that the buyer made the document."""
    asked = frozenset({SELF_BILLING_PROCESS}) | _FRENCH

    def holds(invoice: Invoice, context: Context) -> bool:
        code = invoice.type_code
        if code is None or is_credit_note(context) is not credit_note:
            return True
        return normalised(code) in types or normalised(invoice.business_process) not in asked

    return holds


def _german_type(invoice: Invoice, context: Context) -> bool:
    """Hold unless a partial or corrected invoice is sent elsewhere than within Germany."""
    if invoice.type_code is None or is_credit_note(context) or normalised(invoice.type_code) not in _ONLY_GERMAN:
        return True
    return between_germans(invoice)


def specification_rule(specification: str) -> Rule:
    """Return PEPPOL-EN16931-R004: the document claims to follow this specification."""
    check = ubl(DOCUMENT, claims(specification), "specification", lambda i, c: specification)
    return rule("PEPPOL-EN16931-R004", PEPPOL_UBL, "BT-24", _SPECIFICATION, check)


def process_rule(process: str) -> Rule:
    """Return PEPPOL-EN16931-R007: the business process is one that Peppol knows."""
    check = ubl(DOCUMENT, knows_process(process), "business_process", lambda i, c: process)
    return rule("PEPPOL-EN16931-R007", PEPPOL_UBL, "BT-23", _PROCESS, check, mend=with_process(process))


def type_rules(
    invoice: Callable[[Invoice, Context], bool],
    credit_note: Callable[[Invoice, Context], bool],
    usual: tuple[str, str],
) -> tuple[Rule, ...]:
    """Return PEPPOL-EN16931-P0100 and P0101: which types an invoice and a credit note may have, and the usual ones."""
    of_invoice, of_credit_note = usual
    checks = (
        ubl(DOCUMENT, invoice, "type_code", lambda i, c: of_invoice),
        ubl(DOCUMENT, credit_note, "type_code", lambda i, c: of_credit_note),
    )
    return tuple(
        rule(f"PEPPOL-EN16931-{number}", PEPPOL_UBL, "BT-3", _TYPE, check)
        for number, check in zip(("P0100", "P0101"), checks, strict=True)
    )


_PROCESS = Words(
    sv="Affärsprocessen {value} är ingen som Peppol känner. Skriv {expected}.",
    nb="Forretningsprosessen {value} er ikke en som Peppol kjenner. Skriv {expected}.",
    en="The business process {value} is not one that Peppol knows. Write {expected}.",
)
_NOTES = Words(
    sv="Fakturan har flera meddelanden, men får bara ha ett. Slå ihop dem till ett.",
    nb="Fakturaen har flere merknader, men kan bare ha én. Slå dem sammen til én.",
    en="The invoice has several notes but may only have one. Put them into one.",
)
_REFERENCE = Words(
    sv="Både er referens och beställningens nummer saknas. Fyll i minst en av dem; fråga köparen vilken de vill ha.",
    nb="Både deres referanse og bestillingens nummer mangler. Fyll ut minst én av dem; spør kjøperen hvilken de vil "
    "ha.",
    en="Both the buyer's reference and the order number are missing. Fill in at least one; ask the buyer which they "
    "want.",
)
_PROJECTS = Words(
    sv="Kreditfakturan hänvisar till flera projekt. Behåll ett.",
    nb="Kreditnotaen viser til flere prosjekter. Behold ett.",
    en="The credit note refers to several projects. Keep one.",
)
_GERMAN_TYPE = Words(
    sv="Fakturatypen {value} (delfaktura eller rättad faktura) används bara mellan två tyska företag. Använd 380.",
    nb="Fakturatypen {value} (delfaktura eller rettet faktura) brukes bare mellom to tyske foretak. Bruk 380.",
    en="The type {value} (partial or corrected invoice) is only used between two German companies. Use 380.",
)
# The same for billing and self-billing: what is expected differs.
_SPECIFICATION = Words(
    sv="Fakturan säger att den följer {value}. Det ska börja med {expected}.",
    nb="Fakturaen sier at den følger {value}. Det skal begynne med {expected}.",
    en="The invoice says that it follows {value}. This must begin with {expected}.",
)
_TYPE = Words(
    sv="Typen {value} tas inte emot i Peppol för den här sortens dokument. Använd {expected}.",
    nb="Typen {value} tas ikke imot i Peppol for denne typen dokument. Bruk {expected}.",
    en="The type {value} is not taken in Peppol for this kind of document. Use {expected}.",
)

DOCUMENT_RULES: tuple[Rule, ...] = (
    rule("PEPPOL-EN16931-R080", PEPPOL_UBL, "BT-11", _PROJECTS, ubl(DOCUMENT, _one_project, "project_reference")),
    rule(
        "PEPPOL-EN16931-R002", PEPPOL_UBL, "BT-22 BG-1", _NOTES, ubl(DOCUMENT, _one_note, "notes"), mend=with_one_note
    ),
    rule("PEPPOL-EN16931-R003", PEPPOL_UBL, "BT-10 BT-13", _REFERENCE, ubl(DOCUMENT, _has_reference)),
)
GERMAN_TYPE_RULE = rule(
    "PEPPOL-EN16931-P0112", PEPPOL_UBL, "BT-3", _GERMAN_TYPE, ubl(DOCUMENT, _german_type, "type_code")
)
