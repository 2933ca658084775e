"""The rules of EN 16931 bound to UBL: what its elements must not be, or not as often.

The forbidden paths stand in `bound_table.py`, the closer looks in `bound_checks.py`.

Source: validation artefacts of CEN/TC 434 for UBL, release 1.3.16.
"""

from __future__ import annotations

from collections.abc import Iterator

from depesch.model.issue import Issue, Severity
from depesch.syntaxes import BoundRule, Reading
from depesch.syntaxes.bound import Kind, Row, Table
from depesch.syntaxes.ubl.names import CAC_NS, CBC_NS, EXT_NS
from depesch.syntaxes.ubl21 import bound_checks as look
from depesch.syntaxes.ubl21.bound_gate import may_be_broken
from depesch.syntaxes.ubl21.bound_table import FORBIDDEN, FORBIDDEN_ATTRIBUTES, FORBIDDEN_DETAILS
from depesch.syntaxes.ubl21.bound_terms import place_of, terms_at, terms_of

_SELLER = "cac:AccountingSupplierParty/cac:Party"
_BUYER = "cac:AccountingCustomerParty/cac:Party"
_DOCUMENT = "cac:AdditionalDocumentReference"
_LINES = "cac:InvoiceLine|cac:CreditNoteLine"
_FATAL, _WARNING = Severity.FATAL, Severity.WARNING

# UBL-SR: what may stand at most once below each node of a context.
_ONCE: dict[str, dict[str, str]] = {
    "cac:AdditionalDocumentReference": {"33": "cbc:DocumentDescription"},
    "cac:Delivery": {"25": "cac:DeliveryParty/cac:PartyName/cbc:Name"},
    "/": {
        "01": "cac:ContractDocumentReference/cbc:ID",
        "02": "cac:ReceiptDocumentReference/cbc:ID",
        "03": "cac:DespatchDocumentReference/cbc:ID",
        "05": "cac:PaymentTerms/cbc:Note",
        "08": "cac:InvoicePeriod",
        "09": f"{_SELLER}/cac:PartyLegalEntity/cbc:RegistrationName",
        "10": f"{_SELLER}/cac:PartyName/cbc:Name",
        "11": f"{_SELLER}/cac:PartyLegalEntity/cbc:CompanyID",
        "14": f"{_SELLER}/cac:PartyLegalEntity/cbc:CompanyLegalForm",
        "15": f"{_BUYER}/cac:PartyLegalEntity/cbc:RegistrationName",
        "16": f"{_BUYER}/cac:PartyIdentification/cbc:ID",
        "17": f"{_BUYER}/cac:PartyLegalEntity/cbc:CompanyID",
        "24": "cac:Delivery",
        "39": "cac:ProjectReference/cbc:ID",
        "40": f"{_BUYER}/cac:PartyName/cbc:Name",
        "45": "cac:PaymentMeans/cbc:PaymentDueDate",
        "46": "cac:PaymentMeans/cbc:PaymentMeansCode/@name",
        "49": "cac:InvoicePeriod/cbc:DescriptionCode",
        "54": "cac:PaymentMeans/cac:CardAccount",
        "55": "cac:PaymentMeans/cac:PaymentMandate",
        "56": "cac:OriginatorDocumentReference/cbc:ID",
    },
    _LINES: {
        "34": "cbc:Note",
        "35": "cac:OrderLineReference/cbc:LineID",
        "36": "cac:InvoicePeriod",
        "37": "cac:Price/cac:AllowanceCharge/cbc:Amount",
        "50": "cac:Item/cbc:Description",
        "52": "cac:DocumentReference",
    },
    "cac:PaymentMeans": {"26": "cbc:PaymentID", "27": "cbc:PaymentMeansCode", "28": "cac:PaymentMandate/cbc:ID"},
    "cac:BillingReference": {"06": "cac:InvoiceDocumentReference"},
    "cac:TaxRepresentativeParty": {"22": "cac:PartyName/cbc:Name", "23": "cac:PartyTaxScheme/cbc:CompanyID"},
    "cac:TaxSubtotal": {"32": "cac:TaxCategory/cbc:TaxExemptionReason"},
}


def _rows() -> tuple[Row, ...]:
    return (*_structures(), *_forbidden(), *_conditions())


def _numbered(series: str, text: str) -> Iterator[tuple[str, str]]:
    """Give each name of a text of the table with its id; a number says with which id the next name begins."""
    number, width = 0, 0
    for word in text.split():
        if word.isdigit():
            number, width = int(word), len(word)
        else:
            yield f"{series}-{number:0{width}d}", word
            number += 1


def _forbidden() -> Iterator[Row]:
    paths = [
        (id_, f"{below}/{name if ':' in name else f'cbc:{name}'}".lstrip("/"))
        for below, text in FORBIDDEN.items()
        for id_, name in _numbered("UBL-CR", text)
    ]
    paths += _numbered("UBL-CR", FORBIDDEN_DETAILS)
    paths += [(id_, f"//@{name}") for id_, name in _numbered("UBL-DT", FORBIDDEN_ATTRIBUTES)]
    for id_, path in paths:
        yield Row(id=id_, severity=_WARNING, kind=Kind.ABSENT, context="/", path=path)


