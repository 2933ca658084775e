"""Allowances and charges of UBL that the model does not hold, or that do not say to the letter what they are."""

from __future__ import annotations

from collections.abc import Iterator

from depesch.model.codelists import codes
from depesch.model.facts import Said, SaidCharge, SaidPrice
from depesch.syntaxes.leaves import number
from depesch.syntaxes.ubl.names import cac, cbc
from depesch.syntaxes.ubl21.places import SPACE, Element, Places, finder, said_by

_INDICATOR, _REASON = cbc("ChargeIndicator"), cbc("AllowanceChargeReasonCode")
_PLAIN = frozenset({"true", "false"})
_LINES = frozenset({cac("InvoiceLine"), cac("CreditNoteLine")})
_REASONS = {"false": ("allowance", "allowance_reason"), "true": ("charge", "charge_reason")}
# Suspects only: that an allowance says which it is, and stands where the model has a place for it, is the rule.
_PRICES = finder(
    "descendant::cac:Price[cac:AllowanceCharge[2] or cac:AllowanceCharge[not(cbc:ChargeIndicator = 'false')]"
    " or not(parent::cac:InvoiceLine or parent::cac:CreditNoteLine)]/cac:AllowanceCharge"
)
_CHARGES = finder(
    "|".join(
        f"{path}cac:AllowanceCharge[not(cbc:ChargeIndicator = 'true' or cbc:ChargeIndicator = 'false')]"
        for path in ("", "cac:InvoiceLine/", "cac:CreditNoteLine/")
    )
)


def odd_charges(root: Element, places: Places) -> Iterator[SaidCharge]:
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


def odd_prices(root: Element, places: Places) -> Iterator[SaidPrice]:
    """Give the allowances and charges of prices that the model does not hold, or that do not say plainly what."""
    for element in _PRICES(root):
        indicator = element.findtext(_INDICATOR)
        held = _is_held(element)
        if held and (indicator or "").strip(SPACE) == "false":
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
        if (one.findtext(_INDICATOR) or "").strip(SPACE) in ("false", "0")
    )
    return next(discounts, None) is allowance


def odd_reason_codes(root: Element, places: Places) -> Iterator[Said]:
    """Give the reason codes beside the model's that are not in the list of allowances, or charges, as they say."""
    for element in root.iter(_REASON):
        place, name = _REASONS.get(_indicator_before(element) or "", ("", ""))
        if name and " ".join((element.text or "").split()) not in codes(name) and places.exact(element) is None:
            yield said_by(element, place)


def _indicator_before(reason: Element) -> str | None:
    """Return the text of the indicator that belongs to a reason code; it stands right before it, as a rule."""
    before = reason.getprevious()
    if before is not None and before.tag == _INDICATOR:
        return before.text
    parent = reason.getparent()
    return None if parent is None else parent.findtext(_INDICATOR)
