"""Words: every term has a name in each language, and every kind of finding a sentence."""

from __future__ import annotations

import doctest
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from depesch.documents.reading import read
from depesch.model.issue import Issue, Severity
from depesch.model.terms import TERMS
from depesch.rules import LANGUAGES, explaining
from depesch.rules.explaining import explain, field_name
from depesch.rules.field_names import NAMES

SYNTAXES = Path(__file__).resolve().parents[1] / "golden" / "syntaxes"
FAULTY_EDIFACT = SYNTAXES / "edifact_d96a" / "faulty_values" / "document.edi"


def test_the_examples_in_docstrings_are_true() -> None:
    assert doctest.testmod(explaining).failed == 0


@pytest.mark.parametrize("term", sorted(set(TERMS.values())))
def test_every_term_of_the_model_has_a_name(term: str) -> None:
    assert all(name.strip() for name in NAMES[term])


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_terms_share_a_name(language: str) -> None:
    names = [field_name(term, language) for term in NAMES]
    assert sorted({name for name in names if names.count(name) > 1}) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "rule",
    [
        "XSD",
        "READ-DATE",
        "READ-CURRENCY",
        "READ-ENCODING",
        "READ-ENCODING-ASSUMED",
        "READ-SIGN",
        "READ-not-xml",
        "PROFILE-UNKNOWN",
        "CHECK-NO-RULES",
        "SOMETHING-ELSE",
    ],
)
def test_every_kind_of_finding_has_a_sentence(rule: str, language: str) -> None:
    issue = Issue(rule=rule, severity=Severity.FATAL, terms=("BT-2",), value="x", expected="y", detail="said so")
    message = explain(issue, language).message
    assert "{" not in message
    assert message.endswith((".", "said so"))


def test_a_rule_that_could_not_run_says_so_and_not_that_the_invoice_is_wrong() -> None:
    issue = Issue(rule="BR-02", severity=Severity.FATAL, terms=("BT-1",), detail="KeyError: 'x'")
    assert "could not be evaluated" in explain(issue, "en").message


def test_an_unknown_language_gets_english() -> None:
    issue = Issue(rule="BR-02", severity=Severity.FATAL, terms=("BT-1",), path="number")
    assert explain(issue, "eo").message == "“Invoice number” is missing. Fill it in."


def test_a_rule_on_several_parties_names_the_one_in_question() -> None:
    issue = Issue(
        rule="BR-CO-09", severity=Severity.FATAL, terms=("BT-31", "BT-48", "BT-63"), path="buyer.vat_identifier",
        value="991825827MVA",
    )  # fmt: skip
    assert explain(issue, "nb").fields == ("Selgerens mva-nummer", "Kjøperens mva-nummer",
                                          "Avgiftsrepresentantens mva-nummer")  # fmt: skip
    assert "991825827MVA" in explain(issue, "nb").message


def marked(value: Decimal | date) -> str:
    return f"<{type(value).__name__} {value}>"


@pytest.mark.parametrize(
    ("path", "value", "shown"),
    [
        ("totals.amount_incl_vat", "212449.00", "<Decimal 212449.00>"),
        ("lines[3].price.net_price", "-12.5", "<Decimal -12.5>"),
        ("vat_breakdown[0].rate", "25", "<Decimal 25>"),
        ("lines[0].period.start", "2026-11-02", "<date 2026-11-02>"),
        ("due_date", "2026-02-30", "2026-02-30"),
        ("totals.amount_incl_vat", "12 kr", "12 kr"),
        ("totals.amount_incl_vat", "1E5", "1E5"),
        ("seller.legal_registration.value", "5566010103", "5566010103"),
        ("seller.vat_identifier", "991825827", "991825827"),
        ("type_code", "380", "380"),
        ("number", "2026-11-02", "2026-11-02"),
        ("somewhere.else", "212449.00", "212449.00"),
        ("", "212449.00", "212449.00"),
    ],
)
def test_only_what_the_model_calls_a_number_or_a_date_is_written_as_the_reader_does(
    path: str, value: str, shown: str
) -> None:
    issue = Issue(rule="BR-CO-15", severity=Severity.FATAL, terms=("BT-112",), path=path, value=value, expected=value)
    words = explain(issue, "en", shown=marked)
    assert (words.value, words.expected) == (shown, shown)
    assert f"is {shown} but" in words.message


def test_numbers_stand_in_iso_form_when_nobody_says_otherwise() -> None:
    issue = Issue(rule="BR-CO-15", severity=Severity.FATAL, terms=("BT-112",), path="totals.amount_incl_vat",
                  value="212449.00", expected="212450.00")  # fmt: skip
    assert "212449.00" in explain(issue, "sv").message


@pytest.mark.parametrize(
    ("rule", "language", "message"),
    [
        ("READ-COUNT", "sv", "Filen säger 3 om ett antal som är 1. Kontrollera att hela filen kom med."),
        ("READ-COUNT", "nb", "Filen sier 3 om et antall som er 1. Kontroller at hele filen kom med."),
        ("READ-COUNT", "en", "The file says 3 of a count that is 1. See that the whole file came across."),
        ("READ-REFERENCE", "en", "The reference 4712 does not agree with 4711, which it belongs to."),
        ("READ-REFERENCE", "sv", "Referensen 4712 stämmer inte med 4711, som den hör ihop med."),
        ("READ-INDICATOR", "sv", "ALC är X, men ska vara A eller C. Rätta värdet."),
        ("READ-INDICATOR", "en", "ALC is X, but should be A or C. Correct the value."),
    ],
)
def test_what_an_interchange_says_of_itself_is_told_in_words(rule: str, language: str, message: str) -> None:
    issues = {issue.rule: issue for issue in read(FAULTY_EDIFACT.read_bytes()).issues}
    assert explain(issues[rule], language).message.startswith(message)