def _structures() -> Iterator[Row]:
    """Give the rules on how often something stands, of its own accord or among what looks like it."""
    for context, once in _ONCE.items():
        for number, path in once.items():
            yield Row(id=f"UBL-SR-{number}", severity=_FATAL, kind=Kind.ONCE, context=context, path=path)
    for number, path, only in (
        ("04", f"{_DOCUMENT}/cbc:ID", look.of_invoiced_object),
        ("12", f"{_SELLER}/cac:PartyTaxScheme/cbc:CompanyID", look.registered_for_vat),
        ("13", f"{_SELLER}/cac:PartyTaxScheme/cbc:CompanyID", look.registered_otherwise),
        ("18", f"{_BUYER}/cac:PartyTaxScheme/cbc:CompanyID", look.registered_for_vat),
        ("29", "//cac:PartyIdentification/cbc:ID", look.of_bank),
    ):
        yield Row(id=f"UBL-SR-{number}", severity=_FATAL, kind=Kind.ONCE, context="/", path=path, only=only)
    for number, only in (("30", look.of_allowance), ("31", look.of_charge)):
        yield Row(
            id=f"UBL-SR-{number}",
            severity=_FATAL,
            kind=Kind.ONCE,
            context="cac:AllowanceCharge",
            path="cbc:AllowanceChargeReason",
            only=only,
        )
    for number, kind, limit, context, path in (
        ("07", Kind.PRESENT, 1, "cac:BillingReference", "cac:InvoiceDocumentReference/cbc:ID"),
        ("42", Kind.ONCE, 2, "cac:AccountingSupplierParty/cac:Party", "cac:PartyTaxScheme"),
        ("48", Kind.ONE, 1, _LINES, "cac:Item/cac:ClassifiedTaxCategory"),
        ("51", Kind.ONCE, 1, "cac:PostalAddress|cac:Address", "cac:AddressLine"),
    ):
        yield Row(id=f"UBL-SR-{number}", severity=_FATAL, kind=kind, limit=limit, context=context, path=path)
    for number, name in (("06", "mimeCode"), ("07", "filename")):
        yield Row(
            id=f"UBL-DT-{number}",
            severity=_FATAL,
            kind=Kind.PRESENT,
            context="*:*BinaryObject",
            path=f"@{name}",
            terms=("BT-125", f"BT-125-{1 if name == 'mimeCode' else 2}"),
        )


def _conditions() -> Iterator[Row]:
    """Give the rules that look closer than at a path."""
    for id_, path, only in (
        ("UBL-CR-665", f"//{_DOCUMENT}/cbc:ID/@schemeID", look.of_supporting_document),
        ("UBL-CR-666", f"//{_DOCUMENT}/cac:Attachment", look.of_invoiced_object),
        ("UBL-CR-673", f"//{_DOCUMENT}/cbc:DocumentDescription", look.of_invoiced_object),
        ("UBL-DT-18", "//@name", look.not_of_payment_means),
    ):
        severity = _FATAL if id_ in {"UBL-CR-666", "UBL-CR-673"} else _WARNING
        yield Row(id=id_, severity=severity, kind=Kind.ABSENT, context="/", path=path, only=only)
    yield Row(
        id="UBL-CR-002",
        severity=_WARNING,
        kind=Kind.VALUE,
        context="/",
        path="cbc:UBLVersionID",
        only=look.not_version_2_1,
        expected="2.1",
    )
    yield Row(
        id="UBL-CR-412",
        severity=_WARNING,
        kind=Kind.ABSENT,
        context="/",
        path="cac:PaymentMeans/cbc:PaymentDueDate",
        when=look.is_invoice,
    )
    yield Row(
        id="UBL-DT-01",
        severity=_FATAL,
        kind=Kind.DECIMALS,
        context="*:*Amount",
        path=".",
        breaks=look.too_many_decimals,
    )
    for number, kind, context, path, breaks in (
        ("43", Kind.REFERENCED, _DOCUMENT, "cbc:DocumentTypeCode", look.wrongly_typed),
        ("53", Kind.TOGETHER, "cac:PartyTaxScheme", "cbc:CompanyID", look.registered_without_number_or_scheme),
        ("44", Kind.ALIKE, "/", "//cbc:PaymentID", look.other_payment_id),
        ("47", Kind.ALIKE, "/", "//cbc:PaymentMeansCode", look.other_payment_means),
        ("19", Kind.PAYEE, "cac:PayeeParty", "cac:PartyName/cbc:Name", look.payee_with_many_names),
        ("20", Kind.PAYEE, "cac:PayeeParty", "cac:PartyIdentification/cbc:ID", look.payee_with_many_identifiers),
        ("21", Kind.PAYEE, "cac:PayeeParty", "cac:PartyLegalEntity/cbc:CompanyID", look.payee_with_many_registrations),
    ):
        yield Row(id=f"UBL-SR-{number}", severity=_FATAL, kind=kind, context=context, path=path, breaks=breaks)


TABLE = Table(
    prefixes={"cac": CAC_NS, "cbc": CBC_NS, "ext": EXT_NS},
    rows=_rows,
    terms=terms_of,
    place=place_of,
    terms_at=terms_at,
)


def bound_rules() -> tuple[BoundRule, ...]:
    """Return the rules of EN 16931 that speak of UBL's elements only."""
    return TABLE.rules()


def bound_issues(reading: Reading) -> tuple[Issue, ...]:
    """Return what those rules find, in document order."""
    return TABLE.issues(reading.root) if may_be_broken(reading) else ()
