"""Golden samples of Peppol BIS Billing in UBL: its own rules, those of the countries and the German ones."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import msgspec

from depesch.model.facts import Facts, Said, SaidAmount, SaidCharge, SaidPrice, Stated
from depesch.model.invoice import CreditTransfer, DirectDebit, Identifier, Invoice, Note, Payment, PaymentMeans
from tests.rules.german import changed, german_mendable_samples, german_samples
from tests.rules.peppol_national import national_mendable, national_samples
from tests.rules.samples import Sample, full_invoice, put

RULE_SET = "peppol_bis3"
Samples = dict[str, tuple[Sample, Sample | None]]

SPECIFICATION = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"
PROCESS = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"
_SHARES = ("allowances", "charges", *(f"lines[{n}].{kind}" for n in (0, 1) for kind in ("allowances", "charges")))
_ADDRESS = "seller.electronic_address"
_INVOICE = Facts(root="Invoice")
_CREDIT_NOTE = Facts(root="CreditNote")

# Rule: path and the value that breaks it, on the invoice below; in UBL and CII alike, then in UBL alone.
BREAKS_IN_BOTH: Mapping[str, tuple[str, object]] = {
    "PEPPOL-EN16931-R001": ("business_process", None),
    "PEPPOL-EN16931-R003": ("buyer_reference", None),
    "PEPPOL-EN16931-R004": ("specification", "urn:cen.eu:en16931:2017"),
    "PEPPOL-EN16931-R005": ("vat_currency", "SEK"),
    "PEPPOL-EN16931-R007": ("business_process", "urn:fdc:peppol.eu:2017:poacc:billing:1:1.0"),
    "PEPPOL-EN16931-R010": ("buyer.electronic_address", None),
    "PEPPOL-EN16931-R020": (_ADDRESS, None),
    "PEPPOL-EN16931-R040": ("allowances[0].percentage", Decimal(11)),
    "PEPPOL-EN16931-R041": ("charges[0].base_amount", None),
    "PEPPOL-EN16931-R042": ("lines[0].allowances[0].percentage", None),
    "PEPPOL-EN16931-R110": ("lines[0].period.start", date(2026, 3, 31)),
    "PEPPOL-EN16931-R111": ("lines[0].period.end", date(2026, 5, 1)),
    "PEPPOL-EN16931-R120": ("lines[0].net_amount", Decimal("200.00")),
    "PEPPOL-EN16931-R121": ("lines[0].price.base_quantity", Decimal(0)),
    "PEPPOL-EN16931-R130": ("lines[0].price.base_quantity_unit", "KGM"),
    "PEPPOL-EN16931-CL001": ("supporting_documents[0].attachment.mime_code", "application/xml"),
    "PEPPOL-EN16931-CL002": ("allowances[0].reason_code", "FC"),
    "PEPPOL-EN16931-CL003": ("lines[0].charges[0].reason_code", "95"),
}
_BREAKS: Mapping[str, tuple[str, object]] = {
    **BREAKS_IN_BOTH,
    "PEPPOL-EN16931-R002": ("notes", (Note(text="Thank you"), Note(text="Welcome back"))),
    "PEPPOL-EN16931-R046": ("lines[0].price.gross_price", Decimal("21.00")),
    "PEPPOL-EN16931-CL006": ("tax_point_date_code", "5"),
    "PEPPOL-EN16931-CL008": ("buyer.electronic_address.scheme", "0037"),
    "PEPPOL-EN16931-P0100": ("type_code", "389"),
    "PEPPOL-EN16931-P0112": ("type_code", "384"),
}
# Scheme: the rule, a number that is right and one that is not.
NUMBERS_IN_BOTH: Mapping[str, tuple[str, str, str]] = {
    "0088": ("R040", "7350053850019", "7350053850018"),
    "0192": ("R041", "991825827", "991825828"),
    "0184": ("R042", "DK37194961", "DK3719496"),
    "0208": ("R043", "0848934496", "0848934497"),
    "0201": ("R044", "UFY9MH", "UFY9M"),
    "0210": ("R045", "RSSMRA85T10A562S", "RSSMRA85T10A562"),
    "9907": ("R046", "12345670017", "1234567001"),
    "0211": ("R047", "IT12345670017", "IT12345670018"),
    "0007": ("R049", "5560360793", "5560360794"),
    "0151": ("R050", "51824753556", "51824753557"),
}
_NUMBERS: Mapping[str, tuple[str, str, str]] = {
    **NUMBERS_IN_BOTH,
    "0096": ("R052", "1234567890", "123456789"),
    "0198": ("R053", "DK37194961", "37194961"),
    "0106": ("R054", "12345678", "1234567"),
    "0190": ("R055", "00000001234567890000", "1234567890000"),
    "9944": ("R056-1", "NL123456789B01", "NL123456789C01"),
    "0217": ("R057", "123456789012", "12345678901"),
}
_EXEMPTIONS = {
    "P0104": ("VATEX-EU-G", "G"),
    "P0105": ("VATEX-EU-O", "O"),
    "P0106": ("VATEX-EU-IC", "K"),
    "P0107": ("VATEX-EU-AE", "AE"),
    "P0108": ("VATEX-EU-D", "E"),
    "P0109": ("vatex-eu-f", "E"),
    "P0110": ("VATEX-EU-I", "E"),
    "P0111": ("VATEX-EU-J", "E"),
}


def _in_currency(code: str) -> Stated:
    return Stated(amounts=(SaidAmount(name="PriceAmount", value=code, place="lines[0].price.net_price"),))


# Rule: what the source states where it is broken.
_STATED: Mapping[str, Stated] = {
    "PEPPOL-EN16931-R008": Stated(empty_elements=(Said(name="AdditionalStreetName", place="seller.address"),)),
    "PEPPOL-EN16931-R043": Stated(
        indicators=(SaidCharge(name="ChargeIndicator", value="0", place="lines[0].allowances[0]"),)
    ),
    "PEPPOL-EN16931-R044": Stated(
        prices=(
            SaidPrice(
                name="AllowanceCharge",
                value="true",
                place="lines[0].price",
                amount=Decimal("1.00"),
                base_amount=Decimal("21.00"),
                net_price=Decimal("20.00"),
            ),
        )
    ),
    "PEPPOL-EN16931-R051": Stated(
        amounts=(SaidAmount(name="PriceAmount", value="EUR", place="lines[0].price.net_price"),)
    ),
    "PEPPOL-EN16931-R100": Stated(line_references=(Said(name="InvoiceLine", value="lines[0]", place="many"),)),
    "PEPPOL-EN16931-R101": Stated(line_references=(Said(name="InvoiceLine", value="lines[0]", place="untyped"),)),
    "PEPPOL-EN16931-CL007": Stated(
        amounts=(SaidAmount(name="PriceAmount", value="SKR", place="lines[0].price.net_price"),)
    ),
    "PEPPOL-EN16931-F001": Stated(dates=(Said(name="IssueDate", value="2026-05-04Z", place="issue_date"),)),
}


def peppol_invoice() -> Invoice:
    """Return an invoice that keeps the rules of Peppol in UBL."""
    return changed(
        full_invoice(),
        {
            "specification": SPECIFICATION,
            "business_process": PROCESS,
            "buyer.identifiers": (Identifier(value="7350053850019", scheme="0088"),),
            "payee.identifier": Identifier(value="7300010000001", scheme="0088"),
            "supporting_documents[0].attachment.filename": "drawing.pdf",
            "payment": Payment(means=(PaymentMeans(code="30", credit_transfer=CreditTransfer(account="58398257466")),)),
            **{f"{group}[0].percentage": Decimal(10) for group in _SHARES},
        },
    )


def samples() -> Samples:
    """Return the sound and the broken sample of every rule."""
    return own_samples(peppol_invoice()) | national_samples() | german_samples()


def mendable() -> dict[str, Sample]:
    """Return a sample that its rule's mend puts right, for every rule with a mend."""
    return own_mendable(peppol_invoice()) | national_mendable() | german_mendable_samples()


