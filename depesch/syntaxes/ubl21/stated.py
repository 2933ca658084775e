"""What the rules of Peppol, countries and XRechnung ask about in UBL beside the model.

Where the reader met nothing odd (see `binding.py`) the model holds all that a document says: every number with its
scheme, dates and indicators written as they should be, no empty element. Only else are the elements looked through.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import cast

import msgspec
from lxml import etree

from depesch.kit.xml import local_name
from depesch.model.codelists import codes
from depesch.model.facts import Said, SaidAmount, SaidCharge, SaidPrice, Stated
from depesch.model.invoice import Invoice
from depesch.syntaxes import Reading
from depesch.syntaxes.leaves import day, number
from depesch.syntaxes.ubl21.names import CAC_NS, CBC_NS, CREDIT_NOTE, INVOICE, INVOICED_OBJECT, PROJECT, cac, cbc
from depesch.syntaxes.ubl21.stated_german import stated_german
from depesch.syntaxes.ubl21.stated_national import national_of

Element = etree._Element
_NAMES = {"cac": CAC_NS, "cbc": CBC_NS}
_SPACE = " \t\r\n"
_ENDPOINT, _COMPANY, _PARTY = cbc("EndpointID"), cbc("CompanyID"), cac("PartyIdentification")
_ID = cbc("ID")
_TAX_SCHEME, _TAX_SCHEME_ID = cac("PartyTaxScheme"), f"{cac('TaxScheme')}/{_ID}"
_DATES = tuple(map(cbc, ["IssueDate", "DueDate", "TaxPointDate", "StartDate", "EndDate", "ActualDeliveryDate"]))
_LONG_ENOUGH = 10  # YYYY-MM-DD
_INDICATOR, _REASON = cbc("ChargeIndicator"), cbc("AllowanceChargeReasonCode")
_PLAIN = frozenset({"true", "false"})
_LINES = frozenset({cac("InvoiceLine"), cac("CreditNoteLine")})
_REASONS = {"false": ("allowance", "allowance_reason"), "true": ("charge", "charge_reason")}
_DIRECT_DEBIT = frozenset({"49", "59"})
_MANDATE = f"{cac('PaymentMandate')}/{_ID}"


def _path(expression: str) -> Callable[[Element], list[Element]]:
    found = etree.XPath(expression, namespaces=_NAMES)
    return lambda root: cast("list[Element]", found(root))


_EMPTY = _path("//*[not(*) and not(normalize-space())]")
_PRICES = _path("//cac:Price/cac:AllowanceCharge")
_CHARGES = _path("cac:AllowanceCharge|cac:InvoiceLine/cac:AllowanceCharge|cac:CreditNoteLine/cac:AllowanceCharge")
# Suspects only: a line with one document of type 130 is sound.
_WITH_REFERENCES = _path(
    "|".join(
        f"cac:{name}[cac:DocumentReference[position() = 2 or not(cbc:DocumentTypeCode = '{INVOICED_OBJECT}')]]"
        for name in ("InvoiceLine", "CreditNoteLine")
    )
)
_SELLER = f"{cac('AccountingSupplierParty')}/{cac('Party')}"
_QUANTITIES = (cbc("InvoicedQuantity"), cbc("CreditedQuantity"))
_FURTHER_PERIODS = _path(
    "cac:InvoiceLine/cac:InvoicePeriod[position() > 1]|cac:CreditNoteLine/cac:InvoicePeriod[position() > 1]"
)
_REFERENCE, _TYPE = cac("DocumentReference"), cbc("DocumentTypeCode")
_AMOUNT_NAMES = (
    "Amount BaseAmount PriceAmount TaxAmount TaxableAmount LineExtensionAmount TaxExclusiveAmount TaxInclusiveAmount "
    "AllowanceTotalAmount ChargeTotalAmount PrepaidAmount PayableRoundingAmount PayableAmount"
)
_AMOUNTS = tuple(map(cbc, _AMOUNT_NAMES.split()))
_TAX_AMOUNT, _TAX_TOTAL, _SUBTOTAL = cbc("TaxAmount"), cac("TaxTotal"), cac("TaxSubtotal")
_PROJECTS = etree.XPath(
    f"count(cac:AdditionalDocumentReference[cbc:DocumentTypeCode = '{PROJECT}'])", namespaces=_NAMES
)


class Places:
    """The model's path of an element, or of the nearest element around it that has one; worked out when asked for."""

    def __init__(self, traced: Callable[[], dict[str, tuple[Element, str | None]]]) -> None:
        self._traced = traced
        self._paths: dict[Element, str] | None = None

    def exact(self, element: Element) -> str | None:
        """Return the path that the element gave itself; None when it gave none."""
        if self._paths is None:
            self._paths = {}
            for path, (source, attribute) in self._traced().items():
                if attribute is None:
                    self._paths.setdefault(source, path)
        return self._paths.get(element)

    def of(self, element: Element) -> str:
        """Return the path of the element or of the nearest one around it; empty for the document."""
        at: Element | None = element
        while at is not None:
            path = self.exact(at)
            if path is not None:
                return path
            at = at.getparent()
        return ""


