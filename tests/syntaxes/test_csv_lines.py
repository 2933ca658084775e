"""CSV of invoice lines: separators, signs, dates and encodings by evidence, several invoices, and nothing guessed."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from depesch.documents.beside import whole_invoice
from depesch.documents.checking import check
from depesch.documents.opening import documents_in
from depesch.documents.reading import read
from depesch.model.invoice import Identifier, Invoice, Item, Line, Note, Party, Price, Totals
from depesch.model.issue import Severity
from depesch.model.terms import TERMS
from depesch.model.totals import completed
from depesch.syntaxes import Done, Reading, UnreadableDocument, Writing, syntaxes
from depesch.syntaxes.csv_lines.columns import column_at, column_named, names
from depesch.syntaxes.csv_lines.computing import completed as completed_by_columns
from tests.golden_files import same_as_golden

ROOT = Path(__file__).parents[2]
FULL = (ROOT / "tests" / "golden" / "syntaxes" / "csv_lines" / "full" / "document.csv").read_bytes()
SYNTAX = syntaxes()["csv_lines"]


def table(header: str, *rows: str, codec: str = "utf-8") -> Reading:
    return read("\r\n".join((header, *rows)).encode(codec))


def write(invoice: Invoice) -> Writing:
    assert SYNTAX.write is not None
    return SYNTAX.write(invoice)


def number_of(cell: str, *others: str) -> tuple[str | None, list[str]]:
    """Return the price that a cell is read as, and the rules of the issues; `others` are quantities beside it."""
    rows = [f'F-1\t"{cell}"\t1', *(f"F-1\t5\t{other}" for other in others)]
    reading = table("number\tunit_price\tquantity", *rows)
    price = reading.invoice.lines[0].price
    return (str(price.net_price) if price else None), [issue.rule for issue in reading.issues]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("1250", "1250"), ("1250,00", "1250.00"), ("1250.00", "1250.00"), ("1.250,00", "1250.00"),
        ("1,250.00", "1250.00"), ("1 250,5", "1250.5"), ("1\u00a0250,50", "1250.50"), ("1\u202f250", "1250"),
        ("1.250.000", "1250000"), ("0,125", "0.125"), ("1250,125", "1250.125"), ("-12,50", "-12.50"),
        ("\u221212,50", "-12.50"), ("+3", "3"), ("25 %", "25"), ("25,0%", "25.0"), (" 7 ", "7"), (",5", "0.5"),
        ("1 250,125", "1250.125"),
    ],
)  # fmt: skip
def test_a_number_that_can_mean_one_thing_only_is_read(cell: str, value: str) -> None:
    assert number_of(cell) == (value, [])


@pytest.mark.parametrize(
    "cell", ["12 kr", "1,2,3", "1.25,00.1", "12 50", "1e3", "NaN", "--1", "٣", "1,250", "1.250", "-9.999", "1'250", ","]
)
def test_a_number_that_could_mean_two_or_none_is_named_and_kept_out(cell: str) -> None:
    assert number_of(cell) == (None, ["READ-NUMBER"])


@pytest.mark.parametrize(
    ("cell", "others", "value"),
    [
        ("1,250", ["0,5"], "1.250"),
        ("1,250", ["0.5"], "1250"),
        ("1.250", ["0,5"], "1250"),
        ("1.250", ["2,500,00"], None),  # no number, and so no evidence
        ("1.250", ["0,5", "0.5"], None),
        ("1,250", ["7", "8"], None),
    ],
)
def test_other_numbers_of_the_file_tell_the_decimal_sign(cell: str, others: list[str], value: str | None) -> None:
    assert number_of(cell, *others)[0] == value


def test_the_own_column_tells_before_the_others_of_the_file() -> None:
    reading = table(
        "number;unit_price;quantity;line_amount", "F-1;1.250;1,5;1,250", "F-1;2,50;1.5;2.50", "F-1;1;1.250;1"
    )
    prices = [line.price.net_price for line in reading.invoice.lines if line.price]
    assert list(map(str, prices)) == ["1250", "2.50", "1"]
    assert [str(line.net_amount) for line in reading.invoice.lines] == ["1250", "2.50", "1"]
    (issue,) = reading.issues  # its column has both signs
    assert (issue.path, issue.where, issue.line) == ("lines[2].quantity", "/line[4]/quantity", 4)
    assert "no other number tells" in (issue.detail or "")


@pytest.mark.parametrize("name", ["decimal_sign:comma", "decimal_sign:point"])
def test_a_file_may_say_its_decimal_sign(name: str) -> None:
    line = table(f"number;quantity;{name}", "F-1;1,250;").invoice.lines[0]
    assert str(line.quantity) == ("1.250" if name.endswith("comma") else "1250")


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2026-05-31", "2026-05-31"), ("31.5.2026", "2026-05-31"), ("31.05.2026", "2026-05-31"),
        ("20260531", "2026-05-31"), ("2026-05-31 00:00:00", "2026-05-31"), ("2026/05/31", "2026-05-31"),
        ("31.05.2026 00:00", "2026-05-31"), ("05/06/2026", None), ("2026-02-30", None), ("31.5.26", None),
        ("46173", None), ("2026-05-31 12:30", None), ("i morgon", None),
    ],
)  # fmt: skip
def test_dates_are_read_as_iso_or_day_first_with_points(cell: str, day: str | None) -> None:
    reading = table("number;issue_date;quantity", f"F-1;{cell};1")
    assert str(reading.invoice.issue_date) == str(day)
    assert [(i.rule, i.path, i.where, i.line, i.value) for i in reading.issues] == (
        [] if day else [("READ-DATE", "issue_date", "/line[2]/issue_date", 2, cell)]
    )


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "latin-1", "cp850", "cp437"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_the_same_table_is_read_in_whatever_writing(codec: str, separator: str, end: str) -> None:
    rows = [
        ["Fakturanr", "Förfallodatum", "Kundnamn", "Benämning", "Antal", "À-pris" if codec != "cp437" else "Pris"],
        ["1", "2026-06-19", "Järn & Trä i Malmö AB", 'Bräda "hyvlad"; 2\n3 m', "2", "10,50"],
    ]
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=separator, lineterminator=end).writerows(rows)
    reading = read(file.getvalue().encode(codec))
    invoice = reading.invoice
    assert invoice.buyer is not None
    assert invoice.lines[0].item is not None
    assert (invoice.buyer.name, invoice.lines[0].item.name) == (rows[1][2], rows[1][3])
    assert (str(invoice.due_date), str(invoice.lines[0].net_amount)) == ("2026-06-19", "21.00")
    assert (reading.issues, reading.unread()) == ((), ())


def test_an_encoding_that_is_assumed_is_named_also_in_each_of_several_invoices() -> None:
    data = b"number;item_name;quantity\r\n1;Caf\xe8s, fr\x8a;1\r\n2;Skruv;1\r\n"
    for part in documents_in(data):
        assert [i.rule for i in read(part.data).issues] == ["READ-ENCODING-ASSUMED"]


def test_columns_are_known_by_swedish_norwegian_and_english_names() -> None:
    swedish = table(
        "Fakturanr.;Fakturadatum;Er referens;Artikel;Antal;Enhet;Á-pris;Moms %", "1;1.5.2026;Kari;Spik;2;st;10,00;25"
    )
    norwegian = table(
        "Fakturanr;Fakturadato;Deres ref;Varenavn;Antall;Enhet;Enhetspris;Mva-sats",
        "1;1.5.2026;Kari;Spik;2;st;10,00;25",
    )
    english = table(
        "Invoice no;Invoice date;Your reference;Item;Qty;Unit;Price;VAT %", "1;1.5.2026;Kari;Spik;2;st;10,00;25"
    )
    dotted = table(
        "number;issue_date;buyer_reference;lines.item.name;lines[].quantity;line.unit;lines.price.net_price;lines.vat.rate",
        "1;1.5.2026;Kari;Spik;2;st;10,00;25",
    )
    assert swedish.invoice == norwegian.invoice == english.invoice == dotted.invoice
    assert swedish.invoice.buyer_reference == "Kari"
    assert [one.unread() for one in (swedish, norwegian, english, dotted)] == [()] * 4


def test_no_name_means_two_terms() -> None:
    said: dict[str, set[str]] = {}
    for named, column in names():
        for name in (named.name, *named.english, *named.swedish, *named.norwegian):
            said.setdefault(name, set()).add(column.path)
            assert column_named(name) == column
    assert {name: paths for name, paths in said.items() if len(paths) > 1} == {}


def test_every_term_but_the_content_of_a_file_has_a_column() -> None:
    places = [place.replace("[]", "[0]").replace("lines[0]", "lines[]") for place in TERMS]
    lacking = {place for place in places if column_at(place) is None and column_at(f"{place}.value") is None}
    groups = {place for place in lacking if any(other.startswith((place + ".", place + "[")) for other in places)}
    assert {place for place in lacking - groups if "attachment" not in place} == set()


def test_an_invoice_of_a_plain_export_is_completed_by_the_one_place_that_counts() -> None:
    reading = table(
        "number;issue_date;currency;item_name;quantity;unit_price;vat_rate;line_discount_percent",
        "F-1;2026-05-20;SEK;Spik;3;33,333;25;",
        "F-1;;;Bräda;2;100,00;25;10",
        "F-1;;;Bok;1;50,00;6;",
    )
    invoice = reading.invoice
    assert [line.identifier for line in invoice.lines] == ["1", "2", "3"]
    assert [str(line.net_amount) for line in invoice.lines] == ["100.00", "180.00", "50.00"]
    assert [str(one.amount) for one in invoice.lines[1].allowances] == ["20.00"]
    assert [(row.category, str(row.rate), str(row.tax_amount)) for row in invoice.vat_breakdown] == [
        ("S", "25", "70.00"), ("S", "6", "3.00"),
    ]  # fmt: skip
    assert (invoice.type_code, str(invoice.totals and invoice.totals.amount_due)) == ("380", "403.00")
    assert completed(invoice) == invoice
    assert {issue.rule for issue in check(reading, rules=["en16931"]).issues if "BR-CO-1" in issue.rule} == set()


def test_what_a_file_says_is_kept_and_not_counted_anew() -> None:
    reading = table(
        "number;type;item_name;quantity;unit_price;vat_rate;vat_category;line_amount;amount_due;line_number",
        "F-1;Kreditfaktura;Spik;3;10,00;25;S;31,00;99,00;10",
    )
    invoice = reading.invoice
    assert (invoice.type_code, invoice.lines[0].identifier, str(invoice.lines[0].net_amount)) == ("381", "10", "31.00")
    assert invoice.totals is not None
    assert (str(invoice.totals.amount_due), str(invoice.totals.amount_incl_vat)) == ("99.00", "38.75")


def test_no_amount_is_counted_where_a_number_cannot_be_read_or_there_is_no_vat() -> None:
    faulty = table("number;quantity;unit_price;vat_rate", "F-1;2;10,00;25", "F-1;x;10,00;25").invoice
    assert (faulty.totals, faulty.vat_breakdown, faulty.lines[0].net_amount) == (None, (), None)
    assert [line.vat and line.vat.category for line in faulty.lines] == ["S", "S"]
    without = table("number;quantity;unit_price", "F-1;2;10,00").invoice
    assert without.totals == Totals(line_net_amount=Decimal("20.00"), amount_excl_vat=Decimal("20.00"))
    zero = table("number;quantity;unit_price;vat_rate", "F-1;2;10,00;0").invoice
    assert zero.lines[0].vat is not None
    assert (zero.lines[0].vat.category, zero.vat_breakdown, zero.type_code) == (None, (), None)


def test_numbers_of_two_hundred_digits_stop_nothing() -> None:
    reading = table("number;quantity;unit_price;vat_rate", f"F-1;{'9' * 199};{'9' * 199};25")
    assert reading.invoice.totals is not None
    assert number_of("9" * 201) == (None, ["READ-NUMBER"])


def test_a_word_for_the_type_that_is_none_is_named() -> None:
    reading = table("number;type;quantity", "F-1;Påminnelse;1")
    assert [(i.rule, i.path, i.value, i.where) for i in reading.issues] == [
        ("READ-CODE", "type_code", "Påminnelse", "/line[2]/type")
    ]


def test_a_credit_note_below_zero_is_named_and_not_turned() -> None:
    """Many programs export credits with negative quantities; what is meant is not for the reading to guess."""
    header = "number;type;quantity;unit_price;vat_rate"
    reading = table(header, "K-1;Kreditfaktura;-2;10,00;25")
    assert reading.invoice.totals is not None
    assert str(reading.invoice.totals.amount_due) == "-25.00"
    assert [(i.rule, i.severity, i.path, i.value) for i in reading.issues] == [
        ("READ-SIGN", Severity.WARNING, "totals.amount_due", "-25.00")
    ]
    assert table(header, "K-1;Kreditfaktura;2;10,00;25").issues == ()
    assert table(header, "F-1;Faktura;-2;10,00;25").issues == ()


def test_a_bankgiro_is_an_account_of_its_own_kind() -> None:
    reading = table("number;iban;plusgiro;bankgiro;quantity", "F-1;SE4550000000058398257466;;5050-1055;1")
    assert reading.invoice.payment is not None
    found = [
        (one.code, one.credit_transfer and (one.credit_transfer.account, one.credit_transfer.provider))
        for one in reading.invoice.payment.means
    ]
    assert found == [(None, ("SE4550000000058398257466", None)), ("30", ("5050-1055", "SE:BANKGIRO"))]
    place = reading.locate("payment.means[1].credit_transfer.account")
    assert place is not None
    assert (place.where, place.line) == ("/line[2]/bankgiro", 2)


def test_the_one_text_of_a_line_is_its_name() -> None:
    alone = table("Fakturanr;Beskrivning;Antal", "1;Spik;2").invoice.lines[0].item
    both = table("Fakturanr;Artikel;Beskrivning;Antal", "1;Spik;75 mm;2").invoice.lines[0].item
    assert (alone, both) == (Item(name="Spik"), Item(name="Spik", description="75 mm"))


HEAD = "number;buyer_name;item_name;quantity;unit_price"


@pytest.mark.parametrize("repeated", [True, False])
def test_the_documents_values_stand_on_each_row_or_on_the_first(repeated: bool) -> None:
    name = "Fjordhandel AS" if repeated else ""
    rows = ("1;Fjordhandel AS;a;1;1,00", f"1;{name};b;2;1,00", f";{name};c;3;1,00", "", ";;;;")
    reading = table(HEAD, *rows)
    assert [line.item and line.item.name for line in reading.invoice.lines] == ["a", "b", "c"]
    assert (reading.invoice.buyer, reading.unread()) == (Party(name="Fjordhandel AS"), ())


def test_a_value_that_contradicts_the_first_is_unread() -> None:
    reading = table(HEAD, "1;Fjordhandel AS;a;1;1,00", "1;Nordbygg AB;b;2;1,00")
    assert reading.invoice.buyer == Party(name="Fjordhandel AS")
    assert [(one.where, one.line, one.value) for one in reading.unread()] == [("/line[3]/buyer_name", 3, "Nordbygg AB")]


def test_unknown_columns_are_unread_one_by_one_with_their_first_value() -> None:
    reading = table("number;Humör;quantity;Lager;quantity;", "1;;1;;7;", '1;"gla\nd";2;H3;8;;x', "1;trött;3;H4;9;")
    assert [(one.where, one.line, one.value) for one in reading.unread()] == [
        ("/line[2]/quantity", 2, "7"),
        ("/line[3]/Humör", 3, "gla\nd"),
        ("/line[3]/Lager", 3, "H3"),
        ("/line[3]/[7]", 3, "x"),
    ]
    assert [str(line.quantity) for line in reading.invoice.lines] == ["1", "2", "3"]
    place = reading.locate("lines[2].quantity")
    assert place is not None
    assert place.line == 5  # a cell of the row before has two lines


def test_a_new_number_begins_a_new_invoice() -> None:
    data = "\r\n".join((f"{HEAD};Humör", "1;A;a;1,250;0,50", ";;b;2;", "2;B;c;1,250;7;glad", "3;;d;1;1")).encode(
        "cp1252"
    )
    parts = [read(part.data) for part in documents_in(data)]
    assert [one.invoice.number for one in parts] == ["1", "2", "3"]
    assert [len(one.invoice.lines) for one in parts] == [2, 1, 1]
    # Only the first shows which sign is the decimal one.
    assert [str(one.invoice.lines[0].quantity) for one in parts] == ["1.250", "1.250", "1"]
    assert [one.unread() != () for one in parts] == [False, True, False]
    with pytest.raises(UnreadableDocument) as caught:
        read(data)
    assert caught.value.code == "not-one-document"


def test_rows_of_an_invoice_that_do_not_stand_together_are_refused() -> None:
    with pytest.raises(UnreadableDocument) as caught:
        documents_in("\n".join((HEAD, "1;A;a;1;1", "2;B;b;1;1", "1;A;c;1;1")).encode())
    assert (caught.value.code, caught.value.line) == ("broken-file", 4)


@pytest.mark.parametrize(
    ("rows", "code", "line"),
    [
        ((HEAD, '1;A;"a;1;1'), "broken-file", 2),
        ((HEAD, "1;A;a;1;1", '2;A;"a"b;1;1'), "broken-file", 3),
        (("Förfallodatum;" + HEAD, "2026;1;Malmö;a;1;1", "2026;1;Malm\udcf6;b;1;1"), "wrong-encoding", 3),
    ],
)
def test_a_file_that_does_not_hold_together_is_refused_with_its_line(
    rows: tuple[str, ...], code: str, line: int
) -> None:
    with pytest.raises(UnreadableDocument) as caught:
        read("\n".join(rows).encode(errors="surrogateescape"))
    assert (caught.value.code, caught.value.line) == (code, line)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        "Dear all;please find the invoice number attached;quantity",
        "number;name\n1;x",
        "quantity;unit_price\n1;2",
        "id;number of items;quantity\n1;2;3",
        "datum,text,belopp\n2026-05-31,Hyra,100",
        '{"number":"F-1","quantity":1}',
        "UNA:+.? 'UNB+UNOC:3",
        "\x00\x01number;quantity",
    ],
)
def test_text_that_is_no_table_of_invoice_lines_is_not_claimed(text: str) -> None:
    assert SYNTAX.recognises_text is not None
    assert not SYNTAX.recognises_text(text.encode())


def test_the_line_that_tells_excel_the_separator_is_taken() -> None:
    reading = table("sep=,", '"number","quantity"', '"F-1","2"')
    assert (reading.invoice.number, str(reading.invoice.lines[0].quantity)) == ("F-1", "2")
    place = reading.locate("lines[0].quantity")
    assert place is not None
    assert place.line == 3


FORMULAS = ["=1+1", "+46 31 12", "-", "@SUM(A1)", "\tx", "\r=x", "\n=x", "'=x", "''+", "'", "'x", "x=1", " =1"]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_text_that_could_be_a_formula_is_protected_and_comes_back(text: str) -> None:
    invoice = Invoice(number="F-1", notes=(Note(text=text),), lines=(Line(note=text),))
    writing = write(invoice)
    back = read(writing.data).invoice
    assert (back.notes, back.lines[0].note, writing.losses) == (invoice.notes, text, ())
    cells = next(
        row for row in list(csv.reader(io.StringIO(writing.data.decode("utf-8-sig"), newline=""), delimiter=";"))[1:]
    )
    assert not any(cell.startswith(("=", "+", "@", "\t", "\r", "\n")) or cell == "-" for cell in cells)


def test_negative_numbers_stay_numbers() -> None:
    data = write(Invoice(number="1", lines=(Line(quantity=Decimal("-1.50")),))).data
    assert b";-1,50;" in data


def test_a_file_opens_in_excel_by_a_double_click() -> None:
    data = write(Invoice(number="1", lines=(Line(price=Price(net_price=Decimal("1250.50"))),))).data
    assert data.startswith(b"\xef\xbb\xbfnumber;type_code;")
    assert b"1250,50" in data
    assert data.endswith(b"\r\n")


@pytest.mark.parametrize(
    ("values", "marked"), [(("1.250",), True), (("1.250", "0.50"), False), (("12", "7"), False), (("1.250", "3"), True)]
)
def test_a_sign_in_doubt_is_told_by_the_header(values: tuple[str, ...], marked: bool) -> None:
    invoice = Invoice(number="1", lines=tuple(Line(quantity=Decimal(one)) for one in values))
    data = write(invoice).data
    assert (b"decimal_sign:comma" in data) is marked
    assert [str(line.quantity) for line in read(data).invoice.lines] == list(values)


def test_what_a_flat_row_cannot_hold_is_named() -> None:
    invoice = Invoice(
        number="F\ud800",
        notes=tuple(Note(text=str(number), subject_code="AAI") for number in range(12)),
        buyer=Party(
            identifiers=(Identifier(value=""), Identifier(value="7", scheme=""), Identifier(value="", scheme="x"))
        ),
        totals=Totals(amount_due=Decimal("NaN")),
    )
    writing = write(invoice)
    assert [(loss.path, loss.done) for loss in writing.losses] == [
        ("number", Done.CHANGED),
        ("notes[10].text", Done.DROPPED),
        ("notes[10].subject_code", Done.DROPPED),
        ("notes[11].text", Done.DROPPED),
        ("notes[11].subject_code", Done.DROPPED),
        ("buyer.identifiers[0]", Done.DROPPED),
        ("buyer.identifiers[1].scheme", Done.DROPPED),
        ("totals.amount_due", Done.DROPPED),
    ]
    back = read(writing.data).invoice
    assert back.buyer == Party(identifiers=(Identifier(value="7"), Identifier(value="", scheme="x")))
    assert len(back.notes) == 10


def test_attached_files_go_beside_and_are_put_back() -> None:
    invoice = read((ROOT / "tests/golden/syntaxes/ubl21/full/document.xml").read_bytes()).invoice
    writing = write(invoice)
    assert {loss.path.rpartition(".")[0] for loss in writing.losses} == {"supporting_documents[0].attachment"}
    assert {loss.done for loss in writing.losses} == {Done.BESIDE}
    reading = msgspec.structs.replace(read(writing.data), files=writing.beside)
    assert whole_invoice(reading) == invoice


def test_what_is_written_is_a_whole_statement_that_nothing_is_added_to() -> None:
    """The reading computes what has no column; ours have all of them."""
    invoice = Invoice(lines=(Line(quantity=Decimal(2), price=Price(net_price=Decimal(3))),))
    assert read(write(invoice).data).invoice == invoice
    assert completed_by_columns(invoice, lambda place: True) == invoice


def test_places_of_what_may_be_repeated_are_those_of_the_row() -> None:
    header = "number;quantity;lines.item.attributes[0].name;lines.item.attributes[1].name;lines.item.attributes[2].name"
    reading = table(header, "1;1;a;;c", "1;1;;b;")
    found = [
        (place := reading.locate(path)) and (place.where, place.line)
        for path in (
            "lines[0].item.attributes[0].name",
            "lines[0].item.attributes[1].name",
            "lines[1].item.attributes[0].name",
            "lines[1].note",
            "lines[9].note",
            "totals.amount_due",
        )
    ]
    assert found == [
        ("/line[2]/lines.item.attributes[0].name", 2),
        ("/line[2]/lines.item.attributes[2].name", 2),
        ("/line[3]/lines.item.attributes[1].name", 3),
        ("/line[3]", 3),
        ("/", 1),
        ("/", 1),
    ]


@settings(deadline=None, max_examples=200, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_damage_gives_a_reading_or_a_refusal(data: st.DataObject) -> None:
    source = data.draw(st.sampled_from([FULL, b"number;quantity;unit_price\n1;1,250;2\n;3,5;x\n"]))
    start = data.draw(st.integers(0, len(source)))
    end = min(len(source), start + data.draw(st.integers(0, 40)))
    put = data.draw(st.one_of(st.binary(max_size=8), st.sampled_from([b'"', b";", b"\r\n", b"1e9", b"\x00", b"=sep"])))
    try:
        parts = documents_in(source[:start] + put + source[end:])
        for part in parts:
            reading = read(part.data)
            reading.unread()
            assert reading.locate("lines[0].net_amount") is not None
    except UnreadableDocument:
        return


@settings(deadline=None, max_examples=100)
@given(st.lists(st.lists(st.text(max_size=6), max_size=5), max_size=6))
def test_any_cells_are_read_or_named(rows: list[list[str]]) -> None:
    """Each cell under quantity is one of a line or an issue; each behind the last column is unread."""
    rows = [["F-1", *row] for row in rows]
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=";").writerows([["number", "issue_date", "quantity", "item_name"], *rows])
    reading = read(file.getvalue().encode("utf-8-sig", errors="replace"))
    said = [row[2] for row in rows if len(row) > 2 and row[2] and not row[2].isspace()]
    read_ones = [line for line in reading.invoice.lines if line.quantity is not None]
    refused = [issue for issue in reading.issues if issue.rule == "READ-NUMBER"]
    assert len(read_ones) + len(refused) == len(said)
    behind = [cell for row in rows for cell in row[4:] if cell.strip()]
    assert len([one for one in reading.unread() if "[" in one.where.rpartition("/")[2]]) == len(behind)


PAGE = ROOT / "docs" / "csv.md"
_INTRODUCTION = """# Invoices as CSV

