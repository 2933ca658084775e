"""What the rules of Peppol, countries and XRechnung ask about in CII beside the model.

Gathered once, when the first of their rules asks. What the model holds as it stands is left out: here is what says
more, or says it in another way than the model can tell. The tags are looked for in few passes through libxml2.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial
from typing import cast

import msgspec
from lxml import etree

from depesch.kit.xml import elements, local_name
from depesch.model.facts import Said, SaidBaseQuantity, SaidCharge, SaidInCii, Stated
from depesch.model.invoice import Invoice
from depesch.syntaxes import Reading
from depesch.syntaxes.cii_d16b.line_paths import LinePaths
from depesch.syntaxes.cii_d16b.names import RAM_NS, RSM_NS, UDT_NS, ram, udt
from depesch.syntaxes.cii_d16b.stated_german import stated_german
from depesch.syntaxes.cii_d16b.stated_national import national_of
from depesch.syntaxes.leaves import number
from depesch.syntaxes.ordinary import is_ordinary
from depesch.syntaxes.saying import said

_NAMES = {"rsm": RSM_NS, "ram": RAM_NS, "udt": UDT_NS}
_TRADE = "rsm:SupplyChainTradeTransaction"
_LINE = f"{_TRADE}/ram:IncludedSupplyChainTradeLineItem"
_AGREEMENT = f"{_TRADE}/ram:ApplicableHeaderTradeAgreement"
_SETTLEMENT = f"{_TRADE}/ram:ApplicableHeaderTradeSettlement"

_ID_TAGS = {ram("URIID"): "endpoint", ram("GlobalID"): "party", ram("ID"): "company"}
_NO_PARTYS = frozenset({None, "0160", "VA", "FC"})  # of items and tax registrations, of which no rule asks here
_DAY = udt("DateTimeString")
_SHARE, _ON_PRICE = ram("SpecifiedTradeAllowanceCharge"), ram("AppliedTradeAllowanceCharge")
_INDICATOR, _TRUE_OR_FALSE = ram("ChargeIndicator"), udt("Indicator")
_OF_LINE = ram("SpecifiedLineTradeSettlement")
_OF_DOCUMENT = ram("ApplicableHeaderTradeSettlement")
_PLAIN, _SPACE = frozenset({"true", "false"}), " \t\r\n"
_FILE, _VAT_TOTAL = ram("AttachmentBinaryObject"), ram("TaxTotalAmount")
_HEADER_SUM = ram("SpecifiedTradeSettlementHeaderMonetarySummation")
_BASIS, _NET_PRICE = ram("BasisQuantity"), ram("NetPriceProductTradePrice")


def _elements(path: str) -> etree.XPath:
    return etree.XPath(path, namespaces=_NAMES)


_TYPES = etree.XPath(
    f"{_AGREEMENT}/ram:AdditionalReferencedDocument/ram:TypeCode/text()", namespaces=_NAMES, smart_strings=False
)
_FURTHER_ADDRESSES = _elements(
    "|".join(
        f"({_AGREEMENT}/ram:{party}/ram:URIUniversalCommunication/ram:URIID)[position() > 1]"
        for party in ("SellerTradeParty", "BuyerTradeParty")
    )
)
_REFERRING = _elements(f"{_LINE}/ram:SpecifiedLineTradeSettlement[ram:AdditionalReferencedDocument]")
_OBJECTS = _elements("ram:AdditionalReferencedDocument[ram:TypeCode = '130']")
# Candidates only: XPath 1.0 reads fewer numbers than a schema allows, and the rules look again.
_GROSS_QUANTITIES = _elements(
    f"{_LINE}/ram:SpecifiedLineTradeAgreement/ram:GrossPriceProductTradePrice/ram:BasisQuantity[not(. > 0) or "
    "@unitCode and not(@unitCode = ../../../ram:SpecifiedLineTradeDelivery/ram:BilledQuantity/@unitCode) or "
    "not(../../ram:NetPriceProductTradePrice/ram:BasisQuantity)]"
)
_FURTHER_AMOUNTS = _elements(
    f"{_LINE}/ram:SpecifiedLineTradeSettlement/ram:SpecifiedTradeAllowanceCharge/ram:ActualAmount[position() > 1]"
)
_PLAIN_KINDS = {"true": "charges", "false": "allowances"}
_KINDS = {**_PLAIN_KINDS, "1": "charges", "0": "allowances"}
_LINE_PERIODS = _elements(f"{_LINE}/ram:SpecifiedLineTradeSettlement/ram:BillingSpecifiedPeriod")
_PERIOD = _elements(f"{_SETTLEMENT}/ram:BillingSpecifiedPeriod")
# The schema demands this one also where there is nothing to say; the artefact knows it by its usual prefix.
_DELIVERY = ram("ApplicableHeaderTradeDelivery")
_EMPTY = _elements(
    "descendant::*[not(*) and not(normalize-space()) and not(name() = 'ram:ApplicableHeaderTradeDelivery')]"
)


def stated_of(reading: Reading) -> Stated:
    """Return what the source states beside the model; of an invoice written as usual the model tells all of it."""
    root = reading.root
    ordinary = is_ordinary(reading)
    types = cast("list[str]", _TYPES(root))
    stated = Stated(
        gathered=True,
        identifiers=() if ordinary and _knows_numbers(reading.invoice) else tuple(_identifiers(root)),
        gather_empty=partial(_empty_elements, root, ordinary=ordinary),
        project_references=types.count("50"),
        national=national_of(reading),
        gather_german=partial(stated_german, reading),
    )
    if ordinary and not _GROSS_QUANTITIES(root):
        return stated
    paths = LinePaths(root)
    return msgspec.structs.replace(
        stated,
        dates=tuple(said(one) for one in _odd_dates(root)),
        indicators=tuple(_odd_charges(root, paths)),
        line_references=tuple(_line_references(root, paths)),
        attachments=tuple(_attachments(root)),
        in_cii=SaidInCii(
            price_indicators=tuple(_odd_on_prices(root, paths)),
            gross_quantities=tuple(_gross_quantity(one, paths) for one in elements(_GROSS_QUANTITIES, root)),
            further_amounts=tuple(_further_amounts(root, paths)),
            periods_outside=tuple(_periods_outside(root, paths)),
            object_references=types.count("130"),
            further_addresses=tuple(said(one) for one in elements(_FURTHER_ADDRESSES, root)),
            line_vat_totals=tuple(_line_vat_totals(root)),
        ),
    )


def _knows_numbers(invoice: Invoice) -> bool:
    """Return whether the numbers that rules look at are the parties' own: places and items have the same schemes."""
    place = invoice.delivery.location if invoice.delivery else None
    if place is not None and place.scheme is not None:
        return False
    items = (line.item.standard_identifier for line in invoice.lines if line.item is not None)
    return all(number is None or number.scheme in _NO_PARTYS for number in items)


