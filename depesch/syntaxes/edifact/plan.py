"""What each segment of an invoice means in the model: the header, the lines, the summary.

Source: UNTDID INVOIC, D.93A to D.01B; EANCOM 1997 part II, INVOIC (EAN008); the examples that CEN published with the
binding of EN 16931-1 to D.14B.
"""

from __future__ import annotations

from depesch.model import invoice as model
from depesch.syntaxes.binding import Element, Entry, Plan, Run
from depesch.syntaxes.edifact.allowance_plan import allowances_charges
from depesch.syntaxes.edifact.leaves import DayIn, Parse, Piece
from depesch.syntaxes.edifact.line_plan import is_vat, line, period_dates, vat_row
from depesch.syntaxes.edifact.notes import Notes
from depesch.syntaxes.edifact.parts import alike, by_qualifier, known, many, one, qualified, qualifier, segment, when
from depesch.syntaxes.edifact.party_plan import parties
from depesch.syntaxes.edifact.payment_plan import ACCOUNT, MEANS_CODE, payment
from depesch.syntaxes.edifact.tables import Table
from depesch.syntaxes.groups import Choice, Groups, Inside, Later, Nest
from depesch.syntaxes.leaves import Amount, Known, Text

# A party that says the same as another: the first of these in an invoice is the one, the others have no place.
_BEFORE = {"SU": "SE", "IV": "BY", "ST": "DP"}
_VAT_CURRENCY = "10E"  # 6343 of EANCOM: the currency for value added tax purposes


def plan(table: Table, parse: Parse) -> Plan:
    """Return the plan of an interchange with one invoice, for a directory and what reads its numbers."""
    return {
        "UNB": Nest(known("e1 e2 e3 e4 e5 e7 e8 e9 e10")),
        "UNG": Nest(known("e1 e2 e3 e4 e5 e6 e7")),
        "INVOIC": Nest({**_header(table, parse), "SG-LIN": line(table, parse), "SUMMARY": _summary(table, parse)}),
        "UNO": Nest(known("e1 e2 e3 e4")),
        "UNP": Nest(known("e1 e2")),
        "UNE": Nest(known("e1 e2")),
        "UNZ": Nest(known("e1 e2")),
    }


def _header(table: Table, parse: Parse) -> dict[str, Entry]:
    return {
        "UNH": Nest(known("e1 e2", 9)),
        "BGM": segment(e1=one(Text("type_code")), e2=one(Text("number")), e3=one(Known("9"))),
        "DTM": by_qualifier(_dates(table)),
        "PAI": MEANS_CODE,
        "FTX": _texts(table),
        "SG-RFF": _references(table),
        "SG-NAD": _parties(table),
        "SG-TAX": when(is_vat, Nest({"TAX": Nest({**known("e1 e2 e6"), "e5": many(c4=Known())})})),
        "SG-CUX": when(_is_invoice_currency, Nest({"CUX": _CURRENCIES})),
        "SG-PAT": _terms("PAT"),
        "SG-PYT": _terms("PYT"),
        "SG-ALC": allowances_charges(parse, table, of_line=False),
        **({"SG-EFI": _EXTERNAL_FILE} if table.cen else {}),
        "UNT": Nest(known("e1 e2")),
    }


def _dates(table: Table) -> dict[str, Entry]:
    delivered = Inside("delivery", model.Delivery, qualified(DayIn("delivery_date"), Known()))

    def issued(code: str) -> Entry:
        earlier = table.issue_dates[: table.issue_dates.index(code)]
        entry = qualified(DayIn("issue_date"), Known())
        return when(lambda element: not _beside(element, *earlier), entry) if earlier else entry

    return {
        **{code: issued(code) for code in table.issue_dates},
        "35": delivered,
        "69": when(lambda element: not _beside(element, "35"), delivered),
        "131": qualified(DayIn("tax_point_date"), Known()),
        "13": qualified(DayIn("due_date"), Known()),
        **period_dates(),
    }


def _beside(element: Element, *codes: str) -> bool:
    """Whether a segment or group of the same tag has one of these qualifiers."""
    return any(qualifier(other) in codes for other in alike(element))


def _texts(table: Table) -> Entry:
    def pieces(key: str) -> Nest:
        return Nest({f"c{at}": Piece(key, table.text_piece) for at in range(1, 6)})

    entries: dict[str, Entry] = {
        "AAB": segment(e1=one(Known()), e2=one(Known("1")), e4=pieces("payment_terms")),
    }
    if table.cen:
        rules = segment(e1=one(Known()), e3=one(Text("business_process")), e4=one(Text("specification")))
        entries["DOC"] = rules
    return by_qualifier(entries, Notes(table.text_piece))


