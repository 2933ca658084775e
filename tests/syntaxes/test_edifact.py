"""EDIFACT INVOIC: interchanges that are real, broken, hostile; characters, numbers, texts in pieces, messages."""

from __future__ import annotations

import doctest
import re
import time
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from depesch.documents.converting import convert
from depesch.documents.opening import documents_in
from depesch.documents.reading import read
from depesch.documents.unreadable import explain
from depesch.model.invoice import (
    AllowanceCharge,
    Attachment,
    CreditTransfer,
    Identifier,
    Invoice,
    Item,
    Line,
    Note,
    Party,
    Payment,
    PaymentMeans,
    Price,
    SupportingDocument,
    Totals,
)
from depesch.model.issue import Severity
from depesch.model.json import from_json
from depesch.model.terms import terms
from depesch.syntaxes import Done, Loss, Reading, UnreadableDocument, Writing, syntaxes
from depesch.syntaxes.edifact import characters, implied, leaves, recognising, segments, tree
from tests.shared_data import SHARED, needs_shared, shared

GOLDEN = Path(__file__).parents[1] / "golden" / "syntaxes"
RETAIL = (GOLDEN / "edifact_d96a" / "retail_gln_only" / "document.edi").read_bytes()
FULL = (GOLDEN / "edifact_d96a" / "full" / "document.edi").read_bytes()

REAL = ("samples/edifact-invoic", "corpus/national/edifact/cen", "corpus/national/edifact/vefaval")
OTHERS = "samples/edifact-misc"
_INDEX = re.compile(r"\[\d+\]")


def real_files() -> list[Path]:
    return [] if SHARED is None else sorted(path for folder in REAL for path in shared(folder).iterdir())


def other_files() -> list[Path]:
    return [] if SHARED is None else sorted(shared(OTHERS).iterdir())


def real_invoices() -> Iterator[Reading]:
    for path in real_files():
        for part in documents_in(path.read_bytes()):
            yield read(part.data)


def write(invoice: Invoice) -> Writing:
    writing = syntaxes()["edifact_d96a"].write
    assert writing is not None
    return writing(invoice)


def interchange(*parts: str, una: str = "", level: str = "UNOC:3", version: str = "D:96A:UN:EAN008") -> bytes:
    """Return an interchange with one invoice of these segments, framed as it should be."""
    message = ["UNH+1+INVOIC:" + version, *parts]
    message.append(f"UNT+{len(message) + 1}+1")
    whole = [f"UNB+{level}+7350000000016:14+7080000000012:14+260520:1405+4711", *message, "UNZ+1+4711"]
    return (una + "".join(one + "'" for one in whole)).encode("latin-1")


def line(*parts: str) -> Line:
    (found,) = read(interchange("LIN+1", *parts, "UNS+S")).invoice.lines
    return found


def refusal(data: bytes) -> UnreadableDocument:
    with pytest.raises(UnreadableDocument) as caught:
        read(data)
    assert explain(caught.value, "sv").what
    return caught.value


@pytest.mark.parametrize("module", [characters, implied, leaves, recognising, segments, tree])
def test_the_examples_in_docstrings_are_true(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]  # a module is what it takes


# Real files


@needs_shared
def test_every_real_interchange_is_read() -> None:
    assert len(real_files()) == 13
    assert Counter(reading.syntax.name for reading in real_invoices()) == {
        "edifact_d96a": 2,
        "edifact_d93a": 1,
        "edifact_d97b": 5,
        "edifact_d01b": 6,
    }


@needs_shared
@pytest.mark.parametrize("path", other_files(), ids=lambda path: path.name)
def test_other_messages_are_refused_with_what_they_are(path: Path) -> None:
    """Reasons: another message; no UNB; fewer segments than counted under another reference; no message type."""
    error = refusal(path.read_bytes())
    expected = {
        "edifact.01.edi": "QUOTES D96A, no invoice",
        "edifact.AutoEndSegmentGroups.edi": "AESG 02001, no invoice",
        "edifact.D01B.IFCSUM.EDI": "IFCSUM D01B, no invoice",
        "edifact.D95B.CUSCAR.EDI": "no invoice",
        "edifact.D95B.Issue137.EDI": "begins with UNB",
        "edifact.Issue121.ElementList.Conditions.edi": "counts 3 segments",
        "edifact.Issue149.SegmentGroups.edi": "ISSUE D13A, no invoice",
        "edifact.Issue157.Wikipedia.edi": "PAORES 931, no invoice",
        "edifact.Issue170.ElementList.edi": "counts 3 segments",
        "edifact.Issue174.edi": "counts 3 segments",
        "edifact.Issue188.edi": "counts 1 segments of message '43', but 3 of '44' are here",
        "edifact.Issue196.edi": "DELFOR D96A, no invoice",
        "edifact.Issue98.edi": "no invoice",
    }
    assert expected[path.name] in error.detail
    of_no_kind = {"edifact.AutoEndSegmentGroups.edi", "edifact.D95B.CUSCAR.EDI", "edifact.Issue149.SegmentGroups.edi"}
    code = "unknown-format" if path.name in {*of_no_kind, "edifact.Issue98.edi"} else "other-document"
    assert error.code == (code if "no invoice" in expected[path.name] else "broken-file")