def _empty_elements(root: etree._Element, *, ordinary: bool) -> tuple[Said, ...]:
    """Return the elements with nothing in them, of which XRechnung asks and Peppol does not.

    An ordinary invoice has none, but for the one that may be empty, which only its usual prefix excuses.
    """
    if ordinary and all(one.prefix == "ram" for one in root.iter(_DELIVERY)):
        return ()
    return tuple(said(one) for one in elements(_EMPTY, root))


def _attachments(root: etree._Element) -> Iterator[Said]:
    for file in root.iter(_FILE):
        yield Said(name=local_name(file), scheme=file.get("mimeCode"), source=file)


def _identifiers(root: etree._Element) -> Iterator[Said]:
    """Give every number with a scheme that may be a party's."""
    for element in root.iter(*_ID_TAGS):
        scheme = element.get("schemeID")
        if scheme not in _NO_PARTYS:
            tag = str(element.tag)
            yield Said(
                name=local_name(element), value=element.text or "", scheme=scheme, place=_ID_TAGS[tag], source=element
            )


def _odd_dates(root: etree._Element) -> Iterator[etree._Element]:
    """Give the dates that are not eight digits of this century in format 102."""
    for element in root.iter(_DAY):
        text = element.text or ""
        plain = len(text) == 8 and text.startswith("20") and text.isascii() and text.isdigit()
        if not plain or (element.get("format") != "102" and (element.get("format") or "").strip() != "102"):
            yield element


def _indicator(element: etree._Element) -> str | None:
    """Return what an allowance or charge has in the place of true or false; None when nothing is there."""
    indicator = element.find(_INDICATOR)
    said = None if indicator is None else indicator.find(_TRUE_OR_FALSE)
    return None if said is None else said.text or ""


