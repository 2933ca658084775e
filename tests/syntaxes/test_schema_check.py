"""The schema check: one finding for one fault, with line, place, value and what was expected, in plain words."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from depesch.documents.reading import read
from depesch.model.issue import Issue

HERE = Path(__file__).parents[1] / "golden" / "syntaxes"
UBL = (HERE / "ubl21" / "full" / "document.xml").read_bytes()
CII = (HERE / "cii_d16b" / "full" / "document.xml").read_bytes()


def findings(data: bytes) -> tuple[Issue, ...]:
    reading = read(data)
    assert reading.syntax.schema_issues is not None
    return reading.syntax.schema_issues(reading.root)


@pytest.mark.parametrize(
    ("data", "where", "value", "expected"),
    [
        (
            UBL.replace(b">2026-05-20<", b">20 May<", 1),
            "/Invoice/IssueDate",
            "20 May",
            "a date such as 2026-05-31",
        ),
        (
            UBL.replace(b">500.00<", b">500,00<", 1),
            "/Invoice/InvoiceLine[2]/Price/PriceAmount",
            "500,00",
            "a decimal number such as 1250.00",
        ),
        (
            CII.replace(b">500.00<", b">500,00<", 1),
            "/CrossIndustryInvoice/SupplyChainTradeTransaction/IncludedSupplyChainTradeLineItem[2]"
            "/SpecifiedLineTradeAgreement/NetPriceProductTradePrice/ChargeAmount",
            "500,00",
            "a decimal number such as 1250.00",
        ),
        (
            UBL.replace(b">false<", b">no<", 1),
            "/Invoice/AllowanceCharge[1]/ChargeIndicator",
            "no",
            "true or false",
        ),
        (
            UBL.replace(b"<cbc:IssueDate>", b"<cbc:Foo>1</cbc:Foo><cbc:IssueDate>", 1),
            "/Invoice/Foo",
            "Foo",
            "CopyIndicator, UUID, IssueDate",
        ),
        (
            UBL.replace(b' currencyID="SEK"', b"", 1),
            "/Invoice/AllowanceCharge[1]/Amount",
            None,
            "the attribute currencyID",
        ),
    ],
)
def test_a_fault_is_told_in_plain_words(data: bytes, where: str, value: str | None, expected: str) -> None:
    (issue,) = findings(data)
    assert (issue.rule, issue.where, issue.value, issue.expected) == ("XSD", where, value, expected)
    assert issue.line is not None
    assert "{" not in (issue.detail or "")


def test_findings_come_in_document_order() -> None:
    found = findings(UBL.replace(b">2026-05-20<", b">x<", 1).replace(b">500.00<", b">y<", 1))
    assert [issue.value for issue in found] == ["x", "y"]


def test_several_threads_each_get_their_own_findings() -> None:
    broken = [UBL.replace(b">2026-05-20<", f">day {number}<".encode(), 1) for number in range(40)]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(findings, broken))
    assert [[issue.value for issue in one] for one in found] == [[f"day {number}"] for number in range(40)]


def test_the_package_that_ships_the_schemas_is_not_imported() -> None:
    code = (
        "import sys; from depesch.documents.reading import read;"
        f"r = read(open({str(HERE / 'ubl21' / 'full' / 'document.xml')!r}, 'rb').read());"
        "r.syntax.schema_issues(r.root); print('facturx' in sys.modules, 'pikepdf' in sys.modules)"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.split() == ["False", "False"]
