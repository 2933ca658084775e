"""Golden samples of the rules: for each rule a sound and a broken invoice that differ in one value.

The folder is the test: `tests/golden/rules/<set>/<rule>/{sound,broken}.json`. `python -m tests.rules.samples [set]`
makes the folders anew: those of EN 16931 from what stands here, those of another set from the sibling module
`samples_<...>.py` whose `RULE_SET` names it (`samples()`, and `mendable()` where rules of it mend).
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec

from depesch.model.facts import NO_FACTS, NOTHING_STATED, Facts, Stated
from depesch.model.invoice import (
    AllowanceCharge,
    Attachment,
    Classification,
    Contact,
    CreditTransfer,
    Delivery,
    Identifier,
    Invoice,
    Item,
    ItemAttribute,
    Line,
    LineVat,
    Note,
    Party,
    Payee,
    Payment,
    PaymentCard,
    PaymentMeans,
    Period,
    PostalAddress,
    PrecedingInvoice,
    Price,
    SupportingDocument,
    TaxRepresentative,
    Totals,
    VatBreakdown,
)
from depesch.model.totals import completed
from depesch.rules import rule_sets
from depesch.rules.engine import run
from depesch.rules.examples import FILE, Example, Examples, written

ALL_SETS = Path(__file__).parents[1] / "golden" / "rules"
GOLDEN = ALL_SETS / "en16931"
RULE_SET = "en16931"
CII = "cii_d16b"
_STEP = re.compile(r"(\w+)(?:\[(\d+)\])?")

# Rules that the artefacts write as `true()`: they have a sound sample only.
NEVER_BROKEN = frozenset({"BR-CO-05", "BR-CO-06", "BR-CO-07", "BR-CO-08"})
CATEGORIES = {
    "S": "BR-S",
    "Z": "BR-Z",
    "E": "BR-E",
    "AE": "BR-AE",
    "K": "BR-IC",
    "G": "BR-G",
    "O": "BR-O",
    "L": "BR-AF",
    "M": "BR-AG",
}


class Sample(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One invoice as a rule set sees it."""

    syntax: str = "ubl21"
    facts: Facts = NO_FACTS
    stated: Stated = NOTHING_STATED
    invoice: Invoice


def put(group: Any, path: str, value: object) -> Any:
    """Return a copy of the group in which `value` stands at `path`, such as `lines[0].vat.rate`."""
    step, _, below = path.partition(".")
    found = _STEP.fullmatch(step)
    assert found is not None, path
    name, position = found.group(1), found.group(2)
    old = getattr(group, name)
    if position is None:
        return msgspec.structs.replace(group, **{name: put(old, below, value) if below else value})
    items = list(old)
    items[int(position)] = put(items[int(position)], below, value) if below else value
    return msgspec.structs.replace(group, **{name: tuple(items)})


