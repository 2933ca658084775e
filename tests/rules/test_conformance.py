"""Our verdicts equal the official rules' on the corpus; what is left is listed one by one, with its reason."""

from __future__ import annotations

import pytest

from tests.rules.conformance import reports_on
from tests.rules.judging.cases import KINDS
from tests.rules.judging.comparing import Reports, known, outlived, unlisted
from tests.rules.judging.official_sets import SETS, sets_there
from tests.shared_data import needs_shared

# How many cases of each kind got as far as the rules, at least: fewer means that something went missing.
JUDGED = {
    ("EN16931-UBL", "exact"): 678,
    ("EN16931-UBL", "extension"): 127,
    ("EN16931-UBL", "forced"): 349,
    ("EN16931-UBL", "mutant"): 182,
    ("EN16931-UBL", "unit"): 670,
    ("EN16931-CII", "exact"): 448,
    ("EN16931-CII", "version"): 1,
    ("EN16931-CII", "extension"): 68,
    ("EN16931-CII", "forced"): 37,
    ("EN16931-CII", "mutant"): 129,
    ("EN16931-CII", "unit"): 4,
    ("PEPPOL-EN16931-UBL", "exact"): 169,
    ("PEPPOL-EN16931-UBL", "forced"): 986,
    ("PEPPOL-EN16931-UBL", "mutant"): 182,
    ("PEPPOL-EN16931-UBL", "unit"): 356,
    ("PEPPOL-EN16931-UBL-SB", "exact"): 7,
    ("PEPPOL-EN16931-CII", "exact"): 6,
    ("PEPPOL-EN16931-CII", "forced"): 548,
    ("PEPPOL-EN16931-CII", "mutant"): 129,
    ("PEPPOL-EN16931-CII", "unit"): 232,
    ("XRECHNUNG-UBL", "exact"): 283,
    ("XRECHNUNG-UBL", "version"): 73,
    ("XRECHNUNG-CII", "exact"): 182,
    ("XRECHNUNG-CII", "version"): 81,
}


@pytest.fixture(scope="module")
def reports() -> Reports:
    return reports_on(sets_there(), frozenset(KINDS))


@needs_shared
@pytest.mark.parametrize("name", sorted(SETS))
def test_every_official_rule_set_has_its_counterpart(name: str) -> None:
    assert name in sets_there()


@needs_shared
@pytest.mark.parametrize(("name", "kind"), JUDGED)
def test_the_official_verdict_is_given_rule_by_rule(reports: Reports, name: str, kind: str) -> None:
    report = reports[name, kind]
    assert report.judged >= JUDGED[name, kind]
    assert unlisted(report) == []


@needs_shared
def test_no_verdicts_of_the_oracle_are_passed_over(reports: Reports) -> None:
    assert set(reports) == set(JUDGED)


@needs_shared
def test_what_is_listed_still_disagrees(reports: Reports) -> None:
    assert outlived(reports) == []


def test_every_listed_disagreement_has_its_reason() -> None:
    assert all(entry["reason"] for entry in known())