def _references(table: Table) -> Entry:
    entries: dict[str, Entry] = {
        code: Nest({"RFF": qualified(Text(field))}) for code, field in table.references.items()
    }
    preceding = Groups(
        "preceding_invoices",
        model.PrecedingInvoice,
        {
            "RFF": qualified(Text("number")),
            "DTM": by_qualifier({"171": qualified(DayIn("issue_date"), Known())}),
        },
    )
    entries["IV"] = entries["OI"] = preceding
    entries["PQ"] = Nest({"RFF": qualified(payment(Text("remittance_information")))})
    return by_qualifier(entries)


def _parties(table: Table) -> Entry:
    entries = parties(table)

    def choose(element: Element) -> Entry | None:
        code = qualifier(element)
        before = _BEFORE.get(code)
        return None if before and _beside(element, before) else entries.get(code)

    return Choice(choose, *entries.values())


_CURRENCIES = segment(
    e1=when(
        lambda element: all((child.text or "") in ("", "4") for child in element if child.tag == "c3"),
        many(c1=Known("2"), c2=Text("currency"), c3=Known("4")),
    ),
    e2=when(
        lambda element: any(child.text == _VAT_CURRENCY for child in element if child.tag == "c3"),
        many(c1=Known("3"), c2=Text("vat_currency"), c3=Known()),
    ),
)


def _is_invoice_currency(element: Element) -> bool:
    """Whether a group is about the invoice's currency: it says so, or it is the only one."""
    return qualifier(element) == "2" or next(alike(element), None) is None


def _terms(tag: str) -> Entry:
    """Return the terms of payment, but for those of a discount or a penalty, which EN 16931 has no terms for."""
    group = Nest(
        {
            tag: segment(e1=one(Known()), e2=Nest({f"c{at}": Piece("payment_terms", _TERMS_PIECE) for at in (4, 5)})),
            "DTM": by_qualifier({"13": qualified(DayIn("due_date"), Known())}),
            "PAI": MEANS_CODE,
            "FII": ACCOUNT,
        }
    )
    return by_qualifier({"1": group, "3": group})


_TERMS_PIECE = 35
_EXTERNAL_FILE = Groups(
    "supporting_documents",
    model.SupportingDocument,
    {
        "EFI": segment(e1=many(c1=Known(), c2=Text("description"))),
        "RFF": by_qualifier({"ATS": qualified(Text("reference"))}),
        "COM": segment(e1=many(c1=Text("location"), c2=Known("ao"))),
    },
)


def _summary(table: Table, parse: Parse) -> Nest:
    row: Plan = {
        "TAX": segment(**vat_row("", "rate", "category", parse)),
        "MOA": by_qualifier({"124": _amount("tax_amount", parse), "125": _amount("taxable_amount", parse)}),
    }
    return Nest(
        {
            "UNS": Nest(known("e1")),
            "CNT": by_qualifier({"2": qualified(Known())}),
            "SG-MOA": _totals(table, parse),
            "SG-TAX": when(is_vat, Groups("vat_breakdown", model.VatBreakdown, row)),
            "SG-ALC": allowances_charges(parse, table, of_line=False),
        }
    )


def _amount(key: str, parse: Parse, *, checked: bool = True) -> Nest:
    return qualified(Amount(key, "currency", parse=parse, checked=checked), None, Known("4", "10e"))


def _totals(table: Table, parse: Parse) -> Entry:
    def total(entry: Entry) -> Nest:
        return Nest({"MOA": entry})

    ours, accounting = _amount("vat_amount", parse), _amount("vat_amount_accounting", parse, checked=False)

    def choose(element: Element, run: Run) -> Entry:
        return accounting if _is_accounting(element, run) else ours

    entries: dict[str, Entry] = {}
    for code, field in table.totals.items():
        entries[code] = total(Later(choose, ours, accounting) if field == "vat_amount" else _amount(field, parse))
    return Inside("totals", model.Totals, by_qualifier(entries))


def _is_accounting(element: Element, run: Run) -> bool:
    """Whether a total of VAT is in the accounting currency: it says so, or is in that one and no other is meant."""
    for data_element in element:
        for child in data_element:
            if child.tag == "c4" and (child.text or "").strip() == _VAT_CURRENCY:
                return True
            currency = child.get("currency")
            if currency is not None and currency != run.root.get("currency"):
                return currency == run.root.get("vat_currency")
    return False