def stated_of(reading: Reading, places: Places) -> Stated:
    """Return what the document states; of one in which the reader met nothing odd the model tells nearly all."""
    root, invoice = reading.root, reading.invoice
    said = Stated(
        gathered=True,
        mandateless=tuple(_mandateless(root, invoice)),
        project_references=int(cast("float", _PROJECTS(root))) if root.tag == CREDIT_NOTE else 0,
        national=national_of(reading),
        gather_german=partial(stated_german, reading),
    )
    if not reading.memo.get("doubtful", True):
        amounts = _amounts(reading, places, sure=True)
        return msgspec.structs.replace(said, amounts=amounts) if amounts else said
    identifiers, vat_numbers = _identifiers(root)
    return msgspec.structs.replace(
        said,
        empty_elements=tuple(_said(element, places.of(element)) for element in _EMPTY(root)),
        identifiers=tuple(identifiers),
        vat_numbers=tuple(vat_numbers),
        amounts=_amounts(reading, places, sure=False),
        dates=_dates(reading, places),
        indicators=tuple(_charges(root, places)),
        prices=tuple(_prices(root, places)),
        units=tuple(_units(root, places)),
        periods_outside=tuple(_periods_outside(root, invoice, places)),
        line_references=_line_references(root),
        reason_codes=tuple(_reason_codes(root, places)),
        exemptions=tuple(_exemptions(root, places)),
        period_codes=tuple(_period_codes(root, places)),
        attachments=tuple(_attachments(root, places)),
        empty_parties=("seller",) if invoice.seller is None and root.find(_SELLER) is not None else (),
    )


def _said(element: Element, place: str, scheme: str | None = None) -> Said:
    return Said(name=local_name(element), value=element.text, scheme=scheme, place=place, source=element)


def _identifiers(root: Element) -> tuple[list[Said], list[Said]]:
    """Return the numbers of parties that have a scheme, and the Dutch VAT numbers."""
    found: list[Said] = []
    vat_numbers: list[Said] = []
    for element in root.iter(_ENDPOINT, _COMPANY, _PARTY):
        tag = element.tag
        if tag == _PARTY:
            for child in element.iterchildren(_ID):
                scheme = child.get("schemeID")
                if scheme is not None:
                    found.append(Said(name="ID", value=child.text, scheme=scheme, place="party", source=child))
            continue
        text, scheme = element.text, element.get("schemeID")
        if scheme is not None:
            place = "endpoint" if tag == _ENDPOINT else "company"
            name = "EndpointID" if tag == _ENDPOINT else "CompanyID"
            found.append(Said(name=name, value=text, scheme=scheme, place=place, source=element))
        if text is not None and "NL" in text and tag == _COMPANY and _is_vat_number(element):
            vat_numbers.append(_said(element, "vat", scheme))
    return found, vat_numbers


def _is_vat_number(element: Element) -> bool:
    parent = element.getparent()
    if parent is None or parent.tag != _TAX_SCHEME:
        return False
    return any((scheme.text or "").strip(_SPACE) == "VAT" for scheme in parent.iterfind(_TAX_SCHEME_ID))


