"""What stops a document on its way into its receiver's format is told as the sender knows the document."""

from __future__ import annotations

from pathlib import Path

import pytest

from depesch.documents.legal_terms import lacking
from depesch.documents.outgoing import INVALID, _for_the_sender, outgoing
from depesch.documents.reading import read
from depesch.documents.targets import targets
from depesch.model.issue import Issue, Severity
from depesch.rules.explaining import explain
from depesch.syntaxes import Done, Loss

SYNTAXES = Path(__file__).resolve().parents[1] / "golden" / "syntaxes"
CII = (SYNTAXES / "cii_d16b" / "full" / "document.xml").read_bytes()
EDIFACT = (SYNTAXES / "edifact_d96a" / "full" / "document.edi").read_bytes()


@pytest.mark.parametrize("rule", ["XSD", "READ-DATE"])
@pytest.mark.parametrize(
    ("language", "told"), [("sv", "fel hos oss"), ("nb", "feil hos oss"), ("en", "The fault is ours")]
)
def test_what_we_wrote_wrong_is_our_fault_and_no_place_in_the_senders_document(
    rule: str, language: str, told: str
) -> None:
    found = Issue(rule=rule, severity=Severity.FATAL, where="/Finvoice/X", line=7, detail="value: 'x' is no date")
    issue = _for_the_sender(found, read(CII), targets()["finvoice30"])
    assert (issue.rule, issue.where, issue.line, issue.severity) == (INVALID, None, None, Severity.FATAL)
    message = explain(issue, language).message
    assert told in message
    assert "Finvoice 3.0" in message
    assert "/Finvoice/X: value: 'x' is no date" in message


def test_finding_about_a_term_has_its_place_in_the_original() -> None:
    found = Issue(rule="BR-DE-15", severity=Severity.FATAL, terms=("BT-1",), path="number", where="/Invoice/cbc:ID")
    issue = _for_the_sender(found, read(EDIFACT), targets()["xrechnung"])
    assert (issue.where, issue.line) == ("/INTERCHANGE/INVOIC/BGM/e2/c1", 3)


def test_finding_about_elements_of_the_target_has_none_but_its_field() -> None:
    refusals = outgoing(read(CII), targets()["ubl21"]).refusals
    (issue,) = (each for each in refusals if each.rule == "UBL-SR-46")
    assert (issue.where, issue.line) == (None, None)
    assert explain(issue, "sv").fields == ("Betalningssätt i ord",)


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("sv", "Mottagarens format (Finvoice 3.0) kan inte återge ”Tidigare fakturas nummer” (F-7), som lagen kräver."),
        (
            "nb",
            "Mottakerens format (Finvoice 3.0) kan ikke gjengi «Tidligere fakturas nummer» (F-7), som loven krever.",
        ),
        (
            "en",
            "The receiver's format (Finvoice 3.0) cannot hold “Number of the preceding invoice” (F-7), which the law",
        ),
    ],
)
def test_what_the_law_demands_and_the_format_lacks_is_named_with_the_format(language: str, told: str) -> None:
    loss = Loss(term="BT-25", path="preceding_invoices[0].number", value="F-7", why="there is none", done=Done.DROPPED)
    (issue,) = lacking((loss,), title="Finvoice 3.0")
    assert explain(issue, language).message.startswith(told)