Made by `tests/syntaxes/test_csv_lines.py` (`make golden`) from `depesch/syntaxes/csv_lines/names.py`; do not edit by
hand.

One row is one line of an invoice. The first row names the columns; their order is free. What belongs to the whole
invoice (date, buyer, ...) stands on each of its rows or on its first. A new invoice begins where the number changes,
and a row without a number belongs to the invoice before it. A file is known for one of invoices by a column for the
number and one for something of a line.

- **Between cells**: semicolon, tab or comma, with quotes as in RFC 4180. **Characters**: UTF-8, UTF-16, Windows-1252,
  ISO-8859-1 and -15, CP850, CP437; told by the file itself.
- **Numbers**: with decimal comma or point, with or without thousands in groups. `1,250` alone could be 1.25 or 1250:
  the other numbers of its column, then of the file, tell which. Where they do not, the value is refused and never
  guessed; a further column with the name `decimal_sign:comma` (or `decimal_sign:point`) and nothing in it tells.
- **Dates**: `2026-05-31`, `20260531` or `31.5.2026`.
- **What has no column is computed**, when the columns imply it: line numbers, the category S for a VAT rate above
  zero, line amounts from quantity, price and discounts, the VAT breakdown, the totals, and 380 for the type. A column
  that is there is believed, also where its cell is empty.
