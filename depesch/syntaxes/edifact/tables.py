"""The qualifiers in which the directories differ, and the lengths of texts: one table for each.

Source: UNTDID D.93A, D.96A, D.97B, D.01B (code lists 1153, 2005, 5025, 7143); EANCOM 1997 part II INVOIC (D.96A) and
2002 (D.01B); the examples that
CEN published with the binding of EN 16931-1 to INVOIC D.14B, whose qualifiers are read with D.01B.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Table(NamedTuple):
    """What differs: qualifiers by what they mean, code lists, lengths."""

    version: str
    text_piece: int  # 4440: how long one of the five pieces of a free text may be
    issue_dates: tuple[str, ...]  # 2005, in the header
    line_amounts: tuple[str, ...]  # 5025, of a line without VAT
    totals: Mapping[str, str]  # 5025 in the summary -> field of the totals
    prices: Mapping[str, str]  # 5125 -> net or gross
    item_numbers: Mapping[str, str]  # 7143 -> whose number it is
    references: Mapping[str, str]  # 1153 in the header -> field of the invoice
    charge_reason_in_number: bool  # whether 1230 says the reason of an allowance or charge in words
    cen: bool  # whether the qualifiers of the binding to EN 16931 (D.14B) are read


_TOTALS = {
    "79": "line_net_amount",
    "260": "allowance_amount",
    "259": "charge_amount",
    "125": "amount_excl_vat",
    "176": "vat_amount",
    "124": "vat_amount",
    "77": "amount_incl_vat",
    "86": "amount_incl_vat",
    "39": "amount_incl_vat",
    "113": "paid_amount",
    "9": "amount_due",
}
_PRICES = {"AAA": "net", "AAB": "gross"}
_ITEM_NUMBERS = {
    "EN": "standard",
    "UP": "standard",
    "SA": "seller",
    "IN": "buyer",
    "BP": "buyer",
}
_REFERENCES = {
    "ON": "order_reference",
    "VN": "sales_order_reference",
    "CT": "contract_reference",
    "BC": "contract_reference",
    "AAK": "despatch_advice_reference",
    "DQ": "despatch_advice_reference",
    "ALO": "receiving_advice_reference",
    "AEP": "project_reference",
    "CR": "buyer_reference",
    "ADE": "buyer_accounting_reference",
}

D93A = Table(
    version="D93A",
    text_piece=70,
    issue_dates=("137", "3"),
    line_amounts=("203", "66"),
    totals={**_TOTALS, "128": "amount_incl_vat"},
    prices={**_PRICES, "INV": "net"},
    item_numbers=_ITEM_NUMBERS,
    references=_REFERENCES,
    charge_reason_in_number=False,
    cen=False,
)
D96A = D93A._replace(version="D96A", line_amounts=("203",), prices=_PRICES)
D97B = D96A._replace(version="D97B", prices={**_PRICES, "INV": "net"})
D01B = D96A._replace(
    version="D01B",
    text_piece=512,
    totals={**_TOTALS, "389": "amount_excl_vat", "388": "amount_incl_vat", "366": "rounding_amount"},
    item_numbers={**_ITEM_NUMBERS, "SRV": "standard"},
    references={**_REFERENCES, "AOU": "buyer_accounting_reference"},
    charge_reason_in_number=True,
    cen=True,
)

# Code list 5305 -> UNTDID 5305 as EN 16931 takes it: a lower and a higher rate are rates like the standard one.
VAT_CATEGORIES = {"AA": "S", "H": "S"}
# Code list 6411 of EANCOM 1997 -> Recommendation 20: PCE is not in the list that EN 16931 takes, H87 is.
UNITS = {"PCE": "H87"}
UNITS_WRITTEN = {"H87": "PCE"}
# Code list 7161 (special services) of an allowance -> 5189, which EN 16931 takes for allowances.
ALLOWANCE_SERVICES = {"DI": "95"}
ALLOWANCE_SERVICES_WRITTEN = {"95": "DI"}
