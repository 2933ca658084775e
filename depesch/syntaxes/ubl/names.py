"""The names of UBL 2: namespaces and the tags of the two documents."""

from __future__ import annotations

from typing import NamedTuple

from lxml import etree

INVOICE_NS = "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"
CREDIT_NOTE_NS = "urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2"
CAC_NS = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
CBC_NS = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"
EXT_NS = "urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2"


class Namespaces(NamedTuple):
    """The namespaces in which a format of the family differs from the others."""

    invoice: str
    credit_note: str
    aggregates: str


UBL = Namespaces(INVOICE_NS, CREDIT_NOTE_NS, CAC_NS)

INVOICE = f"{{{INVOICE_NS}}}Invoice"
CREDIT_NOTE = f"{{{CREDIT_NOTE_NS}}}CreditNote"
DOCUMENTS = frozenset({INVOICE, CREDIT_NOTE})

# UNTDID 1001 codes by which UBL says what an additional document reference is.
INVOICED_OBJECT = "130"
PROJECT = "50"

# The scheme that marks a party identification as the bank-assigned creditor identifier (BT-90).
SEPA = "SEPA"


def cac(name: str) -> str:
    """Return the tag of an aggregate."""
    return f"{{{CAC_NS}}}{name}"


def cbc(name: str) -> str:
    """Return the tag of a basic element."""
    return f"{{{CBC_NS}}}{name}"


_CUSTOMIZATION = cbc("CustomizationID")


def customization(root: etree._Element) -> str:
    """Return the customization that a document names, by which formats with the same root are told apart."""
    for child in root[:3]:  # type: ignore[index]  # where it stands; the stubs lack slices
        if child.tag == _CUSTOMIZATION:
            return (child.text or "").strip()
    found = next(root.iterchildren(_CUSTOMIZATION), None)
    return (found.text or "").strip() if found is not None else ""