@needs_shared
def test_an_eancom_invoice_and_its_factored_claim_are_two_documents() -> None:
    data = shared("samples/edifact-invoic/eancom_d96a_380_and_393.edi").read_bytes()
    first, second = (read(part.data) for part in documents_in(data))
    assert (first.invoice.number, first.invoice.type_code) == ("1077642090", "380")
    assert (second.invoice.number, second.invoice.type_code) == ("1087211625", "393")
    assert first.invoice.seller is not None
    assert first.invoice.seller.vat_identifier == "DE220564280"
    assert first.invoice.seller.identifiers == (Identifier(value="1234567890123", scheme="0088"),)
    assert first.invoice.totals is not None
    assert (first.invoice.totals.amount_excl_vat, first.invoice.totals.amount_due) == (
        Decimal("32.65"),
        Decimal("34.94"),
    )
    (only,) = first.invoice.lines  # the second LIN is what the first consists of
    assert only.price is not None
    assert (only.price.net_price, only.price.gross_price) == (Decimal("45.6"), None)
    assert [one.amount for one in only.allowances] == [Decimal("12.95")]
    (row,) = first.invoice.vat_breakdown  # tax and base stand in two groups
    assert (row.taxable_amount, row.tax_amount, row.rate) == (Decimal("32.65"), Decimal("2.29"), Decimal(7))
    assert second.invoice.payee is not None
    assert second.invoice.payee.identifier == Identifier(value="1234567890123", scheme="0088")
    assert (first.issues, second.issues) == ((), ())


@needs_shared
def test_an_invoice_of_1999_with_decimal_commas_is_read() -> None:
    invoice = read(shared("samples/edifact-invoic/invoic_d93a_una.edi").read_bytes()).invoice
    assert [one.net_amount for one in invoice.lines] == [Decimal(750), Decimal("19.9"), Decimal("7.5")]
    assert invoice.seller is not None
    assert invoice.seller.name == "Fahrradhandel Pedal"
    assert invoice.seller.address is not None
    assert (invoice.seller.address.line_1, invoice.seller.address.city) == ("Wagingerstr. 5", "München")
    assert invoice.totals is not None
    assert (invoice.totals.amount_excl_vat, invoice.totals.amount_incl_vat) == (Decimal("777.40"), Decimal("901.78"))


@needs_shared
def test_the_same_invoice_is_read_however_it_is_wrapped() -> None:
    folder = shared("samples/edifact-invoic")
    plain = read((folder / "invoic_d97b_una.edi").read_bytes()).invoice
    wrapped = read((folder / "wrapped_invoic_d97b_una.edi").read_bytes()).invoice
    assert wrapped == plain
    in_lines = read((folder / "wrapped_invoic_d97b.edi").read_bytes()).invoice
    assert in_lines.seller is not None
    assert in_lines.seller.name == "BÜTTNER WIDGET COMPANY"
    assert msgspec.structs.replace(in_lines, seller=None) == msgspec.structs.replace(plain, seller=None)


@needs_shared
def test_values_that_are_none_are_named_with_segment_and_component() -> None:
    reading = read(shared("samples/edifact-invoic/invoic_d97b_bad.edi").read_bytes())
    assert [(one.rule, one.where, one.line, one.value) for one in reading.issues] == [
        ("READ-NUMBER", "/INTERCHANGE/INVOIC/SG-LIN[1]/QTY/e1/c2", 11, "1020A"),
        ("READ-NUMBER", "/INTERCHANGE/INVOIC/SG-LIN[1]/SG-PRI/PRI/e1/c2", 14, "$1.179"),
    ]
    assert reading.invoice.buyer is None
    assert "CUMMINS MID-RANGE ENGINE PLANT" in {one.value for one in reading.unread()}


@needs_shared
def test_the_examples_of_the_binding_to_en_16931_are_read_with_their_file() -> None:
    folder = shared("corpus/national/edifact/cen")
    reading = read((folder / "edifact__examples__EDIFACT_EXAMPLE2.TXT").read_bytes())
    invoice = reading.invoice
    assert [issue.rule for issue in reading.issues] == ["READ-VERSION", "READ-REFERENCE"]
    assert {issue.severity for issue in reading.issues} == {Severity.WARNING}
    assert invoice.specification == "urn:cen.eu:en16931:2017"
    assert [row.taxable_amount for row in invoice.vat_breakdown] == [Decimal("1460.5"), Decimal(1), Decimal(-25)]
    assert invoice.lines[0].price is not None
    assert invoice.lines[0].price.discount == Decimal(225)
    (document,) = invoice.supporting_documents
    assert document.attachment is not None
    assert (document.reference, document.attachment.mime_code, len(document.attachment.content)) == (
        "Doc1",
        "application/pdf",
        104,
    )
    assert reading.unread() == ()