def _amounts(reading: Reading, places: Places, *, sure: bool) -> tuple[SaidAmount, ...]:
    """Return the amounts in another currency than the document's."""
    root, invoice = reading.root, reading.invoice
    names = _AMOUNTS
    if sure and not reading.issues:
        if invoice.totals is None or invoice.totals.vat_amount_accounting is None:
            return ()
        names = (_TAX_AMOUNT,)
    currency = invoice.currency
    return tuple(
        SaidAmount(
            name=local_name(element),
            value=element.get("currencyID"),
            vat_of=_vat_of(element),
            place=places.of(element),
            source=element,
        )
        for element in root.iter(*names)
        if element.get("currencyID") != currency
    )


def _vat_of(element: Element) -> str:
    """Return what a VAT amount belongs to: a row, a total with rows, or one without; empty for other amounts."""
    parent = element.getparent()
    if element.tag != _TAX_AMOUNT or parent is None:
        return ""
    if parent.tag == _SUBTOTAL:
        return "row"
    return "total" if parent.tag == _TAX_TOTAL and parent.find(_SUBTOTAL) is not None else "total without rows"


def _dates(reading: Reading, places: Places) -> tuple[Said, ...]:
    """Return the dates that are not written as YYYY-MM-DD and nothing else."""
    odd = [date for date in reading.root.iter(*_DATES) if len(date.text or "") != _LONG_ENOUGH]
    if any(issue.rule == "READ-DATE" for issue in reading.issues):
        odd = [date for date in reading.root.iter(*_DATES) if date in odd or day(date.text) is None]
    return tuple(_said(date, places.of(date)) for date in odd)


def _charges(root: Element, places: Places) -> Iterator[SaidCharge]:
    """Give the allowances and charges of the document and its lines that do not say to the letter which they are."""
    for element in _CHARGES(root):
        indicator = element.findtext(_INDICATOR)
        if indicator not in _PLAIN:
            yield SaidCharge(
                name="ChargeIndicator",
                value=indicator,
                place=places.exact(element) or "",
                amount=number(element.findtext(cbc("Amount"))),
                base_amount=number(element.findtext(cbc("BaseAmount"))),
                percentage=number(element.findtext(cbc("MultiplierFactorNumeric"))),
                source=element,
            )


def _prices(root: Element, places: Places) -> Iterator[SaidPrice]:
    """Give the allowances and charges of prices that the model does not hold, or that do not say plainly what."""
    for element in _PRICES(root):
        indicator = element.findtext(_INDICATOR)
        held = _is_held(element)
        if held and (indicator or "").strip(_SPACE) == "false":
            continue
        price = element.getparent()
        base = None if held else number(element.findtext(cbc("BaseAmount")))
        yield SaidPrice(
            name="AllowanceCharge",
            value=indicator,
            place=places.of(element),
            amount=number(element.findtext(cbc("Amount"))),
            base_amount=base,
            net_price=None if price is None else number(price.findtext(cbc("PriceAmount"))),
            source=element,
        )


def _is_held(allowance: Element) -> bool:
    """Return whether the model holds a price's allowance: the first one of a line of the document."""
    price = allowance.getparent()
    line = None if price is None else price.getparent()
    if price is None or line is None or line.tag not in _LINES:
        return False
    discounts = (
        one
        for one in price.iterchildren(allowance.tag)
        if (one.findtext(_INDICATOR) or "").strip(_SPACE) in ("false", "0")
    )
    return next(discounts, None) is allowance


def _units(root: Element, places: Places) -> Iterator[Said]:
    """Give the units of base quantities that the model has no place for and that are not those of the quantity."""
    counted = cbc("InvoicedQuantity" if root.tag == INVOICE else "CreditedQuantity")
    for element in root.iter(cbc("BaseQuantity")):
        unit, price = element.get("unitCode"), element.getparent()
        line = None if price is None else price.getparent()
        if unit is None or price is None or price.tag != cac("Price") or line is None:
            continue
        quantity = line.find(counted)
        wanted = None if quantity is None else quantity.get("unitCode")
        counts = any(line.find(name) is not None for name in _QUANTITIES)
        if unit != wanted and counts and places.exact(element) is None:
            yield Said(name="BaseQuantity", value=unit, scheme=wanted, place=places.of(element), source=element)