def full_invoice(category: str = "S", rate: str | None = "25") -> Invoice:
    """Return an invoice of Nordbygg AB with a value in every group that a rule speaks of, sound in both bindings."""
    percent = None if rate is None else Decimal(rate)
    reason = {"exemption_reason": "Agreed"} if category in {"E", "AE", "K", "G", "O"} else {}
    without_vat_number = category == "O"
    invoice = Invoice(
        number="F-1042",
        issue_date=date(2026, 5, 4),
        type_code="380",
        currency="SEK",
        tax_point_date=date(2026, 5, 4),
        due_date=date(2026, 6, 3),
        buyer_reference="Ref 77",
        invoiced_object=Identifier(value="OBJ-1", scheme="AAJ"),
        notes=(Note(text="Thank you", subject_code="AAI"),),
        specification="urn:cen.eu:en16931:2017",
        preceding_invoices=(PrecedingInvoice(number="F-1001", issue_date=date(2026, 4, 1)),),
        seller=Party(
            name="Nordbygg AB",
            identifiers=(Identifier(value="7350053850019", scheme="0088"),),
            legal_registration=Identifier(value="5560360793", scheme="0007"),
            vat_identifier=None if without_vat_number else "SE556036079301",
            electronic_address=Identifier(value="5560360793", scheme="0007"),
            address=_address("Storgatan 1", "Luleå", "97234", "SE"),
            contact=Contact(name="Astrid"),
        ),
        buyer=Party(
            name="Fjordhus AS",
            identifiers=(Identifier(value="7080000985676", scheme="0088"),),
            legal_registration=Identifier(value="991825827", scheme="0192"),
            vat_identifier=None if without_vat_number else "NO991825827MVA",
            electronic_address=Identifier(value="991825827", scheme="0192"),
            address=_address("Havnegata 2", "Bodø", "8006", "NO"),
        ),
        payee=Payee(
            name="Finans AB",
            identifier=Identifier(value="7300010000001", scheme="0088"),
            legal_registration=Identifier(value="5561234567", scheme="0007"),
        ),
        tax_representative=None
        if without_vat_number
        else TaxRepresentative(
            name="Ombud AS", vat_identifier="NO974760673MVA", address=_address("Torget 1", "Oslo", "0155", "NO")
        ),
        delivery=Delivery(
            party_name="Fjordhus lager",
            location=Identifier(value="7080000985683", scheme="0088"),
            delivery_date=date(2026, 5, 3),
            address=_address("Lagerveien 9", "Bodø", "8006", "NO"),
        ),
        period=Period(start=date(2026, 4, 1), end=date(2026, 4, 30)),
        payment=Payment(
            remittance_information="1234566",
            means=(
                PaymentMeans(code="30", credit_transfer=CreditTransfer(account="SE4550000000058398257466")),
                PaymentMeans(code="48", card=PaymentCard(primary_account_number="1234", holder_name="Astrid")),
            ),
        ),
        allowances=(_allowance("5.00", "50.00", "95", category, percent),),
        charges=(_allowance("8.00", "80.00", "FC", category, percent),),
        totals=Totals(paid_amount=Decimal("10.00"), rounding_amount=Decimal("0.00")),
        supporting_documents=(
            SupportingDocument(
                reference="Drawing", attachment=Attachment(content=b"%PDF-1.7", mime_code="application/pdf")
            ),
        ),
        lines=(_line("1", "10", "20.00", category, percent), _line("2", "2", "100.00", category, percent)),
    )
    invoice = completed(invoice)
    rows = tuple(msgspec.structs.replace(row, **reason) for row in invoice.vat_breakdown)
    return msgspec.structs.replace(invoice, vat_breakdown=rows)


def sendable_invoice() -> Invoice:
    """Return the full invoice as far as it also keeps the rules bound to a format: one way to pay, named files."""
    full = full_invoice()
    assert full.payment is not None
    one_way = put(full, "payment.means", full.payment.means[:1])
    named: Invoice = put(one_way, "supporting_documents[0].attachment.filename", "drawing.pdf")
    return named


def _address(street: str, city: str, post_code: str, country: str) -> PostalAddress:
    return PostalAddress(line_1=street, city=city, post_code=post_code, country=country)


def _allowance(amount: str, base: str, code: str, category: str | None, rate: Decimal | None) -> AllowanceCharge:
    return AllowanceCharge(
        amount=Decimal(amount), base_amount=Decimal(base), vat_category=category, vat_rate=rate, reason_code=code
    )


def _line(identifier: str, quantity: str, price: str, category: str, rate: Decimal | None) -> Line:
    return Line(
        identifier=identifier,
        object_identifier=Identifier(value="OBJ-2", scheme="AAJ"),
        quantity=Decimal(quantity),
        unit="H87",
        period=Period(start=date(2026, 4, 1), end=date(2026, 4, 30)),
        allowances=(_allowance("1.00", "10.00", "95", None, None),),
        charges=(_allowance("2.00", "20.00", "FC", None, None),),
        price=Price(
            net_price=Decimal(price), gross_price=Decimal(price), base_quantity=Decimal(1), base_quantity_unit="H87"
        ),
        vat=LineVat(category=category, rate=rate),
        item=Item(
            name="Window frame",
            standard_identifier=Identifier(value="7350053850026", scheme="0160"),
            classifications=(Classification(code="30171500", scheme="STI", scheme_version="26"),),
            origin_country="SE",
            attributes=(ItemAttribute(name="Colour", value="White"),),
        ),
    )


_A, _C, _LA, _LC, _L, _T = (
    "allowances[0]",
    "charges[0]",
    "lines[0].allowances[0]",
    "lines[0].charges[0]",
    "lines[0]",
    "totals",
)
_LONG = Decimal("1.005")

