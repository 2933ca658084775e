"""What a format keeps of an invoice, compared with the invoice: each difference is a loss, and nothing else is one."""

from __future__ import annotations

from decimal import Decimal

from depesch.model.invoice import Attachment, Identifier, Invoice, Item, Line, Note, Party, SupportingDocument, Totals
from depesch.syntaxes import Done
from depesch.syntaxes.fitting import name_differences
from depesch.syntaxes.holding import Never
from depesch.syntaxes.markup import Out

REASONS = {
    "": Never("no place"),
    "lines[].item": Never("no items"),
    "notes[]": Never("joined", Done.SUMMED),
    "seller.legal_registration.scheme": Never("no scheme"),
}
ADDED = {"number": "a number is demanded", "lines": "a line is demanded"}


def losses(before: Invoice, kept: Invoice) -> list[tuple[str, str, str, Done]]:
    out = Out()
    name_differences(out, before, kept, REASONS, ADDED)
    return [(loss.path, loss.value, loss.why, loss.done) for loss in out.losses]


def test_what_is_the_same_is_no_loss() -> None:
    invoice = Invoice(number="1", seller=Party(name="Nordbygg"), lines=(Line(identifier="1"),))
    again = Invoice(number="1", seller=Party(name="Nordbygg"), lines=(Line(identifier="1"),))
    assert losses(invoice, again) == []


def test_the_nearest_reason_is_given() -> None:
    before = Invoice(lines=(Line(identifier="1", item=Item(name="x")),), buyer_reference="R")
    assert losses(before, Invoice(lines=(Line(identifier="1"),))) == [
        ("buyer_reference", "R", "no place", Done.DROPPED),
        ("lines[0].item.name", "x", "no items", Done.DROPPED),
    ]


def test_what_the_format_demands_is_added() -> None:
    assert losses(Invoice(), Invoice(number="NA", lines=(Line(identifier="1"),))) == [
        ("number", "NA", "a number is demanded", Done.ADDED),
        ("lines[0].identifier", "1", "a line is demanded", Done.ADDED),
    ]


def test_a_change_is_named_once_by_what_stood_there() -> None:
    assert losses(Invoice(notes=(Note(text="a"), Note(text="b"))), Invoice(notes=(Note(text="a\nb"),))) == [
        ("notes[0].text", "a", "joined", Done.SUMMED),
        ("notes[1].text", "b", "joined", Done.SUMMED),
    ]


def test_another_order_is_no_loss() -> None:
    one, two = Note(text="a"), Note(text="b")
    assert losses(Invoice(notes=(one, two)), Invoice(notes=(two, one))) == []


def test_of_equal_terms_the_one_that_changed_is_named() -> None:
    before = Invoice(notes=(Note(text="a"), Note(text="a")))
    assert losses(before, Invoice(notes=(Note(text="b"), Note(text="a")))) == [
        ("notes[0].text", "a", "joined", Done.SUMMED)
    ]


def test_the_digits_of_a_number_count() -> None:
    before = Invoice(totals=Totals(amount_due=Decimal("1.0")))
    assert losses(before, Invoice(totals=Totals(amount_due=Decimal("1.00")))) == [
        ("totals.amount_due", "1.0", "no place", Done.DROPPED)
    ]


def test_a_scheme_alone_is_named_as_the_scheme() -> None:
    before = Invoice(seller=Party(legal_registration=Identifier(value="5566778899", scheme="0007")))
    kept = Invoice(seller=Party(legal_registration=Identifier(value="5566778899")))
    assert losses(before, kept) == [("seller.legal_registration.scheme", "0007", "no scheme", Done.DROPPED)]


def test_a_file_is_told_by_its_size() -> None:
    file = Attachment(content=b"%PDF-", filename="a.pdf")
    before = Invoice(supporting_documents=(SupportingDocument(reference="1", attachment=file),))
    kept = Invoice(supporting_documents=(SupportingDocument(reference="1"),))
    assert [(path, value) for path, value, _, _ in losses(before, kept)] == [
        ("supporting_documents[0].attachment.content", "5 bytes"),
        ("supporting_documents[0].attachment.filename", "a.pdf"),
    ]


def test_an_empty_text_is_nothing() -> None:
    assert losses(Invoice(number=""), Invoice()) == []