def _places(invoice: Invoice) -> Counter[tuple[str, str]]:
    return Counter(
        (_INDEX.sub("[]", path), format(value, "f") if isinstance(value, Decimal) else repr(value))
        for path, value in terms(invoice)
        if value != ""
    )


@needs_shared
def test_real_invoices_written_again_lose_what_is_named_and_nothing_else() -> None:
    for reading in real_invoices():
        writing = write(reading.invoice)
        back = read(writing.data)
        assert back.issues == ()
        before, after = _places(reading.invoice), _places(back.invoice)
        changed = {place for place, _ in (before - after) + (after - before)}
        named = {_INDEX.sub("[]", loss.path) for loss in writing.losses}
        assert changed <= named | {path.removesuffix(".scheme") for path in named}, reading.invoice.number


# The frame of an interchange


def test_a_message_of_another_kind_is_refused_with_its_name() -> None:
    error = refusal(RETAIL.replace(b"INVOIC:D:96A", b"ORDERS:D:96A"))
    assert (error.code, error.detail) == (
        "other-document",
        "segment 2 (UNH): the EDIFACT message is ORDERS D96A, no invoice",
    )


@pytest.mark.parametrize(
    ("old", "new", "detail"),
    [
        (b"UNZ+1+4711'\n", b"", "the file breaks off after segment 48 (UNT): no UNZ"),
        (b"'\nUNZ+1+4711'\n", b"", "the file breaks off: segment 48 'UNT+47+1' has no end"),
        (b"UNT+47+1'\n", b"", "segment 48 (UNZ): it cannot stand here, in a message that has no end yet"),
        (b"UNT+47+1", b"UNT+61+2", "it counts 61 segments of message '2', but 47 of '1' are here"),
        (b"UNZ+1+", b"UNZ+2+", "segment 49 (UNZ): it counts 2 messages, but 1 are here; one may be missing"),
        (b"BGM+380", b"bgm+380", "segment 3 (bgm): a segment begins with a tag of three capital letters"),
        (b"BGM+380", b"UNB+UNOC:3'BGM+380", "segment 3 (UNB): it cannot stand here, in a message"),
        (b"UNH+1", b"UNG+INVOIC'UNH+1", "(UNZ): it cannot stand here, in a group that has no end yet"),
        (b"UNT+47+1'", b"UNT+47+1'DTM+137:20260520:102'", "segment 49 (DTM): it stands outside any message"),
        (b"UNB+", b"UNA:+.'?'UNB+", "does not name six different service characters"),
        (b"UNB+", b"UNAABCDEFUNB+", "does not name six different service characters"),
    ],
)
def test_a_broken_interchange_is_refused_with_the_place(old: bytes, new: bytes, detail: str) -> None:
    assert old in RETAIL
    error = refusal(RETAIL.replace(old, new, 1))
    assert error.code == "broken-file"
    assert detail in error.detail


@pytest.mark.parametrize(
    ("old", "new", "rule", "said", "expected"),
    [
        (b"UNT+47+1", b"UNT+61+1", "READ-COUNT", "61", "47"),
        (b"UNT+47+1", b"UNT+47+7", "READ-REFERENCE", "7", "1"),
        (b"UNZ+1+4711", b"UNZ+0+4711", "READ-COUNT", "", "1"),
        (b"UNZ+1+4711", b"UNZ+1+4712", "READ-REFERENCE", "4712", "4711"),
        (b"CNT+2:2", b"CNT+2:5", "READ-COUNT", "5", "2"),
        (b"INVOIC:D:96A", b"INVOIC:D:95B", "READ-VERSION", "D95B", "D96A"),
    ],
)
def test_a_wrong_count_is_a_warning_with_what_stood_there(
    old: bytes, new: bytes, rule: str, said: str, expected: str
) -> None:
    reading = read(RETAIL.replace(old, new))
    (issue,) = reading.issues
    assert (issue.rule, issue.severity, issue.value, issue.expected) == (rule, Severity.WARNING, said, expected)
    assert issue.line is not None
    assert reading.invoice == read(RETAIL).invoice


def test_each_message_becomes_an_interchange_with_the_segments_as_they_stood() -> None:
    head = b"UNA:+.? '\r\nUNB+UNOC:3+A:14+B:14+260520:1405+77++INVOIC'UNG+INVOIC+A+B+260520:1405+9+UN+D:96A'"
    one = b"UNH+1+INVOIC:D:96A:UN'BGM+380+F?'1+9'NAD+SU+++Nordbygg ?+ S\xf6ner'UNT+4+1'"
    two = b"UNH+2+INVOIC:D:96A:UN'BGM+381+K-2+9'UNT+3+2'"
    parts = documents_in(head + one + two + b"UNE+2+9'UNZ+1+77'")
    assert [read(part.data).invoice.number for part in parts] == ["F'1", "K-2"]
    assert parts[0].data.replace(b"\r\n", b"") == head.replace(b"\r\n", b"") + one + b"UNE+1+9'UNZ+1+77'"
    assert all(read(part.data).issues == () and read(part.data).unread() == () for part in parts)