def _odd_charges(root: etree._Element, paths: LinePaths) -> Iterator[SaidCharge]:
    """Give the allowances and charges that do not say plainly which they are, or that stand in a line below another."""
    counted: Counter[tuple[etree._Element, str]] = Counter()
    for element in root.iter(_SHARE):
        said, holder = _indicator(element), element.getparent()
        plain = (said or "").strip(_SPACE)
        kind, place = _KINDS.get(plain), ""
        if holder is not None and holder.tag in (_OF_LINE, _OF_DOCUMENT) and kind is not None:
            position = counted[holder, kind]
            counted[holder, kind] += 1
            if plain in _PLAIN:
                continue
            line = paths.of(element)
            place = f"{line}.{kind}[{position}]" if line else f"{kind}[{position}]"
        yield SaidCharge(
            name=local_name(element),
            value=said,
            place=place,
            amount=number(element.findtext(ram("ActualAmount"))),
            base_amount=number(element.findtext(ram("BasisAmount"))),
            percentage=number(element.findtext(ram("CalculationPercent"))),
            source=element,
        )


def _further_amounts(root: etree._Element, paths: LinePaths) -> Iterator[SaidCharge]:
    """Give the amounts of lines' allowances and charges beside their first; the place is where the model has those."""
    for element in elements(_FURTHER_AMOUNTS, root):
        holder = element.getparent()
        kind = None if holder is None else _PLAIN_KINDS.get((_indicator(holder) or "").strip(_SPACE))
        if kind is not None:
            place = f"{paths.of(element)}.{kind}"
            yield SaidCharge(
                name=local_name(element), value=element.text, place=place, source=element, amount=number(element.text)
            )


def _odd_on_prices(root: etree._Element, paths: LinePaths) -> Iterator[Said]:
    for element in root.iter(_ON_PRICE):
        said = _indicator(element)
        if (said or "").strip(_SPACE) not in _PLAIN:
            line = paths.of(element)
            yield Said(name=local_name(element), value=said, place=f"{line}.price" if line else "", source=element)


def _gross_quantity(element: etree._Element, paths: LinePaths) -> SaidBaseQuantity:
    """Return the base quantity of a gross price, and whether the model has it for want of one of the net price."""
    agreement = next(element.iterancestors(ram("SpecifiedLineTradeAgreement")))
    return SaidBaseQuantity(
        name=local_name(element),
        value=element.text or "",
        scheme=element.get("unitCode"),
        place=f"{paths.of(element)}.price.base_quantity",
        source=element,
        quantity=number(element.text),
        is_models=agreement.find(f"{_NET_PRICE}/{_BASIS}") is None,
    )


def _line_references(root: etree._Element, paths: LinePaths) -> Iterator[Said]:
    """Give the lines that refer to several objects, and those that refer to other documents only."""
    for settlement in elements(_REFERRING, root):
        objects = len(elements(_OBJECTS, settlement))
        if objects != 1:
            place = "many" if objects else "untyped"
            yield Said(name=local_name(settlement), value=paths.of(settlement), place=place, source=settlement)


def _periods_outside(root: etree._Element, paths: LinePaths) -> Iterator[Said]:
    """Give the ends of lines' periods that are not within the invoice's: as texts, which is how they are compared."""
    whole = next(iter(elements(_PERIOD, root)), None)
    if whole is None:
        return
    for end, key in (("StartDateTime", "start"), ("EndDateTime", "end")):
        if whole.find(ram(end)) is None:
            continue
        limits = _days(whole, end)
        for period in elements(_LINE_PERIODS, root):
            element = period.find(ram(end))
            if element is not None and not any(
                day >= limit if key == "start" else day <= limit for day in _days(period, end) for limit in limits
            ):
                day_string = element.find(_DAY)
                yield Said(
                    name=end,
                    value=None if day_string is None else day_string.text,
                    place=f"{paths.of(period)}.period.{key}",
                    source=element,
                )


def _days(period: etree._Element, end: str) -> list[str]:
    return [day.text or "" for day in period.iterfind(f"{ram(end)}/{_DAY}")]


def _line_vat_totals(root: etree._Element) -> Iterator[Said]:
    """Give the VAT totals with a currency that stand elsewhere than in the totals of the document."""
    for element in root.iter(_VAT_TOTAL):
        holder = element.getparent()
        currency = element.get("currencyID")
        if currency is not None and holder is not None and holder.tag != _HEADER_SUM:
            yield Said(name=local_name(element), value=element.text, scheme=currency, source=element)
