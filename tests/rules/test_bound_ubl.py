"""The rules bound to UBL: each of them fires on its broken sample alone, and the walk is spared for no broken one."""

from __future__ import annotations

import json

import pytest

from depesch.documents.checking import check
from depesch.documents.reading import read
from depesch.model.issue import Issue
from depesch.rules import LANGUAGES
from depesch.rules.explaining import explain
from depesch.rules.syntax_words import is_bound
from depesch.syntaxes.bound import Row
from depesch.syntaxes.ubl21.bound_gate import may_be_broken
from depesch.syntaxes.ubl21.bound_rules import TABLE
from tests.rules.bound_ubl import base_of, breaks_with, broken, sound
from tests.shared_data import needs_shared, shared


def _bound(data: bytes) -> list[Issue]:
    return [issue for issue in check(data, rules=["en16931"], schema=False).issues if issue.rule.startswith("UBL-")]


@pytest.mark.parametrize("credit_note", [False, True])
def test_the_sound_samples_break_no_rule_and_are_not_walked(credit_note: bool) -> None:
    data = sound(credit_note=credit_note)
    assert _bound(data) == []
    assert not may_be_broken(read(data))


@pytest.mark.parametrize("row", TABLE.rows, ids=lambda row: row.id)
def test_a_broken_sample_breaks_its_rule_and_no_other(row: Row) -> None:
    assert row.id not in {issue.rule for issue in _bound(base_of(row))}
    found = _bound(broken(row))
    assert {issue.rule for issue in found} == {row.id, *breaks_with(row)}
    issue = next(issue for issue in found if issue.rule == row.id)
    assert issue.severity is row.severity
    assert issue.where is not None
    assert issue.line is not None
    assert issue.terms
    assert is_bound(issue.detail)
    assert all(explain(issue, language).message for language in LANGUAGES)


def test_every_rule_has_terms_and_a_path() -> None:
    rules = TABLE.rules()
    assert all(rule.terms and rule.path.startswith("/") for rule in rules)
    assert len({rule.id for rule in rules}) == len(rules)


@needs_shared
def test_the_table_has_every_official_rule_with_its_severity() -> None:
    lines = shared("rules", "en16931-ubl-1.3.16.jsonl").read_text("utf-8").splitlines()
    official = {row["id"]: row["flag"] for row in map(json.loads, lines) if row.get("id", "").startswith("UBL-")}
    assert {rule.id: str(rule.severity) for rule in TABLE.rules()} == official
