"""The code lists of the Polish structured invoice, and what their codes are in the model.

Source: schemas FA(2) and FA(3) (TRodzajFaktury, TStawkaPodatku, TFormaPlatnosci, TRolaPodmiotu3) with the Ministry of
Finance's brochures; for the other side UNTDID 1001, 4461 and 5305, and VATEX, as EN 16931-1 uses them.
"""

from __future__ import annotations

from decimal import Decimal

INVOICE, CREDIT_NOTE, CORRECTED, PREPAYMENT, SELF_BILLED, SELF_BILLED_CREDIT = "380", "381", "384", "386", "389", "261"

# A correction states differences; one with a negative total is a credit note: see `finishing.py`.
INVOICE_TYPES = {
    "VAT": INVOICE,
    "KOR": CORRECTED,
    "ZAL": PREPAYMENT,
    "ROZ": INVOICE,  # after prepayments
    "UPR": INVOICE,  # simplified: the total alone
    "KOR_ZAL": CORRECTED,
    "KOR_ROZ": CORRECTED,
}
TYPES_THAT_SAY_MORE = frozenset({"ROZ", "UPR", "KOR_ZAL", "KOR_ROZ"})

_ZERO = Decimal(0)
# Rates of a line: category and rate. Not subject in Poland (np): what is due in another member state by the buyer
# (np II) is reverse charge, the rest is outside.
RATES: dict[str, tuple[str, Decimal | None]] = {
    **{rate: ("S", Decimal(rate)) for rate in ("23", "22", "8", "7", "5", "4", "3")},
    "0 KR": ("Z", _ZERO),
    "0": ("Z", _ZERO),
    "0 WDT": ("K", _ZERO),
    "0 EX": ("G", _ZERO),
    "zw": ("E", _ZERO),
    "oo": ("AE", _ZERO),
    "np I": ("O", None),
    "np II": ("AE", _ZERO),
}

# Sums of the document: category, and the rate as it is now; lines tell where an invoice has the older one beside it.
TAXED_SUMS: dict[str, tuple[str, str | None]] = {
    "1": ("23", "22"),
    "2": ("8", "7"),
    "3": ("5", None),
    "4": ("4", "3"),
}
OLDER_RATES = {Decimal(new): Decimal(old) for new, old in TAXED_SUMS.values() if old is not None}
UNTAXED_SUMS: dict[str, tuple[str, Decimal | None]] = {
    "6_1": ("Z", _ZERO),
    "6_2": ("K", _ZERO),
    "6_3": ("G", _ZERO),
    "7": ("E", _ZERO),
    "8": ("O", None),
    "9": ("AE", _ZERO),
    "10": ("AE", _ZERO),
    "11": ("E", _ZERO),
}
# What a category says in itself, as a reason (BT-121), which EN 16931 wants beside it.
REASONS = {"K": "VATEX-EU-IC", "G": "VATEX-EU-G", "AE": "VATEX-EU-AE", "O": "VATEX-EU-O"}
MARGIN_SUM = "11"
MARGIN_WORDS = "Procedura marży"
MARGIN_CODES = {
    "P_PMarzy_2": "VATEX-EU-D",  # travel agents
    "P_PMarzy_3_1": "VATEX-EU-F",  # second-hand goods
    "P_PMarzy_3_2": "VATEX-EU-I",  # works of art
    "P_PMarzy_3_3": "VATEX-EU-J",  # collectors' items and antiques
}

# UNTDID 4461, and the way to pay in words; ZZZ (mutually defined) for those that the list has no code for.
PAYMENT_MEANS = {
    "1": ("10", "gotówka"),
    "2": ("48", "karta"),
    "3": ("ZZZ", "bon"),
    "4": ("20", "czek"),
    "5": ("ZZZ", "kredyt"),
    "6": ("30", "przelew"),
    "7": ("68", "mobilna"),
}

# Roles of a third party.
FACTOR, RECEIVER, RECEIVER_OF_MUNICIPALITY = "1", "2", "8"
TAX_REPRESENTATIVE = "3"  # of the authorised ones

# Units as they are written in Polish, where one word means one unit; any other stays as it is.
UNITS = {
    "szt": "H87",
    "szt.": "H87",
    "sztuka": "H87",
    "kpl": "SET",
    "kpl.": "SET",
    "godz": "HUR",
    "godz.": "HUR",
    "h": "HUR",
    "dni": "DAY",
    "dzień": "DAY",
    "mies.": "MON",
    "miesiąc": "MON",
    "kg": "KGM",
    "g": "GRM",
    "t": "TNE",
    "m": "MTR",
    "mb": "MTR",
    "m2": "MTK",
    "m3": "MTQ",
    "km": "KMT",
    "l": "LTR",
    "kwh": "KWH",
}
