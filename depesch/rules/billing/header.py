"""Rules on the head of an invoice: the process, the electronic addresses."""

from __future__ import annotations

from typing import Any

from depesch.model.invoice import Invoice
from depesch.rules import Check, Context, Rule
from depesch.rules.billing.making import rule
from depesch.rules.making import on
from depesch.rules.scopes import BUYER, DOCUMENT, SELLER
from depesch.rules.wordings import MISSING


def has_process(invoice: Invoice, context: Context) -> bool:
    """Hold when the business process (BT-23) stands there, with a text or empty."""
    return invoice.business_process is not None


def has_address(party: Any, context: Context) -> bool:
    """Hold when the party's electronic address stands there."""
    return party.electronic_address is not None


def business_process(source: str) -> Rule:
    """Return PEPPOL-EN16931-R001: the business process (BT-23) must be there."""
    return rule("PEPPOL-EN16931-R001", source, "BT-23", MISSING, on(DOCUMENT, has_process, "business_process"))


def buyer_address(source: str, *checks: Check) -> Rule:
    """Return PEPPOL-EN16931-R010: the buyer has an electronic address (BT-49)."""
    own = checks or (on(BUYER, has_address, "electronic_address"),)
    return rule("PEPPOL-EN16931-R010", source, "BT-49", MISSING, *own)


def seller_address(source: str, *checks: Check) -> Rule:
    """Return PEPPOL-EN16931-R020: the seller has an electronic address (BT-34)."""
    own = checks or (on(SELLER, has_address, "electronic_address"),)
    return rule("PEPPOL-EN16931-R020", source, "BT-34", MISSING, *own)
