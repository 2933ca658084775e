"""Our verdicts equal the official rules' on the corpus; what is left is listed one by one, with its reason."""

from __future__ import annotations

from tests.rules.conformance import compare, documents, known, units, unlisted
from tests.shared_data import needs_shared


@needs_shared
def test_documents_get_the_official_verdict_rule_by_rule() -> None:
    report = compare(documents("exact"))
    assert report.cases > 1000
    assert unlisted(report) == []


@needs_shared
def test_mutants_get_the_official_verdict_rule_by_rule() -> None:
    assert unlisted(compare(documents("mutant"))) == []


@needs_shared
def test_the_official_unit_tests_agree() -> None:
    report = compare(units())
    assert report.cases > 400
    assert unlisted(report) == []


def test_every_listed_disagreement_has_its_reason() -> None:
    assert all(entry["reason"] for entry in known())