def own_samples(invoice: Invoice) -> Samples:
    """Return the samples of the rules that are no country's."""
    made: Samples = {rule: pair(invoice, path, value) for rule, (path, value) in _BREAKS.items()}
    made |= {f"PEPPOL-COMMON-{rule}": _numbers(invoice, scheme, *two) for scheme, (rule, *two) in _NUMBERS.items()}
    made |= {f"PEPPOL-EN16931-{rule}": _exempt(invoice, *two) for rule, two in _EXEMPTIONS.items()}
    sound = Sample(facts=_INVOICE, invoice=invoice)
    made |= {rule: (sound, msgspec.structs.replace(sound, stated=stated)) for rule, stated in _STATED.items()}
    return made | _of_totals(invoice) | _of_credit_note(invoice)


def own_mendable(invoice: Invoice) -> dict[str, Sample]:
    """Return what the rules that are no country's can mend."""
    changes: Mapping[str, tuple[str, object]] = {
        "R001": ("business_process", None),
        "R002": ("notes", (Note(text="Thank you"), Note(text="Welcome back"))),
        "R005": ("vat_currency", "SEK"),
        "R007": ("business_process", " "),
        "R008": ("seller.address.line_2", " "),
        "R042": ("lines[0].allowances[0].percentage", None),
        "R130": ("lines[0].price.base_quantity_unit", "h87"),
    }
    made = {
        f"PEPPOL-EN16931-{rule}": Sample(facts=_INVOICE, invoice=put(invoice, *change))
        for rule, change in changes.items()
    }
    for scheme, (rule, right, _) in _NUMBERS.items():
        address = Identifier(value=f"{right[:2]} {right[2:]}-", scheme=scheme)
        made[f"PEPPOL-COMMON-{rule}"] = Sample(facts=_INVOICE, invoice=put(invoice, _ADDRESS, address))
    return made


