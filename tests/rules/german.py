"""Samples of the German rules, which XRechnung and Peppol BIS Billing have under different ids."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from depesch.model.invoice import (
    Attachment,
    Contact,
    CreditTransfer,
    DirectDebit,
    Invoice,
    Payment,
    PaymentCard,
    PaymentMeans,
    SupportingDocument,
)
from depesch.model.xrechnung import CIUS
from tests.rules.samples import Sample, full_invoice, put

IBAN, WRONG_IBAN = "DE89 3704 0044 0532 0130 00", "DE88370400440532013000"
_ALLOWANCES = ("allowances", "charges", *(f"lines[{n}].{kind}" for n in (0, 1) for kind in ("allowances", "charges")))
_CARD = PaymentCard(primary_account_number="1234", holder_name="Astrid")
_TRANSFER = CreditTransfer(account=IBAN)
_DEBIT = DirectDebit(mandate_reference="M-7", creditor_identifier="DE98ZZZ09999999999", debited_account=IBAN)
_DISCOUNT = "Payment within 30 days\n#SKONTO#TAGE=14#PROZENT=2.00#\n"


def changed(invoice: Invoice, values: Mapping[str, object]) -> Invoice:
    """Return the invoice with each value at its path."""
    for path, value in values.items():
        invoice = put(invoice, path, value)
    return invoice


def german_invoice() -> Invoice:
    """Return an invoice between Germans that keeps all of the rules."""
    return changed(
        full_invoice("S", "19"),
        {
            "currency": "EUR",
            "specification": CIUS,
            "business_process": "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0",
            "buyer_reference": "04011000-12345-34",
            "payment_terms": _DISCOUNT,
            "seller.address.country": "DE",
            "seller.vat_identifier": "DE123456789",
            "seller.contact": Contact(name="Astrid", telephone="+46 920 123 45", email="astrid@nordbygg.example"),
            "buyer.address.country": "DE",
            "buyer.vat_identifier": "DE987654321",
            "tax_representative": None,
            "payment": _paid_by(PaymentMeans(code="58", credit_transfer=_TRANSFER)),
            **{f"{group}[0].percentage": Decimal(10) for group in _ALLOWANCES},
            "supporting_documents": (
                _document("Drawing", "drawing.pdf"),
                _document("Plan", "plan.pdf"),
                SupportingDocument(reference="Terms", location="https://nordbygg.example/terms"),
            ),
        },
    )


def _paid_by(means: PaymentMeans, debit: DirectDebit | None = None) -> Payment:
    return Payment(remittance_information="1234566", means=(means,), direct_debit=debit)


def _document(reference: str, filename: str) -> SupportingDocument:
    file = Attachment(content=b"%PDF-1.7", mime_code="application/pdf", filename=filename)
    return SupportingDocument(reference=reference, attachment=file)


_BREAKS: Mapping[str, tuple[str, object]] = {
    "1": ("payment", None),
    "2": ("seller.contact", None),
    "3": ("seller.address.city", None),
    "4": ("seller.address.post_code", " "),
    "5": ("seller.contact.name", None),
    "6": ("seller.contact.telephone", None),
    "7": ("seller.contact.email", None),
    "8": ("buyer.address.city", None),
    "9": ("buyer.address.post_code", None),
    "10": ("delivery.address.city", None),
    "11": ("delivery.address.post_code", None),
    "14": ("vat_breakdown[0].rate", None),
    "15": ("buyer_reference", None),
    "16": ("seller.vat_identifier", None),
    "17": ("type_code", "82"),
    "18": ("payment_terms", _DISCOUNT.replace("2.00", "2")),
    "19": ("payment.means[0].credit_transfer.account", WRONG_IBAN),
    "22": ("supporting_documents[1].attachment.filename", "drawing.pdf"),
    "23-a": ("payment.means[0].credit_transfer", None),
    "23-b": ("payment.means[0].card", _CARD),
    "27": ("seller.contact.telephone", "ask at the desk"),
    "28": ("seller.contact.email", "astrid@nordbygg"),
    "TMP-2": ("supporting_documents[2].location", "//nordbygg.example/terms"),
}


def german_pairs() -> dict[str, tuple[Sample, Sample | None]]:
    """Return the sound and the broken sample of every German rule, by what its ids have in common."""
    invoice = german_invoice()
    by_card = put(invoice, "payment", _paid_by(PaymentMeans(code="54", card=_CARD)))
    debited = put(invoice, "payment", _paid_by(PaymentMeans(code="59"), _DEBIT))
    corrected = put(invoice, "type_code", "384")
    return {
        **{key: pair(invoice, path, value) for key, (path, value) in _BREAKS.items()},
        "20": pair(debited, "payment.direct_debit.debited_account", WRONG_IBAN),
        "24-a": pair(by_card, "payment.means[0].card", None),
        "24-b": pair(by_card, "payment.means[0].credit_transfer", _TRANSFER),
        "25-a": pair(debited, "payment.direct_debit", None),
        "25-b": pair(debited, "payment.means[0].credit_transfer", _TRANSFER),
        "26": pair(corrected, "preceding_invoices", ()),
        "30": pair(debited, "payment.direct_debit.creditor_identifier", None),
        "31": pair(debited, "payment.direct_debit.debited_account", None),
    }


def pair(sound: Invoice, path: str, value: object) -> tuple[Sample, Sample | None]:
    """Return both samples of a rule: the invoice, and the same with one other value."""
    return Sample(invoice=sound), Sample(invoice=put(sound, path, value))


def german_mendable() -> dict[str, Sample]:
    """Return a sample that the mend puts right, of each German rule with a mend, by what its ids have in common."""
    invoice = german_invoice()
    debited = german_pairs()["31"][0].invoice
    untaxed = put(put(invoice, "vat_breakdown[0].category", "E"), "vat_breakdown[0].rate", None)
    small = IBAN.lower()
    return {
        "14": Sample(invoice=untaxed),
        "18": Sample(invoice=put(invoice, "payment_terms", "#skonto#tage=14#prozent=2,5#")),
        "19": Sample(invoice=put(invoice, "payment.means[0].credit_transfer.account", small)),
        "20": Sample(invoice=put(debited, "payment.direct_debit.debited_account", small)),
    }


def german_mendable_samples() -> dict[str, Sample]:
    """Return the samples to mend of the rules DE-R-* of Peppol BIS Billing."""
    return {_of_peppol(key): sample for key, sample in german_mendable().items()}


def german_samples() -> dict[str, tuple[Sample, Sample | None]]:
    """Return the samples of the rules DE-R-* of Peppol BIS Billing."""
    return {_of_peppol(key): samples for key, samples in german_pairs().items()}


def _of_peppol(key: str) -> str:
    if key == "TMP-2":
        return "DE-R-T02"
    number, _, part = key.partition("-")
    return f"DE-R-{number:0>3}" + {"": "", "a": "-1", "b": "-2"}[part]
