"""Code lists of Finvoice beside those of EN 16931, both ways.

Sources: Finvoice 3.0 implementation guidelines, 10.5 (invoice types) and 17.3.2 (OVT identifiers); data lists 2.01 and
3.0; UN/ECE Recommendation 20 for units; ISO 6523 for the schemes of identifiers.
"""

from __future__ import annotations

import re

from depesch.model.invoice import CREDIT_NOTE_TYPES

INVOICE, CREDIT_NOTE, PRO_FORMA, SELF_BILLED = "380", "381", "325", "389"

# InvoiceTypeCode -> UNTDID 1001, where the code says no more than that.
TYPES = {"INV01": INVOICE, "INV02": CREDIT_NOTE, "INV06": PRO_FORMA, "INV07": SELF_BILLED}
# Invoices of a special kind: interest, internal, collection, reminder, direct payment, secure, direct debit. EN 16931
# knows them as invoices; what they say beyond that is named as unread.
_SPECIAL = re.compile(r"INV0[34589]|SEI[0-9]{2}|SDD[0-9]{2}").fullmatch

CREDIT = "INV02"
TYPE_TEXTS = {
    "INV01": "INVOICE",
    "INV02": "CREDIT NOTE",
    "INV06": "PRO FORMA INVOICE",
    "INV07": "SELFBILLING",
}
# What programs print as the type of an invoice or a credit note, in lower case: it only says the code again.
USUAL_TYPE_TEXTS = (
    *(text.lower() for text in TYPE_TEXTS.values()),
    "lasku",
    "faktura",
    "hyvityslasku",
    "hyvitys",
    "kreditfaktura",
    "kreditnota",
    "proformalasku",
)


def type_of(code: str) -> str | None:
    """Return the type (BT-3) that an InvoiceTypeCode means by itself; None for what is no invoice.

    >>> type_of("INV02"), type_of("SEI01"), type_of("ORD01")
    ('381', '380', None)
    """
    return TYPES.get(code) or (INVOICE if _SPECIAL(code) else None)


def code_for(type_code: str) -> str:
    """Return the InvoiceTypeCode of a type (BT-3), by which banks handle the message.

    >>> code_for("396"), code_for("386")
    ('INV02', 'INV01')
    """
    if type_code in CREDIT_NOTE_TYPES:
        return CREDIT
    return next((code for code, one in TYPES.items() if one == type_code), "INV01")


# QuantityUnitCode is a free text; these are in general use. "t" (tonne or hour) and "v" (year) are not among them.
UNITS = {
    "kpl": "EA",
    "st": "EA",
    "pcs": "EA",
    "kg": "KGM",
    "g": "GRM",
    "l": "LTR",
    "ltr": "LTR",
    "m": "MTR",
    "cm": "CMT",
    "mm": "MMT",
    "km": "KMT",
    "m2": "MTK",
    "m3": "MTQ",
    "h": "HUR",
    "tunti": "HUR",
    "min": "MIN",
    "pv": "DAY",
    "vrk": "DAY",
    "vk": "WEE",
    "kk": "MON",
    "kwh": "KWH",
    "mwh": "MWH",
    "kw": "KWT",
    "kvar": "KVR",
}
UNIT_TEXTS = {code: text for text, code in reversed(UNITS.items())} | {"KWH": "kWh", "MWH": "MWh", "KWT": "kW"}
MUTUALLY_DEFINED = "ZZ"

# IdentifierType -> ISO 6523, where the type names a scheme of that list.
IDENTIFIER_TYPES = {"GLN": "0088", "DUNS": "0060"}
IDENTIFIER_TYPES_WRITTEN = {scheme: name for name, scheme in IDENTIFIER_TYPES.items()}
EDI = "EDI"
OVT_SCHEME = "0037"
GTIN_SCHEME = "0160"
_OVT = re.compile(r"0037[0-9]{8}[0-9A-Za-z]{0,9}").fullmatch


def is_ovt(value: str) -> bool:
    """Whether it is an OVT identifier: 0037, the business identity code in eight digits, a suffix.

    >>> is_ovt("00371234567800001"), is_ovt("1234567-8")
    (True, False)
    """
    return _OVT(value) is not None


# How Finvoice names EN 16931 itself (BT-24).
SPECIFICATIONS = {"EN16931": "urn:cen.eu:en16931:2017"}

# Parties that EN 16931 knows and Finvoice tells by a code (AnyPartyCode).
PAYEE, TAX_REPRESENTATIVE = "PaymentReceiver", "SellerTaxRepr"

# What EPI is by itself, where no code (BT-81) is stated: a credit transfer, in euro from an IBAN a SEPA one.
CREDIT_TRANSFER, SEPA_TRANSFER = "30", "58"


def says_nothing(text: str | None) -> bool:
    """Whether a text is empty, or one of the dashes that stand for nothing where the schema wants a text.

    >>> says_nothing("--"), says_nothing(" "), says_nothing("-7")
    (True, True, False)
    """
    return not text or not (text[0].isalnum() or (text.strip("-") and not text.isspace()))