# Rule: path and the value that breaks it, on the invoice above.
BREAKS: dict[str, tuple[str, object]] = {
    "BR-01": ("specification", " "),
    "BR-02": ("number", None),
    "BR-03": ("issue_date", None),
    "BR-04": ("type_code", None),
    "BR-05": ("currency", None),
    "BR-06": ("seller.name", None),
    "BR-07": ("buyer.name", ""),
    "BR-08": ("seller.address", None),
    "BR-09": ("seller.address.country", None),
    "BR-10": ("buyer.address", None),
    "BR-11": ("buyer.address.country", None),
    "BR-12": ("totals.line_net_amount", None),
    "BR-13": ("totals.amount_excl_vat", None),
    "BR-14": ("totals.amount_incl_vat", None),
    "BR-15": ("totals.amount_due", None),
    "BR-16": ("lines", ()),
    "BR-17": ("payee.name", None),
    "BR-18": ("tax_representative.name", None),
    "BR-19": ("tax_representative.address", None),
    "BR-20": ("tax_representative.address.country", None),
    "BR-21": ("lines[0].identifier", None),
    "BR-22": ("lines[0].quantity", None),
    "BR-23": ("lines[0].unit", None),
    "BR-24": ("lines[0].net_amount", None),
    "BR-25": ("lines[0].item.name", None),
    "BR-26": ("lines[0].price.net_price", None),
    "BR-27": ("lines[0].price.net_price", Decimal("-20.00")),
    "BR-28": ("lines[0].price.gross_price", Decimal("-20.00")),
    "BR-29": ("period.end", date(2026, 3, 31)),
    "BR-30": ("lines[0].period.end", date(2026, 3, 31)),
    "BR-31": (f"{_A}.amount", None),
    "BR-32": (f"{_A}.vat_category", None),
    "BR-33": (f"{_A}.reason_code", None),
    "BR-36": (f"{_C}.amount", None),
    "BR-37": (f"{_C}.vat_category", None),
    "BR-38": (f"{_C}.reason_code", None),
    "BR-41": (f"{_LA}.amount", None),
    "BR-42": (f"{_LA}.reason_code", None),
    "BR-43": (f"{_LC}.amount", None),
    "BR-44": (f"{_LC}.reason_code", None),
    "BR-45": ("vat_breakdown[0].taxable_amount", None),
    "BR-46": ("vat_breakdown[0].tax_amount", None),
    "BR-47": ("vat_breakdown[0].category", None),
    "BR-48": ("vat_breakdown[0].rate", None),
    "BR-49": ("payment.means[0].code", None),
    "BR-50": ("payment.means[0].credit_transfer.account", " "),
    "BR-51": ("payment.means[1].card.primary_account_number", "4111111111111111"),
    "BR-52": ("supporting_documents[0].reference", None),
    "BR-53": ("vat_currency", "EUR"),
    "BR-54": ("lines[0].item.attributes[0].value", None),
    "BR-55": ("preceding_invoices[0].number", None),
    "BR-56": ("tax_representative.vat_identifier", None),
    "BR-57": ("delivery.address.country", None),
    "BR-61": ("payment.means[0].credit_transfer", None),
    "BR-62": ("seller.electronic_address.scheme", None),
    "BR-63": ("buyer.electronic_address.scheme", None),
    "BR-64": ("lines[0].item.standard_identifier.scheme", None),
    "BR-65": ("lines[0].item.classifications[0].scheme", None),
    "BR-CO-03": ("tax_point_date_code", "35"),
    "BR-CO-04": ("lines[0].vat.category", None),
    "BR-CO-09": ("seller.vat_identifier", "556036079301"),
    "BR-CO-10": ("totals.line_net_amount", Decimal("401.00")),
    "BR-CO-11": ("totals.allowance_amount", Decimal("6.00")),
    "BR-CO-12": ("totals.charge_amount", Decimal("9.00")),
    "BR-CO-13": ("totals.amount_excl_vat", Decimal("406.00")),
    "BR-CO-14": ("totals.vat_amount", Decimal("101.00")),
    "BR-CO-15": ("totals.amount_incl_vat", Decimal("506.26")),
    "BR-CO-16": ("totals.amount_due", Decimal("496.26")),
    "BR-CO-17": ("vat_breakdown[0].tax_amount", Decimal("110.00")),
    "BR-CO-18": ("vat_breakdown", ()),
    "BR-CO-19": ("period", Period()),
    "BR-CO-20": ("lines[0].period", Period()),
    "BR-CO-21": (f"{_A}.reason_code", None),
    "BR-CO-22": (f"{_C}.reason_code", None),
    "BR-CO-23": (f"{_LA}.reason_code", None),
    "BR-CO-24": (f"{_LC}.reason_code", None),
    "BR-CO-26": ("seller", Party(name="Nordbygg AB", address=_address("Storgatan 1", "Luleå", "97234", "SE"))),
    "BR-DEC-01": (f"{_A}.amount", _LONG),
    "BR-DEC-02": (f"{_A}.base_amount", _LONG),
    "BR-DEC-05": (f"{_C}.amount", _LONG),
    "BR-DEC-06": (f"{_C}.base_amount", _LONG),
    "BR-DEC-09": ("totals.line_net_amount", _LONG),
    "BR-DEC-10": ("totals.allowance_amount", _LONG),
    "BR-DEC-11": ("totals.charge_amount", _LONG),
    "BR-DEC-12": ("totals.amount_excl_vat", _LONG),
    "BR-DEC-13": ("totals.vat_amount", _LONG),
    "BR-DEC-14": ("totals.amount_incl_vat", _LONG),
    "BR-DEC-16": ("totals.paid_amount", _LONG),
    "BR-DEC-17": ("totals.rounding_amount", _LONG),
    "BR-DEC-18": ("totals.amount_due", _LONG),
    "BR-DEC-19": ("vat_breakdown[0].taxable_amount", _LONG),
    "BR-DEC-20": ("vat_breakdown[0].tax_amount", _LONG),
    "BR-DEC-23": ("lines[0].net_amount", _LONG),
    "BR-DEC-24": (f"{_LA}.amount", _LONG),
    "BR-DEC-25": (f"{_LA}.base_amount", _LONG),
    "BR-DEC-27": (f"{_LC}.amount", _LONG),
    "BR-DEC-28": (f"{_LC}.base_amount", _LONG),
    "BR-CL-01": ("type_code", "999"),
    "BR-CL-04": ("currency", "SKR"),
    "BR-CL-05": ("vat_currency", "KR"),
    "BR-CL-06": ("tax_point_date_code", "99"),
    "BR-CL-07": ("invoiced_object.scheme", "XXX"),
    "BR-CL-08": ("notes[0].subject_code", "QQQ"),
    "BR-CL-10": ("seller.identifiers[0].scheme", "GLN"),
    "BR-CL-11": ("seller.legal_registration.scheme", "SE:ORGNR"),
    "BR-CL-13": ("lines[0].item.classifications[0].scheme", "UNSPSC"),
    "BR-CL-14": ("seller.address.country", "Sverige"),
    "BR-CL-15": ("lines[0].item.origin_country", "XX"),
    "BR-CL-16": ("payment.means[1].code", "999"),
    "BR-CL-17": (f"{_A}.vat_category", "X"),
    "BR-CL-18": ("lines[0].vat.category", "X"),
    "BR-CL-19": (f"{_A}.reason_code", "FC"),
    "BR-CL-20": (f"{_C}.reason_code", "95"),
    "BR-CL-21": ("lines[0].item.standard_identifier.scheme", "GTIN"),
    "BR-CL-22": ("vat_breakdown[0].exemption_reason_code", "VATEX-SE"),
    "BR-CL-23": ("lines[0].unit", "st"),
    "BR-CL-24": ("supporting_documents[0].attachment.mime_code", "application/msword"),
    "BR-CL-25": ("seller.electronic_address.scheme", "GLN"),
    "BR-CL-26": ("delivery.location.scheme", "GLN"),
}

