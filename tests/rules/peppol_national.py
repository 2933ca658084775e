"""Samples of the national rules that Peppol carries: a sound invoice of each country, and what breaks each rule."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import msgspec

from depesch.model.facts import Said, SaidAddress, SaidMeans, SaidNationally, SaidParty, Stated
from depesch.model.invoice import (
    Classification,
    CreditTransfer,
    DirectDebit,
    Identifier,
    Invoice,
    Payment,
    PaymentMeans,
    SupportingDocument,
)
from depesch.rules.peppol_bis3.national import CII_RULES
from tests.rules.german import changed
from tests.rules.samples import CII, Sample, full_invoice, put

Samples = dict[str, tuple[Sample, Sample | None]]


def transfer_to(account: str, provider: str | None = None, code: str = "30") -> PaymentMeans:
    return PaymentMeans(code=code, credit_transfer=CreditTransfer(account=account, provider=provider))


_PAYMENT = Payment(
    remittance_information="71#123456789012345",
    means=(
        transfer_to("54029681", "SE:BANKGIRO"),
        transfer_to("4789418", "SE:PLUSGIRO"),
        transfer_to("DK5000400440116243", "NDEADKKK", "42"),
        transfer_to("12345678", code="93"),
    ),
    direct_debit=DirectDebit(mandate_reference="M-1", creditor_identifier="C-1", debited_account="DK5000400440116243"),
)
_IN_GREEK = "094259216|04/05/2026|0|1.1|A|42"
_SOUND: Mapping[str, Mapping[str, object]] = {
    "NO": {"seller.vat_identifier": "NO991825827MVA", "seller.tax_registration": "Foretaksregisteret"},
    "SE": {"seller.tax_registration": "Godkänd för F-skatt", "payment": _PAYMENT},
    "IT": {"seller.vat_identifier": "IT00743110157", "seller.tax_registration": "RSSMRA80A01H501U"},
    "DK": {
        "payment": msgspec.structs.replace(_PAYMENT, means=_PAYMENT.means[2:]),
        "seller.vat_identifier": "DK13585628",
        "buyer.vat_identifier": "DK13585628",
        "seller.legal_registration": Identifier(value="13585628", scheme="0184"),
        "buyer.legal_registration": Identifier(value="13585628", scheme="0184"),
        "allowances[0].reason_code": "ZZZ",
        "allowances[0].reason": "0001",
        "lines[0].item.classifications": (Classification(code="44103103", scheme="TST", scheme_version="26.08.01"),),
    },
    "GR": {
        "number": _IN_GREEK,
        "seller.trading_name": "Nordbygg",
        "buyer.trading_name": "Fjordhus",
        "seller.vat_identifier": "EL094259216",
        "buyer.vat_identifier": "EL094259216",
        "seller.electronic_address": Identifier(value="094259216", scheme="9933"),
        "buyer.electronic_address": Identifier(value="094259216", scheme="9933"),
        "supporting_documents": (
            SupportingDocument(reference="400001234567890", description="##M.AR.K##"),
            SupportingDocument(reference="1", description="##INVOICE|URL##", location="https://nordbygg.example/1"),
        ),
    },
    "IS": {
        "seller.vat_identifier": "IS12345",
        "seller.legal_registration": Identifier(value="1201743399", scheme="0196"),
        "buyer.legal_registration": Identifier(value="1201743399", scheme="0196"),
        "payment": Payment(means=(transfer_to("012345678901", code="42"), transfer_to("012345678901", code="9"))),
        "supporting_documents": (SupportingDocument(reference="2026-06-15", description="EINDAGI"),),
    },
    "NL": {
        "seller.vat_identifier": "NL123456789B01",
        "seller.legal_registration": Identifier(value="12345678", scheme="0106"),
        "buyer.legal_registration": Identifier(value="00000001003214345000", scheme="0190"),
        "order_reference": "O-7",
        "lines[0].order_line_reference": "2",
    },
}
_BOTH_IN_COUNTRY = frozenset({"DK", "GR", "IS", "NL"})
_GIRO = {"payment.remittance_information": "04#1234567890123456", "payment.means[1].code": "50"}
_CREDIT_NOTE = {"type_code": "381"}
_LONG_PAID = {"payment": None, "totals.amount_due": Decimal("0.00")}

# What must stand there first, the path, and the value that breaks the rule.
_BREAKS: Mapping[str, tuple[Mapping[str, object], str, object]] = {
    "NO-R-001": ({}, "seller.vat_identifier", "NO991825828MVA"),
    "NO-R-002": ({}, "seller.tax_registration", None),
    "IT-R-001": ({}, "seller.tax_registration", "RSSMRA 80A01"),
    "IT-R-002": ({}, "seller.address.line_1", None),
    "IT-R-003": ({}, "seller.address.city", None),
    "IT-R-004": ({}, "seller.address.post_code", None),
    "SE-R-001": ({}, "seller.vat_identifier", "SE5560360793"),
    "SE-R-002": ({}, "seller.vat_identifier", "SE55603607930A"),
    "SE-R-003": ({}, "seller.legal_registration.value", "556036-0793"),
    "SE-R-004": ({}, "seller.legal_registration.value", "165560360793"),
    "SE-R-013": ({}, "seller.legal_registration.value", "5560360794"),
    "SE-R-005": ({}, "seller.tax_registration", "F-skatt"),
    "SE-R-006": ({}, "lines[1].vat.rate", Decimal(24)),
    "SE-R-007": ({}, "payment.means[1].credit_transfer.account", "478941-8"),
    "SE-R-010": ({}, "payment.means[1].credit_transfer.account", "123456789"),
    "SE-R-008": ({}, "payment.means[0].credit_transfer.account", "5402-968"),
    "SE-R-009": ({}, "payment.means[0].credit_transfer.account", "540296811"),
    "SE-R-011": ({}, "payment.means[1].code", "50"),
    "SE-R-012": ({"buyer.address.country": "SE"}, "payment.means[0].code", "31"),
    "DK-R-002": ({}, "seller.legal_registration", None),
    "DK-R-003": ({}, "lines[0].item.classifications[0].scheme_version", "20.0"),
    "DK-R-004": ({}, "allowances[0].reason", "#agreed"),
    "DK-R-005": ({}, "payment.means[0].code", "30"),
    "DK-R-006": ({}, "payment.means[0].credit_transfer.provider", None),
    "DK-R-007": ({"payment.means[1].code": "49"}, "payment.direct_debit.mandate_reference", None),
    "DK-R-008": (_GIRO, "payment.means[1].credit_transfer.account", "123456"),
    "DK-R-009": (_GIRO, "payment.remittance_information", "04#12345"),
    "DK-R-010": ({}, "payment.means[1].credit_transfer.account", "1234567"),
    "DK-R-011": ({}, "payment.remittance_information", "71#12345"),
    "DK-R-013": ({}, "seller.identifiers[0].scheme", None),
    "DK-R-014": ({}, "seller.legal_registration.scheme", "0198"),
    "DK-R-016": (_CREDIT_NOTE, "totals.amount_due", Decimal("-12.50")),
    "DK-R-017": ({}, "buyer.legal_registration.scheme", "0198"),
    "GR-R-001-1": ({}, "number", f"{_IN_GREEK}|7"),
    "GR-R-001-2": ({}, "number", _IN_GREEK.replace("094259216", "094259217")),
    "GR-R-001-3": ({}, "number", _IN_GREEK.replace("04/05", "05/04")),
    "GR-R-001-4": ({}, "number", _IN_GREEK.replace("|0|", "|HQ|")),
    "GR-R-001-5": ({}, "number", _IN_GREEK.replace("1.1", "9.9")),
    "GR-R-001-6": ({}, "number", _IN_GREEK.replace("|A|", "||")),
    "GR-R-001-7": ({}, "number", _IN_GREEK.replace("|42", "|")),
    "GR-R-002": ({}, "seller.trading_name", None),
    "GR-S-011": ({}, "seller.vat_identifier", "EL094259217"),
    "GR-R-003": ({}, "seller.vat_identifier", "GR094259216"),
    "GR-R-004-1": ({}, "supporting_documents[0].description", "MARK"),
    "GR-R-004-2": ({}, "supporting_documents[0].reference", "0400001234567890"),
    "GR-S-008-1": ({}, "supporting_documents[1].description", "Link"),
    "GR-R-008-2": ({}, "supporting_documents[0].description", "##INVOICE|URL##"),
    "GR-R-008-3": ({}, "supporting_documents[1].location", None),
    "GR-R-005": ({}, "buyer.trading_name", None),
    "GR-R-009": ({}, "seller.electronic_address.scheme", "0088"),
    "GR-R-006": ({}, "buyer.vat_identifier", "EL09425921"),
    "GR-R-010": ({}, "buyer.electronic_address.value", "094259217"),
    "IS-R-001": ({}, "type_code", "384"),
    "IS-R-002": ({}, "seller.legal_registration.scheme", "0088"),
    "IS-R-003": ({}, "seller.address.post_code", None),
    "IS-R-004": ({}, "buyer.legal_registration", None),
    "IS-R-005": ({}, "buyer.address.line_1", None),
    "IS-R-006": ({}, "payment.means[1].credit_transfer.account", "0123-26-012345"),
    "IS-R-007": ({}, "payment.means[0].credit_transfer", None),
    "IS-R-008": ({}, "supporting_documents[0].reference", "2026-06-31"),
    "IS-R-009": ({}, "due_date", None),
    "IS-R-010": ({}, "due_date", date(2026, 6, 16)),
    "NL-R-001": (_CREDIT_NOTE, "preceding_invoices", ()),
    "NL-R-002": ({}, "seller.address.post_code", None),
    "NL-R-003": ({}, "seller.legal_registration.scheme", "0007"),
    "NL-R-004": ({}, "buyer.address.city", None),
    "NL-R-005": ({}, "buyer.legal_registration.scheme", None),
    "NL-R-006": ({"tax_representative.address.country": "NL"}, "tax_representative.address.line_1", None),
    "NL-R-007": (_LONG_PAID, "totals.amount_due", Decimal("1.00")),
    "NL-R-008": ({"payment.means[0].code": "30"}, "payment.means[0].code", "31"),
    "NL-R-009": ({}, "order_reference", None),
}
_PREFIX_OF_UBL_ONLY = ("GR-", "IS-")
_UBL_ONLY = frozenset({"DK-R-017"})


def national_invoice(country: str) -> Invoice:
    """Return an invoice from the country that keeps all of its rules; within it where they ask for that."""
    both = {"buyer.address.country": country} if country in _BOTH_IN_COUNTRY else {}
    return changed(full_invoice(), {"seller.address.country": country, **both, **_SOUND[country]})


def national_samples() -> Samples:
    """Return the samples of every national rule in UBL."""
    return {rule: _pair(rule) for rule in _BREAKS}


def national_samples_cii() -> Samples:
    """Return the samples of every national rule in CII, as it is read from a file where the model does not tell."""
    ubl_only = {rule for rule in _BREAKS if rule.startswith(_PREFIX_OF_UBL_ONLY)} | _UBL_ONLY
    made = {rule: _pair(rule, CII) for rule in _BREAKS if rule not in ubl_only}
    return made | {rule: (_as_written(sound), _as_written(broken)) for rule, (sound, broken) in _written().items()}


def _pair(rule: str, syntax: str = "ubl21") -> tuple[Sample, Sample | None]:
    first, path, value = _BREAKS[rule]
    sound = changed(national_invoice(rule[:2]), first)
    return Sample(syntax=syntax, invoice=sound), Sample(syntax=syntax, invoice=put(sound, path, value))


def _written() -> dict[str, tuple[SaidNationally, SaidNationally]]:
    """Return what CII states where Peppol's rules look for it and EN 16931 has no term, sound and broken."""
    swedish, foreign_rate = _numbered("SE", "SE556036079301"), Said(value="24", place="lines[0].vat.rate")
    return {
        "NO-R-001": (_numbered("NO", "NO991825827MVA"), _numbered("NO", "NO991825828MVA")),
        "SE-R-001": (swedish, _numbered("SE", "SE5560360793")),
        "SE-R-002": (swedish, _numbered("SE", "SE55603607930A")),
        "SE-R-006": (swedish, msgspec.structs.replace(swedish, odd_rates=(foreign_rate,))),
        "DK-R-006": (_paid("42", "DK5000400440116243", provider="NDEADKKK"), _paid("42", "DK5000400440116243")),
        "DK-R-007": (_paid("49", mandate="M-1", debited="C-1"), _paid("49", debited="C-1")),
        "DK-R-008": (_paid("50", "1234567", "04#1234567890123456"), _paid("50", "123456", "04#1234567890123456")),
        "DK-R-009": (_paid("50", "1234567", "04#1234567890123456"), _paid("50", "1234567", "04#12345")),
        "DK-R-010": (_paid("93", "12345678", "73#"), _paid("93", "1234567", "73#")),
        "DK-R-011": (_paid("93", "12345678", "71#123456789012345"), _paid("93", "12345678", "71#12345")),
        "DK-R-013": (_identified("0088"), _identified(None)),
    }


