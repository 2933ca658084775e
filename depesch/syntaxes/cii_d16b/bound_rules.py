"""The rules of EN 16931 bound to the Cross Industry Invoice: the rows of `bound_table.py`, and those that look closer.

Three of them (CII-DT-010 to 012) can never fire: a rule with a wider context takes every node of theirs. They stand
in the table because they are published.

Source: validation artefacts of CEN/TC 434 for CII, release 1.3.16.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from depesch.model.issue import Issue, Severity
from depesch.syntaxes import BoundRule, Reading
from depesch.syntaxes.bound import Kind, Row, Table
from depesch.syntaxes.cii_d16b import bound_checks as look
from depesch.syntaxes.cii_d16b import bound_table as at
from depesch.syntaxes.cii_d16b.bound_gate import may_break
from depesch.syntaxes.cii_d16b.bound_terms import place_of, terms_at, terms_of
from depesch.syntaxes.cii_d16b.names import RAM_NS, RSM_NS, UDT_NS

_PARAGRAPH = re.compile(r"(\w+) (\w+) ?([\w/]*):((?:\s+(?:SR|DT)-\d+ [@\w:]+)+)")
_RULE = re.compile(r"((?:SR|DT)-\d+) ([@\w:]+)")
_FATAL, _WARNING = Severity.FATAL, Severity.WARNING
_SUPPORTING = look.not_of_additional("916")


def _tabled() -> Iterator[Row]:
    for context, text in at.TABLE.items():
        for kind, severity, below, rules in _PARAGRAPH.findall(text):
            above = "".join(f"ram:{name}/" for name in below.split("/") if name)
            for number, name in _RULE.findall(rules):
                yield Row(
                    id=f"CII-{number}",
                    severity=Severity(severity),
                    kind=Kind(kind),
                    context=context,
                    path=above + (name if ":" in name or name.startswith("@") else f"ram:{name}"),
                    only=look.not_tax_total if context == at.ANY_AMOUNT else None,
                )


def _filtered() -> Iterator[Row]:
    """Give the rules that leave out some of what their paths find."""
    document = "ram:AdditionalReferencedDocument"
    for number, severity, context, kind, path, only in (
        ("SR-474", _WARNING, at.LINE_SETTLEMENT, Kind.ONCE, document, look.of_type("130")),
        ("SR-457", _WARNING, at.AGREEMENT, Kind.ONCE, document, look.of_type_as_written("50")),
        ("SR-458", _WARNING, at.AGREEMENT, Kind.ONCE, document, look.of_type_as_written("130")),
        ("SR-475", _WARNING, at.AGREEMENT, Kind.ONCE, f"{document}/ram:Name", look.of_attached),
        ("SR-476", _WARNING, at.AGREEMENT, Kind.ONCE, f"{document}/ram:AttachmentBinaryObject", look.of_attached),
        ("SR-469", _FATAL, at.ROOT, Kind.ONCE, "//ram:ApplicableHeaderTradeSettlement/ram:PaymentReference", None),
        ("DT-015", _FATAL, at.REFERENCED, Kind.ABSENT, "ram:URIID", _SUPPORTING),
        ("DT-018", _FATAL, at.REFERENCED, Kind.ABSENT, "ram:TypeCode", look.not_of_additional("50", "130", "916")),
        ("DT-021", _FATAL, at.REFERENCED, Kind.ABSENT, "ram:Name", _SUPPORTING),
        ("DT-022", _FATAL, at.REFERENCED, Kind.ABSENT, "ram:AttachmentBinaryObject", _SUPPORTING),
        ("DT-024", _FATAL, at.REFERENCED, Kind.ABSENT, "ram:ReferenceTypeCode", look.not_of_additional("130")),
        (
            "DT-027",
            _FATAL,
            at.REFERENCED,
            Kind.ABSENT,
            "ram:FormattedIssueDateTime",
            look.not_of("InvoiceReferencedDocument"),
        ),
        ("DT-041", _WARNING, at.TRADE_TAX, Kind.ABSENT, "ram:BasisAmount", look.not_in_settlement),
        ("DT-052", _WARNING, at.TRADE_TAX, Kind.ABSENT, "ram:ExemptionReasonCode", look.not_of("ApplicableTradeTax")),
        ("DT-098", _WARNING, at.TRADE_TAX, Kind.ABSENT, "ram:ExemptionReason", look.not_of("ApplicableTradeTax")),
        ("DT-054", _WARNING, at.TRADE_TAX, Kind.ABSENT, "ram:TaxPointDate", look.not_in_settlement),
        ("DT-058", _WARNING, at.TRADE_TAX, Kind.ABSENT, "ram:DueDateTypeCode", look.not_in_settlement),
    ):
        yield Row(id=f"CII-{number}", severity=severity, kind=kind, context=context, path=path, only=only)
    yield Row(
        id="CII-DT-033",
        severity=_FATAL,
        kind=Kind.ABSENT,
        context=at.ANY_QUANTITY,
        path="@unitCode",
        when=look.no_billed_unit,
    )


def _checked() -> Iterator[Row]:
    """Give the rules that are judged by a function; the path tells what they are about."""
    means = "ram:SpecifiedTradeSettlementPaymentMeans"
    contact, gross = "ram:DefinedTradeContact/ram:DepartmentName", "ram:GrossPriceProductTradePrice"
    for number, severity, context, kind, path, breaks in (
        ("SR-046", _FATAL, at.PRODUCT, Kind.PRESENT, "ram:GlobalID/@schemeID", look.no_scheme),
        ("SR-090", _FATAL, at.PRODUCT, Kind.ONE, "ram:OriginTradeCountry/ram:ID", look.not_one_origin),
        (
            "SR-119",
            _WARNING,
            at.LINE_AGREEMENT,
            Kind.TOGETHER,
            f"{gross}/ram:AppliedTradeAllowanceCharge",
            look.half_a_discount,
        ),
        ("SR-450", _WARNING, at.AGREEMENT, Kind.EITHER, "ram:BuyerTradeParty/ram:GlobalID", _both("Buyer")),
        ("SR-465", _WARNING, at.AGREEMENT, Kind.EITHER, f"ram:SellerTradeParty/{contact}", _either("Seller")),
        ("SR-466", _WARNING, at.AGREEMENT, Kind.EITHER, f"ram:BuyerTradeParty/{contact}", _either("Buyer")),
        ("SR-449", _WARNING, at.DELIVERY, Kind.EITHER, "ram:ShipToTradeParty/ram:GlobalID", _both("ShipTo")),
        ("SR-451", _WARNING, at.SETTLEMENT, Kind.EITHER, "ram:PayeeTradeParty/ram:GlobalID", _both("Payee")),
        (
            "SR-462",
            _FATAL,
            at.SETTLEMENT,
            Kind.ALIKE,
            "ram:ApplicableTradeTax/ram:DueDateTypeCode",
            look.differing_tax_points,
        ),
        (
            "SR-470",
            _FATAL,
            at.SETTLEMENT,
            Kind.PRESENT,
            f"{means}/ram:PayeePartyCreditorFinancialAccount",
            look.no_account,
        ),
        ("SR-467", _FATAL, at.ROOT, Kind.ALIKE, f"//{means}/ram:TypeCode", look.differing("TypeCode")),
        ("SR-468", _FATAL, at.ROOT, Kind.ALIKE, f"//{means}/ram:Information", look.differing("Information")),
    ):
        yield Row(id=f"CII-{number}", severity=severity, kind=kind, context=context, path=path, breaks=breaks)
    yield _value("DT-037", at.TRADE_TAX, "ram:TypeCode", look.not_vat, "VAT")
    yield _value("DT-097", at.DATE, ".", look.no_date, "YYYYMMDD")


def _both(party: str) -> look.Check:
    return look.both(f"{party}TradeParty")


def _either(party: str) -> look.Check:
    return look.person_and_department(f"{party}TradeParty")


def _value(number: str, context: str, path: str, breaks: look.Check, expected: str) -> Row:
    return Row(
        id=f"CII-{number}",
        severity=_FATAL,
        kind=Kind.VALUE,
        context=context,
        path=path,
        breaks=breaks,
        expected=expected,
    )


def _rows() -> tuple[Row, ...]:
    """Return every rule by its kind of node, in the order in which a node is given to one of them."""
    order = list(at.TABLE)
    return tuple(sorted((*_tabled(), *_filtered(), *_checked()), key=lambda row: order.index(row.context)))


TABLE = Table(
    prefixes={"ram": RAM_NS, "rsm": RSM_NS, "udt": UDT_NS},
    rows=_rows,
    terms=terms_of,
    place=place_of,
    terms_at=terms_at,
)


def bound_rules() -> tuple[BoundRule, ...]:
    """Return the rules that speak of this format's elements."""
    return TABLE.rules()


def bound_issues(reading: Reading) -> tuple[Issue, ...]:
    """Return what those rules find, in document order."""
    return TABLE.issues(reading.root) if may_break(reading) else ()
