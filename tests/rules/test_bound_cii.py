"""The rules bound to CII: each of them fires on its broken sample alone, and the walk is spared for no broken one."""

from __future__ import annotations

import json

import pytest

from depesch.documents.checking import check
from depesch.documents.reading import read
from depesch.model.issue import Issue
from depesch.rules import LANGUAGES
from depesch.rules.explaining import explain
from depesch.rules.syntax_words import is_bound
from depesch.syntaxes import UnreadableDocument
from depesch.syntaxes.bound import Row
from depesch.syntaxes.cii_d16b.bound_gate import may_break
from depesch.syntaxes.cii_d16b.bound_rules import TABLE
from tests.rules.bound_cii import DEAD, breaks_with, broken, sound
from tests.shared_data import needs_shared, shared


def _bound(data: bytes) -> list[Issue]:
    return [issue for issue in check(data, rules=["en16931"], schema=False).issues if issue.rule.startswith("CII-")]


def test_the_sound_sample_breaks_no_rule_and_is_not_walked() -> None:
    assert _bound(sound()) == []
    assert not may_break(read(sound()))


@pytest.mark.parametrize("row", TABLE.rows, ids=lambda row: row.id)
def test_a_broken_sample_breaks_its_rule_and_no_other(row: Row) -> None:
    found = _bound(broken(row))
    if row.id in DEAD:
        assert found == []
        return
    assert {issue.rule for issue in found} == {row.id, *breaks_with(row)}
    issue = next(issue for issue in found if issue.rule == row.id)
    assert issue.severity is row.severity
    assert issue.where is not None
    assert issue.line is not None
    assert issue.terms
    assert is_bound(issue.detail)
    assert all(explain(issue, language).message for language in LANGUAGES)


@needs_shared
def test_an_ordinary_document_is_judged_like_any_other() -> None:
    """Neither sparing the walk nor leaving facts to the model changes a verdict."""
    for path in sorted(shared("corpus", "cii").rglob("*.xml")):
        try:
            reading, doubted = read(path.read_bytes()), read(path.read_bytes())
        except UnreadableDocument:
            continue
        doubted.memo["ordinary"] = False
        found = (
            sorted((issue.rule, issue.severity) for issue in check(one, rules=["en16931"], schema=False).issues)
            for one in (reading, doubted)
        )
        assert next(found) == next(found), path


def test_every_rule_has_terms_and_a_path() -> None:
    rules = TABLE.rules()
    assert all(rule.terms and rule.path.startswith("/") for rule in rules)
    assert len({rule.id for rule in rules}) == len(rules)


@needs_shared
def test_the_table_has_every_official_rule_with_its_severity() -> None:
    lines = shared("rules", "en16931-cii-1.3.16.jsonl").read_text("utf-8").splitlines()
    official = {row["id"]: row["flag"] for row in map(json.loads, lines) if row.get("id", "").startswith("CII-")}
    assert {rule.id: str(rule.severity) for rule in TABLE.rules()} == official