def _periods_outside(root: Element, invoice: Invoice, places: Places) -> Iterator[Said]:
    """Give the days of further periods of lines that are not within the invoice's."""
    whole = invoice.period
    for period in _FURTHER_PERIODS(root) if whole else ():
        start, end = period.find(cbc("StartDate")), period.find(cbc("EndDate"))
        starts, ends = (None if one is None else day(one.text) for one in (start, end))
        if start is not None and starts and whole and whole.start and starts < whole.start:
            yield _said(start, f"{places.of(period)}.period.start")
        if end is not None and ends and whole and whole.end and ends > whole.end:
            yield _said(end, f"{places.of(period)}.period.end")


def _line_references(root: Element) -> tuple[Said, ...]:
    """Return the lines with several documents, and those with none that is the invoiced object."""
    if next(root.iter(_REFERENCE), None) is None:
        return ()
    found = []
    for line in _WITH_REFERENCES(root):
        references = list(line.iterchildren(_REFERENCE))
        path = f"lines[{sum(1 for _ in line.itersiblings(line.tag, preceding=True))}]"
        if len(references) > 1:
            found.append(Said(name=local_name(line), value=path, place="many", source=line))
        if not any(kind.text == INVOICED_OBJECT for one in references for kind in one.iterchildren(_TYPE)):
            found.append(Said(name=local_name(line), value=path, place="untyped", source=line))
    return tuple(found)


def _mandateless(root: Element, invoice: Invoice) -> Iterator[Said]:
    """Give the ways to pay by direct debit that name no mandate."""
    if invoice.payment is None:
        return
    if not any((means.code or "").strip(_SPACE) in _DIRECT_DEBIT for means in invoice.payment.means):
        return
    for i, means in enumerate(root.iterchildren(cac("PaymentMeans"))):
        code = (means.findtext(cbc("PaymentMeansCode")) or "").strip(_SPACE)
        if code in _DIRECT_DEBIT and means.find(_MANDATE) is None:
            yield Said(name="PaymentMeans", value=code, place=f"payment.means[{i}]", source=means)


def _reason_codes(root: Element, places: Places) -> Iterator[Said]:
    """Give the reason codes beside the model's that are not in the list of allowances, or charges, as they say."""
    for element in root.iter(_REASON):
        place, name = _REASONS.get(_indicator_before(element) or "", ("", ""))
        if name and " ".join((element.text or "").split()) not in codes(name) and places.exact(element) is None:
            yield _said(element, place)


def _indicator_before(reason: Element) -> str | None:
    """Return the text of the indicator that belongs to a reason code; it stands right before it, as a rule."""
    before = reason.getprevious()
    if before is not None and before.tag == _INDICATOR:
        return before.text
    parent = reason.getparent()
    return None if parent is None else parent.findtext(_INDICATOR)


def _exemptions(root: Element, places: Places) -> Iterator[Said]:
    """Give the exemption codes of VAT categories that are not the model's VAT rows."""
    for element in root.iter(cbc("TaxExemptionReasonCode")):
        category = element.getparent()
        if category is None or category.tag != cac("TaxCategory") or not (element.text or "").strip(_SPACE):
            continue
        if places.exact(element) is None:
            yield _said(element, (category.findtext(_ID) or "").strip(_SPACE))


def _period_codes(root: Element, places: Places) -> Iterator[Said]:
    """Give the codes of periods, beside the model's, that are not in the list."""
    for element in root.iter(cbc("DescriptionCode")):
        period = element.getparent()
        if period is None or period.tag != cac("InvoicePeriod"):
            continue
        if (element.text or "").strip(_SPACE) not in codes("tax_point_date") and places.exact(element) is None:
            yield _said(element, places.of(element))


def _attachments(root: Element, places: Places) -> Iterator[Said]:
    """Give the embedded files, beside the model's, of a type that is not in the list."""
    for element in root.iter(cbc("EmbeddedDocumentBinaryObject")):
        kind = element.get("mimeCode")
        if kind is not None and kind not in codes("mime") and places.exact(element) is None:
            yield Said(name=local_name(element), value=kind, place=places.of(element), source=element)
