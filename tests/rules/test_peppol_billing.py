"""Peppol BIS Billing in UBL: where the writing counts, tolerances to the cent, and what the model tells by itself."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal

import msgspec
import pytest

from depesch.documents.checking import check
from depesch.documents.mending import mended
from depesch.documents.reading import read
from depesch.model.facts import Facts
from depesch.model.invoice import Identifier, Invoice
from depesch.model.issue import Issue
from depesch.model.totals import completed
from depesch.rules import rule_sets
from depesch.rules.billing import check_digits
from depesch.rules.engine import run, run_all
from depesch.syntaxes import Reading, syntaxes
from tests.rules.samples import put
from tests.rules.samples_peppol import peppol_invoice
from tests.rules.samples_peppol_selfbilling import self_billed
from tests.shared_data import needs_shared, shared

SETS = ["peppol_bis3"]


def written(invoice: Invoice) -> bytes:
    """Return the invoice in UBL."""
    write = syntaxes()["ubl21"].write
    assert write is not None
    return write(completed(invoice)).data


def found(data: bytes | str, rule: str) -> list[Issue]:
    """Return what the rule finds in the document."""
    content = data.encode() if isinstance(data, str) else data
    verdict = check(content, rules=SETS)
    assert verdict.schema_valid
    return [issue for issue in verdict.issues if issue.rule == rule]


def text(invoice: Invoice | None = None) -> str:
    """Return an invoice in UBL as text, to be changed by its letters."""
    return written(invoice or peppol_invoice()).decode()


@pytest.mark.parametrize("make", [peppol_invoice, self_billed])
def test_a_sound_invoice_is_accepted_with_every_rule_set_that_it_calls_for(make: Callable[[], Invoice]) -> None:
    verdict = check(written(make()))
    assert verdict.accepted
    assert verdict.issues == ()
    assert {"en16931"} < {used.name for used in verdict.rule_sets}


@pytest.mark.parametrize(("amount", "right"), [("209.02", True), ("209.03", False), ("208.97", False)])
def test_a_line_may_be_two_cents_off_and_no_more(amount: str, right: bool) -> None:
    """Ten times 20.00, with an allowance of 1.00 and a charge of 10.00."""
    line = put(peppol_invoice(), "lines[0].charges[0].amount", Decimal("10.00"))
    issues = run(rule_sets()["peppol_bis3"], put(line, "lines[0].net_amount", Decimal(amount)), "ubl21")
    assert ("PEPPOL-EN16931-R120" not in {issue.rule for issue in issues}) is right


def test_the_sums_of_a_line_are_rounded_before_they_are_compared() -> None:
    """Three charges of a third of a cent make one cent; unrounded they would leave the line within two cents."""
    line = put(peppol_invoice(), "lines[0].charges[0].amount", Decimal("2.005"))
    off = put(line, "lines[0].net_amount", Decimal("201.03"))
    assert "PEPPOL-EN16931-R120" not in {i.rule for i in run(rule_sets()["peppol_bis3"], off, "ubl21")}
    off = put(line, "lines[0].net_amount", Decimal("200.989"))
    assert "PEPPOL-EN16931-R120" in {i.rule for i in run(rule_sets()["peppol_bis3"], off, "ubl21")}


@pytest.mark.parametrize(("indicator", "fires"), [("0", True), (" false ", False), ("false", False)])
def test_an_indicator_is_a_word_with_or_without_white_space(indicator: str, fires: bool) -> None:
    changed = text().replace("<cbc:ChargeIndicator>false<", f"<cbc:ChargeIndicator>{indicator}<", 1)
    issues = found(changed, "PEPPOL-EN16931-R043")
    assert bool(issues) is fires
    assert all(issue.path == "allowances[0]" and issue.line for issue in issues)


def test_an_amount_whose_indicator_is_a_digit_counts_neither_way() -> None:
    """The artefact adds only what says true or false: the line's amount is then off by its allowance."""
    lines = text().split("<cac:InvoiceLine>")
    lines[1] = lines[1].replace("<cbc:ChargeIndicator>false<", "<cbc:ChargeIndicator>0<", 1)
    assert [issue.path for issue in found("<cac:InvoiceLine>".join(lines), "PEPPOL-EN16931-R120")] == [
        "lines[0].net_amount"
    ]


def test_a_date_with_a_time_zone_is_found_at_its_place() -> None:
    changed = text().replace("<cbc:IssueDate>2026-05-04<", "<cbc:IssueDate>2026-05-04Z<", 1)
    (issue,) = found(changed, "PEPPOL-EN16931-F001")
    assert (issue.path, issue.value) == ("issue_date", "2026-05-04Z")
    assert issue.where == "/Invoice/IssueDate"


@pytest.mark.parametrize(
    ("start", "fires"), [("2026-04-01", False), ("2026-04-01+02:00", True), ("2026-04-01Z", False)]
)
def test_days_are_compared_by_when_they_begin(start: str, fires: bool) -> None:
    lines = text().split("<cac:InvoiceLine>")
    lines[1] = lines[1].replace("<cbc:StartDate>2026-04-01<", f"<cbc:StartDate>{start}<", 1)
    assert bool(found("<cac:InvoiceLine>".join(lines), "PEPPOL-EN16931-R110")) is fires


