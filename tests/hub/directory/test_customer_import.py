"""Customers from a file: columns by their names, what would change, every fault with its place, all or nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from depesch.hub.directory.customer_cards import card_of
from depesch.hub.directory.customer_import import PlanChanged, apply_import, export_customers, plan_import
from depesch.hub.directory.customers import add_customer, add_identifier
from depesch.hub.directory.identifiers import OWN_NUMBER, PartyIdentifier
from depesch.hub.directory.models import Customer
from depesch.hub.directory.participants import register_company
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for

SWEDISH = """Namn;Org.nr;Momsnummer;E-post;Kundnr;Språk;Ort;Land;Format
Åkes Plåt AB;556603-0309;SE556603030901;ake@plat.example;10045, 10046;svenska;Umeå;se;UBL 2.1
Region Västerdal;;;ny@region.example;7;;;;
"""


@pytest.fixture
def region(nordbygg: Company) -> Iterator[Customer]:
    """A customer with the number 7, and we act for its owner."""
    with acting_for(nordbygg.id):
        customer = add_customer(
            "Region Västerdal", identifiers=[PartyIdentifier(OWN_NUMBER, "7")], email="old@region.example"
        )
        yield customer


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("separator", [";", "\t"])
def test_a_swedish_file_is_understood(encoding: str, separator: str, region: Customer) -> None:
    plan = plan_import(SWEDISH.replace(";", separator).encode(encoding))
    assert plan.faults == ()
    (new,) = plan.new
    assert (new.card.name, new.card.language, new.card.country, new.card.syntax) == (
        "Åkes Plåt AB",
        "sv",
        "SE",
        "ubl21",
    )
    assert [str(each) for each in new.card.identifiers] == [
        "0007:5566030309", "vat:SE556603030901", "customer:10045", "customer:10046",
    ]  # fmt: skip
    (changed,) = plan.changed
    assert [(c.field, c.before, c.after) for c in changed.changes] == [
        ("email", "old@region.example", "ny@region.example")
    ]


@pytest.mark.row("D-18")
def test_two_columns_give_known_customers_their_addresses(region: Customer) -> None:
    content = b"customer_number,email\n7,faktura@region.example\n"
    plan = plan_import(content)
    apply_import(content, digest=plan.digest, file_name="mail.csv", actor="user:x")
    region.refresh_from_db()
    assert region.email == "faktura@region.example"
    assert plan_import(content).unchanged == 1


@pytest.mark.parametrize(
    ("content", "code", "line", "value"),
    [
        (b"customer_number,email\n8,a@b.example\n", "unknown-number", 2, "8"),
        (b"customer_number,email\n7,a(at)b\n", "bad-email", 2, "a(at)b"),
        (b"name;orgnr\nX;556603-0308\n", "bad-organisation", 2, "556603-0308"),
        (b"name;ean\nX;7,30001E+12\n", "bad-gln", 2, "7,30001E+12"),
        (b"name;vat\nX;SE1\n", "bad-vat", 2, "SE1"),
        (b"name;language\nX;klingon\n", "bad-language", 2, "klingon"),
        (b"name;kundnr\nX;9\n\nY;9\n", "twice-in-file", 4, "9"),
        (b"name;email\n;a@b.example\n", "no-name", 2, ""),
        (b"name;namn\nX;Y\n", "column-twice", 1, ""),
        (b"name\nX;Y\n", "too-many-cells", 2, "2"),
        (b"name;email\n\"X;a@b.example\n", "no-table", 0, "unexpected end of data"),
        (b"colour;size\nred;9\n", "no-known-column", 1, "colour, size"),
        (b"PK\x03\x04\x00\x00", "no-text", 0, ""),
        (b" \n", "empty", 0, ""),
        (b"name\n" + b"x" * 201 + b"\n", "too-long", 2, "x" * 100),
        (b"name\n\x07\n", "unprintable", 2, "\x07"),
    ],
)  # fmt: skip
def test_a_fault_says_where_and_which_value(content: bytes, code: str, line: int, value: str, region: Customer) -> None:
    plan = plan_import(content if code != "too-many-cells" else b"name;email\nX;a@b.example;Y\n")
    assert not plan.does_something
    fault = plan.faults[0]
    assert (fault.code, fault.line) == (code, line)
    assert fault.value == (value if code != "too-many-cells" else "3")


def test_numbers_of_two_customers_on_one_line_are_a_fault(region: Customer) -> None:
    add_customer("Annan AB", identifiers=[PartyIdentifier(OWN_NUMBER, "8")])
    (fault,) = plan_import(b'kundnummer;e-post\n"7,8";a@b.example\n').faults
    assert (fault.code, fault.other) == ("several-customers", "Region Västerdal / Annan AB")


def test_nothing_is_applied_when_the_register_changed_meanwhile(region: Customer) -> None:
    content = b"name;kundnr\nNy AB;99\nRegionen;7\n"
    plan = plan_import(content)
    add_identifier(region, PartyIdentifier(OWN_NUMBER, "99"))
    with pytest.raises(PlanChanged):
        apply_import(content, digest=plan.digest, file_name="k.csv", actor="user:x")
    region.refresh_from_db()
    assert region.name == "Region Västerdal"


def test_a_new_customer_is_linked_to_the_network_by_its_number(region: Customer, fjordtre: Company) -> None:
    participant = register_company(fjordtre)
    content = b"name;orgnr\nFjordtre;999000053\n"
    apply_import(content, digest=plan_import(content).digest, file_name="k.csv", actor="user:x")
    assert Customer.objects.get(name="Fjordtre").participant_id == participant.id


def test_what_is_exported_comes_in_again_unchanged_and_is_no_formula(region: Customer) -> None:
    region.name = "=cmd()"
    region.save()
    content = export_customers()
    assert b"'=cmd()" in content
    plan = plan_import(content)
    assert (plan.faults, plan.unchanged, plan.new, plan.changed) == ((), 1, (), ())
    assert card_of(region).name == "=cmd()"
