"""Golden samples of XRechnung: the German rules, its extension, clean vehicles, and the rules of Peppol it carries."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from depesch.model.facts import (
    Said,
    SaidCharge,
    SaidIdentifier,
    SaidInCii,
    SaidInExtension,
    SaidInGermany,
    SaidParts,
    SaidPrepayment,
    SaidPrice,
    SaidQuantities,
    Stated,
)
from depesch.model.invoice import Classification, Invoice, ItemAttribute
from depesch.model.xrechnung import CLEAN_VEHICLES, EXTENSION
from tests.rules.german import changed, german_invoice, german_mendable, german_pairs, pair
from tests.rules.samples import CII, Sample, put

RULE_SET = "xrechnung"
_PLACES = {
    "party": "buyer.identifiers",
    "company": "seller.legal_registration",
    "item": "",
    "endpoint": "buyer.electronic_address",
    "delivery": "delivery.location",
}
Samples = dict[str, tuple[Sample, Sample | None]]

_BREAKS: Mapping[str, tuple[str, object]] = {
    "BR-DE-21": ("specification", "urn:cen.eu:en16931:2017#compliant#urn:xoev-de:kosit:standard:xrechnung_2.3"),
    "PEPPOL-EN16931-R001": ("business_process", None),
    "PEPPOL-EN16931-R005": ("vat_currency", "EUR"),
    "PEPPOL-EN16931-R010": ("buyer.electronic_address", None),
    "PEPPOL-EN16931-R020": ("seller.electronic_address", None),
    "PEPPOL-EN16931-R040": ("allowances[0].percentage", Decimal(11)),
    "PEPPOL-EN16931-R041": ("allowances[0].base_amount", None),
    "PEPPOL-EN16931-R042": ("lines[0].charges[0].percentage", None),
    "PEPPOL-EN16931-R046": ("lines[0].price.gross_price", Decimal("21.00")),
    "PEPPOL-EN16931-R053": ("vat_breakdown", ()),
    "PEPPOL-EN16931-R110": ("lines[0].period.start", date(2026, 3, 31)),
    "PEPPOL-EN16931-R111": ("lines[0].period.end", date(2026, 5, 1)),
    "PEPPOL-EN16931-R120": ("lines[0].net_amount", Decimal("200.00")),
    "PEPPOL-EN16931-R121": ("lines[0].price.base_quantity", Decimal(0)),
    "PEPPOL-EN16931-R130": ("lines[0].price.base_quantity_unit", "KGM"),
}


def samples() -> Samples:
    """Return the sound and the broken sample of every rule."""
    invoice = german_invoice()
    made: Samples = {_published(key): samples for key, samples in german_pairs().items()}
    made |= {rule: pair(invoice, path, value) for rule, (path, value) in _BREAKS.items()}
    return made | _of_peppol(invoice) | _of_delivery(invoice) | _of_extension(invoice) | _of_vehicles(invoice)


def mendable() -> dict[str, Sample]:
    """Return a sample that its rule's mend puts right, for every rule with a mend."""
    unit = put(german_invoice(), "lines[0].price.base_quantity_unit", "h87")
    empty = put(german_invoice(), "seller.address.line_2", " ")
    made = {_published(key): sample for key, sample in german_mendable().items()}
    same = put(german_invoice(), "vat_currency", "EUR")
    even = put(german_invoice(), "lines[0].allowances[0].percentage", None)
    shared_rules = {"R005": same, "R008": empty, "R042": even, "R130": unit}
    return made | {f"PEPPOL-EN16931-{rule}": Sample(invoice=invoice) for rule, invoice in shared_rules.items()}


def _published(key: str) -> str:
    return f"BR-{key}" if key.startswith("TMP") else f"BR-DE-{key}"


def _of_peppol(invoice: Invoice) -> Samples:
    """Return the samples of Peppol's rules that need more than one value of the model changed first."""
    two = changed(invoice, {"vat_currency": "SEK", "totals.vat_amount_accounting": Decimal("500.00")})
    debited = german_pairs()["30"][0].invoice
    odd = (SaidCharge(value="0", place="allowances[0]"),)
    return {
        "PEPPOL-EN16931-R008": _stated(invoice, Stated(), "empty_elements", (Said(name="Note"),)),
        "PEPPOL-EN16931-R043": _stated(invoice, Stated(), "indicators", odd),
        "PEPPOL-EN16931-R043-1": _in_cii(_stated(invoice, Stated(), "indicators", odd)),
        "PEPPOL-EN16931-R043-2": _in_cii(
            _stated(invoice, Stated(in_cii=SaidInCii()), "in_cii.price_indicators", (Said(value="0"),))
        ),
        "PEPPOL-EN16931-R044": _stated(
            invoice,
            Stated(prices=(SaidPrice(value="false", place="lines[0].price", amount=Decimal(1)),)),
            "prices[0].value",
            "true",
        ),
        "PEPPOL-EN16931-R054": pair(two, "totals.vat_amount_accounting", None),
        "PEPPOL-EN16931-R055": pair(two, "totals.vat_amount_accounting", Decimal("-500.00")),
        "PEPPOL-EN16931-R061": pair(debited, "payment.direct_debit.mandate_reference", None),
        "PEPPOL-EN16931-R101": _stated(
            invoice, Stated(), "line_references", (Said(value="lines[0]", place="untyped"),)
        ),
    }