def test_one_message_among_several_that_is_no_invoice_is_refused_by_itself() -> None:
    head = b"UNB+UNOC:3+A:14+B:14+260520:1405+77'"
    order = b"UNH+1+ORDERS:D:96A:UN'BGM+220+1+9'UNT+3+1'"
    invoice = b"UNH+2+INVOIC:D:01B:UN:EAN011'BGM+380+F-2+9'UNT+3+2'"
    first, second = documents_in(head + order + invoice + b"UNZ+2+77'")
    assert refusal(first.data).code == "other-document"
    assert (read(second.data).syntax.name, read(second.data).invoice.number) == ("edifact_d01b", "F-2")


def test_several_interchanges_in_one_file_are_several_documents() -> None:
    again = RETAIL.replace(b"50017", b"50018").replace(b"4711", b"4712")
    assert [read(part.data).invoice.number for part in documents_in(RETAIL + b"\r\n" + again)] == ["50017", "50018"]
    una = b"UNA:+.? '"
    assert len(documents_in(una + RETAIL + una + again)) == 2


def test_an_invoice_far_behind_the_head_of_its_interchange_is_told_by_its_version() -> None:
    data = RETAIL.replace(b"INVOIC:D:96A:UN:EAN008", b"INVOIC:D:97B:UN")
    long = data.replace(b"+4711'\n", b"+4711" + b" " * 1500 + b"'\n", 1)
    assert read(long).syntax.name == "edifact_d97b"


def test_an_object_that_does_not_end_where_it_says_is_refused() -> None:
    data = (GOLDEN / "edifact_d01b" / "full" / "document.edi").read_bytes()
    assert "does not end after 12 bytes" in refusal(data.replace(b"application/pdf+19", b"application/pdf+12")).detail


def test_an_object_may_hold_service_characters() -> None:
    data = (GOLDEN / "edifact_d01b" / "full" / "document.edi").read_bytes()
    content = b"%PDF'UNZ+1'\x00\xff??UNH'"[:19]
    (document,) = read(data.replace(b"%PDF-1.7 tidrapport", content)).invoice.supporting_documents
    assert document.attachment is not None
    assert document.attachment.content == content


# Characters


@pytest.mark.parametrize(
    ("level", "name", "codec", "warned"),
    [
        ("UNOC:3", "Järn & Trä", "latin-1", False),
        ("UNOD:3", "Łódź", "iso8859-2", False),
        ("UNOE:3", "Завод", "iso8859-5", False),
        ("UNOF:3", "Αθήνα", "iso8859-7", False),
        ("UNOY:4", "請求書 Järn", "utf-8", False),
        ("UNOA:2", "JÄRN", "latin-1", True),
        ("UNOC:3", "Järn – trä", "utf-8", True),
        ("UNOC:3", "Järn – trä", "cp1252", True),
        ("UNOY:4", "Järn – trä", "cp1252", True),
    ],
)
def test_characters_are_read_by_declaration_then_by_evidence(level: str, name: str, codec: str, warned: bool) -> None:
    data = interchange("NAD+SU+++NAME", level=level).replace(b"NAME", name.encode(codec))
    reading = read(data)
    assert reading.invoice.seller is not None
    assert reading.invoice.seller.name == name
    assert [issue.rule for issue in reading.issues] == (["READ-ENCODING"] if warned else [])


def test_a_control_character_is_replaced_and_named() -> None:
    reading = read(interchange("NAD+SU+++Nord\x0bbygg"))
    assert [(issue.rule, issue.where, issue.value) for issue in reading.issues] == [
        ("READ-CHARACTER", "/INTERCHANGE/INVOIC/SG-NAD/NAD/e4/c1", "Nord\ufffdbygg")
    ]


def test_line_breaks_are_text_in_a_free_text_and_transport_elsewhere() -> None:
    data = interchange("FTX+AAI+++first line\r\nsecond line", "NAD+SU+++Nordbygg AB")
    assert read(data).invoice.notes == (Note(text="first line\nsecond line", subject_code="AAI"),)
    wrapped = read(data.replace(b"Nordbygg", b"Nord\r\nbygg")).invoice
    assert wrapped.notes[0].text == "first linesecond line"
    assert wrapped.seller is not None
    assert wrapped.seller.name == "Nordbygg AB"


def test_what_latin_1_does_not_hold_goes_in_another_set_or_is_named() -> None:
    polish = write(Invoice(seller=Party(name="Zakład Łódź")))
    assert polish.losses == ()
    assert polish.data.startswith(b"UNA:+.? '\nUNB+UNOD:3")
    mixed = write(Invoice(number="F-1", seller=Party(name="Łódź – 請求 €"), notes=(Note(text="Järn"),)))
    assert [(loss.path, loss.done, loss.value) for loss in mixed.losses] == [
        ("seller.name", Done.CHANGED, "?ódz - ?? EUR")
    ]
    seller = read(mixed.data).invoice.seller
    assert seller is not None
    assert seller.name == "?ódz - ?? EUR"


