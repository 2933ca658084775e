"""Words: every term has a name in each language, and every kind of finding a sentence."""

from __future__ import annotations

import doctest

import pytest

from depesch.model.issue import Issue, Severity
from depesch.model.terms import TERMS
from depesch.rules import LANGUAGES, explaining
from depesch.rules.explaining import explain, field_name
from depesch.rules.field_names import NAMES


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
    "rule", ["XSD", "READ-DATE", "READ-CURRENCY", "READ-not-xml", "PROFILE-UNKNOWN", "CHECK-NO-RULES", "SOMETHING-ELSE"]
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
