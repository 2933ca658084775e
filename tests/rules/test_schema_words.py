"""What a schema finds is told in plain words: the element, the value, what was expected, in the reader's language."""

from __future__ import annotations

from pathlib import Path

import pytest

from depesch.documents.checking import check
from depesch.documents.mending import mended
from depesch.model.issue import Issue, Severity
from depesch.rules import LANGUAGES
from depesch.rules.explaining import explain
from depesch.rules.schema_words import KINDS
from depesch.syntaxes.schema_check import _KINDS

UBL = (Path(__file__).parents[1] / "golden" / "syntaxes" / "ubl21" / "full" / "document.xml").read_bytes()
CII = (Path(__file__).parents[1] / "golden" / "syntaxes" / "cii_d16b" / "full" / "document.xml").read_bytes()


def messages(data: bytes, language: str = "en") -> list[str]:
    return [explain(issue, language).message for issue in check(data).issues]


@pytest.mark.parametrize(
    ("data", "language", "message"),
    [
        (
            UBL.replace(b"<cbc:IssueDate>", b"<cbc:Foo>1</cbc:Foo><cbc:IssueDate>", 1), "en",
            "Foo may not stand at this place in Invoice. What belongs here is one of CopyIndicator, UUID, IssueDate. "
            "Correct the order, or leave out what does not belong.",
        ),
        (
            UBL.replace(b"IssueDate>", b"IsueDate>", 2), "sv",
            "IsueDate finns inte i formatet. Det ska troligen vara IssueDate; rätta stavningen.",
        ),
        (
            UBL.replace(b' currencyID="SEK"', b"", 1), "nb",
            "Amount mangler attributtet currencyID. Legg det til.",
        ),
        (
            UBL.replace(b"<cbc:IssueDate>", b"<cbc:IssueDate colour='red'>", 1), "sv",
            "IssueDate får inte ha attributet colour. Ta bort attributet.",
        ),
        (
            UBL.replace(b"<cac:AccountingSupplierParty>", b"hello<cac:AccountingSupplierParty>", 1), "en",
            "Invoice has text of its own, where only other elements may stand. Leave the text out.",
        ),
        (
            UBL.replace(b">2026-05-20<", b"><b>2026-05-20</b><", 1), "nb",
            "IssueDate skal bare ha en verdi, men det står andre elementer i det. Fjern dem.",
        ),
        (
            UBL.replace(b">2026-05-20<", b">20 May<", 1), "sv",
            "”Fakturadatum” är 20 May, men ska vara ett datum som 2026-05-31. Rätta värdet.",
        ),
        (
            UBL.replace(b">500.00<", b">1.2.3<", 1), "nb",
            "Linje 2: «Enhetspris» er 1.2.3, men skal være et beløp som 1250.00. Rett verdien.",
        ),
        (
            UBL.replace(b">500.00<", b">500,00<", 1), "en",
            "Line 2: “Unit price” is 500,00 and cannot be read. Write 500.00.",
        ),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_element_value_and_what_was_expected(data: bytes, language: str, message: str) -> None:
    assert message in messages(data, language)


def test_a_value_that_cannot_be_read_is_told_once() -> None:
    assert len(messages(UBL.replace(b">2026-05-20<", b">20 May<", 1))) == 1


def test_a_missing_child_is_named() -> None:
    told = messages(b'<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"/>', "en")
    assert told == [
        "Invoice is not complete: one of UBLExtensions, UBLVersionID, CustomizationID, ProfileID, ProfileExecutionID, "
        "ID is missing. Add it."
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_has_words_without_gaps(kind: str, language: str) -> None:
    issue = Issue(
        rule="XSD", severity=Severity.FATAL, where="/Invoice/ID/@x", value="v", expected="a whole number",
        detail=f"{kind}: said so",
    )  # fmt: skip
    message = explain(issue, language).message
    assert "{" not in message
    assert "said so" not in message


def test_the_schema_check_knows_no_kind_without_words() -> None:
    assert {kind for _, kind in _KINDS} | {"value", "misspelt"} == KINDS


def test_a_finding_kept_from_before_is_still_told() -> None:
    issue = Issue(rule="XSD", severity=Severity.FATAL, detail="Foo may not stand here")
    assert "Foo may not stand here" in explain(issue, "en").message


@pytest.mark.parametrize(
    ("data", "path", "new"),
    [
        (UBL.replace(b">500.00<", b">500,00<", 1), "lines[1].price.net_price", "500.00"),
        (UBL.replace(b">2026-05-20<", b">20.5.2026<", 1), "issue_date", "2026-05-20"),
        (CII.replace(b">20260520<", b">2026-05-20<", 1), "issue_date", "20260520"),
        (UBL.replace(b">false<", b">nej<", 1), "", "false"),
    ],
)
def test_what_is_certainly_meant_is_mended_before_the_schema_is_asked(data: bytes, path: str, new: str) -> None:
    mending = mended(data)
    assert any(issue.rule.startswith("READ-") for issue in mending.before.issues)
    assert not any(issue.rule.startswith("READ-") for issue in mending.left)
    assert mending.after.schema_valid
    (change, *_) = mending.changes
    assert (change.path, change.new) == (path, new)
    assert change.rule.startswith("READ-")
    assert change.line is not None