def test_a_text_that_would_be_taken_for_utf_8_comes_back_as_it_is() -> None:
    writing = write(Invoice(seller=Party(name="JÃ¤rn")))
    seller = read(writing.data).invoice.seller
    assert seller == Party(name="JÃ¤rn")
    assert read(writing.data).issues == ()


# Numbers, dates, texts


@pytest.mark.parametrize(
    ("una", "written", "value"),
    [
        ("", "12,50", "12.50"),
        ("", "12.50", "12.50"),
        ("UNA:+.? '", "12,50", "12.50"),
        ("UNA:+,? '", "12.50", "12.50"),
        ("UNA:+,? '", "1,250", "1.250"),
        ("UNA:+.? '", "1,250", None),
        ("UNA:+,? '", "1.250", None),
        ("", "1.250,00", None),
        ("", "12-", None),
        ("", "1e3", None),
        ("", "٣", None),
    ],
)
def test_a_number_is_read_with_the_decimal_mark_of_una(una: str, written: str, value: str | None) -> None:
    data = interchange("UNS+S", "MOA+79:@", una=una).replace(b"@", written.encode("utf-8"))
    reading = read(data)
    totals = reading.invoice.totals
    assert totals is not None
    assert totals.line_net_amount == (None if value is None else Decimal(value))
    assert ("READ-NUMBER" in {issue.rule for issue in reading.issues}) is (value is None)


@pytest.mark.parametrize(
    ("segment", "start", "end"),
    [
        ("DTM+263:2026050120260531:718", "2026-05-01", "2026-05-31"),
        ("DTM+263:20260501-20260531:718", "2026-05-01", "2026-05-31"),
        ("DTM+263:202602:610", "2026-02-01", "2026-02-28"),
        ("DTM+167:20260501:102", "2026-05-01", "None"),
        ("DTM+206:202605312359:203", "None", "2026-05-31"),
    ],
)
def test_periods_are_read_in_their_formats(segment: str, start: str, end: str) -> None:
    period = read(interchange(segment)).invoice.period
    assert period is not None
    assert (str(period.start), str(period.end)) == (start, end)


@pytest.mark.parametrize(
    "segment",
    ["DTM+137:20260231:102", "DTM+137:2026-05-20:102", "DTM+137:20:804", "DTM+137:20260520:718", "DTM+137:x:102"],
)
def test_a_date_that_is_none_is_named(segment: str) -> None:
    reading = read(interchange(segment))
    (issue,) = reading.issues
    assert (issue.rule, issue.line, issue.where) == ("READ-DATE", 3, "/INTERCHANGE/INVOIC/DTM/e1/c2")
    assert reading.invoice.issue_date is None


def test_the_delivery_promised_is_the_one_made_only_where_no_other_is_told() -> None:
    both = read(interchange("DTM+69:20260519:102", "DTM+35:20260518:102"))
    assert both.invoice.delivery is not None
    assert str(both.invoice.delivery.delivery_date) == "2026-05-18"
    assert "20260519" in {one.value for one in both.unread()}
    promised = read(interchange("DTM+69:20260519:102")).invoice.delivery
    assert promised is not None
    assert str(promised.delivery_date) == "2026-05-19"


@pytest.mark.parametrize(
    "text",
    ["x" * 69, "x" * 70, "x" * 71, "ab " * 40, "one\ntwo", "one\n\ntwo", "y" * 351, "z" * 1000, "1\n2\n3\n4\n5"],
)
def test_a_text_comes_back_from_its_pieces(text: str) -> None:
    writing = write(Invoice(notes=(Note(text=text, subject_code="AAI"), Note(text="another", subject_code="AAI"))))
    assert writing.losses == ()
    assert [note.text for note in read(writing.data).invoice.notes] == [text, "another"]
    assert max(len(part) for one in writing.data.split(b"'") for part in re.split(b"[+:]", one)) <= 70


@pytest.mark.parametrize("text", ["1\n2\n3\n4\n5\n6", "x" * 70 + "\ny", "\nfirst", "last\n", "x" * 350, "x" * 700])
def test_a_text_that_does_not_fit_its_pieces_is_named(text: str) -> None:
    writing = write(Invoice(notes=(Note(text=text),)))
    (loss,) = writing.losses
    assert (loss.path, loss.done) == ("notes[0].text", Done.CHANGED)
    (note,) = read(writing.data).invoice.notes
    assert (note.text or "").split() == text.split()


# Meanings


def test_a_credit_note_has_positive_amounts_both_ways() -> None:
    invoice = from_json((GOLDEN / "edifact_d96a" / "credit_note" / "invoice.json").read_bytes())
    assert invoice.is_credit_note
    assert invoice.totals is not None
    assert invoice.totals.amount_due == Decimal("100.00")
    assert b"MOA+9:100.00'" in write(invoice).data