def pair(sound: Invoice, path: str, value: object, *, facts: Facts = _INVOICE) -> tuple[Sample, Sample | None]:
    """Return the invoice as it is, and with the value at the path."""
    return Sample(facts=facts, invoice=sound), Sample(facts=facts, invoice=put(sound, path, value))


def _numbers(invoice: Invoice, scheme: str, right: str, wrong: str) -> tuple[Sample, Sample | None]:
    sound = put(invoice, _ADDRESS, Identifier(value=right, scheme=scheme))
    return pair(sound, f"{_ADDRESS}.value", wrong)


def _exempt(invoice: Invoice, reason: str, category: str) -> tuple[Sample, Sample | None]:
    sound = changed(invoice, {"vat_breakdown[0].exemption_reason_code": reason, "vat_breakdown[0].category": category})
    return pair(sound, "vat_breakdown[0].category", "S")


def _of_totals(invoice: Invoice) -> Samples:
    """Return the samples of rules that need a second currency, direct debit or a Dutch number."""
    two = changed(invoice, {"vat_currency": "EUR", "totals.vat_amount_accounting": Decimal("9.12")})
    without_rows = changed(invoice, {"totals.vat_amount": None})
    debited = Payment(
        means=(PaymentMeans(code="59", credit_transfer=CreditTransfer(account="SE4550000000058398257466")),),
        direct_debit=DirectDebit(mandate_reference="M-7"),
    )
    dutch = put(invoice, "tax_representative.vat_identifier", "NL123456789B01")
    return {
        "PEPPOL-EN16931-R053": pair(without_rows, "vat_breakdown", ()),
        "PEPPOL-EN16931-R054": pair(two, "totals.vat_amount_accounting", None),
        "PEPPOL-EN16931-R055": pair(two, "totals.vat_amount_accounting", Decimal("-9.12")),
        "PEPPOL-EN16931-R061": pair(put(invoice, "payment", debited), "payment.direct_debit.mandate_reference", None),
        "PEPPOL-COMMON-R056-2": pair(dutch, "tax_representative.vat_identifier", "NL123456789"),
    }


def _of_credit_note(invoice: Invoice) -> Samples:
    """Return the samples of rules on credit notes alone."""
    credit = put(invoice, "type_code", "381")
    sound = Sample(facts=_CREDIT_NOTE, stated=Stated(project_references=1), invoice=credit)
    return {
        "PEPPOL-EN16931-R080": (sound, msgspec.structs.replace(sound, stated=Stated(project_references=2))),
        "PEPPOL-EN16931-P0101": pair(credit, "type_code", "261", facts=_CREDIT_NOTE),
    }