- **A credit note** says so in the column `type` (Kreditfaktura, Kreditnota, Credit note) or with 381 as `type_code`,
  and its amounts are positive; one below zero is read as it stands, with a warning.
- **Other columns** are not read, and named one by one with their first value.
- A text that begins with an apostrophe before `=`, `+`, `-` or `@` loses the apostrophe: that is how a CSV that we
  write keeps spreadsheets from running such a text as a formula.

What Depesch writes is opened by Excel in the Nordic countries by a double click: UTF-8 with a byte order mark,
semicolons, decimal commas, our own names below. A spreadsheet that saves such a file may cut zeros off the front of
codes and round long account numbers; format those columns as text first.

Beside the names below, every term has its place in the model as a name: `seller.address.subdivision`, and with
`lines.` before it for a line: `lines.price.gross_price`. Of what may be repeated there are ten columns each, with a
number from 0: `allowances[0].amount`, `lines.item.attributes[2].name`. The content of attached files fits no cell and
goes beside the document.

| our name | place in the model | also in English | in Swedish | in Norwegian |
|---|---|---|---|---|
"""


def test_the_page_names_every_column() -> None:
    rows = "".join(
        f"| `{named.name}` | `{column.path.replace('lines[]', 'lines')}` | {', '.join(named.english)} | "
        f"{', '.join(named.swedish)} | {', '.join(named.norwegian)} |\n"
        for named, column in names()
    )
    same_as_golden(PAGE, _INTRODUCTION + rows)
