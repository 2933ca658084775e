"""The names and codes of ebInterface."""

from __future__ import annotations

from datetime import date

NAMESPACES = {
    "ebinterface61": "http://www.ebinterface.at/schema/6p1/",
    "ebinterface60": "http://www.ebinterface.at/schema/6p0/",
    "ebinterface50": "http://www.ebinterface.at/schema/5p0/",
}

# UNTDID 1001; the first code of each kind is the one written for it.
KINDS = {
    "Invoice": "380",
    "CreditMemo": "381",
    "InvoiceForAdvancePayment": "386",
    "InvoiceForPartialDelivery": "326",
    "SelfBilling": "389",
    "SubsequentDebit": "383",
    "FinalSettlement": "380",
    "SubsequentCredit": "381",
}
KINDS_WRITTEN = {code: kind for kind, code in reversed(KINDS.items())}
SAY_MORE = frozenset({"FinalSettlement", "SubsequentCredit"})  # than their code does

GLN, DUNS, GTIN = "0088", "0060", "0160"  # ISO 6523
ADDRESS_SCHEMES = {"GLN": GLN, "DUNS": DUNS, "ProprietaryAddressID": None}
NO_VAT_NUMBER = "00000000"  # what stands where a party has none
NO_VAT_NUMBERS = frozenset({NO_VAT_NUMBER, "ATU00000000"})

COMPANY_REGISTER = "FN"
COMPANY_REGISTERS = frozenset({"FN", "FBNR"})
TAX_NUMBER, LEGAL_INFORMATION = "Steuernummer", "Firmeninformation"
SEAT, COURT = "Firmensitz ", "Firmenbuchgericht "

STANDARD = "S"
LOWER = "AA"  # UNTDID 5305: lower rate, which EN 16931 counts as standard rate
EXEMPTIONS = frozenset({"E", "AE", "K", "G", "O", "Z"})

SEPA_TRANSFER, TRANSFER, SEPA_DEBIT, CARD = "58", "30", "59", "48"

# Keys of AdditionalInformation: it holds what no element is for, and these are read as the term again.
REFERENCES = {
    "Vertragsreferenz": "contract_reference",
    "Projektreferenz": "project_reference",
    "Wareneingangsreferenz": "receiving_advice_reference",
    "Vergabereferenz": "tender_or_lot_reference",
    "Kontierung": "buyer_accounting_reference",
}
OBJECT, TAX_POINT, DOCUMENT = "Objekt", "Steuerzeitpunkt", "Anlage"
LINE_NUMBER, LINE_NOTE = "Positionsnummer", "Hinweis"
ORIGIN, GROSS_PRICE, DISCOUNT = "Ursprungsland", "Bruttopreis", "Preisabschlag"
LINE_FROM, LINE_TO = "Leistungsbeginn", "Leistungsende"

NO_PAYMENT = "Keine Zahlung erforderlich"
REASON_LISTS = {False: "UNCL5189", True: "UNCL7161"}  # of allowances, of charges


# Words for units that Austrian programs write instead of a code of UN/ECE Recommendation 20; source: its names of units
# in German. What stands in capitals may be a code of that list, as STK is, and stays.
_UNITS = {
    "stk": "H87",
    "stück": "H87",
    "stunde": "HUR",
    "stunden": "HUR",
    "std": "HUR",
    "tag": "DAY",
    "tage": "DAY",
    "woche": "WEE",
    "wochen": "WEE",
    "monat": "MON",
    "monate": "MON",
    "jahr": "ANN",
    "liter": "LTR",
    "meter": "MTR",
    "kg": "KGM",
    "gramm": "GRM",
    "tonne": "TNE",
    "tonnen": "TNE",
    "paar": "PR",
    "kwh": "KWH",
}


def unit_code(text: str) -> str:
    """Return the code of a unit that is a German word; any other text as it is.

    >>> unit_code("Stk"), unit_code("Stunde"), unit_code("STK"), unit_code("C62")
    ('H87', 'HUR', 'STK', 'C62')
    """
    return text if text.isupper() else _UNITS.get(text.lower(), text)


LINE_KEYS = frozenset({LINE_NUMBER, LINE_NOTE, OBJECT, "Kontierung", ORIGIN, GROSS_PRICE, DISCOUNT, LINE_FROM, LINE_TO})


def scheme_of(kind: str) -> str | None:
    """Return the scheme of an identifier's kind; another kind is the scheme itself.

    >>> scheme_of("GLN"), scheme_of("0007"), scheme_of("")
    ('0088', '0007', None)
    """
    return ADDRESS_SCHEMES.get(kind, kind) or None


def address_kind(scheme: str | None) -> str:
    """Return the kind of an identifier with this scheme.

    >>> address_kind("0088"), address_kind("0007"), address_kind(None)
    ('GLN', '0007', 'ProprietaryAddressID')
    """
    scheme = (scheme or "").strip()
    return {GLN: "GLN", DUNS: "DUNS", "": "ProprietaryAddressID"}.get(scheme, scheme)


def discount_text(day: date | None, percentage: str | None, amount: str | None, base: str | None) -> str:
    """Return the terms of a discount for early payment, in words.

    >>> discount_text(date(2026, 5, 31), "3.00", None, None)
    'Skonto bis 2026-05-31: 3.00 %'
    """
    said = [f"{percentage} %" if percentage else "", amount or "", f"auf {base}" if base else ""]
    return f"Skonto bis {day.isoformat() if day else '?'}: {' '.join(one for one in said if one)}"