# Where a rule has a mend: the path and a value that it mends, on the invoice above.
MENDABLE: dict[str, tuple[str, object]] = {
    "BR-CL-04": ("currency", "sek"),
    "BR-CL-05": ("vat_currency", "eur"),
    "BR-CL-14": ("seller.address.country", "Sverige"),
    "BR-CL-15": ("lines[0].item.origin_country", "SWE"),
    "BR-CL-17": (f"{_A}.vat_category", "s"),
    "BR-CL-18": ("lines[0].vat.category", "s"),
    "BR-CL-23": ("lines[0].unit", "st"),
    "BR-CL-24": ("supporting_documents[0].attachment.mime_code", "application/x-pdf"),
    "BR-62": BREAKS["BR-62"],
    "BR-63": BREAKS["BR-63"],
    "BR-64": BREAKS["BR-64"],
    "BR-CO-09": BREAKS["BR-CO-09"],
    "BR-CL-10": BREAKS["BR-CL-10"],
    "BR-CL-11": BREAKS["BR-CL-11"],
    "BR-CL-21": BREAKS["BR-CL-21"],
    "BR-CL-25": ("seller.electronic_address.scheme", "SE:ORGNR"),
    "BR-CL-26": ("delivery.location", Identifier(value="7350053850019", scheme="GLN")),
    **{
        rule: BREAKS[rule]
        for rule in (
            *("BR-12", "BR-13", "BR-14", "BR-15", "BR-45", "BR-46"),
            *(f"BR-CO-{number}" for number in range(10, 19)),
        )
    },
    "BR-CO-16": ("totals.amount_due", Decimal("496.00")),
    **{rule: (path, Decimal("5.000")) for rule, (path, _) in BREAKS.items() if rule.startswith("BR-DEC-")},
}


