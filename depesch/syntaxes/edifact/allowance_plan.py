"""What an allowance or charge (ALC and its group) means, of the invoice or of a line.

Source: UNTDID INVOIC segment groups 15 and 38; EANCOM 1997 part II, INVOIC; code lists 5189 and 7161.
"""

from __future__ import annotations

from itertools import islice

from depesch.model import invoice as model
from depesch.syntaxes.binding import Element, Entry, Plan
from depesch.syntaxes.edifact.leaves import Coded, Parse, Piece
from depesch.syntaxes.edifact.parts import (
    Neither,
    by_component,
    by_qualifier,
    many,
    one,
    qualified,
    qualifier,
    segment,
    when,
)
from depesch.syntaxes.edifact.tables import ALLOWANCE_SERVICES, VAT_CATEGORIES, Table
from depesch.syntaxes.groups import Groups, Inside, Nest
from depesch.syntaxes.leaves import Amount, Known, Number, Text

_REASON_PIECE = 35
ALLOWANCE_AMOUNTS = ("8", "23", "204")  # of the allowance or charge; of a charge; of an allowance


def allowances_charges(parse: Parse, table: Table, *, of_line: bool) -> Entry:
    """Return what a group of ALC gives by its qualifier: A is an allowance, C a charge."""

    def group(key: str, *, charge: bool) -> Groups:
        return Groups(key, model.AllowanceCharge, _plan(parse, table, charge=charge, of_line=of_line))

    allowance = group("allowances", charge=False)
    entries: dict[str, Entry] = {"A": allowance, "C": group("charges", charge=True)}
    if not (of_line and table.cen):
        return by_qualifier(entries, Neither())
    discount = Inside(
        "price",
        model.Price,
        {
            "ALC": segment(e1=one(Known())),
            "MOA": by_qualifier({"509": qualified(Amount("discount", "currency", exact=True, parse=parse))}),
        },
    )
    return when(_is_of_price, discount, by_qualifier(entries, Neither()))


def _is_of_price(element: Element) -> bool:
    """Whether the amount of an allowance is one of the price (509): a discount on that."""
    return any(child.tag == "MOA" and qualifier(child) == "509" for child in islice(element, 9))


def _plan(parse: Parse, table: Table, *, charge: bool, of_line: bool) -> Plan:
    amount = qualified(Amount("amount", "currency", parse=parse), None, Known("4"))
    base = qualified(Amount("base_amount", "currency", parse=parse), None, Known("4"))
    plan: dict[str, Entry] = {
        "ALC": _said(table, charge=charge),
        "MOA": by_qualifier({**dict.fromkeys(ALLOWANCE_AMOUNTS, amount), "25": base}),
        "PCD": segment(e1=many(c1=Known("1", "2", "3"), c2=Number("percentage", parse=parse))),
    }
    if not of_line:
        plan["TAX"] = segment(
            e1=one(Known("7", "5")),
            e2=one(Known("vat")),
            e5=many(c4=Number("vat_rate", parse=parse)),
            e6=one(Coded("vat_category", VAT_CATEGORIES)),
        )
    return plan


def _said(table: Table, *, charge: bool) -> Entry:
    """Return the segment ALC: the code of the reason is of list 7161 for a charge, of 5189 for an allowance."""
    information: dict[str, Entry] = {} if charge else {"c2": Text("reason_code")}
    if table.charge_reason_in_number:
        information["c1"] = Text("reason")
    words = {"c4": Piece("reason", _REASON_PIECE, ""), "c5": Piece("reason", _REASON_PIECE, "")}
    coded = Nest({"c1": Text("reason_code"), **words})
    service: Entry = coded
    if not charge:
        discount = Nest({"c1": Coded("reason_code", ALLOWANCE_SERVICES), **words})
        service = by_component("c1", dict.fromkeys(ALLOWANCE_SERVICES, discount), Nest(words))
    return segment(e1=one(Known()), e2=Nest(information), e4=one(Known("1")), e5=service)
