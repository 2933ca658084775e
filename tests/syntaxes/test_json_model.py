"""Our own JSON: what is not the model's is named with its line and its JSON Pointer, and nothing else is refused."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from depesch.documents.checking import check
from depesch.documents.mending import mendable, mended
from depesch.documents.opening import documents_in
from depesch.documents.reading import read
from depesch.model.invoice import Identifier, Invoice, Party, Totals
from depesch.model.json import to_json
from depesch.syntaxes import Done, Reading, UnreadableDocument, syntaxes

FULL = (Path(__file__).parents[1] / "golden" / "syntaxes" / "json_model" / "full" / "document.json").read_bytes()
SYNTAX = syntaxes()["json_model"]


def _with(old: str, new: str) -> Reading:
    assert old.encode() in FULL
    return read(FULL.replace(old.encode(), new.encode(), 1))


def _line_of(text: str) -> int:
    return FULL[: FULL.index(text.encode())].count(b"\n") + 1


LAST = FULL.count(b"\n")


@pytest.mark.parametrize(
    ("old", "new", "rule", "path", "where", "value"),
    [
        ('"2026-06-19"', '"19.6.2026"', "READ-DATE", "due_date", "/due_date", "19.6.2026"),
        ('"2026-06-19"', "20260619", "READ-DATE", "due_date", "/due_date", "20260619"),
        ('"F-1042"', "1042", "READ-TEXT", "number", "/number", "1042"),
        ('"F-1042"', "true", "READ-TEXT", "number", "/number", "true"),
        ('"F-1042"', '"F\\ud800"', "READ-TEXT", "number", "/number", "F?"),
        ('"500.00"', '"500,00"', "READ-NUMBER", "lines[1].price.net_price", "/lines/1/price/net_price", "500,00"),
        ('"500.00"', '"NaN"', "READ-NUMBER", "lines[1].price.net_price", "/lines/1/price/net_price", "NaN"),
        ('"500.00"', "1e999", "READ-NUMBER", "lines[1].price.net_price", "/lines/1/price/net_price", "1e999"),
        (
            '"JVBERi0x', '"%PDF', "READ-BASE64", "supporting_documents[0].attachment.content",
            "/supporting_documents/0/attachment/content", None,
        ),
    ],
)  # fmt: skip
def test_a_faulty_value_is_named_with_line_and_path_and_kept_out(
    old: str, new: str, rule: str, path: str, where: str, value: str | None
) -> None:
    reading = _with(old, new)
    (issue,) = reading.issues
    assert (issue.rule, issue.path, issue.where, issue.line) == (rule, path, where, _line_of(old))
    assert value is None or issue.value == value
    before = dict(_leaves(json.loads(FULL)))
    lost = {place for place in before if place not in dict(_leaves(json.loads(to_json(reading.invoice))))}
    assert lost >= {where}
    assert all(place.startswith(where.rpartition("/")[0]) for place in lost)


def _leaves(value: object, at: str = "") -> list[tuple[str, object]]:
    if isinstance(value, dict):
        return [leaf for key, one in value.items() for leaf in _leaves(one, f"{at}/{key}")]
    if isinstance(value, list):
        return [leaf for index, one in enumerate(value) for leaf in _leaves(one, f"{at}/{index}")]
    return [(at, value)]


def test_numbers_may_stand_without_quotes_and_keep_their_digits() -> None:
    price = _with('"500.00"', "500.00").invoice.lines[1].price
    assert price is not None
    assert str(price.net_price) == "500.00"


@pytest.mark.parametrize(
    ("old", "new", "unread"),
    [
        (
            '"number": "F-1042"', '"number": "F-1042", "colour": {"a/b": [1, null, "x"]}',
            [("/colour/a~1b/0", "1"), ("/colour/a~1b/2", "x")],
        ),
        ('"number": "F-1042"', '"number": "F-1042", "number": "F-1043"', [("/number", "F-1043")]),
        ('"currency": "SEK"', '"currency": {"code": "SEK"}', [("/currency/code", "SEK")]),
        ('"line_3": "Port B",', '"line_3": "Port B", "planet": "Earth",', [("/seller/address/planet", "Earth")]),
        ('"value": "OBJ-4",', "", [("/invoiced_object/scheme", "ABZ")]),
        ('"number": "F-1042"', '"number": "F-1042", "$schema": "urn:depesch:schema:invoice:1"', []),
    ],
)  # fmt: skip
def test_what_is_not_the_models_is_unread_and_the_rest_is_read(
    old: str, new: str, unread: list[tuple[str, str]]
) -> None:
    reading = _with(old, new)
    assert [(one.where, one.value) for one in reading.unread()] == unread
    assert all(one.line for one in reading.unread())
    assert (reading.invoice.number, len(reading.invoice.lines), reading.issues) == ("F-1042", 2, ())


def test_an_element_that_is_none_does_not_shift_the_places_of_others() -> None:
    reading = _with('"lines": [', '"lines": [null, "x",')
    assert len(reading.invoice.lines) == 2
    assert [one.where for one in reading.unread()] == ["/lines/1"]
    place = reading.locate("lines[0].net_amount")
    assert place is not None
    assert place.where == "/lines/2/net_amount"
    assert FULL.splitlines()[(place.line or 0) - 1].strip() == b'"net_amount": "900.00",'


@pytest.mark.parametrize(
    ("path", "where"),
    [
        ("totals.amount_due", "/totals/amount_due"),
        ("lines[1].note", "/lines/1"),
        ("lines[9].note", "/"),
        ("seller.identifiers[1].scheme", "/seller/identifiers/1/scheme"),
        ("", "/"),
    ],
)
def test_a_term_is_located_where_it_stands_or_at_its_nearest_group(path: str, where: str) -> None:
    place = read(FULL).locate(path)
    assert place is not None
    assert place.where == where


@pytest.mark.parametrize(
    ("data", "code", "line"),
    [
        (FULL[: FULL.index(b"Bryggen") + 3], "broken-file", _line_of("Bryggen")),
        (FULL.replace(b'"type_code": "380",', b'"type_code": "380"', 1), "broken-file", 5),
        (FULL.replace(b'"380"', b"\"38\n0\"", 1), "broken-file", 4),
        (FULL + b"}", "broken-file", LAST + 1),
        (b"[" + FULL + b"]]", "broken-file", LAST + 1),
        (FULL.replace(b'"380"', b"[" * 300 + b"]" * 300, 1), "too-deep", 4),
        (b"[" + FULL + b"," + FULL + b"]", "not-one-document", None),
        (FULL.replace("ö".encode(), b"\xc3", 1), "wrong-encoding", _line_of("ö")),
    ],
)  # fmt: skip
def test_a_file_that_does_not_hold_together_is_refused_with_its_line(data: bytes, code: str, line: int | None) -> None:
    with pytest.raises(UnreadableDocument) as caught:
        read(data)
    assert (caught.value.code, caught.value.line) == (code, line)


def test_an_array_holds_a_document_for_each_object() -> None:
    parts = documents_in(b"\xef\xbb\xbf [" + FULL + b",\n" + FULL.replace(b"F-1042", b"F-1043") + b"] ")
    assert [read(part.data).invoice.number for part in parts] == ["F-1042", "F-1043"]
    assert read(b"[" + FULL + b"]").invoice == read(FULL).invoice
    place = read(b"[" + FULL + b"]").locate("number")
    assert place is not None
    assert place.where == "/0/number"


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-16-le", "latin-1", "cp850"])
def test_other_encodings_than_utf_8_are_read_and_named(codec: str) -> None:
    text = FULL.decode().replace("×", "x").replace("æ", "ae")
    reading = read(text.encode(codec))
    assert reading.invoice == read(text.encode()).invoice
    assert [issue.rule for issue in reading.issues] == ([] if codec == "utf-8-sig" else ["READ-ENCODING"])


@pytest.mark.parametrize(
    "data",
    [
        b'{"Invoice": [{"ID": [{"IdentifierContent": "1"}]}]}',
        b'{"$schema": "https://gobl.org/draft-0/envelope", "head": {}, "doc": {}}',
        b'{"type": "standard", "code": "1", "issue_date": "2026-01-01", "currency": "EUR", "supplier": {},'
        b' "customer": {}, "lines": [], "totals": {}, "payment": {}, "notes": [], "uuid": ""}',
        b'{"name": "x", "number": 5}',
        b"[]",
        b"[1, 2]",
        b'"number"',
        b"{broken",
        b'{"number": "1", "items": [',
    ],
)  # fmt: skip
def test_json_of_another_trade_is_not_claimed(data: bytes) -> None:
    assert SYNTAX.recognises_text is not None
    assert not SYNTAX.recognises_text(data)


def test_what_json_cannot_hold_is_named() -> None:
    assert SYNTAX.write is not None
    invoice = Invoice(
        number="F\ud800",
        seller=Party(legal_registration=Identifier(value="\udfff", scheme="0007")),
        totals=Totals(amount_due=Decimal("NaN"), paid_amount=Decimal("1E+500"), vat_amount=Decimal("1E+3")),
    )
    writing = SYNTAX.write(invoice)
    assert [(loss.term, loss.path, loss.done) for loss in writing.losses] == [
        ("BT-1", "number", Done.CHANGED),
        ("BT-30", "seller.legal_registration", Done.CHANGED),
        ("BT-113", "totals.paid_amount", Done.DROPPED),
        ("BT-115", "totals.amount_due", Done.DROPPED),
    ]
    assert read(writing.data).invoice.totals == Totals(vat_amount=Decimal("1E+3"))


def test_a_document_that_is_no_xml_is_mended_by_writing_it_anew() -> None:
    reading = _with('"unit": "HUR"', '"unit": "timmar"')
    made = mended(reading, rules=["en16931"])
    assert made.data is not None
    assert read(made.data).invoice.lines[1].unit == "HUR"
    assert made.keeps_all


def test_a_faulty_value_of_what_is_no_xml_is_not_said_to_be_mendable() -> None:
    reading = _with('"2026-06-19"', '"19.6.2026"')
    assert "READ-DATE" not in mendable(reading, check(reading))
    assert mended(reading).data is None


@settings(deadline=None, max_examples=150, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_damage_gives_a_reading_or_a_refusal(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(FULL)))
    end = min(len(FULL), start + data.draw(st.integers(0, 40)))
    put = data.draw(st.one_of(st.binary(max_size=8), st.sampled_from([b'"', b"{", b"]", b"1e9", b"null", b"\\u0000"])))
    try:
        reading = read(FULL[:start] + put + FULL[end:])
    except UnreadableDocument:
        return
    reading.unread()
    assert reading.locate("lines[0].net_amount") is not None