def test_the_price_before_allowances_is_the_net_price_of_en_16931() -> None:
    """EANCOM: AAB is before the line's allowances, AAA after them; 10 * 9.00 is the amount with the allowance in it."""
    both = line("QTY+47:10:PCE", "MOA+203:90.00", "PRI+AAA:9.00", "PRI+AAB:10.00", "ALC+A", "MOA+8:10.00")
    assert both.price == Price(net_price=Decimal("10.00"))
    assert both.allowances == (AllowanceCharge(amount=Decimal("10.00")),)


def test_allowances_in_the_only_net_price_already_are_not_taken_twice() -> None:
    data = interchange("LIN+1", "QTY+47:10:PCE", "MOA+203:90.00", "PRI+AAA:9.00", "ALC+A", "MOA+8:10.00", "UNS+S")
    reading = read(data)
    assert reading.invoice.lines[0].allowances == ()
    assert "10.00" in {one.value for one in reading.unread()}


def test_allowances_and_charges_that_are_nothing_in_all_are_read_as_they_stand() -> None:
    found = line("QTY+47:1:PCE", "MOA+203:90.00", "PRI+AAA:90.00", "ALC+A", "MOA+8:5.00", "ALC+C", "MOA+8:5.00")
    assert (len(found.allowances), len(found.charges)) == (1, 1)


def test_gross_and_net_price_without_allowances_imply_the_discount() -> None:
    found = line("QTY+47:10:PCE", "MOA+203:90.00", "PRI+AAA:9.00", "PRI+AAB:10.00")
    assert found.price == Price(net_price=Decimal("9.00"), gross_price=Decimal("10.00"), discount=Decimal("1.00"))


def test_the_piece_of_eancom_is_the_piece_of_the_present_list() -> None:
    assert line("QTY+47:10:PCE").unit == "H87"
    assert b"QTY+47:10:PCE'" in write(Invoice(lines=(Line(quantity=Decimal(10), unit="H87"),))).data


@pytest.mark.parametrize(
    ("parts", "item"),
    [
        (("IMD+F++:::Spik", "IMD+A++:::Varmförzinkad"), Item(name="Spik", description="Varmförzinkad")),
        (("IMD+A++:::Varmförzinkad", "IMD+F++:::Spik"), Item(name="Spik", description="Varmförzinkad")),
        (("IMD+A++:::Spik", "IMD+C++IN"), Item(name="Spik")),
        (("IMD+F++:::Spik", "IMD+F++:::rund", "IMD+F++:::lång"), Item(name="Spik", description="rundlång")),
        ((f"IMD+F++:::{'x' * 35}:{'y' * 35}", "IMD+F++:::z"), Item(name="x" * 35 + "y" * 35 + "z")),
        (("PIA+5+77:SA", "PIA+1+88:IN"), Item(seller_identifier="77", buyer_identifier="88")),
        (("PIA+3+99:SA",), None),
    ],
)
def test_descriptions_and_numbers_of_an_item(parts: tuple[str, ...], item: Item | None) -> None:
    assert line(*parts).item == item


def test_free_address_lines_are_name_and_address_where_no_name_is_told() -> None:
    invoice = read(interchange("NAD+BY++Fjordhandel AS:Bryggen 12:5003 Bergen")).invoice
    assert invoice.buyer is not None
    assert invoice.buyer.name == "Fjordhandel AS"
    assert invoice.buyer.address is not None
    assert (invoice.buyer.address.line_1, invoice.buyer.address.line_2) == ("Bryggen 12", "5003 Bergen")


def test_the_seller_goes_before_the_supplier_and_the_buyer_before_the_invoicee() -> None:
    reading = read(interchange("NAD+SU+1::9", "NAD+SE+2::9", "NAD+IV+3::9", "NAD+BY+4::9"))
    found = [party.identifiers[0].value for party in (reading.invoice.seller, reading.invoice.buyer) if party]
    assert found == ["2", "4"]
    assert {one.value for one in reading.unread()} >= {"1", "3"}


def test_one_code_of_payment_serves_every_account() -> None:
    invoice = read(
        interchange(
            "NAD+SU", "FII+RB+111", "FII+RB+222:Holder+BIC", "FII+RB+222", "NAD+PE", "FII+PB+333", "PAT+1", "PAI+::30"
        )
    ).invoice
    assert invoice.payment is not None
    assert [(one.code, getattr(one.credit_transfer, "account", None)) for one in invoice.payment.means] == [
        ("30", "111"),
        ("30", "222"),
    ]


def test_an_account_that_is_told_again_with_less_is_told_once() -> None:
    accounts = (
        CreditTransfer(account="1", account_name="Nordbygg AB"),
        CreditTransfer(account="1", account_name="", provider=""),
    )
    writing = write(Invoice(payment=Payment(means=tuple(PaymentMeans(credit_transfer=one) for one in accounts))))
    assert [(one.path, one.done) for one in writing.losses if "account" in one.path or "provider" in one.path] == [
        ("payment.means[1].credit_transfer.account", Done.SUMMED)
    ]


