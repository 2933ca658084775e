"""The check of a document: verdicts, schema before rules, places in the source, and failing closed."""

from __future__ import annotations

from decimal import Decimal

import msgspec
import pytest

from depesch.documents import checking
from depesch.documents.checking import Outcome, check
from depesch.documents.reading import read
from depesch.model.invoice import Invoice
from depesch.model.issue import Severity
from depesch.rules import UnknownRuleSet
from depesch.rules.explaining import explain
from depesch.syntaxes import syntaxes
from tests.rules.plugged import PlugIn
from tests.rules.samples import put, sendable_invoice


def written(invoice: Invoice, syntax: str = "ubl21") -> bytes:
    write = syntaxes()[syntax].write
    assert write is not None
    return write(invoice).data


@pytest.mark.parametrize("syntax", ["ubl21", "cii_d16b"])
def test_a_sound_invoice_is_accepted(syntax: str) -> None:
    verdict = check(written(sendable_invoice(), syntax))
    assert (verdict.verdict, verdict.accepted, verdict.issues) == (Outcome.ACCEPTED, True, ())
    assert (verdict.syntax, verdict.document, verdict.schema_valid) == (syntax, "F-1042", True)


def test_the_verdict_names_rule_sets_and_versions() -> None:
    assert [(used.name, used.version) for used in check(written(sendable_invoice())).rule_sets] == [
        ("en16931", "1.3.16")
    ]


def test_a_broken_invoice_is_refused_with_the_place_in_the_file() -> None:
    data = written(put(sendable_invoice(), "lines[1].item.name", None))
    verdict = check(data)
    (issue,) = [issue for issue in verdict.issues if issue.rule == "BR-25"]
    assert verdict.verdict is Outcome.REFUSED
    assert issue.where == "/Invoice/InvoiceLine[2]/Item"
    assert issue.line is not None


def test_a_wrong_sum_says_what_stood_there_and_what_should() -> None:
    data = written(put(sendable_invoice(), "totals.amount_due", Decimal("10.00")))
    (issue,) = [issue for issue in check(data).issues if issue.rule == "BR-CO-16"]
    assert (issue.value, issue.expected) == ("10.00", "496.25")
    assert "496.25" in explain(issue, "sv").message


def test_what_fails_the_schema_gets_its_findings_and_no_rules() -> None:
    data = written(sendable_invoice()).replace(b"<cbc:IssueDate>2026-05-04<", b"<cbc:IssueDate>4 May<")
    verdict = check(data)
    assert (verdict.verdict, verdict.schema_valid, verdict.rule_sets) == (Outcome.REFUSED, False, ())
    assert not [issue for issue in verdict.issues if issue.rule.startswith("BR-")]


def test_without_the_schema_the_rules_still_run() -> None:
    verdict = check(written(put(sendable_invoice(), "number", None)), schema=False)
    assert verdict.schema_valid is None
    assert "BR-02" in {issue.rule for issue in verdict.issues}


def test_what_is_no_document_is_unreadable_with_its_code() -> None:
    verdict = check(b"%PDF no invoice here")
    assert verdict.verdict is Outcome.UNREADABLE
    (issue,) = verdict.issues
    assert issue.rule == "READ-not-xml"
    assert "går inte att läsa som en faktura" in explain(issue, "sv").message


def test_a_reading_is_checked_without_reading_it_again() -> None:
    data = written(sendable_invoice())
    assert check(read(data)) == check(data)


def test_an_unknown_profile_is_said_and_en_16931_applied() -> None:
    verdict = check(written(put(sendable_invoice(), "specification", "urn:own:profile")))
    (issue,) = verdict.issues
    assert (issue.rule, issue.severity, verdict.verdict) == (
        "PROFILE-UNKNOWN", Severity.INFORMATION, Outcome.ACCEPTED,
    )  # fmt: skip
    assert verdict.rule_sets


def test_a_rule_set_that_is_not_there_is_an_error_that_names_it() -> None:
    with pytest.raises(UnknownRuleSet, match="en17000"):
        check(written(sendable_invoice()), rules=["en17000"])


def test_without_any_rule_set_the_document_is_refused() -> None:
    verdict = check(written(sendable_invoice()), rules=[])
    assert verdict.verdict is Outcome.REFUSED
    assert [issue.rule for issue in verdict.issues] == ["CHECK-NO-RULES"]


def test_a_rule_that_raises_refuses_a_sound_invoice(plug_in: PlugIn) -> None:
    plug_in("a_set(a_rule('OWN-1', raises))")
    verdict = check(written(sendable_invoice()))
    assert verdict.verdict is Outcome.REFUSED
    assert [issue.rule for issue in verdict.issues] == ["OWN-1"]


def test_a_verdict_survives_json() -> None:
    verdict = check(written(put(sendable_invoice(), "number", None)), schema=False)
    assert msgspec.json.decode(msgspec.json.encode(verdict), type=checking.Verdict) == verdict


@pytest.mark.parametrize("language", ["sv", "nb", "en"])
def test_a_finding_on_a_line_begins_with_its_number(language: str) -> None:
    verdict = check(written(put(sendable_invoice(), "lines[1].unit", "st")))
    (issue,) = verdict.issues
    assert explain(issue, language).message.startswith({"sv": "Rad 2:", "nb": "Linje 2:", "en": "Line 2:"}[language])
    assert explain(issue, language).fields[0] == {"sv": "Enhet", "nb": "Enhet", "en": "Unit"}[language]
