"""The words of the network: kinds of identifiers, standings of customers, states of connections and routes."""

from __future__ import annotations

from babel import Locale
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from depesch.hub.directory.customers import Standing
from depesch.hub.directory.identifiers import OWN_NUMBER, VAT, PartyIdentifier
from depesch.hub.directory.models import ConnectionState, CustomerKind, RoutingState
from depesch.portal.formatting import LOCALES, language
from depesch.portal.words import StateWords, Tone

STANDINGS = {
    Standing.READY: StateWords(Tone.DONE, _("Can be invoiced")),
    Standing.REQUESTED: StateWords(Tone.WAIT, _("Has still to accept you")),
    Standing.DECLINED: StateWords(Tone.NEED, _("Has not accepted you")),
    Standing.ROUTING: StateWords(Tone.WAIT, _("Awaits routing")),
    Standing.LEFT: StateWords(Tone.NEED, _("No longer in the network")),
}
CONNECTIONS = {
    ConnectionState.REQUESTED: StateWords(Tone.WAIT, _("Awaits an answer")),
    ConnectionState.ACCEPTED: StateWords(Tone.DONE, _("Accepted")),
    ConnectionState.DECLINED: StateWords(Tone.NEED, _("Declined")),
    ConnectionState.CANCELLED: StateWords(Tone.OFF, _("Taken back")),
    ConnectionState.LEFT: StateWords(Tone.NEED, _("No longer in the network")),
}
ROUTES = {
    RoutingState.WAITING: StateWords(Tone.WAIT, _("Awaits an answer")),
    RoutingState.ACTIVE: StateWords(Tone.DONE, _("Active")),
    RoutingState.CANCELLED: StateWords(Tone.OFF, _("Called off")),
}
KINDS = {
    CustomerKind.COMPANY: _("Company"),
    CustomerKind.PUBLIC: _("Public authority"),
    CustomerKind.PRIVATE: _("Private person"),
}
_SCHEMES: dict[str, Promise] = {
    "0007": _("Organisation number"),
    "0192": _("Organisation number"),
    "0184": _("CVR number"),
    "0191": _("Organisation number"),
    "0212": _("Organisation number"),
    "0213": _("VAT number"),
    "0216": _("OVT code"),
    "0088": _("GLN (EAN)"),
    VAT: _("VAT number"),
    OWN_NUMBER: _("Customer number"),
    "EM": _("E-mail"),
}


def identifier_word(identifier: PartyIdentifier) -> str | Promise:
    """Return what sort of identifier it is; one of a scheme without words bears its number."""
    return _SCHEMES.get(identifier.scheme, identifier.scheme)


def country_word(code: str) -> str:
    """Return a country's name in the reader's language; the code for one that nobody knows."""
    return Locale.parse(LOCALES[language()]).territories.get(code, code) if code else ""


def document_type_word(identifier: str) -> str:
    """Return what a document type of the public directory is, such as "Invoice · Peppol BIS Billing 3.0"."""
    root = identifier.partition("##")[0].rpartition("::")[2]
    customization = identifier.partition("##")[2]
    names = {"Invoice": _("Invoice"), "CreditNote": _("Credit note"), "CrossIndustryInvoice": _("Invoice (CII)"),
             "ApplicationResponse": _("Answer to an invoice"), "Order": _("Order")}  # fmt: skip
    name = str(names.get(root, root or identifier))[:80]
    profile = next((word for part, word in _PROFILES if part in customization), "")
    return f"{name} · {profile}" if profile else name


_PROFILES = (
    ("poacc:billing:3.0", "Peppol BIS Billing 3.0"),
    ("poacc:selfbilling:3.0", "Peppol BIS Self-Billing 3.0"),
    ("xrechnung", "XRechnung"),
    ("nlcius", "NLCIUS"),
    ("poacc:trns:invoice_response:3", "Invoice Response 3"),
)