def _as_written(stated: SaidNationally) -> Sample:
    invoice = national_invoice(stated.countries[0])
    return Sample(syntax=CII, invoice=invoice, stated=Stated(national=stated))


def _in(country: str) -> SaidParty:
    return SaidParty(address=SaidAddress(country=country, parts=("line_1", "city", "post_code")))


def _numbered(country: str, number: str) -> SaidNationally:
    taxes = (Said(value=number, scheme="VAT"),)
    seller = msgspec.structs.replace(_in(country), taxes=taxes)
    return SaidNationally(countries=(country,), seller=seller)


def _identified(scheme: str | None) -> SaidNationally:
    seller = msgspec.structs.replace(_in("DK"), identifiers=(Said(value="5790000435968", scheme=scheme),))
    return SaidNationally(countries=("DK",), seller=seller, buyer=_in("DK"))


def _paid(
    code: str,
    account: str | None = None,
    reference: str | None = None,
    *,
    provider: str | None = None,
    mandate: str | None = None,
    debited: str | None = None,
) -> SaidNationally:
    means = SaidMeans(
        value=code,
        place="payment.means[0]",
        accounts=() if account is None else (Said(value=account),),
        references=() if reference is None else (reference,),
        provider=provider,
        mandate=mandate,
        debited=debited,
    )
    return SaidNationally(countries=("DK",), seller=_in("DK"), buyer=_in("DK"), means=(means,))


