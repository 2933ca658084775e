"""A company's text filled in: every field, what is missing, and values that would rather be something else."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from depesch.model.invoice import (
    Contact,
    CreditTransfer,
    Identifier,
    Invoice,
    Party,
    Payment,
    PaymentMeans,
    Period,
    PrecedingInvoice,
    Totals,
)
from depesch.rendering.mail_text import FilledText, MailText
from depesch.rendering.mail_text.fields import FIELDS, fields_by_name
from depesch.rendering.mail_text.filling import fill, missing
from depesch.rendering.words import languages

INVOICE = Invoice(
    number="F-7", issue_date=date(2026, 11, 23), type_code="380", currency="EUR", due_date=date(2026, 12, 23),
    buyer_reference="BR-1", project_reference="P-1", contract_reference="C-1", order_reference="O-1",
    sales_order_reference="S-1", payment_terms="30 dagar netto", preceding_invoices=(PrecedingInvoice(number="F-6"),),
    seller=Party(name="Nordbygg AB", contact=Contact(name="Astrid", telephone="08-1", email="a@nordbygg.example")),
    buyer=Party(name="Brotladen GmbH", identifiers=(Identifier(value="K-17"),), contact=Contact(name="Bernd")),
    period=Period(start=date(2026, 10, 1), end=date(2026, 10, 31)),
    payment=Payment(
        remittance_information="12344",
        means=(PaymentMeans(code="30", credit_transfer=CreditTransfer(account="DE89370400440532013000")),),
    ),
    totals=Totals(
        amount_excl_vat=Decimal(1000), vat_amount=Decimal(250), amount_incl_vat=Decimal(1250),
        amount_due=Decimal("1250.5"),
    ),
)  # fmt: skip


def filled(body: str, invoice: Invoice = INVOICE, *, subject: str = "Rechnung", language: str = "de") -> FilledText:
    return fill(
        MailText(subject=subject, body=body), invoice, language=language, customer="Kortets namn", company="Vårt AB"
    )


@pytest.mark.parametrize(
    ("name", "value"),
    {
        "CustomerName": "Brotladen GmbH", "CustomerContact": "Bernd", "CustomerNumber": "K-17", "InvoiceNumber": "F-7",
        "InvoiceDate": "23. November 2026", "DocumentType": "Rechnung", "DueDate": "23. Dezember 2026",
        "Amount": "1.250,50", "AmountExclVAT": "1.000,00", "VATAmount": "250,00", "AmountInclVAT": "1.250,00",
        "Currency": "EUR", "PaymentReference": "12344", "Account": "DE89 3704 0044 0532 0130 00",
        "PaymentTerms": "30 dagar netto", "Reference": "BR-1", "OrderNumber": "O-1", "SalesOrderNumber": "S-1",
        "ContractNumber": "C-1", "ProjectNumber": "P-1", "PeriodStart": "1. Oktober 2026",
        "PeriodEnd": "31. Oktober 2026", "CreditedInvoice": "F-6", "CompanyName": "Nordbygg AB",
        "OurReference": "Astrid", "CompanyPhone": "08-1", "CompanyEmail": "a@nordbygg.example",
    }.items(),
)  # fmt: skip
def test_each_field_becomes_its_value(name: str, value: str) -> None:
    assert filled(f"<{{{name}}}>").body == f"<{value}>"


def test_every_field_has_a_value_on_a_full_invoice_in_every_language() -> None:
    every = MailText(subject="x", body="\n".join(f"{{{field.name}}}" for field in FIELDS))
    assert missing(every, INVOICE, customer="", company="") == ()
    for language in languages():
        text = fill(every, INVOICE, language=language, customer="", company="")
        assert len(text.body.split("\n")) == len(FIELDS)
        assert text.language == language


def test_name_is_read_in_any_case_with_blanks_and_by_its_other_names() -> None:
    assert filled("{duedate} {DUE DATE} { due_date }").body == " ".join(["23. Dezember 2026"] * 3)
    assert filled("{ocr}/{KID}/{PaymentReference}").body == "12344/12344/12344"


def test_amounts_and_dates_are_written_as_the_language_writes_them() -> None:
    assert filled("{Amount} {Currency}, {DueDate}", language="en").body == "1,250.50 EUR, December 23, 2026"
    assert filled("{DueDate}", language="no-NO") == FilledText(
        language="nb", subject="Rechnung", body="23. desember 2026"
    )


def test_line_of_which_no_field_has_a_value_goes_with_its_label() -> None:
    bare = msgspec.structs.replace(INVOICE, order_reference=None, due_date=None)
    text = "Hej {CustomerName}!\n\nEr order: {OrderNumber}\nFörfaller: {DueDate}\n\nHälsningar\n{CompanyName}"
    assert filled(text, bare).body == "Hej Brotladen GmbH!\n\nHälsningar\nNordbygg AB"


@pytest.mark.parametrize(
    ("line", "closed"),
    [
        ("Rechnung {InvoiceNumber}, Bestellung {OrderNumber}.", "Rechnung F-7, Bestellung."),
        ("Rechnung {InvoiceNumber} ({OrderNumber}) liegt bei.", "Rechnung F-7 liegt bei."),
        ("{OrderNumber}, {InvoiceNumber} liegt bei.", "F-7 liegt bei."),
        ("{InvoiceNumber} {OrderNumber} {DueDate}.", "F-7 23. Dezember 2026."),
        ("{OrderNumber}{OrderNumber} {InvoiceNumber}", "F-7"),
    ],
)
def test_value_missing_among_others_leaves_no_gap(line: str, closed: str) -> None:
    bare = msgspec.structs.replace(INVOICE, order_reference=None)
    assert filled(line, bare).body == closed
    assert missing(MailText(subject="x", body=line), bare, customer="", company="") == ("OrderNumber",)


def test_subject_loses_what_would_hang_over() -> None:
    bare = msgspec.structs.replace(INVOICE, order_reference=None)
    assert filled("x", bare, subject="Rechnung {InvoiceNumber} – {OrderNumber}").subject == "Rechnung F-7"
    assert filled("x", bare, subject="Bestellung {OrderNumber}").subject == ""  # then it is the predefined one
    assert filled("{OrderNumber}", bare).body == ""


def test_names_that_the_invoice_lacks_are_those_of_card_and_company() -> None:
    bare = msgspec.structs.replace(INVOICE, seller=None, buyer=None)
    assert filled("{CustomerName} {CompanyName}", bare).body == "Kortets namn Vårt AB"


def test_value_that_looks_like_a_field_is_not_one() -> None:
    hostile = msgspec.structs.replace(INVOICE, number="{CompanyEmail}", order_reference="{{Amount}} {0.__class__}")
    assert filled("{InvoiceNumber} {OrderNumber}", hostile).body == "{CompanyEmail} {{Amount}} {0.__class__}"


def test_value_with_line_breaks_and_hidden_signs_is_one_line() -> None:
    hostile = msgspec.structs.replace(INVOICE, number="F\r\nBcc: alla@example.com\x00\u202e\u2028x")
    assert filled("{InvoiceNumber}", hostile, subject="{InvoiceNumber}").subject == "F Bcc: alla@example.com x"


def test_endless_value_is_cut() -> None:
    assert len(filled("{Reference}", msgspec.structs.replace(INVOICE, buyer_reference="x" * 9999)).body) == 300


@given(st.text(), st.text(max_size=20))
def test_whatever_an_invoice_says_a_text_keeps_its_lines(number: str, reference: str) -> None:
    invoice = msgspec.structs.replace(INVOICE, number=number, buyer_reference=reference)
    text = filled("a\nb {InvoiceNumber} {Currency} {Reference}\nc", invoice, subject="s {InvoiceNumber}")
    assert text.body.count("\n") == 2
    assert "\n" not in text.subject
    assert all(c.isprintable() or c in "\n\u00a0" for c in text.body)


def test_names_are_all_different() -> None:
    assert len(fields_by_name()) == sum(1 + len(field.also) for field in FIELDS)


def test_docs_tell_every_field_with_its_term() -> None:
    told = (Path(__file__).parents[3] / "docs" / "mail-texts.md").read_text().split("\n")
    for field in FIELDS:
        names = ", ".join(f"`{{{name}}}`" for name in (field.name, *field.also))
        assert [line for line in told if line.startswith(f"| {names} |") and line.endswith(f"| {field.term} |")], names