@pytest.mark.parametrize("inside", ["", " ", "\n  ", "<!-- nothing -->"])
def test_an_element_with_nothing_in_it_is_found_and_taken_away(inside: str) -> None:
    changed = text().replace(
        "<cbc:CityName>Luleå", f"<cbc:AdditionalStreetName>{inside}</cbc:AdditionalStreetName><cbc:CityName>Luleå", 1
    )
    (issue,) = found(changed, "PEPPOL-EN16931-R008")
    assert (issue.value, issue.path) == ("AdditionalStreetName", "seller.address.line_2")
    mending = mended(changed.encode(), only=["PEPPOL-EN16931-R008"])
    assert mending.after.accepted
    assert mending.invoice == read(written(peppol_invoice())).invoice


def test_a_space_that_is_none_to_xml_is_something() -> None:
    changed = text().replace("Storgatan 1<", "Storgatan 1</cbc:StreetName><cbc:AdditionalStreetName>\u00a0<", 1)
    changed = changed.replace("\u00a0</cbc:StreetName>", "\u00a0</cbc:AdditionalStreetName>", 1)
    assert found(changed, "PEPPOL-EN16931-R008") == []


def test_a_swedish_number_with_a_dash_is_mended() -> None:
    dashed = put(peppol_invoice(), "seller.legal_registration", Identifier(value="556036-0793", scheme="0007"))
    (issue,) = found(written(dashed), "PEPPOL-COMMON-R049")
    assert issue.path == "seller.legal_registration"
    mending = mended(written(dashed), only=["PEPPOL-COMMON-R049"])
    assert mending.invoice.seller is not None
    assert mending.invoice.seller.legal_registration == Identifier(value="5560360793", scheme="0007")


def test_a_number_with_a_wrong_digit_is_left_to_people() -> None:
    wrong = put(peppol_invoice(), "seller.legal_registration.value", "556036-0794")
    assert mended(written(wrong), only=["PEPPOL-COMMON-R049"]).changes == ()


def test_numbers_of_parties_that_the_standard_does_not_know_are_looked_at_too() -> None:
    party = (
        "<cac:ManufacturerParty><cac:PartyIdentification><cbc:ID schemeID='0088'>7350053850018</cbc:ID>"
        "</cac:PartyIdentification></cac:ManufacturerParty></cac:Item>"
    )
    (issue,) = found(text().replace("</cac:Item>", party, 1), "PEPPOL-COMMON-R040")
    assert issue.path == ""
    assert "/ManufacturerParty/" in str(issue.where)


def test_an_amount_in_another_currency_is_found_once_and_the_accounting_vat_never() -> None:
    two = put(put(peppol_invoice(), "vat_currency", "EUR"), "totals.vat_amount_accounting", Decimal("9.12"))
    assert found(written(two), "PEPPOL-EN16931-R051") == []
    changed = text().replace('<cbc:PriceAmount currencyID="SEK">', '<cbc:PriceAmount currencyID="EUR">', 1)
    (issue,) = found(changed, "PEPPOL-EN16931-R051")
    assert (issue.value, issue.expected, issue.path) == ("EUR", "SEK", "lines[0].price.net_price")


@pytest.mark.parametrize(("name", "asks"), [("peppol_bis3", True), ("peppol_bis3_selfbilling", False)])
def test_self_billing_does_not_ask_for_the_currency_of_vat_rows(name: str, asks: bool) -> None:
    before, row, after = text().partition("<cac:TaxSubtotal>")
    changed = before + row + after.replace('<cbc:TaxAmount currencyID="SEK">', '<cbc:TaxAmount currencyID="EUR">', 1)
    verdict = check(changed.encode(), rules=[name])
    assert ("PEPPOL-EN16931-R051" in {issue.rule for issue in verdict.issues}) is asks


@pytest.mark.parametrize(
    ("number", "right"),
    [("12345678901", True), ("+1234567890", True), ("1234567890A", False), ("RSSMRA85T10A562S", True)],
)
def test_an_italian_tax_number_is_read_as_the_artefact_reads_it(number: str, right: bool) -> None:
    assert check_digits.italian_tax_number(number) is right


def test_ten_thousand_faults_are_told_in_linear_time() -> None:
    """Each finding names its line, which must not cost a look at all the others."""
    invoice = peppol_invoice()
    faulty = msgspec.structs.replace(invoice.lines[0], net_amount=Decimal(1))
    many = msgspec.structs.replace(invoice, lines=(faulty,) * 5000)
    issues = [i for i in run(rule_sets()["peppol_bis3"], many, "ubl21") if i.rule == "PEPPOL-EN16931-R120"]
    assert [issue.path for issue in issues[-2:]] == ["lines[4998].net_amount", "lines[4999].net_amount"]


def findings(reading: Reading) -> Counter[tuple[str, str | None]]:
    """Return what the rules of Peppol find in a document, by rule and value."""
    facts: Facts = reading.facts()
    sets = (rule_sets()["peppol_bis3"],)
    return Counter((i.rule, i.value) for i in run_all(sets, reading.invoice, "ubl21", facts, reading.stated))


def _documents() -> Iterator[bytes]:
    for line in shared("corpus", "mutants", "oracle.jsonl").read_text("utf-8").splitlines():
        entry = json.loads(line)
        if "PEPPOL-EN16931-UBL" in entry["results"]:
            yield shared("corpus", entry["path"]).read_bytes()


@needs_shared
def test_looking_through_the_elements_finds_what_the_model_tells() -> None:
    """An ordinary document is judged by its model alone; the same one, doubted, must get the same findings."""
    ordinary = 0
    for data in _documents():
        reading, doubted = read(data), read(data)
        schema_issues = reading.syntax.schema_issues
        if reading.memo["doubtful"] or schema_issues is None or schema_issues(reading.root):
            continue
        ordinary += 1
        doubted.memo["doubtful"] = True
        assert findings(reading) == findings(doubted)
    assert ordinary > 50
