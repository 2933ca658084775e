"""Golden samples of Peppol BIS Billing in CII: its own rules, and those of the countries."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import msgspec

from depesch.model.facts import Said, SaidCharge, SaidInCii, Stated
from depesch.model.invoice import CreditTransfer, DirectDebit, Identifier, Invoice, Note, Payment, PaymentMeans
from tests.rules.german import changed
from tests.rules.peppol_national import national_mendable_cii, national_samples_cii
from tests.rules.samples import CII, Sample, full_invoice, put
from tests.rules.samples_peppol import BREAKS_IN_BOTH, NUMBERS_IN_BOTH, PROCESS, SPECIFICATION

RULE_SET = "peppol_bis3_cii"
Samples = dict[str, tuple[Sample, Sample | None]]

_SHARES = ("allowances", "charges", *(f"lines[{n}].{kind}" for n in (0, 1) for kind in ("allowances", "charges")))
_ADDRESS = "seller.electronic_address"

# Rule: path and the value that breaks it, on the invoice below.
_BREAKS: Mapping[str, tuple[str, object]] = {
    **BREAKS_IN_BOTH,
    "PEPPOL-EN16931-R002": ("notes[0].subject_code", "AAI"),
    "PEPPOL-EN16931-R053": ("totals.vat_amount", None),
    "PEPPOL-EN16931-CL007": ("currency", "SKR"),
    "PEPPOL-EN16931-CL008": ("buyer.electronic_address.scheme", "GLN"),
}
# Scheme: the rule, a number that is right and one that is not.
_NUMBERS: Mapping[str, tuple[str, str, str]] = {
    **NUMBERS_IN_BOTH,
    "9906": ("R048", "IT12345670017", "IT12345670018"),
}


def peppol_invoice() -> Invoice:
    """Return an invoice that keeps the rules of Peppol in CII."""
    return changed(
        full_invoice(),
        {
            "specification": SPECIFICATION,
            "business_process": PROCESS,
            "notes": (Note(text="Thank you"),),
            "buyer.identifiers": (Identifier(value="7300010000001", scheme="0088"),),
            "delivery.location": Identifier(value="7300010000001", scheme="0088"),
            **{f"{group}[0].percentage": Decimal(10) for group in _SHARES},
        },
    )


def samples() -> Samples:
    """Return the sound and the broken sample of every rule."""
    invoice = peppol_invoice()
    made: Samples = {rule: _pair(invoice, path, value) for rule, (path, value) in _BREAKS.items()}
    made |= {f"PEPPOL-COMMON-{rule}": _numbers(invoice, scheme, *two) for scheme, (rule, *two) in _NUMBERS.items()}
    made["PEPPOL-EN16931-P0100"] = (Sample(syntax=CII, invoice=invoice), None)  # the artefact takes every type
    return made | _of_totals(invoice) | _of_source(invoice) | national_samples_cii()


def mendable() -> dict[str, Sample]:
    """Return a sample that its rule's mend puts right, for every rule with a mend."""
    invoice = peppol_invoice()
    unit = put(invoice, "lines[0].price.base_quantity_unit", "h87")
    same = put(invoice, "vat_currency", "SEK")
    even = put(invoice, "lines[0].allowances[0].percentage", None)
    silent = put(invoice, "business_process", None)
    broken = {"R001": silent, "R005": same, "R007": silent, "R042": even, "R130": unit}
    made = {f"PEPPOL-EN16931-{rule}": Sample(syntax=CII, invoice=one) for rule, one in broken.items()}
    for scheme, (rule, right, _) in _NUMBERS.items():
        address = Identifier(value=f"{right[:2]} {right[2:]}-", scheme=scheme)
        made[f"PEPPOL-COMMON-{rule}"] = Sample(syntax=CII, invoice=put(invoice, _ADDRESS, address))
    return made | national_mendable_cii()


def _numbers(invoice: Invoice, scheme: str, right: str, wrong: str) -> tuple[Sample, Sample | None]:
    sound = put(invoice, _ADDRESS, Identifier(value=right, scheme=scheme))
    return _pair(sound, f"{_ADDRESS}.value", wrong)


def _of_totals(invoice: Invoice) -> Samples:
    """Return the samples of rules that need a second currency or direct debit."""
    two = changed(invoice, {"vat_currency": "EUR", "totals.vat_amount_accounting": Decimal("9.12")})
    debited = Payment(
        means=(PaymentMeans(code="59", credit_transfer=CreditTransfer(account="SE4550000000058398257466")),),
        direct_debit=DirectDebit(mandate_reference="M-7"),
    )
    return {
        "PEPPOL-EN16931-R054": _pair(two, "totals.vat_amount_accounting", None),
        "PEPPOL-EN16931-R055": _pair(two, "totals.vat_amount_accounting", Decimal("-9.12")),
        "PEPPOL-EN16931-R061": _pair(put(invoice, "payment", debited), "payment.direct_debit.mandate_reference", None),
    }


def _of_source(invoice: Invoice) -> Samples:
    """Return the samples of rules that speak of what only the source states."""
    line = "lines[0]"
    return {
        "PEPPOL-EN16931-R006": _stated(
            invoice, Stated(in_cii=SaidInCii(object_references=1)), Stated(in_cii=SaidInCii(object_references=2))
        ),
        "PEPPOL-EN16931-R080": _stated(invoice, Stated(project_references=1), Stated(project_references=2)),
        "PEPPOL-EN16931-R043": _stated(
            invoice, Stated(), Stated(indicators=(SaidCharge(value="0", place="lines[0].allowances[0]"),))
        ),
        "PEPPOL-EN16931-R100": _stated(invoice, Stated(), Stated(line_references=(Said(value=line, place="many"),))),
        "PEPPOL-EN16931-R101": _stated(invoice, Stated(), Stated(line_references=(Said(value=line, place="untyped"),))),
        "PEPPOL-EN16931-F001": _stated(
            invoice, Stated(), Stated(dates=(Said(name="DateTimeString", value="2026-05-04"),))
        ),
    }


def _pair(sound: Invoice, path: str, value: object) -> tuple[Sample, Sample | None]:
    return Sample(syntax=CII, invoice=sound), Sample(syntax=CII, invoice=put(sound, path, value))


def _stated(invoice: Invoice, sound: Stated, broken: Stated) -> tuple[Sample, Sample | None]:
    base = Sample(syntax=CII, invoice=invoice, stated=sound)
    return base, msgspec.structs.replace(base, stated=broken)
