"""What was read, held against itself: totals, lines, VAT by rate, dates, and what every invoice has."""

from __future__ import annotations

from decimal import Decimal

import msgspec

from depesch.capture.captured import Doubt
from depesch.capture.sums import Sums
from depesch.capture.words import Code
from depesch.model.invoice import Invoice, Line

_NEAR = Decimal("0.05")  # what the rounding of lines may make


def doubts_of(invoice: Invoice, sums: Sums, doubts: list[Doubt]) -> tuple[Invoice, frozenset[str]]:
    """Add the doubts; return the invoice, without line amounts that include VAT, and the terms that proved right."""
    totals = invoice.totals
    sure: set[str] = set()
    if sums.differs and totals is not None and totals.amount_excl_vat is not None and totals.vat_amount is not None:
        made = totals.amount_excl_vat + totals.vat_amount
        doubts.append(
            Doubt(code=Code.TOTALS_DIFFER, term="BT-112", value=str(totals.amount_incl_vat), expected=str(made))
        )
    if sums.payable_differs and totals is not None:
        doubts.append(
            Doubt(
                code=Code.TOTALS_DIFFER,
                term="BT-115",
                value=str(totals.amount_due),
                expected=str((totals.amount_incl_vat or Decimal(0)) - (totals.paid_amount or Decimal(0))),
            )
        )
    invoice, lines_sure = _lines(invoice, doubts)
    sure |= lines_sure
    _vat(invoice, doubts)
    if invoice.issue_date and invoice.due_date and invoice.due_date < invoice.issue_date:
        doubts.append(
            Doubt(
                code=Code.DUE_BEFORE_ISSUE,
                term="BT-9",
                value=invoice.due_date.isoformat(),
                expected=invoice.issue_date.isoformat(),
            )
        )
    doubts.extend(Doubt(code=Code.MISSING, term=term) for term in _missing(invoice))
    return invoice, frozenset(sure)


def _lines(invoice: Invoice, doubts: list[Doubt]) -> tuple[Invoice, set[str]]:
    """Hold the sum of the lines against the net total; where they make the gross, their amounts include VAT."""
    totals = invoice.totals
    if not invoice.lines or totals is None:
        return invoice, set()
    made = sum((line.net_amount or Decimal(0) for line in invoice.lines), Decimal(0))
    net = totals.line_net_amount if totals.line_net_amount is not None else totals.amount_excl_vat
    gross = totals.amount_incl_vat
    if net is not None and abs(made - net) <= _NEAR:
        return invoice, {"BT-131", "BT-109"} if net == totals.amount_excl_vat else {"BT-131", "BT-106"}
    if gross is not None and gross != net and abs(made - gross) <= _NEAR:
        doubts.append(Doubt(code=Code.LINES_WITH_VAT, term="BG-25", value=str(made)))
        return msgspec.structs.replace(invoice, lines=tuple(map(_without_amounts, invoice.lines))), set()
    if net is not None:
        doubts.append(Doubt(code=Code.LINES_DIFFER, term="BG-25", value=str(made), expected=str(net)))
    return invoice, set()


def _without_amounts(line: Line) -> Line:
    return msgspec.structs.replace(line, net_amount=None, price=None)


def _vat(invoice: Invoice, doubts: list[Doubt]) -> None:
    totals = invoice.totals
    if totals is None or totals.vat_amount is None or not invoice.vat_breakdown:
        return
    made = sum((row.tax_amount or Decimal(0) for row in invoice.vat_breakdown), Decimal(0))
    if abs(made - totals.vat_amount) > _NEAR:
        doubts.append(Doubt(code=Code.VAT_DIFFERS, term="BT-110", value=str(made), expected=str(totals.vat_amount)))


def _missing(invoice: Invoice) -> list[str]:
    """Return the terms that every invoice has and that were not read."""
    totals, seller, buyer = invoice.totals, invoice.seller, invoice.buyer
    held = {
        "BT-1": invoice.number,
        "BT-2": invoice.issue_date,
        "BT-5": invoice.currency,
        "BT-27": seller.name if seller else None,
        "BT-44": buyer.name if buyer else None,
        "BT-109": totals.amount_excl_vat if totals else None,
        "BT-112": totals.amount_incl_vat if totals else None,
        "BT-115": totals.amount_due if totals else None,
        "BG-25": invoice.lines or None,
    }
    return [term for term, value in held.items() if value is None]