def test_a_second_code_of_payment_is_a_loss() -> None:
    means = (
        PaymentMeans(code="30", credit_transfer=CreditTransfer(account="1")),
        PaymentMeans(code="58", credit_transfer=CreditTransfer(account="2")),
    )
    (loss,) = write(Invoice(payment=Payment(means=means))).losses
    assert (loss.path, loss.done, loss.value) == ("payment.means[1].code", Done.CHANGED, "30")


def test_the_vat_of_the_header_is_that_of_every_line() -> None:
    invoice = read(interchange("TAX+7+VAT+++:::12+S", "LIN+1", "LIN+2", "TAX+7+VAT+++:::0+E", "UNS+S")).invoice
    assert [(one.vat.category, one.vat.rate) for one in invoice.lines if one.vat] == [
        ("S", Decimal(12)),
        ("E", Decimal(0)),
    ]


def test_a_sum_of_allowances_is_no_second_allowance() -> None:
    reading = read(interchange("ALC+C++++FC", "MOA+8:50.00", "UNS+S", "ALC+C++++FC", "MOA+8:50.00"))
    assert len(reading.invoice.charges) == 1
    assert "/INTERCHANGE/INVOIC/SUMMARY/SG-ALC-SUM/MOA/e1/c2" in {one.where for one in reading.unread()}
    assert len(read(interchange("UNS+S", "ALC+C++++FC", "MOA+8:50.00")).invoice.charges) == 1


def test_the_rounding_is_what_the_amounts_imply() -> None:
    totals = read(interchange("UNS+S", "MOA+77:100.40", "MOA+9:100.00")).invoice.totals
    assert totals is not None
    assert totals.rounding_amount == Decimal("-0.40")
    kept = Totals(amount_incl_vat=Decimal("100.40"), rounding_amount=Decimal("-0.40"), amount_due=Decimal("100.00"))
    assert write(Invoice(totals=kept)).losses == ()
    other = Totals(amount_incl_vat=Decimal(100), rounding_amount=Decimal(5), amount_due=Decimal(105))
    assert [loss.path for loss in write(Invoice(totals=other)).losses] == ["totals.rounding_amount"]


def test_the_test_indicator_of_the_interchange_is_named() -> None:
    data = RETAIL.replace(b"+4711'", b"+4711++++++1'", 1)
    assert ("/INTERCHANGE/UNB/e11/c1", "1") in {(one.where, one.value) for one in read(data).unread()}


# Writing


def _lost(writing: Writing) -> dict[str, Loss]:
    return {loss.path: loss for loss in writing.losses}


def test_lengths_are_kept_to_and_what_is_cut_is_named() -> None:
    invoice = Invoice(
        number="F" * 40,
        type_code="3800",
        lines=(Line(identifier="1234567", net_amount=Decimal("1234567890.12345678901"), item=Item(name="n" * 800)),),
        totals=Totals(amount_due=Decimal("1" * 19)),
    )
    writing = write(invoice)
    lost = _lost(writing)
    assert {path: loss.done for path, loss in lost.items()} == {
        "number": Done.CHANGED,
        "type_code": Done.DROPPED,
        "lines[0].identifier": Done.CHANGED,
        "lines[0].net_amount": Done.CHANGED,
        "lines[0].item.name": Done.CHANGED,
        "totals.amount_due": Done.DROPPED,
    }
    back = read(writing.data).invoice
    assert (back.number, back.lines[0].identifier) == ("F" * 35, "123456")
    assert back.lines[0].net_amount == Decimal("1234567890.12345679")


def test_attachments_go_beside_the_interchange() -> None:
    file = Attachment(content=b"%PDF", mime_code="application/pdf", filename="a.pdf")
    writing = write(Invoice(supporting_documents=(SupportingDocument(reference="A", attachment=file),)))
    assert writing.beside == (file,)
    assert _lost(writing)["supporting_documents[0].attachment.content"].done is Done.BESIDE
    assert _lost(writing)["supporting_documents[0].reference"].done is Done.NOTED
    assert [note.text for note in read(writing.data).invoice.notes] == ["Document: A"]


def test_the_interchange_is_between_the_numbers_of_the_parties() -> None:
    assert FULL.split(b"'\n")[1] == b"UNB+UNOC:3+7350000000016:14+7080000000012:14+260520:0000+F1042"
    assert b"+NOT STATED:ZZZ+NOT STATED:ZZZ+" in write(Invoice(number="1")).data


def test_what_is_written_has_the_counts_that_it_says() -> None:
    reading = read(write(read(FULL).invoice).data)
    assert reading.issues == ()
    assert reading.root[-2].tag == "INVOIC"


def test_an_eancom_invoice_becomes_ubl_and_comes_back() -> None:
    ubl = convert(RETAIL, to="ubl21")
    back = convert(ubl.data, to="edifact_d96a")
    invoice = read(back.data).invoice
    assert [one.net_amount for one in invoice.lines] == [Decimal("900.00"), Decimal("250.00")]
    assert invoice.totals == read(RETAIL).invoice.totals


