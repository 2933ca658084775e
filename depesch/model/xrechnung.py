"""What tells a German invoice: the specifications of XRechnung, and parties that are both in Germany.

Source: XRechnung 3.0.2, chapter on the specification identifier (BT-24).
"""

from __future__ import annotations

from depesch.model.invoice import Invoice, Party

CIUS = "urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0"
EXTENSION = f"{CIUS}#conformant#urn:xeinkauf.de:kosit:extension:xrechnung_3.0"
CLEAN_VEHICLES = f"{CIUS}#compliant#urn:xeinkauf.de:kosit:xrechnung:cvd_0.9"
_SINCE_3 = CIUS.removesuffix("3.0")  # those before it were named otherwise


def claims_xrechnung(invoice: Invoice) -> bool:
    """Return whether the invoice says that it follows XRechnung, in version 3 or later."""
    return invoice.specification is not None and invoice.specification.strip(" \t\r\n").startswith(_SINCE_3)


def is_between_germans(invoice: Invoice) -> bool:
    """Return whether seller and buyer both have an address in Germany; their VAT numbers do not count here."""
    return _is_german(invoice.seller) and _is_german(invoice.buyer)


def _is_german(party: Party | None) -> bool:
    country = party.address.country if party and party.address else None
    return country is not None and country.strip(" \t\r\n").upper() == "DE"
