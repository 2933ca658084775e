"""What a format never holds is named, term by term."""

from __future__ import annotations

from depesch.model.invoice import Attachment, Identifier, Invoice, Line, Note, Party, PostalAddress, SupportingDocument
from depesch.syntaxes import Done
from depesch.syntaxes.holding import Holding, Never
from depesch.syntaxes.markup import Out

INVOICE = Invoice(
    number="1",
    notes=(Note(text="one"), Note(text="two", subject_code="AAI")),
    seller=Party(
        name="A",
        identifiers=(Identifier(value="7", scheme="0088"), Identifier(value="8")),
        address=PostalAddress(city="Oslo", country="NO"),
    ),
    supporting_documents=(SupportingDocument(reference="x", attachment=Attachment(content=b"abc", filename="x.pdf")),),
    lines=(Line(note="n"),),
)


def lost(**never: Done) -> list[tuple[str, str, str, Done]]:
    out = Out()
    table = {place.replace("__", "[]").replace("_of_", "."): Never("no place", done) for place, done in never.items()}
    Holding(table).lose(out, INVOICE)
    return [(loss.term, loss.path, loss.value, loss.done) for loss in out.losses]


def test_single_terms_and_those_of_repeated_groups_are_named_with_their_position() -> None:
    assert lost(number=Done.CHANGED, notes___of_subject_code=Done.DROPPED, lines___of_note=Done.NOTED) == [
        ("BT-1", "number", "1", Done.CHANGED),
        ("BT-21", "notes[1].subject_code", "AAI", Done.DROPPED),
        ("BT-127", "lines[0].note", "n", Done.NOTED),
    ]


def test_a_group_stands_for_all_its_terms() -> None:
    assert [(term, path) for term, path, _, _ in lost(seller_of_address=Done.DROPPED)] == [
        ("BT-37", "seller.address.city"),
        ("BT-40", "seller.address.country"),
    ]


def test_the_scheme_of_an_identifier_can_be_lost_alone() -> None:
    assert lost(seller_of_identifiers___of_scheme=Done.DROPPED) == [
        ("BT-29-1", "seller.identifiers[0].scheme", "0088", Done.DROPPED)
    ]


def test_a_file_is_named_by_its_size() -> None:
    assert lost(supporting_documents___of_attachment=Done.BESIDE) == [
        ("BT-125", "supporting_documents[0].attachment.content", "3 bytes", Done.BESIDE),
        ("BT-125-2", "supporting_documents[0].attachment.filename", "x.pdf", Done.BESIDE),
    ]