def _of_delivery(invoice: Invoice) -> Samples:
    undated = changed(invoice, {"period": None, "lines[1].period": None})
    said = SaidInGermany(
        base_quantities=(SaidQuantities(value="1", scheme="H87", net="1", net_unit="H87", place="lines[0]"),)
    )
    return {
        "BR-DE-TMP-32": pair(undated, "delivery.delivery_date", None),
        "BR-TMP-3": _in_cii(_stated(invoice, Stated(german=said), "german.base_quantities[0].value", "1.0")),
    }


def _of_extension(invoice: Invoice) -> Samples:
    """Return the samples of the extension, which speaks of what only the source has."""
    claiming = put(invoice, "specification", EXTENSION)
    due = claiming.totals.amount_due if claiming.totals else None
    assert due is not None
    said = Stated(
        german=SaidInGermany(
            specifications=(EXTENSION,),
            extension=SaidInExtension(
                identifiers=tuple(
                    SaidIdentifier(value="4000001123452", scheme="0088", kind=kind, place=place)
                    for kind, place in _PLACES.items()
                ),
                files=(Said(value="application/pdf"),),
                divided_lines=(SaidParts(value="30.00", sum_of_parts=Decimal("30.00")),),
                prepayments=(SaidPrepayment(value="0.00", identifier="1", instruction="Deposit", currency="EUR"),),
            ),
        )
    )
    breaks: Mapping[str, tuple[str, object]] = {
        "BR-DEX-01": ("files[0].value", "application/zip"),
        "BR-DEX-02": ("divided_lines[0].sum_of_parts", Decimal("29.00")),
        "BR-DEX-03": ("ambiguous_items", (Said(),)),
        "BR-DEX-04": ("identifiers[0].scheme", "9930"),
        "BR-DEX-05": ("identifiers[1].scheme", "0244"),
        "BR-DEX-06": ("identifiers[2].scheme", "SEPA"),
        "BR-DEX-07": ("identifiers[3].scheme", "0161"),
        "BR-DEX-08": ("identifiers[4].scheme", "0000"),
        "BR-DEX-09": ("prepayments[0].value", "5.00"),
        "BR-DEX-10": ("prepayments[0].identifier", ""),
        "BR-DEX-11": ("prepayments[0].value", None),
        "BR-DEX-12": ("prepayments[0].instruction", None),
        "BR-DEX-13": ("prepayments[0].value", "0.000"),
        "BR-DEX-14": ("prepayments[0].currency", "SEK"),
    }
    made = {rule: _stated(claiming, said, f"german.extension.{path}", value) for rule, (path, value) in breaks.items()}
    made["BR-DEX-15"] = _in_cii(_stated(claiming, said, "german.extension.subordinate_lines", (Said(),)))
    return made


def _of_vehicles(invoice: Invoice) -> Samples:
    vehicle = changed(
        invoice,
        {
            "specification": CLEAN_VEHICLES,
            "contract_reference": "C-12",
            "tender_or_lot_reference": "T-3",
            "lines[0].item.classifications": (Classification(code="M1", scheme="CVD"),),
            "lines[0].item.attributes": (ItemAttribute(name="cva", value="clean"),),
        },
    )
    breaks: Mapping[str, tuple[str, object]] = {
        "BR-DE-CVD-01": ("contract_reference", None),
        "BR-DE-CVD-02": ("tender_or_lot_reference", None),
        "BR-DE-CVD-03": ("lines[0].item.attributes", ()),
        "BR-DE-CVD-04": ("lines[0].item.classifications[0].code", "M9"),
        "BR-DE-CVD-05": ("lines[0].item.attributes[0].value", "dirty"),
        "BR-DE-CVD-06-a": ("lines[0].item.attributes", ()),
        "BR-DE-CVD-06-b": ("lines[0].item.classifications[0].scheme", "STI"),
        "BR-TMP-CVD-01": ("lines[0].item.classifications[0].scheme", "CAR"),
    }
    return {rule: pair(vehicle, path, value) for rule, (path, value) in breaks.items()}


def _stated(invoice: Invoice, said: Stated, path: str, value: object) -> tuple[Sample, Sample | None]:
    """Return both samples of a rule on what the source states."""
    return Sample(invoice=invoice, stated=said), Sample(invoice=invoice, stated=put(said, path, value))


def _in_cii(samples: tuple[Sample, Sample | None]) -> tuple[Sample, Sample | None]:
    sound, broken = samples
    assert broken is not None
    return put(sound, "syntax", CII), put(broken, "syntax", CII)