def mendable() -> dict[str, Sample]:
    """Return a sample that its rule's mend puts right, for every rule with a mend."""
    made = {rule: Sample(invoice=put(full_invoice(), path, value)) for rule, (path, value) in MENDABLE.items()}
    for category, prefix in CATEGORIES.items():
        breaks, own = family_breaks(category), _family_invoice(category)
        for number in ("01", "08", "09"):
            path, value = breaks[f"{prefix}-{number}"]
            made[f"{prefix}-{number}"] = Sample(invoice=put(own, path, value))
    return made


def family_breaks(category: str) -> dict[str, tuple[str, object]]:
    """Return what breaks the rules 01 to 10 of the category, on its own full invoice."""
    prefix = CATEGORIES[category]
    row, charged = "vat_breakdown[0]", category in {"S", "L", "M"}
    wrong_rate = Decimal(-1) if charged else Decimal(5)
    breaks: dict[str, tuple[str, object]] = {
        "01": ("vat_breakdown", ()),
        "05": ("lines[0].vat.rate", wrong_rate),
        "06": (f"{_A}.vat_rate", wrong_rate),
        "07": (f"{_C}.vat_rate", wrong_rate),
        "08": (f"{row}.taxable_amount", Decimal("300.00")),
        "09": (f"{row}.tax_amount", Decimal("7.00")),
        "10": (f"{row}.exemption_reason", "Agreed" if category in {"S", "L", "M", "Z"} else None),
    }
    return {f"{prefix}-{number}": broken for number, broken in breaks.items()}


def _family_invoice(category: str) -> Invoice:
    return full_invoice(category, "25" if category in {"S", "L", "M"} else None if category == "O" else "0")


def party_samples(category: str) -> dict[str, tuple[Invoice, Invoice]]:
    """Return sound and broken invoices for the rules 02 to 04: parties, with the category in one place only."""
    full = full_invoice(category, "25" if category in {"S", "L", "M"} else None if category == "O" else "0")
    if category != "O":
        full = put(full, "tax_representative", None)
    bare = {
        "02": put(put(full, "allowances", ()), "charges", ()),
        "03": put(put(full, "lines", ()), "charges", ()),
        "04": put(put(full, "lines", ()), "allowances", ()),
    }
    number = "SE556036079301" if category == "O" else None
    prefix = CATEGORIES[category]
    return {f"{prefix}-{n}": (invoice, put(invoice, "seller.vat_identifier", number)) for n, invoice in bare.items()}


def samples() -> dict[str, tuple[Sample, Sample | None]]:
    """Return the sound and the broken sample of every rule."""
    full = full_invoice()
    made: dict[str, tuple[Sample, Sample | None]] = {
        rule: _pair(full, path, value) for rule, (path, value) in BREAKS.items()
    }
    for rule in ("BR-DEC-13",):
        made[rule] = _in_cii(made[rule])
    made |= {rule: (Sample(invoice=full), None) for rule in NEVER_BROKEN}
    for category in CATEGORIES:
        own = _family_invoice(category)
        made |= {rule: _pair(own, path, value) for rule, (path, value) in family_breaks(category).items()}
        made |= {
            rule: (Sample(invoice=sound), Sample(invoice=broken))
            for rule, (sound, broken) in party_samples(category).items()
        }
    return made | _special(full)