_MENDABLE: Mapping[str, tuple[str, object]] = {
    "NO-R-001": ("seller.vat_identifier", "NO 991 825 827"),
    "SE-R-001": ("seller.vat_identifier", "SE 556036-0793 01"),
    "SE-R-002": ("seller.vat_identifier", "SE 556036-0793 01"),
    "SE-R-003": ("seller.legal_registration.value", "556036-0793"),
    "SE-R-004": ("seller.legal_registration.value", "16556036-0793"),
    "SE-R-013": ("seller.legal_registration.value", "556036-0793"),
    "SE-R-005": ("seller.tax_registration", "Innehar F-skattsedel"),
    "SE-R-007": ("payment.means[1].credit_transfer.account", "478941-8"),
    "SE-R-010": ("payment.means[1].credit_transfer.account", "47 89 41 - 8"),
    "SE-R-008": ("payment.means[0].credit_transfer.account", "5402-9681"),
    "SE-R-009": ("payment.means[0].credit_transfer.account", "5402-9681"),
    "SE-R-011": ("payment.means[0]", transfer_to("5402-9681", "BGABSESS", "56")),
    "SE-R-012": ("payment.means[0].code", "31"),
    "DK-R-014": ("seller.legal_registration.scheme", None),
    "DK-R-017": ("buyer.legal_registration.scheme", None),
    "IS-R-002": ("seller.legal_registration.scheme", None),
    "IS-R-004": ("buyer.legal_registration.scheme", None),
    "NL-R-003": ("seller.legal_registration.scheme", None),
    "NL-R-005": ("buyer.legal_registration.scheme", None),
}


def national_mendable() -> dict[str, Sample]:
    """Return what the mends of the national rules can mend, in UBL."""
    made = {rule: put(national_invoice(rule[:2]), *change) for rule, change in _MENDABLE.items()}
    made["SE-R-012"] = put(made["SE-R-012"], "buyer.address.country", "SE")
    return {rule: Sample(invoice=invoice) for rule, invoice in made.items()}


def national_mendable_cii() -> dict[str, Sample]:
    """Return what the mends of the national rules can mend, in CII: what the model has a term for."""
    mending = {rule.id for rule in CII_RULES if rule.mend}
    ubl = national_mendable()
    return {rule: msgspec.structs.replace(ubl[rule], syntax=CII) for rule in sorted(mending)}
