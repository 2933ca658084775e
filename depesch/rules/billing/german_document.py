"""German rules on the document as a whole: its kind, its references, its VAT and its attachments.

Source: XRechnung 3.0.2, BR-DE-14 to BR-DE-17, BR-DE-22, BR-DE-26 and BR-TMP-2.
"""

from __future__ import annotations

import re

from depesch.model.facts import Said
from depesch.model.invoice import Invoice
from depesch.model.issue import Severity
from depesch.rules import Context, Words
from depesch.rules.billing.german_making import Definition, define
from depesch.rules.billing.german_mends import with_rates_of_nothing
from depesch.rules.billing.german_scopes import ROWS_WITHOUT_RATE, WEB_ADDRESSES
from depesch.rules.billing.german_statements import said
from depesch.rules.billing.xpath import normalised
from depesch.rules.making import never, on
from depesch.rules.scopes import DOCUMENT

CORRECTED_INVOICE = "384"
GERMAN_TYPES = frozenset({"326", "380", "381", "384", "389", "875", "876", "877"})
# All but O (outside the scope of VAT) and B (Italian split payment).
NUMBERED_CATEGORIES = frozenset({"S", "Z", "E", "AE", "K", "G", "L", "M"})
_WEB_ADDRESS = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]+:")


def has_buyer_reference(invoice: Invoice, context: Context) -> bool:
    """Hold when the buyer reference (BT-10) has a text."""
    return normalised(invoice.buyer_reference) != ""


def seller_is_registered(invoice: Invoice, context: Context) -> bool:
    """Hold when the seller has a tax number or a representative, or no VAT category asks for one."""
    if invoice.tax_representative is not None:
        return True
    german = said(context)
    return any(map(normalised, german.tax_numbers)) or NUMBERED_CATEGORIES.isdisjoint(german.categories)


def is_of_known_type(invoice: Invoice, context: Context) -> bool:
    """Hold when the type (BT-3) is one of those in use in Germany."""
    return normalised(invoice.type_code) in GERMAN_TYPES


def files_are_named_apart(invoice: Invoice, context: Context) -> bool:
    """Hold when no two attached files that stand side by side have the same name."""
    names = [(one.place, one.value) for one in said(context).file_names]
    return len(names) == len(set(names))


def correction_names_its_invoice(invoice: Invoice, context: Context) -> bool:
    """Hold when a corrected invoice says which invoice it corrects."""
    return normalised(invoice.type_code) != CORRECTED_INVOICE or bool(invoice.preceding_invoices)


def is_web_address(reference: Said, context: Context) -> bool:
    """Hold when the address begins with its kind, such as https:"""
    return _WEB_ADDRESS.match(reference.value or "") is not None


_NO_RATE = Words(
    sv="En rad i momssammanställningen saknar momssats. Ange den i procent, 0 när ingen moms tas ut.",
    nb="En rad i mva-oppstillingen mangler sats. Oppgi den i prosent, 0 når det ikke beregnes mva.",
    en="A row of the VAT breakdown has no rate. Give it in per cent, 0 where no VAT is charged.",
)
_NO_BUYER_REFERENCE = Words(
    sv="”{name}” saknas. Tyska myndigheter kräver sitt Leitweg-ID där; andra köpare säger vad de vill ha.",
    nb="«{name}» mangler. Tyske myndigheter krever sin Leitweg-ID der; andre kjøpere sier hva de vil ha.",
    en="“{name}” is missing. German authorities ask for their Leitweg-ID there; other buyers say what they want.",
)
_UNREGISTERED = Words(
    sv="Fakturan har momskoder, men säljaren har varken momsnummer, skattenummer eller skatteombud. Ange ett av dem.",
    nb="Fakturaen har mva-koder, men selgeren har verken mva-nummer, skattenummer eller representant. Oppgi en av dem.",
    en="The invoice has VAT categories, but the seller has no VAT number, tax number or tax representative. Give one.",
)
_WRONG_TYPE = Words(
    sv="Fakturatypen {value} används inte i Tyskland. Välj till exempel 380 (faktura), 381 (kreditfaktura) eller 384 "
    "(rättad faktura).",
    nb="Fakturatypen {value} brukes ikke i Tyskland. Velg for eksempel 380 (faktura), 381 (kreditnota) eller 384 "
    "(rettet faktura).",
    en="The invoice type {value} is not used in Germany. Choose such as 380 (invoice), 381 (credit note) or 384 "
    "(corrected invoice).",
)
_SAME_NAME = Words(
    sv="Två bilagor har samma filnamn. Ge varje bilaga ett eget namn.",
    nb="To vedlegg har samme filnavn. Gi hvert vedlegg sitt eget navn.",
    en="Two attachments have the same file name. Give each its own.",
)
_NOTHING_CORRECTED = Words(
    sv="Fakturan är en rättad faktura (384) men säger inte vilken faktura den rättar. Ange dess nummer.",
    nb="Fakturaen er en rettet faktura (384), men sier ikke hvilken faktura den retter. Oppgi nummeret.",
    en="This is a corrected invoice (384), but it does not say which invoice it corrects. Give its number.",
)
_NO_WEB_ADDRESS = Words(
    sv="”{name}” är {value}, vilket inte är en fullständig webbadress. Skriv den med början, till exempel "
    "https://firma.se/bilaga.pdf.",
    nb="«{name}» er {value}, som ikke er en fullstendig nettadresse. Skriv den med begynnelsen, for eksempel "
    "https://firma.no/vedlegg.pdf.",
    en="“{name}” is {value}, which is no complete web address. Write it from the start, such as "
    "https://firm.de/enclosure.pdf.",
)

WHOLE: tuple[Definition, ...] = (
    define("14", "BT-119", _NO_RATE, on(ROWS_WITHOUT_RATE, never), mend=with_rates_of_nothing),
    define("15", "BT-10", _NO_BUYER_REFERENCE, on(DOCUMENT, has_buyer_reference, "buyer_reference")),
    define("16", "BT-31 BT-32 BG-11", _UNREGISTERED, on(DOCUMENT, seller_is_registered, "seller")),
    define("17", "BT-3", _WRONG_TYPE, on(DOCUMENT, is_of_known_type, "type_code"), severity=Severity.WARNING),
    define("22", "BT-125-2", _SAME_NAME, on(DOCUMENT, files_are_named_apart, "supporting_documents")),
    define(
        "26",
        "BG-3",
        _NOTHING_CORRECTED,
        on(DOCUMENT, correction_names_its_invoice, "preceding_invoices"),
        severity=Severity.WARNING,
    ),
    define("TMP-2", "BT-124", _NO_WEB_ADDRESS, on(WEB_ADDRESSES, is_web_address), severity=Severity.WARNING),
)
