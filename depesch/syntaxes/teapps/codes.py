"""Codes of TEAPPSXML and what they are in the model's code lists. One without a counterpart is not guessed.

Source: TEAPPSXML 2.7.2 and 3.0, empty invoice with explanations (INVOICE_TYPE, ORDER_TYPE, DISCOUNT/@TYPE);
2.7.2 Implementation Guide, 4.3.1 (AUTHORITY) and 4.9 (VAT_TYPE); ISO 6523; UNTDID 1001, 5189; UN/ECE
Recommendation 20.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType

from depesch.syntaxes.binding import Element
from depesch.syntaxes.teapps.values import says

INVOICE, CREDIT_NOTE, _TEST = "00", "01", "99"
TYPES: Mapping[str, str] = MappingProxyType({INVOICE: "380", CREDIT_NOTE: "381"})
TYPES_WRITTEN: Mapping[str, str] = MappingProxyType({code: ours for ours, code in TYPES.items()})

# What an identifier is of, as AUTHORITY says it; one with "0037" at its start is an OVT code when nothing says more.
AUTHORITIES: Mapping[str, str] = MappingProxyType({"GLN": "0088", "DUNS": "0060", "EDI": "0037"})
AUTHORITIES_WRITTEN: Mapping[str, str] = MappingProxyType({code: name for name, code in AUTHORITIES.items()})
OVT = "0037"
GTIN = "0160"

DISCOUNT, DISCOUNT_TYPE = "95", "00"  # UNTDID 5189 "Discount"; 01 and 02 have no counterpart there

# Words that Finnish invoices have for units, beside the codes of Recommendation 20.
UNITS: Mapping[str, str] = MappingProxyType(
    {
        "kpl": "H87",
        "pcs": "H87",
        "h": "HUR",
        "t": "HUR",
        "tunti": "HUR",
        "min": "MIN",
        "pv": "DAY",
        "kk": "MON",
        "kg": "KGM",
        "g": "GRM",
        "l": "LTR",
        "m": "MTR",
        "km": "KMT",
        "cm": "CMT",
        "mm": "MMT",
        "m2": "MTK",
        "m3": "MTQ",
        "kwh": "KWH",
        "%": "P1",
    }
)

# Sums of the invoice that are charges (BG-21), with what they are and their code of UNTDID 7161.
CHARGES: Mapping[str, tuple[str, str | None]] = MappingProxyType(
    {
        "INSURANCE_TOTAL": ("Insurance", "IN"),
        "CARGO": ("Freight", "FC"),
        "DELIVERY_EXTRA": ("Delivery", "DL"),
        "INTEREST_CHARGE": ("Interest", None),
        "COLLECTION_SURCHARGE_TOTAL": ("Collection", None),
        "POSTAGE_COSTS": ("Postage", None),
        "PROCESSING_COSTS": ("Handling", None),
    }
)


def type_of(element: Element) -> str | None:
    """Return BT-3 of an INVOICE_TYPE: the code of UNTDID 1001 beside it (3.0) or the one that it stands for.

    A test invoice (99) is none, whatever stands beside it.
    """
    said, beside = says(element).strip(), element.get("UNTDID_CODE")
    if said == _TEST:
        return None
    return beside if beside and not beside.isspace() else TYPES.get(said)


def scheme_of_identifier(element: Element) -> tuple[str | None, str | None]:
    """Return the scheme of a PARTY_IDENTIFICATION_ID, and the attribute that says so.

    Without one it is an OVT code, as in older versions: so is what begins like one.
    """
    scheme = element.get("SCHEME_ID")
    if scheme and not scheme.isspace():
        return scheme, "SCHEME_ID"
    authority = element.get("AUTHORITY")
    if authority and not authority.isspace():
        return AUTHORITIES.get(authority, authority), "AUTHORITY"
    return (OVT if says(element).startswith(OVT) else None), None


def scheme_stated(element: Element) -> tuple[str | None, str | None]:
    """Return the scheme that SCHEME_ID (3.0) says, and that attribute."""
    scheme = element.get("SCHEME_ID")
    return (scheme, "SCHEME_ID") if scheme and not scheme.isspace() else (None, None)


def scheme_of_ean(element: Element) -> tuple[str | None, str | None]:
    """Return the scheme of an EAN_CODE: GTIN, unless SCHEME_ID (3.0) says another."""
    scheme, attribute = scheme_stated(element)
    return scheme or GTIN, attribute


def unit_named(text: str) -> str:
    """Return the code of Recommendation 20 for a unit as invoices name it; what is not known stays as it is.

    >>> unit_named("kpl"), unit_named("KWH"), unit_named("laatikko")
    ('H87', 'KWH', 'laatikko')
    """
    return UNITS.get(text.strip().lower(), text) if text not in UNITS.values() else text


def unit_of(element: Element) -> tuple[str | None, str | None]:
    """Return the unit of a quantity, and the attribute that says so: the code (3.0) before the word."""
    for name in ("Q_UNIT_UNECE_CODE", "Q_UNIT"):
        said = element.get(name)
        if said and not said.isspace():
            return (said if name != "Q_UNIT" else unit_named(said)), name
    return None, None


def vat_category(said: str | None, rate: Decimal | None) -> str | None:
    """Return the VAT category: as stated, else S for a positive rate, which no other code of the format has."""
    if said is None and rate is not None and rate > 0:
        return "S"
    return said