def _special(full: Invoice) -> dict[str, tuple[Sample, Sample | None]]:
    """Return the samples of rules that need more than one value changed first."""
    supply = put(put(full_invoice("K", "0"), "period", None), "tax_point_date", None)
    outside = full_invoice("O", None)
    taxed_row = VatBreakdown(taxable_amount=Decimal(0), tax_amount=Decimal(0), category="Z", rate=Decimal(0))
    italian = _italian(full)
    two_currencies = put(put(full, "vat_currency", "EUR"), "totals.vat_amount_accounting", Decimal("9.12"))
    currencies = {code: Facts(root="Invoice", currencies=((code, 1),)) for code in ("SEK", "KR")}
    return {
        "BR-IC-11": _pair(supply, "delivery.delivery_date", None),
        "BR-IC-12": _pair(supply, "delivery.address.country", None),
        "BR-O-11": _pair(outside, "vat_breakdown", (*outside.vat_breakdown, taxed_row)),
        "BR-O-12": _pair(outside, "lines[0].vat.category", "Z"),
        "BR-O-13": _pair(outside, "allowances[0].vat_category", "Z"),
        "BR-O-14": _pair(outside, "charges[0].vat_category", "Z"),
        "BR-B-01": _pair(italian, "buyer.address.country", "SE"),
        "BR-B-02": _pair(italian, "lines[0].vat.category", "S"),
        "BR-CL-03": (
            Sample(invoice=full, facts=currencies["SEK"]),
            Sample(invoice=full, facts=currencies["KR"]),
        ),
        "BR-DEC-15": _in_cii(_pair(two_currencies, "totals.vat_amount_accounting", Decimal("9.125"))),
        "BR-53": _pair(two_currencies, "totals.vat_amount_accounting", None),
    }


def _italian(full: Invoice) -> Invoice:
    """Return the invoice within Italy, in the category of split payment."""
    values: Mapping[str, object] = {
        "seller.address.country": "IT",
        "buyer.address.country": "IT",
        "delivery.address.country": "IT",
        "tax_representative": None,
        "lines[0].item.origin_country": None,
        "lines[1].item.origin_country": None,
        "lines[0].vat.category": "B",
        "lines[1].vat.category": "B",
        f"{_A}.vat_category": "B",
        f"{_C}.vat_category": "B",
        "vat_breakdown[0].category": "B",
    }
    for path, value in values.items():
        full = put(full, path, value)
    return full


def _pair(sound: Invoice, path: str, value: object) -> tuple[Sample, Sample | None]:
    return Sample(invoice=sound), Sample(invoice=put(sound, path, value))


def _in_cii(pair: tuple[Sample, Sample | None]) -> tuple[Sample, Sample | None]:
    sound, broken = pair
    assert broken is not None
    return msgspec.structs.replace(sound, syntax=CII), msgspec.structs.replace(broken, syntax=CII)


def makers() -> dict[str, ModuleType]:
    """Return the module that makes the samples, by the name of the rule set."""
    folder = Path(__file__).parent
    names = ["tests.rules.samples", *(f"tests.rules.{path.stem}" for path in sorted(folder.glob("samples_*.py")))]
    return {module.RULE_SET: module for module in map(import_module, names)}


def write_folders(rule_set: str, module: ModuleType) -> int:
    """Write the folders of one rule set and return how many there are."""
    made: dict[str, tuple[Sample, Sample | None]] = module.samples()
    missing = {rule.id for rule in rule_sets()[rule_set].rules} - made.keys()
    assert not missing, f"no samples for {sorted(missing)}"
    can_mend: dict[str, Sample] = module.mendable() if hasattr(module, "mendable") else {}
    for rule, (sound, broken) in made.items():
        folder = ALL_SETS / rule_set / rule
        folder.mkdir(parents=True, exist_ok=True)
        for name, sample in (("sound", sound), ("broken", broken), ("mendable", can_mend.get(rule))):
            if sample is not None:
                content = msgspec.json.format(msgspec.json.encode(sample), indent=1)
                (folder / f"{name}.json").write_bytes(content + b"\n")
    return len(made)


def examples() -> Examples:
    """Return of each rule that has a broken sample what it finds first in it, by set and id."""
    made: Examples = {}
    for rule_set in sorted(makers()):
        for folder in sorted((ALL_SETS / rule_set).iterdir()):
            if (folder / "broken.json").is_file():
                made.setdefault(rule_set, {})[folder.name] = _example(rule_set, folder)
    return made


def _example(rule_set: str, folder: Path) -> Example:
    sample = msgspec.json.decode((folder / "broken.json").read_bytes(), type=Sample)
    issues = run(rule_sets()[rule_set], sample.invoice, sample.syntax, sample.facts, lambda: sample.stated)
    issue = next(issue for issue in issues if issue.rule == folder.name)
    return Example(path=issue.path, value=issue.value, expected=issue.expected)


def main() -> None:
    """Write the folders of all rule sets, or of the one named, and the examples that the product shows of them."""
    for rule_set, module in makers().items():
        if rule_set in (sys.argv[1:] or [rule_set]):
            sys.stdout.write(f"{rule_set}: {write_folders(rule_set, module)} rules\n")
    FILE.write_bytes(written(examples()))


if __name__ == "__main__":
    main()
