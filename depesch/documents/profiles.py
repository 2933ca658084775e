"""The profiles (BT-24) that are known by name; EN 16931 is applied whether or not a profile is known."""

from __future__ import annotations

_BASE = "urn:cen.eu:en16931:2017"
_BILLING = f"{_BASE}#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"
_SELFBILLING = f"{_BASE}#compliant#urn:fdc:peppol.eu:2017:poacc:selfbilling:3.0"
_XRECHNUNG = f"{_BASE}#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0"

PROFILES = {
    _BASE: "en16931",
    _BILLING: "peppol-bis3",
    _SELFBILLING: "peppol-bis3-selfbilling",
    _XRECHNUNG: "xrechnung",
    f"{_XRECHNUNG}#conformant#urn:xeinkauf.de:kosit:extension:xrechnung_3.0": "xrechnung-extension",
    f"{_BASE}#compliant#urn:factur-x.eu:1p0:basic": "facturx-basic",
    f"{_BASE}#conformant#urn:factur-x.eu:1p0:extended": "facturx-extended",
    "urn:factur-x.eu:1p0:basicwl": "facturx-basicwl",
    "urn:factur-x.eu:1p0:minimum": "facturx-minimum",
}


def profile_name(specification: str | None) -> str | None:
    """Return the short name of the profile that the specification identifier (BT-24) stands for, if it is known.

    >>> profile_name("urn:cen.eu:en16931:2017")
    'en16931'
    """
    return PROFILES.get(specification.strip()) if specification else None