@pytest.mark.parametrize("name", ["a:", "a+", "a'", "a?", ":", "??", "?'", "a?+:'"])
def test_service_characters_in_a_value_are_released(name: str) -> None:
    writing = write(Invoice(number="F-1", seller=Party(name=name), currency="SEK"))
    assert writing.losses == ()
    back = read(writing.data).invoice
    assert (back.seller, back.currency) == (Party(name=name), "SEK")


# Hostile input


def _readable_or_refused(data: bytes) -> None:
    refused = None
    try:
        reading = read(data)
    except UnreadableDocument as error:
        refused = explain(error, "nb").what
    if refused is None:
        assert all(one.where for one in reading.unread())
        assert reading.locate("lines[0].net_amount") is not None
    else:
        assert refused


@pytest.mark.parametrize(
    "data",
    [
        b"UNB+UNOC:3+" + b"x" * 5_000_000,
        b"UNB+UNOC:3+" + b"+" * 5_000_000,
        interchange("BGM+380+" + ":" * 1_000_000),
        interchange("BGM" + "+" * 1_000_000),
        interchange("BGM+380+" + "?" * 1_000_001),
        interchange("BGM+380+?" + "\n" * 1_000_000),
        interchange("'" * 1_000_000),
        interchange(*["UNG+A"] * 1000),
        interchange(*["UNH+1+INVOIC:D:96A:UN"] * 1000),
        interchange("LIN+1", *["ALC+A", "MOA+8:1"] * 5000),
        interchange("LIN+1", *["LIN+1+++1"] * 2000),
        interchange("NAD+SU", *[f"FII+RB+{number}" for number in range(5000)]),
        interchange(*["FTX+AAI+++" + ":".join(["x" * 70] * 5)] * 5000),
        interchange(*["DTM+3:20260520:102"] * 5000),
        interchange("UNS+S", "MOA+77:" + "9" * 5000, "MOA+79:-" + "9" * 199, "MOA+9:1" + "0" * 198),
        interchange("LIN+1", "QTY+47:0", "MOA+203:0", "PRI+AAA:0:::0", "PRI+AAB:1", "ALC+A", "MOA+8:1"),
        interchange(level="UNO"),
        interchange(version=":::"),
        b"UNA",
        b"UNB",
        b"UNA:+.? 'UNB+UNOC:3'UNZ+0'",
        b"UNB+UNOC:3+A+B+1:1+1'UNO+1+1+1+" + b"9" * 30 + b"'UNZ+1+1'",
        b"UNB+UNOC:3+A+B+1:1+1'" + b"UNO+1+1+1+3'" * 5000,
    ],
    ids=range(23),
)
def test_hostile_input_is_read_or_refused_in_time(data: bytes) -> None:
    begun = time.process_time()
    _readable_or_refused(data)
    assert time.process_time() - begun < 20  # seconds of this process; each takes a few on a busy machine


def test_time_grows_with_the_number_of_lines_and_no_faster() -> None:
    def seconds(lines: int) -> float:
        parts = ["LIN+1", "IMD+F++:::Spik", "QTY+47:1:PCE", "MOA+203:1.00", "PRI+AAA:1.00"] * lines
        data = interchange(*parts, "UNS+S")
        begun = time.process_time()
        assert len(read(data).invoice.lines) == lines
        return time.process_time() - begun

    seconds(500)
    assert seconds(8000) < 8 * max(seconds(2000), 0.05)


def test_segments_are_counted_beyond_two_bytes() -> None:
    data = interchange(*["LIN+1", "MOA+203:1.00"] * 35_000, "MOA+203:x", "UNS+S")
    (issue,) = read(data).issues
    assert (issue.rule, issue.line) == ("READ-NUMBER", 70_003)


@settings(deadline=None, max_examples=150, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_damaged_interchange_is_read_or_refused(data: st.DataObject) -> None:
    source = data.draw(
        st.sampled_from([RETAIL, FULL, (GOLDEN / "edifact_d01b" / "full" / "document.edi").read_bytes()])
    )
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(source)))
        end = min(len(source), start + data.draw(st.integers(0, 40)))
        put = data.draw(
            st.one_of(
                st.binary(max_size=12), st.sampled_from([b"'", b"+", b":", b"?", b"UNT+1+1'", b"LIN+1+++1'", b"-1e9"])
            )
        )
        source = source[:start] + put + source[end:]
    _readable_or_refused(source)


@settings(deadline=None, max_examples=200)
@given(st.binary(max_size=200))
@example(b"\x00")
@example(b":+.? '")
@example(b"+UNOC:3+A+B+1:1+1'UNH+1+INVOIC:D:96A:UN'UNT+2+1'UNZ+1+1'")
def test_any_bytes_after_the_beginning_are_read_or_refused(rest: bytes) -> None:
    for beginning in (b"UNA", b"UNB", b"UNA:+.? 'UNB+UNOC:3+A+B+1:1+1'UNH+1+INVOIC:D:96A:UN'"):
        _readable_or_refused(beginning + rest)
